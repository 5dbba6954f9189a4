/** Calls to customers (OUT-1, OUT-2, OUT-5, BAL-4) in a real Chromium against the stub. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { permission, sampleRoom } from '../dev/rooms.mjs'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

interface Placed {
  key: string
  channel?: string
  to?: string
  room?: string
  agent: string
}

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, NEVER_MS)
afterAll(() => browser?.close())

const visit = (settings: Record<string, unknown>, test: (visit: Visit) => Promise<void>): Promise<void> =>
  Visit.during(browser, settings, test)

async function ready(page: Page): Promise<Page> {
  await page.waitForSelector(`${id('presence')}[data-state=online]`)
  return page
}

const state = (page: Page, name: string): Promise<unknown> =>
  page.waitForSelector(`${id('call-state')}[data-state=${name}]`)

async function looksGood(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await tooWide(page), `${name} ${width}`).toBeLessThanOrEqual(0)
    expect(await violations(page), `${name} ${width}`).toEqual([])
    if (process.env['SHOTS'] !== undefined) {
      await page.screenshot({ path: `${process.env['SHOTS']}/${name}-${width}.png` })
    }
  }
  await page.setViewportSize({ width: 1280, height: 844 })
}

async function dial(page: Page, number: string): Promise<void> {
  await page.click(id('dial'))
  await page.fill(id('dial-number'), number)
  await page.click(id('dial-call'))
}

describe('a call to a customer (OUT-5)', { timeout: NEVER_MS }, () => {
  it('is dialled by keys, seen dialling, ringing and talking, and hung up', () =>
    visit({ placed: [] }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      await page.keyboard.press('d')
      await page.waitForSelector(`${id('dial-number')}:focus`)
      await page.keyboard.type('+62 812-3456 7890')
      await says(page, 'dial-hint', '+62 812-3456-7890')
      await looksGood(page, 'dial-box')
      await page.focus(id('dial-number'))
      await page.keyboard.press('Enter')
      await state(page, 'dialling')
      expect(await page.locator(id('dial-box')).count()).toBe(0)
      const [placed] = stub.settings['placed'] as Placed[]
      expect(placed).toMatchObject({ channel: '100000000000001', to: '6281234567890', agent: 'ayu' })
      expect(placed?.key.length).toBeGreaterThan(8)
      await says(page, 'call-timer', 'Dialling')
      await looksGood(page, 'dialling')
      stub.reach()
      await state(page, 'ringing_out')
      await says(page, 'call-timer', 'Ringing')
      await looksGood(page, 'ringing')
      await page.reload()
      await state(page, 'ringing_out')
      await page.click(id('mute'))
      await page.waitForSelector(`${id('mute')}[aria-pressed=true]`)
      expect(await page.locator(id('microphone')).count()).toBe(1)
      stub.answer()
      await state(page, 'talking')
      await looksGood(page, 'talking')
      await page.click(id('minimise'))
      await page.click(id('hang-up'))
      await state(page, 'ended')
      await page.click(id('minimise'))
      await page.click(id('close-over'))
      await page.waitForSelector(id('dock'), { state: 'detached' })
    }))

  const OUTCOMES = [
    ['not_answered', 'not_answered', 'The customer did not answer.'],
    ['customer_declined', 'customer_declined', 'The customer declined.'],
    ['customer_busy', 'customer_busy', 'The customer was on another call.'],
    ['meta_failed', 'failed', 'Meta reported that the call failed.'],
  ] as const
  it('tells apart how it came to nothing, and the next one begins anew', () =>
    visit({}, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      for (const [reason, outcome, words] of OUTCOMES) {
        await dial(page, '+6281234567890')
        await state(page, 'dialling')
        stub.reach()
        await state(page, 'ringing_out')
        stub.end(reason, 'customer')
        await state(page, outcome)
        await says(page, 'call-over', words)
        await looksGood(page, outcome)
      }
      await dial(page, '+6281234567890')
      await state(page, 'dialling')
      await page.click(id('hang-up'))
      await state(page, 'ended')
      await says(page, 'call-over', 'You ended it before an answer.')
      stub.ring('Siti Rahma')
      await state(page, 'ringing')
      expect(await page.locator(id('call-over')).count()).toBe(0)
    }))

  it('counts down when the balance runs out, over a reload, until a top-up (BAL-4, BAL-5)', () =>
    visit({}, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      await dial(page, '+6281234567890')
      await state(page, 'dialling')
      stub.answer()
      await state(page, 'talking')
      stub.balance(3_600_000)
      await page.waitForSelector(id('balance-countdown'))
      await page.reload()
      await state(page, 'talking')
      await page.waitForSelector(id('balance-countdown'))
      stub.balance(14_000)
      await page.waitForSelector('.balance[data-urgent=true]')
      await looksGood(page, 'balance')
      stub.balance(null)
      await page.waitForSelector(id('balance-countdown'), { state: 'detached' })
      stub.end('balance_spent', 'gateway')
      await state(page, 'ended')
      await says(page, 'call-over', 'The voice balance was used up.')
    }))
})

describe('a call that is not placed (OUT-2)', { timeout: NEVER_MS }, () => {
  it('says why, what helps and when it is possible again, in the box', () =>
    visit({ placed: [] }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      await dial(page, '0812 3456 7890')
      await says(page, 'dial-hint', 'Write the whole number with its country code')
      expect(stub.settings['placed']).toEqual([])
      stub.settings['notPlaced'] = { reason: 'balance_too_low' }
      await page.fill(id('dial-number'), '+62 812 3456 7890')
      await page.click(id('dial-call'))
      await says(page, 'not-called', 'The voice balance is too low for a call.')
      await says(page, 'not-called', 'Tell an admin, who can top it up.')
      stub.settings['notPlaced'] = { reason: 'daily_limit', next_allowed_at: '2026-11-22T09:30:00Z' }
      await page.click(id('dial-call'))
      await says(page, 'again-at', 'Possible again from 22 Nov')
      await looksGood(page, 'not-placed')
      // A reason of a later version stands for itself.
      stub.settings['notPlaced'] = { reason: 'moon_fell_down' }
      await page.click(id('dial-call'))
      await says(page, 'not-called', 'Moon fell down')
      stub.settings['notPlaced'] = { reason: 'no_permission' }
      await page.click(id('dial-call'))
      await says(page, 'not-called', 'Who has never written cannot be asked')
    }))

  it('is told in the room, from where one press calls its customer', () => {
    const siti = sampleRoom()
    return visit({ placed: [], rooms: [siti], tokenOf: 'dewi' }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=dewi#/rooms/room_siti'))
      stub.settings['notPlaced'] = { reason: 'no_permission' }
      await page.click(id('call-customer'))
      await says(page, 'not-called', 'Press “Ask to call”: the customer is asked in WhatsApp.')
      await looksGood(page, 'room-not-called')
      // The customer allows it meanwhile: what was said is not true any more.
      siti.permission = permission({
        state: 'permanent',
        source: 'profile',
        call: { ...siti.permission.call, allowed: true, reason: null },
      })
      await page.waitForSelector(id('not-called'), { state: 'detached' })
      stub.settings['notPlaced'] = undefined
      await page.click(id('call-customer'))
      await page.waitForSelector(id('hang-up'))
      expect((stub.settings['placed'] as Placed[]).at(-1)).toMatchObject({ room: 'room_siti', agent: 'dewi' })
      await page.waitForSelector(`${id('call-customer')}[aria-disabled=true]`)
    })
  })
})

describe('why nobody was called', { timeout: NEVER_MS }, () => {
  const refused = async (page: Page): Promise<void> => {
    await page.click(`${id('call-customer')}:not([aria-disabled=true])`)
    await page.waitForSelector(id('not-called'))
  }
  const isGone = (page: Page): Promise<unknown> => page.waitForSelector(id('not-called'), { state: 'detached' })

  it('is forgotten on another page, and with the next call', () =>
    visit({ rooms: [sampleRoom()], notPlaced: { reason: 'agent_unreachable' } }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=dewi#/rooms/room_siti'))
      await refused(page)
      await page.click('a[href="#/rooms"]')
      await page.waitForSelector(id('page-rooms'))
      await page.goBack()
      await page.waitForSelector(id('call-customer'))
      expect(await page.locator(id('not-called')).count()).toBe(0)
      await refused(page)
      stub.ring('Bima')
      await page.click(id('accept'))
      await isGone(page)
    }))

  it('is forgotten once the customer has been asked for permission', () =>
    visit({ rooms: [sampleRoom()], notPlaced: { reason: 'no_permission' } }, async ({ open }) => {
      const page = await ready(await open('/?agent=dewi#/rooms/room_siti'))
      await refused(page)
      await page.click(id('ask-to-call'))
      await page.fill(id('ask-caption'), 'May we call you about the October invoice?')
      await page.click(id('ask-send'))
      await says(page, 'permission-waiting', 'waits for an answer until')
      await isGone(page)
    }))

  it('is forgotten once the balance pays for a call again (BAL-8)', () =>
    visit({ rooms: [sampleRoom()], balance: 0, notPlaced: { reason: 'balance_too_low' } }, async ({ open, context, stub }) => {
      const page = await ready(await open('/?agent=dewi#/rooms/room_siti'))
      await refused(page)
      await context.request.post(`${stub.url}/v1/balance/top-ups`, { data: { amount_minor: 100_000 } })
      await isGone(page)
    }))
})

describe('calls that are switched off (OUT-1)', { timeout: NEVER_MS }, () => {
  it('have no buttons, from the moment on', () =>
    visit({ rooms: [sampleRoom()] }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=dewi#/rooms/room_siti'))
      await page.waitForSelector(id('call-customer'))
      await page.click(id('dial'))
      stub.dials([])
      for (const gone of ['dial', 'dial-box', 'call-customer', 'call-number']) {
        await page.waitForSelector(id(gone), { state: 'detached' })
      }
      stub.dials([{ id: '100000000000001', name: 'Dering Demo', number: '622150000001' }])
      await page.waitForSelector(id('dial'))
    }))

  it('are switched for a channel and for a person by an admin', () =>
    visit({}, async ({ open }) => {
      const page = await ready(await open('/?agent=eka#/channels/100000000000001'))
      await page.waitForSelector(`${id('outbound')}:checked`)
      await page.click(id('outbound'))
      await page.click(id('save'))
      await page.waitForSelector(id('saved'))
      await looksGood(page, 'channel-off')
      await page.goto(page.url().replace(/#.*/, '#/users'))
      await page.click(id('edit-ayu'))
      await page.click(id('may-call'))
      await looksGood(page, 'user-form')
      await page.click(id('save'))
      await says(page, 'user-ayu', 'calls nobody')
    }))
})
