import { effect, signal } from '@preact/signals'
import type { CallWish } from '../api'
import { t, words } from '../i18n'
import { shortTime } from '../i18n'
import { placeCall, Refusal } from '../rest'
import { refusalWords } from '../supervisor/parts'
import { current, dials, incoming, over, welcome } from './store'

const CHANNEL_AS = 'dering.dial.channel'

/** Whether the dial box is open. */
export const isDialOpen = signal(false)

/** From where a call was asked for last, and what the gateway said to it: `null` while it is asked. */
export const asked = signal<{ from: string; refusal: Refusal | null } | null>(null)

/** The press whose answer was lost: the same again must not ring the customer twice. */
let unsure: { wish: string; key: string } | null = null

// A call that shows here is the answer: the next press is another call.
effect(() => {
  if (current.value !== null) {
    unsure = null
  }
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
  asked.value = { from, refusal: null }
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
    asked.value = { from, refusal }
    return false
  }
}

/** The customer has allowed calls since: what was said about that is not true any more. */
export function isAllowedNow(from: string): void {
  const reason = asked.value?.from === from ? asked.value.refusal?.why?.reason : undefined
  if (reason === 'no_permission' || reason === 'permission_unknown') {
    asked.value = null
  }
}

/** Why nobody was called, when it is possible again, and what helps meanwhile. */
export function notCalled(refusal: Refusal): { why: string; when: string | null; help: string | null } {
  const { why } = refusal
  if (why === null) {
    return { why: refusal.fields.length > 0 ? t('dial.wrong') : refusalWords(refusal), when: null, help: null }
  }
  const help = words('dial.help', why.reason)
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
