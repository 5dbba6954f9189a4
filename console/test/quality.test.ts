/** The quality of a call's lines: its scale, and the charts on the call's page (REP-1). */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loggedCall } from '../dev/stub.mjs'
import type { CallQuality } from '../src/api'
import { isKnown, pathOf, shareOf, topOf, worstOf } from '../src/supervisor/quality-scale'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

const line = (loss_percent: number, round_trip_ms: number | null = null, talk_ms: number | null = null): CallQuality['points'][number]['customer'] => ({
  loss_percent,
  loss_in_percent: loss_percent,
  loss_out_percent: 0,
  jitter_ms: 3,
  round_trip_ms,
  mos: loss_percent > 5 ? 3.3 : 4.2,
  level_db: talk_ms === null ? null : -127,
  talk_ms,
  silence_ms: talk_ms === null ? null : 5000 - talk_ms,
  concealed_percent: null,
  buffer_ms: null,
  microphone: null,
})

const QUALITY: CallQuality = {
  object: 'call_quality',
  call: 'call_a',
  quality: 'poor',
  every_ms: 5000,
  verdict: [],
  customer: { mos: 3.8, talk_ms: null, silence_ms: null },
  agent: { mos: 4.2, talk_ms: null, silence_ms: null },
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
    expect(pathOf(QUALITY, 'customer', 'loss_percent', box)).toBe('M50 100 L100 0')
    expect(pathOf(QUALITY, 'agent', 'loss_percent', box)).toBe('M100 80 L200 100')
    const alone = { ...QUALITY, points: QUALITY.points.slice(0, 1) }
    expect(pathOf(alone, 'customer', 'loss_percent', box)).toBe('M200 100 h 2')
  })

  it('begins where its measure begins, and of a score the least is the worst', () => {
    expect(worstOf(QUALITY, 'customer', 'mos')).toBe(3.3)
    expect(shareOf(QUALITY, 'mos', 1)).toBe(0)
    expect(shareOf(QUALITY, 'mos', 4.5)).toBe(1)
    expect(shareOf(QUALITY, 'level_db', -127)).toBe(0)
  })

  it('draws who spoke as a share of the time, and nothing where no page has said', () => {
    expect(isKnown(QUALITY, 'talk')).toBe(false)
    const heard = { ...QUALITY, points: [{ at_ms: 5000, customer: line(0, null, 2000), agent: line(0, null, 0) }] }
    expect(isKnown(heard, 'talk')).toBe(true)
    expect(worstOf(heard, 'customer', 'talk')).toBe(40)
    expect(pathOf(heard, 'customer', 'talk', box)).toBe('M200 60 h 2')
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

  it('is a word in the list, and on the page what stood out and charts with the same time below', async () => {
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
      await page.waitForSelector('.chart-box svg')
      const told = await page.$$eval('.chart-box svg', (charts) => charts.map((chart) => chart.getAttribute('aria-label')))
      expect(told).toEqual([
        'What people would say (MOS): Customer’s line 3.6 of 4.5, Agent’s line 4.2 of 4.5',
        'Packets lost: Customer’s line 7.5 %, Agent’s line 1.2 %',
        'Round trip: Customer’s line 160 ms, Agent’s line 23 ms',
        'Who spoke: Customer’s line 84 %, Agent’s line 72 %',
        'Loudness: Customer’s line -26 dB, Agent’s line -28 dB',
        'Jitter: Customer’s line 7 ms, Agent’s line 3 ms',
        'Made up by the agent’s browser: Agent’s line 4.5 %',
      ])
      const figures = (measure: string): Promise<string[]> =>
        page.locator(`${id(`figures-${measure}`)} > span`).allTextContents()
      expect(await figures('mos')).toEqual([
        'Customer’s line: 4.1 on average, down to 3.6',
        'Agent’s line: 4.2 on average, down to 4.2',
      ])
      expect(await figures('loss_percent')).toEqual(['Customer’s line: up to 7.5 %', 'Agent’s line: up to 1.2 %'])
      expect((await figures('talk'))[0]).toMatch(/^Customer’s line: spoke \d:\d\d, silent \d:\d\d$/)
      expect(await page.locator('.chart-scale').first().locator('span').allTextContents()).toEqual(['4.5', '1'])
      expect(await page.innerText('.charts > .legend')).toMatch(/Customer’s line\s+Agent’s line\s+Limit of good/)
      expect(await page.innerText(id('quality'))).toContain('What listeners would give the sound')
      expect(await page.innerText(id('verdict'))).toMatch(/^Customer’s side lost 6 % for 35 secs? from 1:15$/)
      expect(await page.innerText(id('quality'))).toContain('3:00')
      expect(await page.isVisible(id('diagnosis'))).toBe(false)
      await page.click(`${id('more-charts')} summary`)
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(page), String(width)).toEqual([])
      }
    } finally {
      await visit.end()
    }
  })

  it('says that nothing stood out, and which charts there cannot be', async () => {
    const quality = { ...QUALITY, quality: 'good' as const }
    const visit = await Visit.begin(browser, { past: [call({ quality: 'good' })], quality })
    try {
      const page = await visit.open('/?agent=dewi#/calls/call_a')
      await says(page, 'verdict', 'Nothing stood out.')
      await page.click(`${id('more-charts')} summary`)
      await says(page, 'more-charts', 'who spoke are not known')
      expect(await page.locator('.more-charts .chart').count()).toBe(1)
    } finally {
      await visit.end()
    }
  })

  it('does not say that nothing stood out of a call whose cause is named', async () => {
    const diagnosis = { cause: 'agent_leg_lost', sentence: '', mend: '' }
    const quality = { ...QUALITY, quality: 'fair' as const }
    const visit = await Visit.begin(browser, { past: [call({ quality: 'fair', diagnosis })], quality })
    try {
      const page = await visit.open('/?agent=dewi#/calls/call_a')
      await says(page, 'diagnosis', 'The agent’s connection was gone when the call ended.')
      await page.waitForSelector('.chart-box svg')
      expect(await page.locator(id('verdict')).count()).toBe(0)
    } finally {
      await visit.end()
    }
  })

  it('names why a call failed, and what to do', async () => {
    const diagnosis = { cause: 'no_udp_from_meta', sentence: '', mend: '' }
    const visit = await Visit.begin(browser, { past: [call({ status: 'unanswered', reason: 'media_failed', agent: null, diagnosis })] })
    try {
      const page = await visit.open('/?agent=dewi#/calls/call_a')
      await says(page, 'diagnosis', 'No packet came from Meta’s side.')
      await says(page, 'diagnosis', 'Let UDP in and out')
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
