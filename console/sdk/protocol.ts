/**
 * Desk protocol v1: the JSON messages between an agent's page and the gateway (`/v1/desk`).
 *
 * One message is one text frame `{"v":1,"type":...}`. This file is the only place that knows the
 * wire: everything behind it works on typed values. Unknown types from a newer gateway are skipped
 * (`decode` answers `skipped`), so a gateway may add messages without breaking older pages.
 */

export const PROTOCOL_VERSION = 1

export interface Person {
  id: string
  name: string
}

export interface Customer {
  name?: string
  number?: string
}

export interface Channel {
  id: string
  name: string
  number?: string
}

export type PresenceState = 'online' | 'away' | 'offline' | 'on_call' | 'wrap_up'
export type CancelReason = 'customer_hung_up' | 'timed_out' | 'rejected' | 'failed'

/** `open`: not asked for, or not tried yet. */
export type ReadyCheck = 'good' | 'open' | 'refused' | 'missing' | 'failed'

/** What the page found when it looked whether it can take calls; supervisors see it. */
export interface Readiness {
  microphone: ReadyCheck
  speaker: ReadyCheck
  sound: ReadyCheck
  notifications: ReadyCheck
}

/** What the browser measured of a call since the report before; levels after RFC 6464, 127 is nothing at all. */
export interface CallFigures {
  span_ms: number
  concealed_ms: number
  buffer_ms: number
  round_trip_ms?: number
  agent_level: number
  agent_talk_ms: number
  customer_level: number
  customer_talk_ms: number
  microphone: 'live' | 'muted' | 'none'
}

/** Beside every call: where the customer's conversation is, and what led to the call. */
export interface CallContext {
  /** The id of the customer's room with that channel; missing without one. */
  room?: string
  /** What the call button carried by which the customer calls. */
  button_payload?: string
  /** What the link carried by which the customer calls. */
  link_payload?: string
}

/** A call of an own customer while the agent is on another one: to be seen, declined or left alone. */
export interface WaitingMessage extends CallContext {
  call: string
  customer: Customer
  channel: Channel
}

export interface IncomingMessage extends CallContext {
  call: string
  customer: Customer
  channel: Channel
  /** RFC 3339, by the gateway's clock. */
  deadline: string
  /** The whole ringing window; the countdown uses `remaining_ms`, which needs no common clock. */
  window_ms: number
  remaining_ms: number
}

export interface CallSnapshot extends CallContext {
  call: string
  customer: Customer
  channel: Channel
  /** Of a call to a customer `dialling` and `ringing` before it is `talking`. */
  state: 'connecting' | 'dialling' | 'ringing' | 'talking'
  since?: string
  talk_ms?: number
  muted?: boolean
  /** While the voice balance cannot pay for the next minute: when the call ends. */
  remaining_ms?: number
}

export interface Welcome {
  agent: Person
  account: string
  presence: PresenceState
  /** With `wrap_up`: how long it goes on. */
  wrap_up_ms?: number
  /** Names of the groups whose calls ring here; empty: none will. An older gateway does not say. */
  ring_groups?: string[]
  calls: IncomingMessage[]
  call: CallSnapshot | null
  /** The channels from which this agent may call customers; an older gateway does not say. */
  dials?: Channel[]
  features: { sandbox: boolean }
}

export type ServerMessage =
  | ({ type: 'welcome' } & Welcome)
  | { type: 'leg.answer'; sdp: string }
  | { type: 'leg.up' }
  | { type: 'leg.down'; reason: string }
  | { type: 'leg.refused'; code: string; detail?: string }
  | ({ type: 'call.incoming' } & IncomingMessage)
  | ({ type: 'call.waiting' } & WaitingMessage)
  | { type: 'call.taken'; call: string; by: Person }
  | { type: 'call.cancelled'; call: string; reason: CancelReason }
  | ({ type: 'call.connecting'; call: string; customer: Customer; channel: Channel } & CallContext)
  | ({
      type: 'call.outgoing'
      call: string
      customer: Customer
      channel: Channel
      state: 'dialling' | 'ringing'
    } & CallContext)
  | { type: 'call.balance'; call: string; remaining_ms: number | null }
  | { type: 'dials'; channels: Channel[] }
  | { type: 'call.connected'; call: string; since: string; talk_ms: number; muted?: boolean }
  | {
      type: 'call.ended'
      call: string
      status: 'answered' | 'unanswered'
      reason: string
      talk_ms: number
      ended_by?: 'customer' | 'agent' | 'gateway'
    }
  | { type: 'presence'; state: PresenceState; wrap_up_ms?: number }
  | { type: 'error'; code: string; detail?: string; re?: string }
  | { type: 'pong'; id: string }
  | { type: 'challenge'; id: number }
  | { type: 'reachable'; silent_ms: number }

export type ClientMessage =
  | { type: 'hello'; page: string; token?: string; agent?: string }
  | { type: 'leg.offer'; sdp: string }
  | { type: 'presence'; state: 'online' | 'away' }
  | { type: 'call.accept'; call: string }
  | { type: 'call.decline'; call: string }
  | { type: 'call.hangup'; call: string }
  | { type: 'call.mute'; call: string; muted: boolean }
  | { type: 'ping'; id: string }
  | { type: 'answer'; id: number }
  | ({ type: 'ready.report' } & Readiness)
  | ({ type: 'call.quality'; call: string } & CallFigures)

/** Why the gateway closed the socket, for the codes after which a page must act. */
export const CloseCode = {
  badMessage: 4400,
  notSignedIn: 4401,
  helloTooLate: 4408,
  openedAgain: 4409,
  tooManyMessages: 4429,
} as const

export type Decoded =
  | { kind: 'message'; message: ServerMessage }
  | { kind: 'skipped'; type: string }
  | { kind: 'malformed'; detail: string }

export function encode(message: ClientMessage): string {
  return JSON.stringify({ v: PROTOCOL_VERSION, ...message })
}

type Fields = Record<string, unknown>
type Check = (value: unknown) => boolean

const isString: Check = (value) => typeof value === 'string'
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const isObject: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isPerson: Check = (value) => isObject(value) && isString((value as Fields)['id'])
const isReach: Check = (value) => value === 'dialling' || value === 'ringing'
const isIncoming: Check = (value) =>
  isObject(value) && missingField(value as Fields, INCOMING) === null
const isSnapshot: Check = (value) => value === null || value === undefined || isObject(value)

const INCOMING: Record<string, Check> = {
  call: isString,
  customer: isObject,
  channel: isObject,
  window_ms: isNumber,
  remaining_ms: isNumber,
}

/** What each message must carry before the rest of the SDK may touch it. */
const REQUIRED: Record<ServerMessage['type'], Record<string, Check>> = {
  welcome: {
    agent: isPerson,
    presence: isString,
    calls: (value) => Array.isArray(value) && value.every(isIncoming),
    call: isSnapshot,
  },
  'leg.answer': { sdp: isString },
  'leg.up': {},
  'leg.down': {},
  'leg.refused': { code: isString },
  'call.incoming': INCOMING,
  'call.waiting': { call: isString, customer: isObject, channel: isObject },
  'call.taken': { call: isString, by: isObject },
  'call.cancelled': { call: isString, reason: isString },
  'call.connecting': { call: isString, customer: isObject, channel: isObject },
  'call.outgoing': { call: isString, customer: isObject, channel: isObject, state: isReach },
  'call.balance': { call: isString, remaining_ms: (value) => value === null || isNumber(value) },
  dials: { channels: (value) => Array.isArray(value) && value.every(isPerson) },
  'call.connected': { call: isString },
  'call.ended': { call: isString, status: isString, reason: isString },
  presence: { state: isString },
  error: { code: isString },
  pong: { id: isString },
  challenge: { id: isNumber },
  reachable: { silent_ms: isNumber },
}

function missingField(fields: Fields, required: Record<string, Check>): string | null {
  for (const [name, check] of Object.entries(required)) {
    if (!check(fields[name])) {
      return name
    }
  }
  return null
}

/** Reads one frame. Never throws: what cannot be read is told apart from what is merely new. */
export function decode(text: unknown): Decoded {
  if (typeof text !== 'string') {
    return { kind: 'malformed', detail: 'not a text frame' }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'malformed', detail: 'not JSON' }
  }
  if (!isObject(value)) {
    return { kind: 'malformed', detail: 'not an object' }
  }
  const fields = value as Fields
  if (fields['v'] !== PROTOCOL_VERSION) {
    return { kind: 'malformed', detail: `version ${String(fields['v'])}` }
  }
  const type = fields['type']
  if (typeof type !== 'string') {
    return { kind: 'malformed', detail: 'no type' }
  }
  if (!Object.hasOwn(REQUIRED, type)) {
    return { kind: 'skipped', type }
  }
  const missing = missingField(fields, REQUIRED[type as ServerMessage['type']])
  if (missing !== null) {
    return { kind: 'malformed', detail: `${type} without a usable ${missing}` }
  }
  return { kind: 'message', message: fields as unknown as ServerMessage }
}
