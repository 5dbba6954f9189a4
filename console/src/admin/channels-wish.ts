import type { Channel, ChannelWish } from '../api'
import type { Refusal } from '../rest'
import { reasonWords, type Wrong } from '../supervisor/group-wish'

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Day = (typeof DAYS)[number]
const WEEKDAYS: readonly Day[] = DAYS.slice(0, 5)

/** Times as fields have them, `HH:MM`; `00:00` as the end is the day's end. */
export interface Span {
  day: Day
  from: string
  to: string
}

/** What the form holds; office hours are kept while they are switched off. */
export interface Draft {
  window: string
  inbound: boolean
  isAlways: boolean
  zone: string
  week: readonly Span[]
  holidays: readonly string[]
  rule: Channel['out_of_hours']
  callback: boolean
  outbound: boolean
}

const USUAL: readonly Span[] = WEEKDAYS.map((day) => ({ day, from: '09:00', to: '17:00' }))

export function draftOf(channel: Channel, hereZone: string): Draft {
  const hours = channel.office_hours
  return {
    window: String(channel.ringing_window_s),
    inbound: channel.inbound,
    isAlways: hours === null,
    zone: hours?.time_zone ?? hereZone,
    week: sorted(
      hours === null ? USUAL : hours.weekly.map(({ day, from, to }) => ({ day, from, to: to === '24:00' ? '00:00' : to })),
    ),
    holidays: hours?.holidays ?? [],
    rule: channel.out_of_hours,
    callback: channel.callback_permission,
    outbound: channel.outbound,
  }
}

/** Sent as written where it is wrong: the gateway knows what is right, and says so of the field. */
export const wishOf = (draft: Draft): ChannelWish => ({
  ringing_window_s: Number(draft.window.trim() || Number.NaN),
  inbound: draft.inbound,
  office_hours: draft.isAlways
    ? null
    : {
        time_zone: draft.zone.trim(),
        weekly: draft.week.map(({ day, from, to }) => ({ day, from, to: to === '00:00' ? '24:00' : to })),
        holidays: [...draft.holidays],
      },
  out_of_hours: draft.rule,
  callback_permission: draft.callback,
  outbound: draft.outbound,
})

/** By day, and as they were added within it: an order that does not jump while somebody writes. */
export const sorted = (week: readonly Span[]): readonly Span[] =>
  [...week].sort((a, b) => DAYS.indexOf(a.day) - DAYS.indexOf(b.day))

/** One more span: after the last of the day, or the usual hours. */
export function withSpan(week: readonly Span[], day: Day): readonly Span[] {
  const last = week.filter((span) => span.day === day).at(-1)
  const hour = Math.min(22, Number((last?.to ?? '08:00').slice(0, 2)) + 1)
  const from = `${String(hour).padStart(2, '0')}:00`
  const to = last === undefined ? '17:00' : `${String(Math.min(23, hour + 3)).padStart(2, '0')}:00`
  return sorted([...week, { day, from, to }])
}

/** The day's hours on Monday to Friday. */
export function toWeekdays(week: readonly Span[], day: Day): readonly Span[] {
  const hours = week.filter((span) => span.day === day)
  const others = week.filter((span) => !WEEKDAYS.includes(span.day))
  return sorted([...others, ...WEEKDAYS.flatMap((one) => hours.map((span) => ({ ...span, day: one })))])
}

/** What is wrong, by field of the form: a span by its place, `span-3`. */
export function wrongOf(refusal: Refusal): Wrong {
  return Object.fromEntries(refusal.fields.map(({ name, reason }) => [fieldOf(name), reasonWords(reason, '')]))
}

function fieldOf(name: string): string {
  const place = /^office_hours\.weekly\[(\d+)\]/.exec(name)?.[1]
  if (place !== undefined) {
    return `span-${place}`
  }
  if (name.startsWith('office_hours.holidays')) {
    return 'holidays'
  }
  return name.replace('office_hours.', '')
}
