import { computed, signal } from '@preact/signals'
import type { AgentRole } from '../api'
import { authorize, developmentToken, listAgents } from '../rest'
import type { Credential } from './session'

/**
 * What the one at this desk may do, so that the page offers nothing that would be refused. The gateway
 * decides by itself: a role that is wrong here opens nothing.
 */
const KEPT_AS = 'dering.role'
const ROLES: readonly string[] = ['owner', 'admin', 'supervisor', 'agent'] satisfies AgentRole[]

const isRole = (word: unknown): word is AgentRole => typeof word === 'string' && ROLES.includes(word)

/** Kept with the tab, so that a reload shows the same page at once. */
function kept(): AgentRole | null {
  const word = globalThis.sessionStorage?.getItem(KEPT_AS) ?? null
  return isRole(word) ? word : null
}

export const role = signal<AgentRole | null>(kept())
export const isSupervisor = computed(() => role.value !== null && role.value !== 'agent')

export const isAdmin = computed(() => role.value === 'owner' || role.value === 'admin')

/** By the claim of the token; where a development gateway gives none, by the agents' list. */
export async function learnRole(credential: Credential | null, agent: string): Promise<void> {
  if (credential === null) {
    return
  }
  if ('token' in credential) {
    settle(roleOf(credential.token))
    return
  }
  // A token of the agent's own: what is done here then bears that name, under `dev` as anywhere.
  const made = await developmentToken(agent)
  if (made !== null) {
    authorize(made.token)
    settle(made.role)
    return
  }
  try {
    settle((await listAgents()).data.find((one) => one.id === agent)?.role ?? null)
  } catch {
    // Without an answer it stays as it was: a page of its own says what is wrong.
  }
}

/** The claim `role` of a signed token, read and not checked. */
export function roleOf(token: string): AgentRole | null {
  try {
    const text = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
    const claims = JSON.parse(atob(text)) as { role?: unknown }
    return isRole(claims.role) ? claims.role : null
  } catch {
    return null
  }
}

export function forgetRole(): void {
  settle(null)
}

function settle(next: AgentRole | null): void {
  role.value = next
  if (next === null) {
    sessionStorage.removeItem(KEPT_AS)
  } else {
    sessionStorage.setItem(KEPT_AS, next)
  }
}
