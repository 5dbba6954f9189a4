/** The page of channels, in a real Chromium against the stub (IN-2, IN-7, IN-12, IN-13, RM-9). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { manyCalls } from '../dev/stub.mjs'
import { Refusal } from '../src/rest'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

const CHANNEL = '100000000000001'
const DIFFERS = {
  meta: {
    state: 'differs',
    differences: [
      { field: 'call_icon_visibility', wanted: 'DEFAULT', found: 'DISABLE_ALL' },
      { field: 'call_hours', wanted: 'Asia/Jakarta; Mon 08:00-12:00', found: 'off' },
    ],
    notes: ['over_midnight'],
  },
}
const RESTRICTED = {
  restrictions: [
    {
      type: 'RESTRICTED_USER_INITIATED_CALLING',
      since: '2026-11-25T08:00:00Z',
      until: '2026-12-02T08:00:00Z',
      reason: 'Negative user feedback',
    },
  ],
  warnings: [
    { type: 'USER_INITIATED_CALLS_LOW_PICKUP_RATE', since: '2026-11-24T08:00:00Z', remedy: 'Answer more of the calls.' },
  ],
  answer_rate: { last_24_h: { calls: 40, answered: 18, percent: 45 }, low: true },
}

describe('the wish for a channel', async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' })
  const { draftOf, toWeekdays, wishOf, withSpan, wrongOf } = await import('../src/admin/channels-wish')
  const { channelNow } = await import('../dev/stub.mjs')
  vi.unstubAllGlobals()
  const draft = draftOf(
    channelNow({
      office_hours: {
        time_zone: 'Asia/Jakarta',
        weekly: [
          { day: 'monday', from: '22:00', to: '24:00' },
          { day: 'monday', from: '08:00', to: '12:00' },
        ],
        holidays: ['2026-12-25'],
      },
    }),
    'UTC',
  )

  it('has midnight as an end both ways, since a time field knows no 24:00 (RM-9)', () => {
    expect(draft.week[0]).toEqual({ day: 'monday', from: '22:00', to: '00:00' })
    expect(wishOf(draft).office_hours?.weekly[0]).toEqual({ day: 'monday', from: '22:00', to: '24:00' })
    expect(wishOf({ ...draft, isAlways: true }).office_hours).toBeNull()
    expect(wishOf({ ...draft, window: '' }).ringing_window_s).toBeNaN()
  })

  it('copies a day to the weekdays and leaves the weekend alone', () => {
    const week = toWeekdays([...draft.week, { day: 'sunday', from: '10:00', to: '11:00' }], 'monday')
    expect(week.filter((span) => span.day === 'friday')).toHaveLength(2)
    expect(week.filter((span) => span.day === 'sunday')).toHaveLength(1)
    expect(withSpan([], 'tuesday')).toEqual([{ day: 'tuesday', from: '09:00', to: '17:00' }])
  })

  it('finds the span that the gateway names by its place', () => {
    const refusal = new Refusal(400, 'invalid_parameter', null, [
      { name: 'office_hours.weekly[3]', reason: 'overlaps other hours of that day' },
      { name: 'office_hours.time_zone', reason: 'must be a time zone such as Asia/Jakarta' },
    ])
    expect(wrongOf(refusal)).toEqual({
      'span-3': 'These hours overlap others of the day.',
      time_zone: 'No such time zone. Asia/Jakarta is one.',
    })
  })
})

describe('the page of channels', { timeout: NEVER_MS }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  }, NEVER_MS)
  afterAll(() => browser?.close())

  const visit = (settings: Record<string, unknown>, test: (visit: Visit) => Promise<void>): Promise<void> =>
    Visit.during(browser, settings, test)

  async function fits(page: Page, name: string): Promise<void> {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
      expect(await violations(page), String(width)).toEqual([])
      const shots = process.env['SHOTS']
      if (shots !== undefined) {
        await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true })
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  }

  it('lists how each channel stands (IN-2, IN-12)', () =>
    visit({ channels: [{}, { id: '2', name: 'Night line', inbound: false, ...DIFFERS, ...RESTRICTED }] }, async ({ open }) => {
      const page = await open('/?agent=dewi')
      await page.click(id('nav-channels'))
      await says(page, `channel-${CHANNEL}`, '92 % answered')
      await says(page, `channel-${CHANNEL}`, 'In step with Meta')
      const second = await page.innerText(id('channel-2'))
      for (const words of ['Night line', 'Switched off', 'Differs at Meta', 'Restricted by Meta']) {
        expect(second).toContain(words)
      }
      await fits(page, 'channels')
    }))

  it('switches calls off, sets hours and the rule, and says so in place (IN-2, IN-7, IN-13, RM-9)', () =>
    visit({}, async ({ open, stub }) => {
      const page = await open(`/?agent=eka#/channels/${CHANNEL}`)
      await page.waitForSelector(id('channel-form'))
      await page.click(id('inbound'))
      await page.fill(id('ringing-window'), '45')
      await page.click(id('hours-some'))
      await page.fill(id('time-zone'), 'Asia/Makassar')
      await says(page, 'zone-now', 'there now')
      await page.fill(id('to-0'), '12:00')
      await page.click(id('add-monday'))
      await page.fill(id('to-1'), '00:00')
      await page.click(id('copy-monday'))
      await page.fill(id('holiday'), '2026-12-25')
      await page.click(id('holiday-add'))
      await page.click(id('rule-voicemail'))
      await page.click(id('callback'))
      await fits(page, 'channel-form')
      // Another page is opened before it is saved: it is there again for whoever comes back.
      await page.click(id('nav-calls'))
      await page.waitForSelector(id('page-calls'))
      await page.goBack()
      await says(page, 'unsaved', 'Not saved yet.')
      expect(await page.inputValue(id('ringing-window'))).toBe('45')
      expect(await page.inputValue(id('to-0'))).toBe('12:00')
      await page.click(id('save'))
      await says(page, 'saved', 'Saved. It holds from the next call on.')
      const kept = await (await fetch(`${stub.url}/v1/channels`)).json()
      expect(kept.data[0]).toMatchObject({
        inbound: false,
        ringing_window_s: 45,
        out_of_hours: 'voicemail',
        callback_permission: true,
        office_hours: { time_zone: 'Asia/Makassar', holidays: ['2026-12-25'] },
      })
      expect(kept.data[0].office_hours.weekly).toHaveLength(10)
      expect(kept.data[0].office_hours.weekly.at(-1)).toEqual({ day: 'friday', from: '13:00', to: '24:00' })
    }))

  it("says at its field what the gateway refuses, and keeps what was written (bad input)", () =>
    visit({}, async ({ open }) => {
      const page = await open(`/?agent=eka#/channels/${CHANNEL}`)
      await page.waitForSelector(id('channel-form'))
      await page.fill(id('ringing-window'), '61')
      await page.click(id('save'))
      await says(page, 'wrong-ringing_window_s', 'from 30 to 60')
      await page.fill(id('ringing-window'), '60')
      expect(await page.locator(id('wrong-ringing_window_s')).count()).toBe(0)
      await page.click(id('hours-some'))
      await page.fill(id('time-zone'), 'Mars/Base')
      await page.click(id('save'))
      await says(page, 'wrong-time_zone', 'No such time zone')
      await page.fill(id('time-zone'), 'Asia/Jakarta')
      await page.click(id('add-monday'))
      await page.fill(id('from-1'), '16:00')
      await page.fill(id('to-1'), '18:00')
      await page.click(id('save'))
      await says(page, 'wrong-span-1', 'overlap')
      await page.waitForSelector(`${id('from-1')}:focus`)
      await fits(page, 'channel-wrong')
    }))

  it("shows what differs at Meta field by field, and writes again when asked", () =>
    visit({ channels: [DIFFERS] }, async ({ open }) => {
      const page = await open(`/?agent=eka#/channels/${CHANNEL}`)
      await says(page, 'difference-call_icon_visibility', 'Hidden')
      await says(page, 'difference-call_hours', 'Mon 08:00-12:00')
      await says(page, 'note-over_midnight', '23:59')
      await fits(page, 'channel-differs')
      await page.click(id('write-again'))
      await page.waitForSelector(`${id('at-meta')}[data-state=in_step]`)
      expect(await page.locator(id('differences')).count()).toBe(0)
    }))

  it("shows Meta's refusal with its code and words", () =>
    visit(
      {
        channels: [
          {
            meta: {
              state: 'failed',
              failure: {
                step: 'write',
                at: '2026-11-26T08:00:00Z',
                meta_error_code: 100,
                meta_error_text: 'Invalid parameter',
              },
            },
          },
        ],
      },
      async ({ open }) => {
        const page = await open(`/?agent=eka#/channels/${CHANNEL}`)
        await says(page, 'meta-failure', 'Meta says (100): Invalid parameter')
      },
    ))

  it('tells supervisors of a restriction on every page, and lets them look alone (IN-12, RO-1)', () =>
    visit({ channels: [{ ...RESTRICTED, ...DIFFERS }] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      await says(page, 'channels-banner', 'Dering Demo: restricted by Meta.')
      await fits(page, 'channel-banner')
      await page.click(`${id('channels-banner')} a`)
      await says(page, 'restriction', 'Customers cannot call this number')
      await says(page, 'warning', 'Answer more of the calls.')
      await says(page, 'rate-low', 'Too few calls are answered')
      await says(page, 'read-only', 'Only an admin or the owner can change it.')
      expect(await page.locator(id('save')).count()).toBe(0)
      expect(await page.locator(id('write-again')).count()).toBe(0)
      expect(await page.isDisabled(id('inbound'))).toBe(true)
      await fits(page, 'channel-restricted')
    }))

  it('has Indonesian words for all of it', () =>
    visit({ channels: [{ ...RESTRICTED, ...DIFFERS }] }, async ({ open, context }) => {
      await context.addInitScript(() => localStorage.setItem('dering.language', 'id'))
      const page = await open(`/?agent=eka#/channels/${CHANNEL}`)
      await says(page, 'restriction', 'Pelanggan tidak dapat memanggil nomor ini')
      await page.click(id('hours-some'))
      await says(page, 'day-monday', 'Senin')
      await fits(page, 'channel-id')
    }))

  it('names channels in the list of calls, and filters by them (REP-3)', () =>
    visit({ channels: [{}, { id: '2', name: 'Night line' }], past: manyCalls(3) }, async ({ open }) => {
      const page = await open('/?agent=dewi#/calls')
      await page.waitForSelector(id('call-row'))
      await page.selectOption(id('filter-channel'), '2')
      await page.waitForSelector(id('empty'))
      expect(page.url()).toContain('channel=2')
      await page.selectOption(id('filter-channel'), CHANNEL)
      await says(page, 'calls', 'Dering Demo')
    }))
})
