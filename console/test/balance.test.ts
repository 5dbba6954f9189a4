/** The voice balance: figures, Meta's charges, ledger, top-up, rate card and banner, in a real Chromium against the stub. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UNREAD } from '../dev/charges-rest.mjs'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, NEVER_MS)
afterAll(() => browser?.close())

const visit = (settings: Record<string, unknown>, test: (visit: Visit) => Promise<void>): Promise<void> =>
  Visit.during(browser, settings, test)

/** Pictures for whoever looks, where `SHOTS` says a folder. */
async function looksGood(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
    expect(await violations(page), String(width)).toEqual([])
    if (process.env['SHOTS'] !== undefined) {
      await page.screenshot({ path: `${process.env['SHOTS']}/${name}-${width}.png`, fullPage: true })
    }
  }
}

const file = (text: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name: 'rates.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
})

describe('the voice balance (BAL-2, BAL-7, BAL-8)', { timeout: NEVER_MS }, () => {
  it('is topped up by an admin, and the ledger has the entry with the balance after it', () =>
    visit({ balance: 20_000 }, async ({ open }) => {
      const page = await open('/?agent=eka#/balance')
      await says(page, 'can-call', 'No call to a customer can start')
      await page.click(id('top-up'))
      let asked = 0
      page.on('request', (request) => (asked += request.method() === 'POST' ? 1 : 0))
      for (const [written, told] of [
        ['', 'At least Rp\u00a050,000.'],
        ['a lot', 'A whole amount in digits, such as 50,000.'],
        ['1500,5', 'A whole amount in digits, such as 50,000.'],
        ['0', 'At least Rp\u00a050,000.'],
        ['1.000', 'At least Rp\u00a050,000.'],
        ['99999999999999999', 'More than an account can hold.'],
      ] as const) {
        await page.fill(id('top-up-amount'), written)
        expect(await page.locator(id('wrong-amount_minor')).count()).toBe(0)
        await page.click(id('top-up-save'))
        await says(page, 'wrong-amount_minor', told)
        await page.waitForSelector(`${id('top-up-amount')}[aria-invalid=true]:focus`)
      }
      expect(asked).toBe(0)
      await looksGood(page, 'refused')
      await page.selectOption(id('language'), 'id')
      await says(page, 'wrong-amount_minor', 'Lebih dari yang dapat ditampung akun.')
      await page.selectOption(id('language'), 'en')
      await page.fill(id('top-up-amount'), '100.000')
      await page.fill(id('top-up-note'), 'Invoice 1201')
      await page.click(id('top-up-save'))
      await says(page, 'can-call', 'Calls to customers can start')
      await says(page, 'ledger', 'Invoice 1201')
      await says(page, 'ledger', '120,000')
      await looksGood(page, 'topped-up')
    }))

  it('is seen and not topped up by a supervisor', () =>
    visit({}, async ({ open }) => {
      const page = await open('/?agent=dewi#/balance')
      await says(page, 'balance-available', '1,200,000')
      await says(page, 'rates', '+62')
      expect(await page.locator(id('top-up')).count()).toBe(0)
      expect(await page.locator(id('rates-file')).count()).toBe(0)
    }))

  it('warns on every page of supervisors when it is low', () =>
    visit({ balance: 60_000 }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      await says(page, 'balance-banner', 'The voice balance is low')
      await looksGood(page, 'banner')
    }))

  it('warns when it is spent to the last rupiah', () =>
    visit({ balance: 0, movements: 2 }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      await says(page, 'balance-banner', 'too low for calls to customers: Rp')
    }))

  it('says what is available, not what a call holds already, on the desk as anywhere', () =>
    visit({ balance: 2_000, held: 2_000 }, async ({ open }) => {
      const page = await open('/?agent=dewi')
      await says(page, 'balance-banner', 'too low for calls to customers: Rp\u00a00 left')
      await looksGood(page, 'banner-desk')
      await page.click('a[href="#/rooms"]')
      await page.waitForSelector(id('page-rooms'))
      expect(await page.locator(id('balance-banner')).count()).toBe(1)
      const agents = await open('/?agent=ayu')
      await agents.waitForSelector(`${id('presence')}[data-state=online]`)
      expect(await agents.locator(id('balance-banner')).count()).toBe(0)
    }))

  it('does not warn of a balance that nothing ever moved: calls to customers are not in use here', () =>
    visit({ balance: 0 }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      // The second answer: the first has been drawn by then.
      for (const _ of [1, 2]) {
        await page.waitForResponse((response) => response.url().includes('/balance'), { timeout: NEVER_MS })
      }
      expect(await page.locator(id('balance-banner')).count()).toBe(0)
    }))

  it('is paid by a rate card that is taken as a whole or refused with its faults by line (BAL-3)', () =>
    visit({}, async ({ open }) => {
      const page = await open('/?agent=eka#/balance')
      await page.setInputFiles(id('rates-file'), file('nonsense'))
      await says(page, 'rates-refused', 'Line 1')
      await looksGood(page, 'faults')
      await page.setInputFiles(
        id('rates-file'),
        file('prefix,effective_from,from_minutes,to_minutes,price_per_minute_minor,currency,increment_seconds,minimum_seconds\n'),
      )
      await says(page, 'rates-taken', 'The rate card was replaced')
      await says(page, 'rates', 'version 1')
    }))
})

describe('what Meta charged beside what was paid (BAL-3)', { timeout: NEVER_MS }, () => {
  const month = (name: string): string => `[data-testid=charge-month][data-month="${name}"]`

  it('stands month by month with the difference, and opens to countries and tiers', () =>
    visit({ chargesPage: 3 }, async ({ open }) => {
      const page = await open('/?agent=dewi#/balance')
      const november = page.locator(month('2026-11'))
      await november.waitFor()
      const said = await november.innerText()
      for (const words of ['November 2026', 'Rp\u00a078,000', '78 min · 625 pulses', 'Rp\u00a012,000', '41 calls', '+Rp\u00a066,000']) {
        expect(said).toContain(words)
      }
      expect(await page.locator(month('2026-10')).innerText()).toContain('Meta charged more')
      const september = await page.locator(month('2026-09')).innerText()
      expect(september).toContain('currencies differ')
      expect(september).toContain('1 call')
      expect(september).toMatch(/0\.0095/)
      await november.getByRole('button').click()
      await page.locator(month('2026-09')).getByRole('button').click()
      await says(page, 'charges-read', 'WhatsApp Business Account 100000000000002')
      const detail = await november.innerText()
      for (const words of ['Indonesia', 'United Kingdom', 'Outgoing', '0–50,000', 'above 5,000,000', 'not named', 'Rp\u00a045.60']) {
        expect(detail).toContain(words)
      }
      // Paid and charged, country by country.
      const britain = page.locator(`${id('charges-countries')} tr`, { hasText: 'United Kingdom' })
      expect((await britain.innerText()).split(/\s{2,}|\t|\n/)).toEqual(['United Kingdom', '2', 'Rp\u00a02,000', 'Rp\u00a045.60'])
      await page.click(id('charges-more'))
      await page.locator(month('2026-08')).getByRole('button').click()
      await says(page, 'charge-months', 'Meta knows of no calls in this month.')
      expect(await page.locator(id('charges-more')).count()).toBe(0)
      await looksGood(page, 'charges')
      await page.emulateMedia({ colorScheme: 'dark' })
      await looksGood(page, 'charges-dark')
      await november.getByRole('button').click()
      expect(await november.getByRole('button').getAttribute('aria-expanded')).toBe('false')
      expect(await november.innerText()).not.toContain('Indonesia')
    }))

  it('says that Meta refuses, and since when', () =>
    visit(
      { charges: UNREAD, reading: { state: 'failed', failed_at: '2026-11-27T06:20:00Z', meta_error_code: 200 } },
      async ({ open }) => {
        const page = await open('/?agent=dewi#/balance')
        await says(page, 'charges-failed', '(code 200)')
        await says(page, 'charge-months', 'not read yet')
        await looksGood(page, 'charges-failed')
      },
    ))

  it('says that Meta is being asked', () =>
    visit({ charges: UNREAD, reading: { state: 'waiting', read_at: null } }, async ({ open }) => {
      const page = await open('/?agent=dewi#/balance')
      await says(page, 'charges-waiting', 'Meta is being asked')
      await page.locator(month('2026-11')).getByRole('button').click()
      await says(page, 'charge-months', 'has not been asked about this month')
    }))

  it('says what is missing where no business account is set', () =>
    visit({ charges: UNREAD, reading: { state: 'not_set', read_at: null } }, async ({ open }) => {
      const page = await open('/?agent=dewi#/balance')
      await says(page, 'charges', 'Set meta.waba-id')
      expect(await page.locator(id('charge-months')).count()).toBe(0)
      await looksGood(page, 'charges-not-set')
    }))

  it('is there in Indonesian', () =>
    visit({}, async ({ open, context }) => {
      await context.addInitScript(() => localStorage.setItem('dering.language', 'id'))
      const page = await open('/?agent=dewi#/balance')
      await says(page, 'charges', 'Tagihan Meta')
      expect(await page.locator(month('2026-11')).innerText()).toContain('lebih banyak dibayar')
      await looksGood(page, 'charges-id')
    }))
})
