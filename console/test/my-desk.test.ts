/** What *My desk* says of calls, in a real Chromium against the stub. */
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
