import { computed, signal } from '@preact/signals'
import type { Customer } from '../../sdk'

/** One line of "what happened last". */
export interface PastCall {
  call: string
  at: number
  customer: Customer
  status: 'answered' | 'unanswered' | 'unknown'
  /** A code for `reason.*`; `null` when there is none. */
  reason: string | null
  talkMs: number
  agent: string | null
}

const seen = signal<PastCall[]>([])
const logged = signal<PastCall[]>([])
/** Whether the gateway lets this agent read the call log. */
export const isLogOpen = signal<boolean | null>(null)

const SHOWN = 20

/** This visit's calls and the log's, newest first; what was seen here wins over the log's view. */
export const pastCalls = computed<PastCall[]>(() => {
  const byId = new Map<string, PastCall>()
  for (const call of [...logged.value, ...seen.value]) {
    byId.set(call.call, call)
  }
  return [...byId.values()].sort((a, b) => b.at - a.at).slice(0, SHOWN)
})

export function remember(call: PastCall): void {
  seen.value = [call, ...seen.value.filter((known) => known.call !== call.call)].slice(0, SHOWN)
}

/** The last calls of the account, where the gateway allows it; silent otherwise. */
export async function loadLog(token: string | null): Promise<void> {
  try {
    const response = await fetch('/v1/calls?limit=10', {
      headers: {
        accept: 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    })
    isLogOpen.value = response.ok
    if (response.ok) {
      logged.value = readLog(await response.json())
    }
  } catch {
    // The gateway is away: the socket says so already, and the list keeps what it has.
  }
}

type Fields = Record<string, unknown>

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const object = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

function time(...candidates: unknown[]): number | null {
  for (const candidate of candidates) {
    const at = typeof candidate === 'number' ? candidate : Date.parse(text(candidate) ?? '')
    if (Number.isFinite(at)) {
      return at
    }
  }
  return null
}

function status(value: unknown): PastCall['status'] | null {
  const lower = (text(value) ?? '').toLowerCase()
  return lower === 'answered' || lower === 'unanswered' ? lower : null
}

/** Reads `{data: [...]}`; calls that still run, and what cannot be read, are left out. */
export function readLog(value: unknown): PastCall[] {
  const rows = Array.isArray(value) ? value : object(value)['data']
  if (!Array.isArray(rows)) {
    return []
  }
  return rows.flatMap((row: unknown): PastCall[] => {
    const fields = object(row)
    const call = text(fields['id']) ?? text(fields['call'])
    const at = time(fields['ended_at'], fields['started_at'], fields['created_at'])
    const ended = status(fields['status'])
    if (call === null || at === null || ended === null) {
      return []
    }
    const customer = object(fields['customer'])
    const name = text(customer['name'])
    const number = text(customer['number']) ?? text(fields['customer'])
    return [
      {
        call,
        at,
        customer: { ...(name === null ? {} : { name }), ...(number === null ? {} : { number }) },
        status: ended,
        reason: text(fields['reason']),
        talkMs: Number(fields['talk_ms'] ?? 0) || 0,
        agent: text(object(fields['agent'])['name']) ?? text(fields['agent']),
      },
    ]
  })
}
