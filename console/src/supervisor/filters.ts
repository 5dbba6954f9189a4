import type { CallQuery } from '../api'

/** What the list is narrowed by, as it stands in the address; empty for all (REP-3). */
export const FILTERS = ['customer', 'from', 'to', 'agent', 'channel', 'direction', 'status'] as const
export type Filter = (typeof FILTERS)[number]
export type Filters = Record<Filter, string>

export function filtersOf(query: URLSearchParams): Filters {
  const given = FILTERS.map((name) => [name, query.get(name) ?? ''] as const)
  return Object.fromEntries(given) as Filters
}

export function addressOf(filters: Filters): URLSearchParams {
  return new URLSearchParams(FILTERS.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]])))
}

export const isNarrowed = (filters: Filters): boolean => FILTERS.some((name) => filters[name] !== '')

/** Days are the reader's own: from the beginning of the first to the end of the last. */
export function queryOf(filters: Filters): CallQuery {
  const { agent, channel, direction, status } = filters
  const from = midnight(filters.from, 0)
  const to = midnight(filters.to, 1)
  const customer = searched(filters.customer)
  return {
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(agent === '' ? {} : { agent }),
    ...(channel === '' ? {} : { channel }),
    ...(direction === 'inbound' || direction === 'outbound' ? { direction } : {}),
    ...(status === 'answered' || status === 'unanswered' ? { status } : {}),
    ...(customer === '' ? {} : { customer }),
  }
}

function midnight(day: string, later: number): string | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)
  if (parts === null) {
    return null
  }
  const [year = 0, month = 0, date = 0] = parts.slice(1).map(Number)
  const at = new Date(year, month - 1, date + later)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** `+62 811-1234` is searched as its digits, `0811 1234 5678` as the number's end; a name as it stands. */
function searched(text: string): string {
  const words = text.trim().slice(0, 100)
  if (!/^\+?\d[\d\s().-]*$/.test(words)) {
    return words
  }
  const digits = words.replace(/\D/g, '')
  return digits.length > 8 ? digits.replace(/^0(?=[1-9])/, '') : digits
}
