import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

let browser: Browser

const phoneOf = async (visit: Visit): Promise<Page> => {
  const page = await visit.open('/sandbox/phone')
  await page.waitForSelector(`${id('call')}:enabled`)
  return page
}

const state = (page: Page, name: string): Promise<unknown> =>
  page.waitForSelector(`${id('call-state')}[data-state=${name}]`)

describe("the customer's phone", { timeout: NEVER_MS }, () => {
  beforeAll(async () => {
    browser = await startBrowser()
  }, NEVER_MS)
  afterAll(() => browser?.close())

  it('shows a request as a card, and a choice can be changed on it and in the profile (PM-3, PM-7)', () =>
    Visit.during(browser, {}, async (visit) => {
      const phone = await phoneOf(visit)
      visit.stub.ask('wamid.1', 'May we call you about your order?')
      await says(phone, 'permission-card', 'May we call you about your order?')
      await phone.click(id('allow-7-days'))
      await phone.waitForSelector(`${id('allow-7-days')}[aria-pressed=true]`)
      await phone.waitForSelector(id('permission-until'))
      expect(await phone.inputValue(id('call-permission'))).toBe('temporary')
      expect(await violations(phone)).toEqual([])

      await phone.click(id('deny'))
      await phone.waitForSelector(`${id('permission-card')}[data-choice=deny]`)
      expect(await phone.inputValue(id('call-permission'))).toBe('deny')
      await phone.selectOption(id('call-permission'), 'always')
      await phone.waitForFunction(
        (selector) => document.querySelector<HTMLSelectElement>(selector)?.value === 'always',
        id('call-permission'),
      )
      await phone.setViewportSize({ width: 390, height: 844 })
      expect(await tooWide(phone)).toBeLessThanOrEqual(0)
    }))

  it('rings when the business calls, and is answered (OUT-5)', () =>
    Visit.during(browser, {}, async (visit) => {
      const media = await visit.context.newPage()
      await media.goto(`${visit.stub.url}/dev/media`)
      const phone = await phoneOf(visit)
      await phone.selectOption(id('voice-source'), 'recording')
      visit.stub.callPhone()
      await state(phone, 'incoming')
      expect(await phone.isHidden(id('call'))).toBe(true)
      expect(await violations(phone)).toEqual([])
      await phone.click(id('answer'))
      await state(phone, 'connected')
      await says(phone, 'call-state', 'Connected')
      await phone.waitForFunction(
        (selector) => Number(document.querySelector(selector)?.getAttribute('aria-valuenow')) > 0,
        id('level-local'),
      )
      await phone.click(id('end'))
      await state(phone, 'ended')
    }))

  it('declines a call, and misses one that it lets ring', () =>
    Visit.during(browser, {}, async (visit) => {
      const phone = await phoneOf(visit)
      visit.stub.callPhone()
      await phone.click(id('decline'))
      await phone.waitForSelector(`${id('end-reason')}[data-reason=you_declined]`)
      expect(await phone.isVisible(id('voice-message'))).toBe(false)
      // The page shows it at once; the next call comes when the other side has heard it.
      await expect.poll(() => visit.stub.phoneDeclines()).toBe(1)
      visit.stub.callPhone()
      await state(phone, 'incoming')
      visit.stub.giveUp()
      await phone.waitForSelector(`${id('end-reason')}[data-reason=missed]`)
      await says(phone, 'call', 'Call back')
    }))

  /** As fast as a double click can be: before any answer. */
  const twice = (page: Page, name: string): Promise<void> =>
    page.$eval(id(name), (button) => {
      ;(button as HTMLElement).click()
      ;(button as HTMLElement).click()
    })

  it('sends a text and a voice message once, however often that is pressed', () => {
    const written: object[] = []
    return Visit.during(browser, { written }, async (visit) => {
      const phone = await phoneOf(visit)
      await phone.fill(id('message-text'), 'Where is my parcel?')
      await twice(phone, 'send-message')
      await says(phone, 'said', 'Sent')
      await phone.waitForFunction((box) => document.querySelector<HTMLInputElement>(box)?.value === '', id('message-text'))
      await phone.click(id('call'))
      await phone.waitForSelector(id('voice-message'))
      await twice(phone, 'voice-message')
      await phone.waitForSelector(id('voice-message'), { state: 'detached' })
      await phone.fill(id('message-text'), 'Thank you')
      await phone.click(id('send-message'))
      await expect.poll(() => written.length).toBe(3)
      expect(written).toMatchObject([{ text: 'Where is my parcel?' }, { voice: 'customer' }, { text: 'Thank you' }])
    })
  })

  it('lets days pass for permissions', () =>
    Visit.during(browser, {}, async (visit) => {
      const phone = await phoneOf(visit)
      await phone.click(id('pass-week'))
      await phone.waitForSelector('.days-passed:has-text("7 days ahead")')
    }))

  it('asks after unanswered calls whether the permission is to stay (OUT-4)', () =>
    Visit.during(browser, {}, async (visit) => {
      const phone = await phoneOf(visit)
      await phone.selectOption(id('call-permission'), 'always')
      await phone.waitForFunction(
        (selector) => document.querySelector<HTMLSelectElement>(selector)?.value === 'always',
        id('call-permission'),
      )
      visit.stub.nudge(2)
      await says(phone, 'nudge', '2 calls')
      await phone.click(id('nudge-keep'))
      await phone.waitForSelector(id('nudge'), { state: 'detached' })
      visit.stub.nudge(3)
      await phone.click(id('nudge-stop'))
      await phone.waitForFunction(
        (selector) => document.querySelector<HTMLSelectElement>(selector)?.value === 'deny',
        id('call-permission'),
      )
    }))
})
