/** The sandbox phone's protocol: JSON text frames on `/sandbox/phone/socket`. */

export type PhoneState = 'idle' | 'calling' | 'ringing' | 'incoming' | 'connected' | 'ended'

export type EndReason =
  | 'declined'
  | 'not_answered'
  | 'ended_by_you'
  | 'ended_by_business'
  | 'no_media'
  | 'failed'
  | 'nobody_there'
  | 'you_declined'
  | 'missed'

/** One exchange between Meta and the gateway, as Meta sees it. */
export interface Wire {
  seq: number
  at: string
  kind: 'webhook' | 'graph'
  title: string
  method: string
  path: string
  /** HTTP status; 0 when no answer came. */
  status: number
  request: unknown
  response: unknown
  note?: string
}

export interface Party {
  name: string
  number: string
}

/** What the business wrote to this customer. */
export interface Received {
  id: string
  text: string
  at: string
  /** By which the customer calls (IN-14). */
  button?: { text: string; ends_at: string; payload: string | null }
  /** Whether it asks for permission to call. */
  permission_request?: boolean
}

/** What a customer can tap when the business asks to call. */
export type Choice = 'always' | 'temporary' | 'deny'

/** What this customer allows the business. */
export interface Permission {
  status: 'no_permission' | 'temporary' | 'permanent'
  /** When a temporary permission ends. */
  until?: string
  /** WhatsApp asks whether the permission is to stay. */
  nudge: boolean
  unanswered: number
  /** Message ids of the requests that still work. */
  open: string[]
  /** What was tapped, by message id. */
  answers: Record<string, Choice>
}

export type SandboxMessage =
  | { type: 'hello'; business: Party; customer: Party; agent_url: string }
  | { type: 'answer'; sdp: string }
  | {
      type: 'state'
      state: PhoneState
      since?: string
      reason?: EndReason
      detail?: string
      by_business?: boolean
    }
  | ({ type: 'wire' } & Wire)
  | ({ type: 'message' } & Received)
  | ({ type: 'permission' } & Permission)
  | { type: 'error'; code: string; detail?: string }
  | { type: 'pong'; id: string }

export type PhoneMessage =
  | { type: 'call'; sdp: string; name?: string; payload?: string }
  | { type: 'answer'; sdp: string }
  | { type: 'decline' }
  | { type: 'end' }
  | { type: 'permission'; choice: Choice | 'keep'; request?: string }
  | { type: 'ping'; id: string }

const STATES: ReadonlySet<unknown> = new Set([
  'idle',
  'calling',
  'ringing',
  'incoming',
  'connected',
  'ended',
])

const REQUIRED: Record<SandboxMessage['type'], (fields: Record<string, unknown>) => boolean> = {
  hello: (fields) => typeof fields['business'] === 'object' && fields['business'] !== null,
  answer: (fields) => typeof fields['sdp'] === 'string',
  state: (fields) => STATES.has(fields['state']),
  wire: (fields) => typeof fields['seq'] === 'number' && typeof fields['kind'] === 'string',
  message: (fields) => typeof fields['id'] === 'string' && typeof fields['text'] === 'string',
  permission: (fields) =>
    typeof fields['status'] === 'string' &&
    Array.isArray(fields['open']) &&
    typeof fields['answers'] === 'object' &&
    fields['answers'] !== null,
  error: (fields) => typeof fields['code'] === 'string',
  pong: () => true,
}

/** Reads one frame; `null` for anything that this page does not know or cannot use. */
export function readMessage(text: unknown): SandboxMessage | null {
  let value: unknown
  try {
    value = JSON.parse(String(text))
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) {
    return null
  }
  const fields = value as Record<string, unknown>
  const type = String(fields['type'])
  const isKnown = Object.hasOwn(REQUIRED, type)
  return isKnown && REQUIRED[type as SandboxMessage['type']](fields)
    ? (fields as unknown as SandboxMessage)
    : null
}
