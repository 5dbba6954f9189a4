/** What *My desk* says of calls and of this browser, in a real Chromium against the stub. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, NEVER_MS)
afterAll(() => browser?.close())

/** Pictures for whoever looks, where `SHOTS` says a folder. */
async function looksGood(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
    expect(await violations(page), String(width)).toEqual([])
    if (process.env['SHOTS'] !== undefined) {
      await page.screenshot({ path: `${process.env['SHOTS']}/${name}-${width}.png` })
    }
  }
}

async function desk(visit: Visit, agent: string): Promise<Page> {
  const page = await visit.open(`/?agent=${agent}`)
  await page.waitForSelector(`${id('presence')}[data-state=online]`)
  return page
}

describe('a call that somebody else took (IN-5)', { timeout: NEVER_MS }, () => {
  it('is answered, and by whom, in the headline and in the list', () =>
    Visit.during(browser, {}, async (visit) => {
      const ayu = await desk(visit, 'ayu')
      const budi = await desk(visit, 'budi')
      visit.stub.ring('Siti Rahma')
      await ayu.waitForSelector(id('accept'))
      await budi.click(id('accept'))
      await says(ayu, 'call-state', 'Budi Santoso took the call')
      await says(ayu, 'history', 'Taken by Budi Santoso')
      await says(ayu, 'history', 'Answered')
      await looksGood(ayu, 'taken')
      await ayu.click(id('rang-missed'))
      await ayu.waitForSelector(id('nothing-missed'))
      // The next one that nobody takes ends as ever.
      await budi.click(id('hang-up'))
      await ayu.waitForSelector(`${id('call-state')}[data-state=idle]`)
      visit.stub.ring('Bima')
      await ayu.waitForSelector(id('accept'))
      visit.stub.hangUp()
      await says(ayu, 'call-state', 'Call ended')
    }))
})

/** The browser's word on the microphone, for `change` to turn. */
function decides(state: string): void {
  const status = Object.assign(new EventTarget(), { state, onchange: null as (() => void) | null })
  const real = navigator.permissions.query.bind(navigator.permissions)
  navigator.permissions.query = async (of) =>
    (of.name as string) === 'microphone' ? (status as unknown as PermissionStatus) : real(of)
  Object.assign(globalThis, {
    change: (next: string) => {
      status.state = next
      status.onchange?.()
      status.dispatchEvent(new Event('change'))
    },
  })
}

describe('a microphone that the browser blocks', { timeout: NEVER_MS }, () => {
  it('is told before a call rings and on the call that rings, as long as it is so', () =>
    Visit.during(browser, {}, async (visit) => {
      await visit.context.addInitScript(decides, 'denied')
      const page = await desk(visit, 'ayu')
      await says(page, 'call-state', 'Your microphone is blocked')
      await says(page, 'status', 'customers cannot hear you')
      await looksGood(page, 'blocked')
      visit.stub.ring('Siti Rahma')
      await says(page, 'no-microphone', 'the customer cannot hear you')
      await looksGood(page, 'blocked-ringing')
      await page.evaluate(() => localStorage.setItem('dering.language', 'id'))
      await page.reload()
      await says(page, 'no-microphone', 'pelanggan tidak mendengar Anda')
      await looksGood(page, 'blocked-ringing-id')
      await page.evaluate(() => (globalThis as unknown as { change: (to: string) => void }).change('granted'))
      await page.waitForSelector(id('no-microphone'), { state: 'detached' })
      visit.stub.hangUp()
      await says(page, 'call-state', 'Siap menerima panggilan')
    }))

  it('is no word of a browser that does not know', () =>
    Visit.during(browser, {}, async (visit) => {
      await visit.context.addInitScript(() => {
        navigator.permissions.query = () => Promise.reject(new TypeError('microphone'))
      })
      const page = await desk(visit, 'ayu')
      await says(page, 'call-state', 'Ready for calls')
      visit.stub.ring('Siti Rahma')
      await page.waitForSelector(id('accept'))
      expect(await page.locator(id('no-microphone')).count()).toBe(0)
    }))
})
