import { computed, signal } from '@preact/signals'
import type { Customer } from '../../sdk'
import type { CallPage } from '../api'
import { listCalls, Refusal } from '../rest'

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
  isOutgoing: boolean
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

/**
 * The last calls of the account, or one agent's: what rang there, whoever took it, and what was made there; where the gateway
 * allows it; silent otherwise.
 */
export async function loadLog(own?: string): Promise<void> {
  try {
    logged.value = own === undefined ? readLog(await listCalls({ limit: SHOWN })) : await ownLog(own)
    isLogOpen.value = true
  } catch (error) {
    // Where the gateway is away, the socket says so already, and the list keeps what it has.
    if (error instanceof Refusal && error.status !== 0) {
      isLogOpen.value = false
    }
  }
}

/** A call to a customer rings for nobody here, so no list of what rang has it: an agent's list without a filter does. */
async function ownLog(own: string): Promise<PastCall[]> {
  const [rang, mine] = await Promise.all([listCalls({ limit: SHOWN, rang: own }), listCalls({ limit: SHOWN })])
  // Where no token says whose list it is, it is everybody's.
  const made = { ...mine, data: mine.data.filter(({ agent }) => agent?.id === own) }
  return [...readLog(rang), ...readLog(made)]
}

/** Calls that still run are left out: they are on the desk, not in the past. */
export function readLog(page: CallPage): PastCall[] {
  return page.data.flatMap((call): PastCall[] => {
    if (call.status === null || call.ended_at === null) {
      return []
    }
    const { name, number } = call.customer
    return [
      {
        call: call.id,
        at: Date.parse(call.ended_at),
        customer: { ...(name === null ? {} : { name }), ...(number === null ? {} : { number }) },
        status: call.status,
        reason: call.reason,
        talkMs: call.talk_ms ?? 0,
        agent: call.agent?.name ?? null,
        isOutgoing: call.direction === 'outbound',
      },
    ]
  })
}
