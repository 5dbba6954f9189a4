/** The supervisor's live view, in a real Chromium against the stub (RM-12). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AgentNow } from '../src/api'
import { stateOf, troublesOf } from '../src/supervisor/live-state'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

const LONG = 'Raden Ajeng Kartiningsih Wulandari Kusumawardhani Prawirodirdjo Sastrowijoyo of Solo'
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

const PAGE: AgentNow['pages'][number] = {
  device: { browser: 'Chrome', platform: 'Windows' },
  reachable: true,
  unreachable_since: null,
  leg_up: true,
  ready: { microphone: 'good', speaker: 'good', sound: 'good', notifications: 'open' },
}

function agent(who: string, rest: Partial<AgentNow> = {}): AgentNow {
  return {
    object: 'agent',
    id: who,
    name: who.charAt(0).toUpperCase() + who.slice(1),
    role: 'agent',
    presence: 'online',
    since: minutesAgo(3),
    wrap_up_until: null,
    reachable: true,
    unreachable_since: null,
    call: null,
    ringing: 0,
    rooms: 0,
    disabled: false,
    pages: [PAGE],
    ...rest,
  }
}

const EVERYBODY = [
  agent('ayu', { presence: 'on_call', call: 'call_a', since: minutesAgo(12) }),
  agent('budi', { ringing: 2 }),
  agent('citra', {
    reachable: false,
    unreachable_since: minutesAgo(4),
    pages: [{ ...PAGE, device: { browser: 'Chrome', platform: 'Android' }, reachable: false, unreachable_since: minutesAgo(4) }],
  }),
  agent('dewi', { role: 'supervisor', pages: [{ ...PAGE, device: { browser: 'Other', platform: 'Other' } }] }),
  agent('eka', { role: 'admin', presence: 'away', name: LONG }),
  agent('fajar', { presence: 'wrap_up', wrap_up_until: new Date(Date.now() + 30_000).toISOString() }),
  agent('gita', { presence: 'offline', reachable: false, since: minutesAgo(70), pages: [] }),
  agent('hadi', {
    pages: [{ ...PAGE, leg_up: false, ready: { microphone: 'refused', speaker: 'good', sound: 'good', notifications: 'good' } }],
  }),
]

const customer = { name: 'Siti Rahma', number: '6281298765432', user_id: null }
const busy = (): Record<string, unknown> => ({
  object: 'statistics',
  at: minutesAgo(0),
  target: { answer_within_s: 20, percent: 80 },
  waiting: 7,
  waiting_calls: [
    { call: 'call_a', channel: '1', customer, since: new Date(Date.now() - 42_000).toISOString(), rings: [{ id: 'ayu', name: 'Ayu' }, { id: 'budi', name: 'Budi' }] },
    { call: 'call_b', channel: '1', customer: { ...customer, name: null }, since: minutesAgo(0), rings: [] },
  ],
  last_hour: { from: minutesAgo(60), calls: 20, answered: 15, unanswered: 5, answer_rate_percent: 75, service_level_percent: 60, mean_wait_ms: 12_400, longest_wait_ms: 65_000 },
  today: { from: minutesAgo(600), calls: 200, answered: 190, unanswered: 10, answer_rate_percent: 95, service_level_percent: 91.5, mean_wait_ms: 8_000, longest_wait_ms: 65_000 },
})

const admission = (rest: Record<string, unknown>): Record<string, unknown> => ({ object: 'admission', ...rest })

/** The page looks again when it is seen again, sooner than by itself. */
const seenAgain = (page: Page): Promise<boolean> => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

describe('what an agent does (RM-12)', () => {
  it('is the call before all else, then whether anything rings there, then what was chosen', () => {
    const words = EVERYBODY.map((one) => stateOf(one))
    expect(words).toEqual(['talking', 'ringing', 'unreachable', 'idle', 'away', 'wrap_up', 'offline', 'idle'])
    expect(stateOf(agent('ayu', { presence: 'on_call', reachable: false, ringing: 1 }))).toBe('talking')
    expect(stateOf(agent('ayu', { presence: 'away', ringing: 1 }))).toBe('ringing')
    expect(stateOf(agent('ayu', { presence: 'away', reachable: false }))).toBe('unreachable')
  })

  it('says what keeps calls from being heard, and nothing of what was not tried yet (IN-15)', () => {
    expect(troublesOf(PAGE)).toEqual([])
    expect(troublesOf({ ...PAGE, ready: null })).toEqual([])
    expect(troublesOf({ ...PAGE, reachable: false, leg_up: false })).toEqual([{ what: 'page', found: 'silent' }])
    const ready = { microphone: 'missing', speaker: 'failed', sound: 'good', notifications: 'refused' } as const
    expect(troublesOf({ ...PAGE, leg_up: false, ready }).map(({ what, found }) => `${what} ${found}`)).toEqual([
      'line down',
      'microphone missing',
      'speaker failed',
      'notifications refused',
    ])
  })
})

describe('the live view (RM-12)', { timeout: NEVER_MS }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  }, NEVER_MS)
  afterAll(() => browser?.close())

  const visit = (settings: Record<string, unknown>, test: (visit: Visit) => Promise<void>): Promise<void> =>
    Visit.during(browser, settings, test)

  it('says who talks, rings, idles, is away, wraps up, is unreachable or offline, for how long and on what', () =>
    visit({ agentsNow: EVERYBODY }, async ({ open }) => {
      const page = await open('/?agent=dewi')
      await page.click(id('nav-live'))
      await page.waitForSelector(id('agents'))
      const said = (who: string): Promise<string> => page.innerText(id(`agent-${who}`))
      expect(await said('ayu')).toMatch(/Talking\s+12:\d\d/)
      expect(await page.getAttribute(id('call-of-ayu'), 'href')).toBe('#/calls/call_a')
      expect(await said('budi')).toContain('Ringing (2)')
      expect(await said('citra')).toMatch(/Unreachable\s+4:\d\d/)
      expect(await said('citra')).toContain('Chrome on Android')
      expect(await said('dewi')).toContain('Unknown device')
      expect(await said('citra')).toContain('The page does not answer')
      expect(await said('dewi')).toMatch(/Idle\s+3:\d\d/)
      expect(await said('dewi')).toContain('Ready for calls')
      expect(await said('eka')).toContain('Away')
      expect(await said('fajar')).toContain('Wrap-up')
      expect(await said('gita')).toMatch(/Offline\s+1:10:\d\d/)
      expect(await said('gita')).toContain('No page open')
      expect(await said('hadi')).toContain('No audio line')
      expect(await said('hadi')).toContain('Microphone blocked')
      for (const width of [1440, 768, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(page), String(width)).toEqual([])
      }
    }))

  it('says how many rooms each handles, leaves out who may not sign in, and leads to the log history', () =>
    visit({ agentsNow: [agent('ayu', { rooms: 3, name: 'W'.repeat(100) }), agent('budi', { disabled: true }), agent('dewi', { role: 'supervisor' })] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/live')
      await page.waitForSelector(id('agents'))
      expect(await page.innerText(id('agent-ayu'))).toContain('Rooms: 3')
      expect(await page.locator(id('agent-budi')).count()).toBe(0)
      await page.click(`${id('agent-ayu')} a.who-link`)
      await page.waitForSelector(id('agent-history'))
      expect(await page.locator('.history-row').count()).toBe(50)
      await page.click(id('more'))
      await page.waitForSelector('.history-row:nth-child(60)')
      expect(await page.innerText('.history-row:nth-child(3)')).toMatch(/Page does not answer|Online|Away|Signed/)
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(page), String(width)).toEqual([])
      }
      await page.goto(page.url().replace('live/ayu', 'live/nobody'))
      await says(page, 'empty', 'There is no such person')
    }))

  it('shows who waits, with whom it rings, and answer rate and service level against the target', () =>
    visit({ agentsNow: EVERYBODY, statistics: busy() }, async ({ open, stub }) => {
      const page = await open('/?agent=dewi#/live')
      await says(page, 'waiting', '7 waiting')
      const waiting = await page.innerText(id('waiting'))
      expect(waiting).toMatch(/Siti Rahma\s+0:4\d/)
      expect(waiting).toContain('Rings at Ayu and Budi')
      expect(waiting).toContain('Nobody is free')
      expect(waiting).toContain('and 5 more')
      const hour = await page.innerText(id('figures-hour'))
      for (const words of ['20', '75 %', '60 %', '0:12', '1:05', 'Below target', 'Mean wait, answered calls', 'Longest wait, answered calls']) {
        expect(hour).toContain(words)
      }
      expect(await page.innerText(id('figures-today'))).toContain('Target met')
      expect(await page.innerText(id('figures'))).toContain('Target: 80 % within 20 s')
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(page), String(width)).toEqual([])
      }
      stub.settings['statistics'] = { ...busy(), waiting: 0, waiting_calls: [] }
      await says(page, 'waiting', 'Nobody waits.')
    }))

  it('says that calls are refused, by which mark and what to do, and for a while after it how many were', () =>
    visit({ agentsNow: EVERYBODY }, async ({ open, stub }) => {
      const page = await open('/?agent=dewi#/live')
      await page.waitForSelector(id('agents'))
      expect(await page.locator(id('admission-banner')).count()).toBe(0)
      stub.settings['admission'] = admission({
        inbound: true,
        outbound: false,
        reached: [{ mark: 'max_cpu_percent', limit: 85, taken_below: 70, now: 97 }],
        refused: { from: minutesAgo(9), inbound: 0, outbound: 3 },
      })
      await seenAgain(page)
      await says(page, 'admission-banner', 'Calls to customers are being refused; customers’ calls are taken')
      const outbound = await page.innerText(id('admission-banner'))
      expect(outbound).toContain('Processor use of the gateway: 97 %. Calls are refused from 85 % on and taken again below 70 %.')
      expect(outbound).toContain('Refused in the last ten minutes: 3 to customers.')
      expect(outbound).toContain('docs/operations.md')
      const full = { mark: 'max_calls', limit: 1_000, taken_below: 1_000, now: 1_000 }
      const late = { mark: 'max_lag_ms', limit: 100, taken_below: 82, now: 240 }
      const many = { mark: 'max_packets', limit: 100_000, taken_below: 82_000, now: 123_456 }
      stub.settings['admission'] = admission({
        inbound: false,
        outbound: false,
        reached: [full, late, many],
        refused: { from: minutesAgo(9), inbound: 12, outbound: 3 },
      })
      await seenAgain(page)
      await says(page, 'admission-banner', 'New calls are being refused')
      const all = await page.innerText(id('admission-banner'))
      expect(all).toContain('Calls at once: 1,000. This account may have 1,000.')
      expect(all).toContain('Delay inside the gateway: 240 ms. Calls are refused from 100 ms on and taken again below 82 ms')
      expect(all).toContain('Audio packets that come in: 123,456 a second. Calls are refused from 100,000 on and taken again below 82,000')
      expect(all).toContain('12 from customers and 3 to customers')
      // It stands above whatever page is open.
      await page.goto(page.url().replace('#/live', '#/calls'))
      await page.waitForSelector(`${id('admission-banner')}[data-state=closed]`)
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(page), String(width)).toEqual([])
      }
      stub.settings['admission'] = admission({
        inbound: true,
        outbound: true,
        reached: [],
        refused: { from: minutesAgo(9), inbound: 12, outbound: 0 },
      })
      await seenAgain(page)
      await says(page, 'admission-banner', 'Refused in the last ten minutes: 12 from customers. All new calls are taken again.')
    }))

  it('counts them on top, and a press on a figure shows only those', () =>
    visit({ agentsNow: EVERYBODY }, async ({ open }) => {
      const page = await open('/?agent=dewi#/live')
      await page.waitForSelector(id('agents'))
      const figures = await page.$$eval('.tile-count', (tiles) => tiles.map((tile) => tile.textContent))
      expect(figures).toEqual(['1', '1', '2', '1', '1', '1', '1'])
      await page.click(id('count-idle'))
      expect(await page.locator('.live-row').count()).toBe(2)
      await page.click(id('count-idle'))
      expect(await page.locator('.live-row').count()).toBe(8)
    }))

  it('follows by itself, and nothing moves when it does', () =>
    visit({ agentsNow: EVERYBODY }, async ({ open, stub }) => {
      const page = await open('/?agent=dewi#/live')
      await page.waitForSelector(`${id('agent-gita')}[data-state=offline]`)
      const before = await page.locator(id('agents')).boundingBox()
      stub.settings['agentsNow'] = EVERYBODY.map((one) => (one.id === 'gita' ? agent('gita') : one))
      await page.waitForSelector(`${id('agent-gita')}[data-state=idle]`)
      await says(page, 'count-idle', '3')
      expect((await page.locator(id('agents')).boundingBox())?.y).toBe(before?.y)
    }))

  it('keeps what it has while the gateway does not answer, says since when, and comes back', () =>
    visit({ agentsNow: EVERYBODY }, async ({ open, stub }) => {
      const page = await open('/?agent=dewi#/live')
      await page.waitForSelector(id('agents'))
      stub.settings.isRestDown = true
      await page.waitForSelector(id('stale'))
      expect(await page.isVisible(id('agent-ayu'))).toBe(true)
      stub.settings.isRestDown = false
      await page.waitForSelector(id('stale'), { state: 'detached' })
    }))
})
