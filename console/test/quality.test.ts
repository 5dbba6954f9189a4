/** The quality of a call's lines: its scale, and the charts on the call's page (REP-1). */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loggedCall } from '../dev/stub.mjs'
import type { CallQuality } from '../src/api'
import { pathOf, topOf, worstOf } from '../src/supervisor/quality-scale'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

const line = (loss_percent: number, round_trip_ms: number | null = null): CallQuality['points'][number]['customer'] => ({
  loss_percent,
  jitter_ms: 3,
  round_trip_ms,
})

const QUALITY: CallQuality = {
  object: 'call_quality',
  call: 'call_a',
  quality: 'poor',
  every_ms: 5000,
  points: [
    { at_ms: 5000, customer: line(0, 100), agent: null },
    { at_ms: 10_000, customer: line(10, 200), agent: line(2) },
    { at_ms: 20_000, customer: null, agent: line(0) },
  ],
}

describe('the scale of a line', () => {
  const box = { width: 200, height: 100 }

  it('reaches the worst value, and never less than what is still fair', () => {
    expect(topOf(QUALITY, 'loss_percent')).toBe(10)
    expect(topOf(QUALITY, 'round_trip_ms')).toBe(500)
    expect(worstOf(QUALITY, 'customer', 'round_trip_ms')).toBe(200)
    expect(worstOf(QUALITY, 'agent', 'round_trip_ms')).toBeNull()
  })

  it('is broken where nothing is known, and shows a point that stands alone', () => {
    expect(pathOf(QUALITY, (point) => point.customer, 'loss_percent', box)).toBe('M50 100 L100 0')
    expect(pathOf(QUALITY, (point) => point.agent, 'loss_percent', box)).toBe('M100 80 L200 100')
    const alone = { ...QUALITY, points: QUALITY.points.slice(0, 1) }
    expect(pathOf(alone, (point) => point.customer, 'loss_percent', box)).toBe('M200 100 h 2')
  })
})

describe("the quality on a call's page (REP-1)", { timeout: NEVER_MS }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  }, NEVER_MS)
  afterAll(() => browser?.close())

  const call = (rest: object): ReturnType<typeof loggedCall> =>
    loggedCall({
      id: 'call_a',
      customer: { name: 'Siti Rahma', number: '6281298765432' },
      status: 'answered',
      reason: 'customer_hung_up',
      startedAt: Date.now() - 200_000,
      talkMs: 180_000,
      agent: { id: 'ayu', name: 'Ayu Lestari' },
      ...rest,
    })

  it('is a word in the list, and two charts with the same time below it on the page', async () => {
    const visit = await Visit.begin(browser, { past: [call({ quality: 'fair' })] })
    try {
      const page = await visit.open('/?agent=dewi#/calls')
      await says(page, 'call-row', 'Fair')
      await says(page, 'call-row', 'Free')
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
      }
      await page.click(id('call-row'))
      await page.waitForSelector('.chart svg')
      const told = await page.$$eval('.chart svg', (charts) => charts.map((chart) => chart.getAttribute('aria-label')))
      expect(told).toEqual([
        'Packets lost: Customer’s line 5.5 %, Agent’s line 1.2 %',
        'Round trip: Customer’s line 160 ms, Agent’s line 23 ms',
      ])
      expect(await page.innerText(id('quality'))).toContain('3:00')
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(page), String(width)).toEqual([])
      }
    } finally {
      await visit.end()
    }
  })

  it('says so where nothing was measured', async () => {
    const visit = await Visit.begin(browser, { past: [call({ status: 'unanswered', reason: 'timed_out', agent: null })] })
    try {
      const page = await visit.open('/?agent=dewi#/calls/call_a')
      await says(page, 'quality', 'Nothing was measured')
    } finally {
      await visit.end()
    }
  })
})
