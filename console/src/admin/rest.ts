/** The addresses that only owners and admins may use (RO-1). */
import type {
  AgentToken,
  ApiTokenList,
  NewApiToken,
  User,
  UserList,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookEndpoint,
  WebhookEndpointList,
} from '../api'
import { ask, one, read, withQuery } from '../rest'

const send = async <T>(path: string, method: 'POST' | 'PATCH', body: object, key?: string): Promise<T> => {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  return (await (await ask(path, { method, body, headers })).json()) as T
}

export const listApiTokens = (signal?: AbortSignal): Promise<ApiTokenList> => read('/v1/api_tokens', signal)

export interface TokenWish {
  name: string
  scopes: readonly string[]
  expires_at: string | null
}

/** `key` is the form's own, as in `createRingGroup`. */
export const createApiToken = (wish: TokenWish, key: string): Promise<NewApiToken> =>
  send('/v1/api_tokens', 'POST', wish, key)

export const revokeApiToken = async (id: string): Promise<void> =>
  void (await ask(one('/v1/api_tokens', id), { method: 'DELETE' }))

export const listUsers = (signal?: AbortSignal): Promise<UserList> => read('/v1/users', signal)

export interface UserWish {
  id?: string
  name?: string
  role?: string
  disabled?: boolean
  may_call?: boolean
}

export const createUser = (wish: UserWish, key: string): Promise<User> => send('/v1/users', 'POST', wish, key)

export const changeUser = (id: string, wish: UserWish): Promise<User> => send(one('/v1/users', id), 'PATCH', wish)

/** Good for so many seconds; the answer is the only place where it stands. */
export const createSignIn = (agent: string, lifeS: number): Promise<AgentToken> =>
  send('/v1/agent_tokens', 'POST', { agent, life_s: lifeS })

const ENDPOINTS = '/v1/webhook_endpoints'

export const listEndpoints = (signal?: AbortSignal): Promise<WebhookEndpointList> => read(ENDPOINTS, signal)

export interface EndpointWish {
  url?: string
  types?: readonly string[]
  enabled?: boolean
}

export const createEndpoint = (wish: EndpointWish, key: string): Promise<WebhookEndpoint> =>
  send(ENDPOINTS, 'POST', wish, key)

export const changeEndpoint = (id: string, wish: EndpointWish): Promise<WebhookEndpoint> =>
  send(one(ENDPOINTS, id), 'PATCH', wish)

/** The answer is the only place where the new secret stands; the one before signs for a day more. */
export const rotateSecret = async (id: string, key: string): Promise<WebhookEndpoint> => {
  const headers = { 'idempotency-key': key }
  return (await (await ask(`${one(ENDPOINTS, id)}/rotate_secret`, { method: 'POST', headers })).json()) as WebhookEndpoint
}

export const deleteEndpoint = async (id: string): Promise<void> =>
  void (await ask(one(ENDPOINTS, id), { method: 'DELETE' }))

export interface DeliveryQuery {
  state: WebhookDelivery['state'] | ''
  starting_after: string
}

export const listDeliveries = (
  id: string,
  query: DeliveryQuery,
  signal?: AbortSignal,
): Promise<WebhookDeliveryPage> =>
  read(withQuery(`${one(ENDPOINTS, id)}/deliveries`, { limit: 50, ...query }), signal)

/** Sends one event again, or all that were given up; how many wait again. */
export const replay = async (id: string, event: string | null): Promise<number> => {
  const path = `${one(ENDPOINTS, id)}/replay`
  return (await send<{ deliveries: number }>(path, 'POST', event === null ? {} : { event })).deliveries
}
