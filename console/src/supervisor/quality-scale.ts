import type { CallQuality } from '../api'

type Line = NonNullable<CallQuality['points'][number]['customer']>
export type Measure = 'loss_percent' | 'jitter_ms' | 'round_trip_ms'

/** What a scale reaches at least, so that a good line looks calm: what the gateway still calls fair. */
const LEAST: Record<Measure, number> = { loss_percent: 5, jitter_ms: 60, round_trip_ms: 500 }

/** Where the gateway stops calling it good. */
export const GOOD: Record<Measure, number> = { loss_percent: 1, jitter_ms: 30, round_trip_ms: 300 }

export const lines = ['customer', 'agent'] as const

function valuesOf(quality: CallQuality, measure: Measure): number[] {
  return quality.points.flatMap((point) =>
    lines.flatMap((line) => {
      const value = point[line]?.[measure]
      return value === undefined || value === null ? [] : [value]
    }),
  )
}

/** The top of the scale that both lines share. */
export const topOf = (quality: CallQuality, measure: Measure): number =>
  Math.max(LEAST[measure], ...valuesOf(quality, measure))

export function worstOf(quality: CallQuality, line: (typeof lines)[number], measure: Measure): number | null {
  const values = quality.points
    .map((point) => point[line]?.[measure] ?? null)
    .filter((value): value is number => value !== null)
  return values.length === 0 ? null : Math.max(...values)
}

/** A line through what is known, broken where nothing is: the `d` of an SVG path in a box of that size. */
export function pathOf(
  quality: CallQuality,
  pick: (point: CallQuality['points'][number]) => Line | null,
  measure: Measure,
  box: { width: number; height: number },
): string {
  const last = quality.points.at(-1)?.at_ms ?? 1
  const top = topOf(quality, measure)
  let isDown = false
  return quality.points
    .map((point, index) => {
      const value = pick(point)?.[measure] ?? null
      if (value === null) {
        isDown = false
        return ''
      }
      const x = round((point.at_ms / Math.max(1, last)) * box.width)
      const y = round(box.height - (Math.min(value, top) / top) * box.height)
      const begin = isDown ? 'L' : 'M'
      isDown = true
      // One point alone is a short stroke, not nothing.
      const alone = begin === 'M' && nothingFollows(quality, index, pick, measure) ? ` h 2` : ''
      return `${begin}${x} ${y}${alone}`
    })
    .filter((part) => part !== '')
    .join(' ')
}

function nothingFollows(
  quality: CallQuality,
  index: number,
  pick: (point: CallQuality['points'][number]) => Line | null,
  measure: Measure,
): boolean {
  const next = quality.points[index + 1]
  return next === undefined || (pick(next)?.[measure] ?? null) === null
}

const round = (value: number): number => Math.round(value * 10) / 10
