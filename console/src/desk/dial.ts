import { effect, signal } from '@preact/signals'
import type { CallWish } from '../api'
import { estimate } from '../balance/rest'
import { t, words } from '../i18n'
import { shortTime } from '../i18n'
import { placeCall, Refusal } from '../rest'
import { refusalWords } from '../supervisor/parts'
import { route } from '../supervisor/route'
import { current, dials, incoming, over, welcome } from './store'

const CHANNEL_AS = 'dering.dial.channel'
const LOOK_MS = 10_000

/** Whether the dial box is open. */
export const isDialOpen = signal(false)

interface Asked {
  from: string
  wish: CallWish
  refusal: Refusal | null
}

/** From where a call was asked for last, and what the gateway said to it: `null` while it is asked. */
export const asked = signal<Asked | null>(null)

/** What was said is put away where it may be true no longer. What is being asked stays. */
function forgetRefusal(isOld: (one: Asked, reason: string | undefined) => boolean = () => true): void {
  const known = asked.peek()
  if (known !== null && known.refusal !== null && isOld(known, known.refusal.why?.reason)) {
    asked.value = null
  }
}

/** The press whose answer was lost: the same again must not ring the customer twice. */
let unsure: { wish: string; key: string } | null = null

// A call that shows here is the answer: the next press is another call.
effect(() => {
  if (current.value !== null) {
    unsure = null
    forgetRefusal()
  }
})

// Whoever has left the place comes back to ask anew.
effect(() => {
  void route.value
  forgetRefusal()
})

// Nobody tells an agent of a top-up (BAL-8): as long as the balance is said to be too low, it is looked at.
effect(() => {
  const known = asked.value
  if (known?.refusal?.why?.reason !== 'balance_too_low') {
    return
  }
  const { room, to } = known.wish
  const of = room !== undefined ? { room } : { to: to ?? '' }
  const look = (): Promise<void> =>
    estimate(of).then(({ possible }) => {
      if (possible) {
        forgetRefusal((one) => one === known)
      }
    })
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS)
  return () => clearInterval(timer)
})

/** Nobody is called while a call goes on here. */
export const isFree = (): boolean => current.value === null && incoming.value.length === 0

export const mayCallFrom = (channel: string): boolean => dials.value.some((one) => one.id === channel)

export const isAsking = (): boolean => asked.value !== null && asked.value.refusal === null

/**
 * Calls a customer, with the agent of this page. Answers whether the call was placed; what becomes of it
 * comes over the socket.
 *
 * @param from the place on the page, where a refusal is shown
 */
export async function call(wish: CallWish, from: string): Promise<boolean> {
  const agent = welcome.value?.agent.id
  if (agent === undefined || isAsking() || !isFree()) {
    return false
  }
  const text = JSON.stringify(wish)
  const key = unsure?.wish === text ? unsure.key : (crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`)
  unsure = { wish: text, key }
  asked.value = { from, wish, refusal: null }
  over.value = null
  try {
    await placeCall({ ...wish, agent }, key)
    unsure = null
    asked.value = null
    isDialOpen.value = false
    return true
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(0, 'unreachable')
    if (refusal.status !== 0 && refusal.status !== 503) {
      unsure = null
    }
    asked.value = { from, wish, refusal }
    return false
  }
}

/** The customer has allowed calls since, or was asked to: what was said about that is not true any more, or was heard. */
export function permissionChanged(from: string): void {
  forgetRefusal((one, reason) => one.from === from && (reason === 'no_permission' || reason === 'permission_unknown'))
}

/** Why nobody was called, when it is possible again, and what helps meanwhile. */
export function notCalled(refusal: Refusal, isInRoom: boolean): { why: string; when: string | null; help: string | null } {
  const { why } = refusal
  if (why === null) {
    return { why: refusal.fields.length > 0 ? t('dial.wrong') : refusalWords(refusal), when: null, help: null }
  }
  const help = words(isInRoom && why.reason === 'no_permission' ? 'dial.help.room' : 'dial.help', why.reason)
  const isKnown = HELPED.has(why.reason)
  return {
    why: words('dial.why', why.reason),
    when: why.nextAt === null ? null : t('dial.again_at', { time: shortTime(why.nextAt) }),
    help: isKnown ? help : null,
  }
}

const HELPED: ReadonlySet<string> = new Set([
  'channel_off',
  'agent_off',
  'number_unknown',
  'agent_unreachable',
  'no_permission',
  'permission_unknown',
  'no_price',
  'balance_too_low',
  'overloaded',
])

/** `+44 (0)20 7946-0000` as digits: what people write between them is left out, and the 0 that is only dialled at home. */
export const digitsOf = (written: string): string => written.replace(/^\s*00/, '').replace(/\(0\)/g, '').replace(/[\s().+/-]+/g, '')

/** With country code: no country's begins with 0. */
export const isNumber = (digits: string): boolean => /^[1-9][0-9]{5,14}$/.test(digits)

export function keptChannel(): string {
  const kept = localStorage.getItem(CHANNEL_AS)
  return kept !== null && mayCallFrom(kept) ? kept : (dials.value[0]?.id ?? '')
}

export const keepChannel = (id: string): void => localStorage.setItem(CHANNEL_AS, id)
