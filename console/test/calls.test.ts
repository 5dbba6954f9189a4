/** The supervisor's list of calls and a call's page, in a real Chromium against the stub. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loggedCall, manyCalls } from '../dev/stub.mjs'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

const LONG = 'Raden Ajeng Kartiningsih Wulandari Kusumawardhani Prawirodirdjo Sastrowijoyo of Solo'
const NOON = Date.parse('2026-11-20T12:00:00')

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, NEVER_MS)
afterAll(() => browser?.close())

const visit = (settings: Record<string, unknown>, test: (visit: Visit) => Promise<void>): Promise<void> =>
  Visit.during(browser, settings, test)

const rows = (page: Page): Promise<number> => page.locator(id('call-row')).count()

/** The list has settled on exactly so many rows. */
const shows = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    ([selector, wanted]) =>
      document.querySelectorAll(String(selector)).length === wanted &&
      document.querySelector('[data-testid=loading]') === null,
    [id('call-row'), count] as const,
  )

const PAST = [
  loggedCall({ id: 'call_new', customer: { name: 'Siti Rahma', number: '6281298765432' }, status: 'answered', reason: 'customer_hung_up', startedAt: NOON, talkMs: 184_000, ring_ms: 7100, agent: { id: 'ayu', name: 'Ayu Lestari' } }),
  loggedCall({ id: 'call_long', customer: { name: LONG }, status: 'unanswered', reason: 'timed_out', startedAt: NOON - 3_600_000 }),
  loggedCall({ id: 'call_arabic', customer: { name: 'مريم عبد الرحمن', number: '6281298761111' }, direction: 'outbound', status: 'answered', reason: 'agent_hung_up', startedAt: NOON - 86_400_000, talkMs: 1000, agent: { id: 'budi', name: 'Budi Santoso' } }),
  loggedCall({ id: 'call_refused', customer: { user_id: 'ID.2000' }, status: 'unanswered', reason: 'meta_refused', startedAt: NOON - 3 * 86_400_000, meta_error_code: 138_001, meta_error_subcode: 2_494_010 }),
]

describe('the list of calls (REP-1, REP-3)', { timeout: NEVER_MS }, () => {
  it('is reached by a supervisor and an admin, and an agent sees no way to it', () =>
    visit({ past: PAST }, async ({ open }) => {
      const dewi = await open('/?agent=dewi')
      await dewi.click(id('nav-calls'))
      await shows(dewi, 4)
      const eka = await open('/?agent=eka#/calls')
      await shows(eka, 4)

      const ayu = await open('/?agent=ayu#/calls')
      await ayu.waitForSelector(`${id('presence')}[data-state=online]`)
      await ayu.waitForSelector(id('status'))
      await says(ayu, 'not-yours', 'That page is for supervisors and admins.')
      expect(await ayu.locator(id('nav-calls')).count()).toBe(0)
      expect(await rows(ayu)).toBe(0)
    }))

  it('says of each call when, who, by whom, how long and how it ended (REP-1)', () =>
    visit({ past: PAST }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      await shows(page, 4)
      const first = await page.innerText(`${id('call-row')} >> nth=0`)
      for (const words of ['Siti Rahma', '+62 812-9876-5432', '20 Nov, 12:00', 'Ayu Lestari', '0:07', '3:04', 'Answered', 'The customer hung up.']) {
        expect(first).toContain(words)
      }
      expect(await page.innerText(`${id('call-row')} >> nth=1`)).toContain('Nobody')
      for (const width of [1440, 768, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(page), String(width)).toEqual([])
      }
    }))

  it('is narrowed by dates, agent, direction, status and customer, which stand in the address (REP-3)', () =>
    visit({ past: PAST }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      await shows(page, 4)
      await page.selectOption(id('filter-agent'), 'budi')
      await shows(page, 1)
      await page.selectOption(id('filter-direction'), 'inbound')
      await says(page, 'empty', 'No call matches')
      await page.click(id('clear'))
      await shows(page, 4)
      await page.selectOption(id('filter-status'), 'unanswered')
      await shows(page, 2)
      await page.fill(id('filter-from'), '2026-11-20')
      await page.fill(id('filter-to'), '2026-11-20')
      await shows(page, 1)
      expect(page.url()).toContain('#/calls?from=2026-11-20&to=2026-11-20&status=unanswered')
      await page.reload()
      await shows(page, 1)
      await page.click(id('clear'))
      await page.fill(id('filter-customer'), '+62 812-9876-1111')
      await shows(page, 1)
      await page.fill(id('filter-customer'), 'siti')
      await page.selectOption(id('filter-agent'), 'ayu')
      await page.waitForSelector(`${id('call-row')}:has-text("Siti Rahma")`)
      await page.waitForURL('**/*#/calls?customer=siti&agent=ayu')
    }))

  it('reads a log of 100,000 calls page by page and never holds more than 500 rows', () =>
    visit({ past: manyCalls(100_000) }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      await shows(page, 50)
      for (let count = 100; count <= 500; count += 50) {
        await page.click(id('more'))
        await shows(page, count)
      }
      await page.click(id('more'))
      await page.waitForSelector(`${id('call-row')}:has-text("Customer 549")`)
      expect(await rows(page)).toBe(500)
      await says(page, 'left', 'The 50 newest are no longer shown.')
      await page.click(`${id('left')} button`)
      await shows(page, 50)
      await says(page, 'calls', 'Customer 0')
    }))

  it('is kept as it was for whoever comes back from a call', () =>
    visit({ past: manyCalls(200) }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls?status=answered')
      await shows(page, 50)
      await page.click(id('more'))
      await shows(page, 100)
      await page.click(`${id('call-row')} >> nth=80`)
      await page.waitForSelector(id('call-head'))
      await page.click(id('back'))
      await shows(page, 100)
      expect(page.url()).toContain('status=answered')
    }))

  it('gives what the filters find as a file, with the token of the session under serve (REP-3)', () => {
    const claims = Buffer.from(JSON.stringify({ role: 'supervisor' })).toString('base64url')
    const token = `e30.${claims}.c2ln`
    return visit({ past: PAST, mode: 'serve', token, tokenOf: 'dewi' }, async ({ open }) => {
      const page = await open(`/#token=${token}`)
      await page.click(id('nav-calls'))
      await shows(page, 4)
      await page.selectOption(id('filter-status'), 'answered')
      await shows(page, 2)
      const [file] = await Promise.all([page.waitForEvent('download'), page.click(id('csv'))])
      expect(file.suggestedFilename()).toMatch(/^calls-\d{4}-\d\d-\d\d\.csv$/)
      const text = readFileSync(await file.path(), 'utf8')
      expect(text.split('\r\n').map((line) => line.split(',')[0])).toEqual(['id', 'call_new', 'call_arabic'])
    })
  })

  it('says that there is nothing yet, and what is wrong with a button that tries again', () =>
    visit({ past: [] }, async ({ open, stub }) => {
      const page = await open('/?agent=dewi#/calls')
      await says(page, 'empty', 'No calls yet')
      stub.settings.isRestDown = true
      await page.click(id('refresh'))
      await says(page, 'refused', 'The gateway cannot read this now')
      expect(await violations(page)).toEqual([])
      stub.settings.isRestDown = false
      await page.click(id('again'))
      await says(page, 'empty', 'No calls yet')
    }))
})

describe("a call's page", { timeout: NEVER_MS }, () => {
  it('says why it did not ring for each agent, and why it ended, with the code of Meta (RG-2, REP-1)', () =>
    visit({ past: PAST }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      await page.click(`${id('call-row')}:has-text("ID.2000")`)
      await says(page, 'way', 'To all free agents of “Front desk” at once')
      await says(page, 'seen-ayu', 'Declined after 4 secs.')
      await says(page, 'seen-budi', 'The page had not answered for 1 min 15 secs: frozen, asleep or cut off.')
      await says(page, 'seen-citra', 'Was on another call.')
      await says(page, 'strangers-not_in_group', 'Dewi Anggraini and Eka Putri')
      await says(page, 'why-ended', 'Meta refused the call.')
      await says(page, 'meta-code', "Meta's code 138001, subcode 2494010")
      await says(page, 'timeline', 'Rings for Ayu Lestari')
      await says(page, 'facts', 'Hidden by a username')
      // In the pages' own font "4x2" is drawn as "4×2".
      for (const kept of ['ID.2000', 'call_refused']) {
        const font = await page.locator(`${id('facts')} .code:text-is("${kept}")`).evaluate((it) => getComputedStyle(it).fontFamily)
        expect(font, kept).toContain('monospace')
      }
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(page), String(width)).toEqual([])
      }
    }))

  it('says of a call to a customer who called, that it rang there, and what came of it', () => {
    const to = (id: string, rest: object): ReturnType<typeof loggedCall> =>
      loggedCall({ id, customer: { name: 'Siti Rahma' }, direction: 'outbound', startedAt: NOON, agent: { id: 'ayu', name: 'Ayu Lestari' }, ...rest })
    const past = [
      to('call_talked', { status: 'answered', reason: 'balance_spent', talkMs: 120_000, ring_ms: 3900 }),
      to('call_rang', { status: 'unanswered', reason: 'customer_declined', ring_ms: 8000 }),
      to('call_busy', { status: 'unanswered', reason: 'customer_busy' }),
    ]
    return visit({ past }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls/call_talked')
      await says(page, 'explain', 'Did it ring at the customer?')
      await says(page, 'placed', 'Ayu Lestari called the customer.')
      // One rounding: what has rung for 3.9 s is 0:03 as well as 3 secs.
      await says(page, 'facts', '0:03')
      await says(page, 'placed', 'It rang at the customer for 3 secs.')
      await says(page, 'placed', 'The customer answered.')
      await says(page, 'why-ended', 'The voice balance was used up.')
      expect(await page.innerText(id('explain'))).not.toContain('before it was sent to anybody')
      await says(page, 'timeline', 'Ayu Lestari calls the customer')
      expect(await page.innerText('.timeline [data-kind=balance_warned]')).toMatch(/runs out\s+60 s left$/)
      await page.goto(`${page.url().split('#')[0]}#/calls/call_rang`)
      await says(page, 'placed', 'It was not answered.')
      await page.goto(`${page.url().split('#')[0]}#/calls/call_busy`)
      await says(page, 'placed', 'It did not ring at the customer.')
      expect(await page.innerText(id('placed'))).not.toContain('answered')
    })
  })

  it('follows a call that goes on, to its end', () => {
    const call = { ...PAST[0], id: 'call_now', state: 'talking', status: null, ended_at: null, reason: null }
    return visit({ past: [call] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls/call_now')
      await says(page, 'call-head', 'Talking now')
      Object.assign(call, PAST[0], { id: 'call_now' })
      await says(page, 'call-head', 'The customer hung up.')
    })
  })

  it('says so when there is no such call', () =>
    visit({}, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls/call_nowhere')
      await says(page, 'empty', 'There is no such call')
    }))

  it('speaks Indonesian', () =>
    visit({ past: PAST }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls/call_refused')
      await page.selectOption(id('language'), 'id')
      await says(page, 'explain', 'Mengapa (tidak) berdering?')
      await says(page, 'seen-citra', 'Sedang dalam panggilan lain.')
    }))
})

describe('a call that rings while a supervisor reads (IN-11)', { timeout: NEVER_MS }, () => {
  it('rings on every page, is answered there, and leaves the page as it was', () =>
    visit({ past: PAST }, async ({ open, stub }) => {
      const page = await open('/?agent=dewi#/calls')
      await shows(page, 4)
      stub.ring('Siti')
      await page.waitForSelector(id('incoming-call'))
      expect(await violations(page)).toEqual([])
      await page.click(`${id('call-row')}:has-text("Siti Rahma")`)
      await page.waitForSelector(id('call-head'))
      expect(await page.isVisible(id('incoming-call'))).toBe(true)
      await page.click('main h1')
      await page.keyboard.press('Enter')
      await page.waitForSelector(id('hang-up'))
      await page.click(id('nav-desk'))
      await page.waitForSelector(`${id('call-state')}[data-state=talking]`)
      await page.click(id('hang-up'))
      await page.waitForSelector(id('dock'), { state: 'detached' })
    }))
})
