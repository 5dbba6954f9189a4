import { signal } from '@preact/signals'
import type { SignInFacts } from '../api'

/** Who may sign in here, by `GET /v1/session`. */
export type Session =
  | { mode: 'dev'; agents: SignInFacts['agents']; sandbox: boolean }
  | { mode: 'serve'; sandbox: boolean }

/** How this tab signs in: by name under `dev`, by a signed token otherwise. */
export type Credential = { agent: string } | { token: string }

const TOKEN_AS = 'dering.token'
const AGENT_AS = 'dering.agent'
const PAGE_AS = 'dering.page'
const CLOSED_AS = 'dering.closed'

export const session = signal<Session | 'loading' | 'unreachable'>('loading')

/** Asks until the gateway answers: the page may be open before the gateway is. */
export async function loadSession(): Promise<void> {
  try {
    const response = await fetch('/v1/session', { headers: { accept: 'application/json' } })
    if (!response.ok) {
      throw new Error(`status ${response.status}`)
    }
    session.value = readSession((await response.json()) as SignInFacts)
  } catch {
    session.value = 'unreachable'
    setTimeout(() => void loadSession(), 2000)
  }
}

/** Outside of `dev` no agent is named, whatever the answer holds. */
export function readSession({ mode, agents, sandbox }: SignInFacts): Session {
  return mode === 'dev' ? { mode, agents, sandbox } : { mode: 'serve', sandbox }
}

/**
 * The credential that the address brings (`?agent=ayu`, `#token=...`) or that this tab has kept. A
 * token leaves the address bar at once, so that it is in no history and no screenshot.
 */
export function initialCredential(): Credential | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token !== null && token !== '') {
    sessionStorage.setItem(TOKEN_AS, token)
    sessionStorage.removeItem(AGENT_AS)
    history.replaceState(null, '', location.pathname + location.search)
    return { token }
  }
  if (location.hash === '#push') {
    history.replaceState(null, '', location.pathname + location.search)
    return credentialForNotification()
  }
  const agent = new URLSearchParams(location.search).get('agent')
  if (agent !== null && agent !== '') {
    return { agent }
  }
  const keptToken = sessionStorage.getItem(TOKEN_AS)
  if (keptToken !== null) {
    return { token: keptToken }
  }
  const keptAgent = sessionStorage.getItem(AGENT_AS)
  return keptAgent === null ? null : { agent: keptAgent }
}

/**
 * What a page signs in with that a notification opens: a new tab has none of its own. It is kept beyond
 * the tab only while this browser is told of calls by push, and until sign-out; a token ends by itself
 * after 12 h at most.
 */
export function keepForNotification(credential: Credential | null): void {
  if (credential === null) {
    localStorage.removeItem(CLOSED_AS)
  } else {
    localStorage.setItem(CLOSED_AS, JSON.stringify(credential))
  }
}

export function credentialForNotification(): Credential | null {
  try {
    const kept = JSON.parse(localStorage.getItem(CLOSED_AS) ?? 'null') as Credential | null
    return kept !== null && ('token' in kept || 'agent' in kept) ? kept : null
  } catch {
    return null
  }
}

export function keep(credential: Credential): void {
  if ('token' in credential) {
    sessionStorage.setItem(TOKEN_AS, credential.token)
  } else {
    sessionStorage.setItem(AGENT_AS, credential.agent)
  }
}

export function forget(): void {
  sessionStorage.removeItem(TOKEN_AS)
  sessionStorage.removeItem(AGENT_AS)
  history.replaceState(null, '', location.pathname)
}

/**
 * This tab's id: the same after a reload, another one in a duplicated tab. It is put away only while
 * the page unloads, so a copy of a living tab finds none.
 */
export function pageId(): string {
  const kept = sessionStorage.getItem(PAGE_AS)
  sessionStorage.removeItem(PAGE_AS)
  const id = kept ?? crypto.randomUUID?.() ?? String(Math.random()).slice(2)
  globalThis.addEventListener('pagehide', () => sessionStorage.setItem(PAGE_AS, id))
  return id
}
