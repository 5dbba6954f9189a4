import { signal } from '@preact/signals'
import type { CallQuery, LoggedCall } from '../api'
import { listCalls, type Refusal } from '../rest'
import { asRefusal } from './load'

/** So many calls for each question. */
export const PAGE = 50
/** So many rows at most: whoever reads on leaves the newest behind, so that a log of any length is read. */
export const MOST = 500

export interface CallList {
  query: CallQuery
  calls: readonly LoggedCall[]
  hasMore: boolean
  /** How many newer ones were let go to keep within `MOST`. */
  left: number
  state: 'loading' | 'there' | 'loading_more'
  refusal: Refusal | null
}

export const list = signal<CallList | null>(null)

let running = new AbortController()

/** The newest calls that `query` finds, in place of what is shown. */
export async function showNewest(query: CallQuery): Promise<void> {
  running.abort()
  const abort = (running = new AbortController())
  list.value = { query, calls: [], hasMore: false, left: 0, state: 'loading', refusal: null }
  await fill(abort, query, { calls: [], left: 0 })
}

/** The next older ones below. */
export async function showOlder(): Promise<void> {
  const now = list.value
  const last = now?.calls.at(-1)
  if (now === null || last === undefined || now.state !== 'there') {
    return
  }
  list.value = { ...now, state: 'loading_more', refusal: null }
  await fill(running, { ...now.query, starting_after: last.id }, now)
}

async function fill(
  abort: AbortController,
  query: CallQuery,
  before: Pick<CallList, 'calls' | 'left'>,
): Promise<void> {
  const settle = (next: Partial<CallList>): void => {
    if (!abort.signal.aborted && list.value !== null) {
      list.value = { ...list.value, state: 'there', ...next }
    }
  }
  try {
    const page = await listCalls({ ...query, limit: PAGE }, abort.signal)
    const calls = [...before.calls, ...page.data]
    const tooMany = Math.max(0, calls.length - MOST)
    settle({
      calls: calls.slice(tooMany),
      left: before.left + tooMany,
      hasMore: page.has_more,
      refusal: null,
    })
  } catch (error) {
    settle({ refusal: asRefusal(error) })
  }
}
