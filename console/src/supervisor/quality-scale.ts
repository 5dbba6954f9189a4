import type { CallQuality } from '../api'

type Point = CallQuality['points'][number]
type Line = NonNullable<Point['customer']>
export type LineName = 'customer' | 'agent'
export type Measure = 'mos' | 'loss_percent' | 'jitter_ms' | 'round_trip_ms' | 'concealed_percent' | 'talk' | 'level_db'

/** What a scale reaches at least, so that a good line looks calm: what the gateway still calls fair. */
const TOP: Record<Measure, number> = {
  mos: 4.5,
  loss_percent: 5,
  jitter_ms: 60,
  round_trip_ms: 500,
  concealed_percent: 5,
  talk: 100,
  level_db: 0,
}

/** Where it begins; quieter than a quiet room is drawn as that. */
const BOTTOM: Partial<Record<Measure, number>> = { mos: 1, level_db: -90 }

/** Where the gateway stops calling it good; a score of 4 satisfies people (ITU-T G.109). */
export const GOOD: Partial<Record<Measure, number>> = {
  mos: 4,
  loss_percent: 1,
  jitter_ms: 30,
  round_trip_ms: 300,
  concealed_percent: 1,
}

/** Of a score the least is the worst. */
const isBetterHigh = (measure: Measure): boolean => measure === 'mos'

export const lines = ['customer', 'agent'] as const

/** Who spoke is the share of the time; the others stand in the point. */
function valueAt(line: Line | null, measure: Measure): number | null {
  if (line === null) {
    return null
  }
  if (measure === 'talk') {
    const { talk_ms: talk, silence_ms: silence } = line
    return talk === null || silence === null || talk + silence === 0 ? null : Math.round((100 * talk) / (talk + silence))
  }
  return line[measure]
}

function valuesOf(quality: CallQuality, line: LineName, measure: Measure): number[] {
  return quality.points.map((point) => valueAt(point[line], measure)).filter((value): value is number => value !== null)
}

export const isKnown = (quality: CallQuality, measure: Measure): boolean =>
  lines.some((line) => valuesOf(quality, line, measure).length > 0)

/** The top of the scale that both lines share. */
export const topOf = (quality: CallQuality, measure: Measure): number =>
  Math.max(TOP[measure], ...lines.flatMap((line) => valuesOf(quality, line, measure)))

export const bottomOf = (measure: Measure): number => BOTTOM[measure] ?? 0

/** How far up the scale, 0 to 1. */
export function shareOf(quality: CallQuality, measure: Measure, value: number): number {
  const bottom = bottomOf(measure)
  return Math.min(1, Math.max(0, (value - bottom) / (topOf(quality, measure) - bottom)))
}

export function worstOf(quality: CallQuality, line: LineName, measure: Measure): number | null {
  const values = valuesOf(quality, line, measure)
  if (values.length === 0) {
    return null
  }
  return isBetterHigh(measure) ? Math.min(...values) : Math.max(...values)
}

/** A line through what is known, broken where nothing is: the `d` of an SVG path in a box of that size. */
export function pathOf(
  quality: CallQuality,
  name: LineName,
  measure: Measure,
  box: { width: number; height: number },
): string {
  const last = Math.max(1, quality.points.at(-1)?.at_ms ?? 1)
  const bottom = bottomOf(measure)
  const top = topOf(quality, measure)
  const values = quality.points.map((point) => valueAt(point[name], measure))
  let isDown = false
  return values
    .map((value, index) => {
      if (value === null) {
        isDown = false
        return ''
      }
      const x = round(((quality.points[index]?.at_ms ?? 0) / last) * box.width)
      const share = Math.min(1, Math.max(0, (value - bottom) / (top - bottom)))
      const y = round(box.height - share * box.height)
      const begin = isDown ? 'L' : 'M'
      isDown = true
      // One point alone is a short stroke, not nothing.
      const alone = begin === 'M' && (values[index + 1] ?? null) === null ? ` h 2` : ''
      return `${begin}${x} ${y}${alone}`
    })
    .filter((part) => part !== '')
    .join(' ')
}

const round = (value: number): number => Math.round(value * 10) / 10
