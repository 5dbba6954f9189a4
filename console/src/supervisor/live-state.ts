import type { AgentNow } from '../api'

/** One word for what an agent does, in the order in which a supervisor looks for them (RM-12). */
export const LIVE_STATES = [
  'talking',
  'ringing',
  'idle',
  'wrap_up',
  'away',
  'unreachable',
  'offline',
] as const
export type LiveState = (typeof LIVE_STATES)[number]

/**
 * A call goes before everything else: whoever talks is talking, also while the page is gone for a moment.
 * A page that does not answer goes before what its agent chose, because nothing rings there.
 */
export function stateOf(agent: AgentNow): LiveState {
  if (agent.presence === 'on_call') {
    return 'talking'
  }
  if (agent.presence === 'offline') {
    return 'offline'
  }
  if (!agent.reachable) {
    return 'unreachable'
  }
  if (agent.ringing > 0) {
    return 'ringing'
  }
  return agent.presence === 'online' ? 'idle' : agent.presence
}

/** Since when, if it is known: ringing has no time of its own. */
export function sinceOf(agent: AgentNow): number | null {
  const state = stateOf(agent)
  const at = state === 'unreachable' ? agent.unreachable_since : state === 'ringing' ? null : agent.since
  return at === null ? null : Date.parse(at)
}

export type Check = 'microphone' | 'speaker' | 'sound' | 'notifications'
const CHECKS: readonly Check[] = ['microphone', 'speaker', 'sound', 'notifications']

/** What keeps calls from being heard or seen on an agent's pages; nothing where all is well. */
export interface Trouble {
  what: Check | 'line' | 'page'
  found: string
}

type Page = AgentNow['pages'][number]

export function troublesOf(page: Page): Trouble[] {
  if (!page.reachable) {
    return [{ what: 'page', found: 'silent' }]
  }
  const line: Trouble[] = page.leg_up ? [] : [{ what: 'line', found: 'down' }]
  const { ready } = page
  const checks = CHECKS.flatMap((what): Trouble[] => {
    const found = ready?.[what] ?? 'good'
    return found === 'good' || found === 'open' ? [] : [{ what, found }]
  })
  return [...line, ...checks]
}

export function countsOf(agents: readonly AgentNow[]): Record<LiveState, number> {
  const counts = Object.fromEntries(LIVE_STATES.map((state) => [state, 0])) as Record<LiveState, number>
  for (const agent of agents) {
    counts[stateOf(agent)] += 1
  }
  return counts
}
