import type { Say } from './words'

/** A push as the gateway writes it (docs/agent-protocol.md). */
export type Push = {
  call: string
  customer: { name: string | null; number: string | null }
} & (
  | { type: 'call.incoming'; channel: { name: string }; deadline_ms: number }
  | { type: 'call.over'; reason: string }
)

/** A notification; the one of the same call before it goes. */
export interface Announcement {
  title: string
  body: string
  tag: string
  /** Stays until somebody deals with it, and makes a sound. */
  isRinging: boolean
}

/** What a push says; `null` for what is none of ours, or of a newer gateway. */
export function readPush(text: string): Push | null {
  try {
    const push = JSON.parse(text) as Partial<Push>
    const isKnown = push.type === 'call.incoming' || push.type === 'call.over'
    return isKnown && typeof push.call === 'string' ? (push as Push) : null
  } catch {
    return null
  }
}

/** @param nowMs a push that comes after the ringing tells of a missed call */
export function announcementOf(push: Push, say: Say, nowMs: number): Announcement {
  const name = push.customer.name ?? push.customer.number ?? say('unknown')
  const quiet = (title: string): Announcement => ({
    title,
    body: '',
    tag: push.call,
    isRinging: false,
  })
  if (push.type === 'call.over') {
    return quiet(say(push.reason === 'taken' || push.reason === 'handled' ? push.reason : 'missed', { name }))
  }
  return nowMs >= push.deadline_ms
    ? quiet(say('missed', { name }))
    : {
        title: say('incoming', { name }),
        body: say('incomingText', { channel: push.channel.name }),
        tag: push.call,
        isRinging: true,
      }
}
