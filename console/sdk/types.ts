import type { LegState } from './leg'
import type {
  CallContext,
  CancelReason,
  Channel,
  Customer,
  IncomingMessage,
  Person,
  PresenceState,
  WaitingMessage,
  Welcome,
} from './protocol'

export interface AgentOptions {
  /** The gateway: `https://gateway.example`, or its `wss://.../v1/desk`. */
  url: string
  /** A signed token, or a function that fetches a fresh one each time the socket opens. */
  token?: string | (() => string | Promise<string>)
  /** Signs in by name; the gateway allows it under `dev` only. */
  agent?: string
  /** Which browser tab this is: the same value after a reload. Made up when left out. */
  page?: string
  /** Share the page's context, so that one click enables ring, voice and meters. */
  audioContext?: AudioContext
  /** The microphone chosen last time. */
  microphone?: string | null
}

/** What an agent may want beside the call. */
export interface Beside {
  /** The id of the customer's room with that channel (`GET /v1/rooms/{id}`); null without one. */
  room: string | null
  /** What the call button or the link carried by which the customer calls; null for a call by hand. */
  payload: string | null
}

/** Seen while another call goes on: it cannot be answered before that one is over. */
export interface WaitingCall extends Beside {
  call: string
  customer: Customer
  channel: Channel
}

export interface IncomingCall extends Beside {
  call: string
  customer: Customer
  channel: Channel
  windowMs: number
  /** When ringing ends, on this page's `Date.now()` clock. */
  endsAt: number
}

export interface CurrentCall extends Beside {
  call: string
  customer: Customer
  channel: Channel
  /** Of a call to a customer `dialling`, then `ringing` when the customer's phone rings. */
  state: 'connecting' | 'dialling' | 'ringing' | 'talking'
  /** Whether we call the customer; not known of a call that was talking when the page was loaded. */
  isOutgoing: boolean
  /** When talking began, on this page's `Date.now()` clock. */
  since: number | null
  muted: boolean
  /** When the voice balance ends the call, on this page's `Date.now()` clock; `null` while it does not. */
  endsAt: number | null
  /** No microphone could be opened: the agent hears, and is not heard. */
  listenOnly: boolean
}

export interface EndedCall {
  call: string
  customer: Customer
  channel: Channel
  status: 'answered' | 'unanswered' | 'unknown'
  reason: string
  talkMs: number
  isOutgoing: boolean
  endedBy?: 'customer' | 'agent' | 'gateway'
}

export type WarningCode =
  | 'microphone-denied'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'microphone-insecure'
  | 'microphone-failed'
  | 'microphone-lost'
  | 'microphone-silent'
  | 'sound-blocked'
  | 'line-poor'

export interface AgentEvents {
  /** Signed in, also again after each reconnect: the gateway's whole view of this agent. */
  welcome: Welcome
  incoming: IncomingCall
  /** An own customer calls while another call goes on here. */
  waiting: WaitingCall
  /** It waits no more: it rings here now, somebody took it, or it is over. */
  'waiting-over': { call: string }
  taken: { call: string; by: Person; customer: Customer }
  /** No longer ringing here: by the gateway's reason, declined here, or gone while we were away. */
  cancelled: { call: string; reason: CancelReason | 'declined' | 'gone'; customer: Customer }
  connecting: CurrentCall
  /** We call a customer: `state` says how far it has come. */
  outgoing: CurrentCall
  /** The voice balance will end the call at `endsAt`, or after a top-up (`null`) no more. */
  balance: CurrentCall
  /** The channels from which this agent may call customers, at sign-in and when that changes. */
  dials: readonly Channel[]
  connected: CurrentCall
  ended: EndedCall
  muted: { muted: boolean }
  reconnecting: { attempt: number; delayMs: number }
  reconnected: Record<string, never>
  warning: { code: WarningCode; detail?: string }
  'warning-cleared': { code: WarningCode }
  error: { code: string; detail?: string; re?: string }
  /** `endsAt`: when a wrap-up ends, on this page's `Date.now()` clock. */
  presence: { state: PresenceState; endsAt?: number }
  /** The browser had frozen this page; the gateway let nothing ring here meanwhile. */
  reachable: { silentMs: number }
  leg: { state: LegState; reason?: string }
  devices: Record<string, never>
}

/** A call, or its id. */
export type CallRef = string | { call: string }

/** A call that begins here. */
export type Begun = Pick<CurrentCall, 'call' | 'customer' | 'channel' | 'room' | 'payload' | 'muted'>

export function currentOf(begun: Begun, state: CurrentCall['state']): CurrentCall {
  const { call, customer, channel, room, payload, muted } = begun
  const isOutgoing = state === 'dialling' || state === 'ringing'
  return { call, customer, channel, room, payload, muted, state, isOutgoing, since: null, endsAt: null, listenOnly: false }
}

export function idOf(ref: CallRef): string {
  return typeof ref === 'string' ? ref : ref.call
}

export function besideOf(message: CallContext): Beside {
  return {
    room: message.room ?? null,
    payload: message.button_payload ?? message.link_payload ?? null,
  }
}

export function waitingOf(message: WaitingMessage): WaitingCall {
  const { call, customer, channel } = message
  return { call, customer, channel, ...besideOf(message) }
}

export function incomingOf(message: IncomingMessage, now: number): IncomingCall {
  return {
    call: message.call,
    customer: message.customer,
    channel: message.channel,
    ...besideOf(message),
    windowMs: message.window_ms,
    endsAt: now + message.remaining_ms,
  }
}
