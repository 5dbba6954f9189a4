/** Call permission in the room and the limits of calling out, in a real Chromium against the stub. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { message, permission, sampleRoom } from '../dev/rooms.mjs'
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

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()

describe('call permission (PM-7, PM-9, OUT-4)', { timeout: NEVER_MS }, () => {
  it('is asked for with a caption, and the answer shows without a refresh', () => {
    const siti = sampleRoom()
    return visit({ rooms: [siti] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/rooms/room_siti')
      await says(page, 'permission', 'Not allowed yet')
      await looksGood(page, 'none')
      await page.click(id('ask-to-call'))
      await page.fill(id('ask-caption'), 'May we call you about the October invoice?')
      await looksGood(page, 'asking')
      await page.click(id('ask-send'))
      await says(page, 'permission-waiting', 'waits for an answer until')
      await says(page, 'request-state', 'Waits for an answer until')
      await says(page, 'ask-refused', 'The next request is possible')
      await looksGood(page, 'waiting')
      // The customer answers: nobody touches the page.
      const [asked] = siti.messages
      if (asked?.permission_request != null) {
        asked.permission_request.state = 'answered'
      }
      siti.messages.unshift(message('wamid.yes', { kind: 'permission_reply', text: 'accept', sent_at: new Date().toISOString() }))
      siti.permission = permission({
        state: 'temporary',
        source: 'request',
        since: inHours(0),
        expires_at: inHours(24 * 6 + 23.5),
        call: { allowed: true, reason: null, next_allowed_at: null, attempts_left: 10, attempts_per_day: 10, unanswered: 0, warning: false },
        request: siti.permission.request,
      })
      await page.waitForSelector(`${id('permission')}[data-state=temporary]`)
      await says(page, 'permission', 'Allowed until')
      await says(page, 'permission', '6 days 23 hr')
      await says(page, 'attempts', '10 of 10')
      await says(page, 'thread', 'Allows calls')
      await looksGood(page, 'temporary')
      // The customer takes it back (PM-7): the status is gone.
      siti.permission = permission({ source: 'customer', since: inHours(0) })
      await page.waitForSelector(`${id('permission')}[data-state=none]`)
      expect(await page.locator(id('attempts')).count()).toBe(0)
    })
  })

  it('warns before the next call after two that were not answered', () => {
    const siti = sampleRoom()
    siti.permission = permission({
      state: 'permanent',
      source: 'profile',
      since: inHours(-20),
      call: { allowed: true, reason: null, next_allowed_at: null, attempts_left: 7, attempts_per_day: 10, unanswered: 2, warning: true },
      request: { allowed: false, form: null, reason: 'already_permanent', next_allowed_at: null, left: 0 },
    })
    return visit({ rooms: [siti] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/rooms/room_siti')
      await says(page, 'permission-warning', '2 calls in a row were not answered')
      expect(await page.locator(id('ask-to-call')).count()).toBe(0)
      await looksGood(page, 'warning')
    })
  })

  it('says in words what is missing, in Indonesian too', () => {
    const siti = sampleRoom()
    siti.permission = permission({
      source: 'count',
      since: inHours(-1),
      call: { allowed: false, reason: 'no_permission', next_allowed_at: null, attempts_left: 10, attempts_per_day: 10, unanswered: 4, warning: true },
      request: { allowed: false, form: null, reason: 'no_template', next_allowed_at: null, left: 1 },
    })
    return visit({ rooms: [siti] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/rooms/room_siti')
      await says(page, 'permission', 'the last 4 calls were not answered')
      await says(page, 'ask-refused', 'has no template to ask with')
      await page.evaluate(() => localStorage.setItem('dering.language', 'id'))
      await page.reload()
      await says(page, 'ask-refused', 'tidak punya templat untuk meminta')
      await looksGood(page, 'missing-id')
    })
  })

  it('shows the limits of calling out with their day', () =>
    visit({}, async ({ open }) => {
      const page = await open('/?agent=eka#/channels')
      await says(page, 'calling-limits', 'As of 1 Nov 2026')
      await says(page, 'calling-limits', 'Connected calls to one customer in 24 hours')
      await looksGood(page, 'limits')
    }))
})
