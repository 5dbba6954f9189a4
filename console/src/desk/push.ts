/**
 * Calls while no page is open (IN-9): this browser as a device of the agent. It is given to the gateway
 * at each sign-in, once notifications are allowed, and taken back at sign-out.
 */
import { signal } from '@preact/signals'
import { addPushDevice, getPushKey, removePushDevice } from '../rest'
import { keepForNotification, type Credential } from './session'
import { leaveForWorker, startWorker, worker } from './worker'

/** `on`: told also while every page is closed. `off`: this browser cannot, or not yet. */
export const pushState = signal<'off' | 'on'>('off')

let device: string | null = null
/** Counts sign-ins and sign-outs: what began before the last one has no effect. */
let turn = 0

export async function beginPush(credential: Credential): Promise<void> {
  const mine = ++turn
  try {
    await startWorker()
    const registration = worker.value
    if (registration === null || !('pushManager' in registration)) {
      return
    }
    const subscription = await subscribe(registration)
    if (mine !== turn) {
      return
    }
    const wish = subscription.toJSON() as { endpoint: string; keys: { p256dh: string; auth: string } }
    const agent = 'agent' in credential ? { agent: credential.agent } : {}
    const added = await addPushDevice({ endpoint: wish.endpoint, keys: wish.keys, ...agent })
    if (mine === turn) {
      device = added.id
      keepForNotification(credential)
      pushState.value = 'on'
      await leaveForWorker(credential)
      if (mine !== turn && device === null) {
        // Signed out meanwhile: what came last must be that nothing is left.
        await leaveForWorker(null)
      }
    } else {
      await removePushDevice(added.id)
    }
  } catch {
    // The browser has no push service, or the gateway said no: calls ring on open pages alone.
  }
}

/** At sign-out, while the requests still carry the agent's token. */
export async function endPush(): Promise<void> {
  turn++
  const known = device
  device = null
  pushState.value = 'off'
  keepForNotification(null)
  const removed = known === null ? null : removePushDevice(known)
  const registration = worker.value
  await Promise.allSettled([
    removed,
    leaveForWorker(null),
    registration?.pushManager?.getSubscription().then((subscription) => subscription?.unsubscribe()),
    registration?.getNotifications().then((shown) => shown.forEach((one) => one.close())),
  ])
}

async function subscribe(registration: ServiceWorkerRegistration): Promise<PushSubscription> {
  const key = bytesOf((await getPushKey()).public_key)
  const known = await registration.pushManager.getSubscription()
  if (known !== null && isSame(known.options.applicationServerKey, key)) {
    return known
  }
  // Made for another gateway at this address, or before its data was lost.
  await known?.unsubscribe()
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

function isSame(one: ArrayBuffer | null, other: Uint8Array): boolean {
  const bytes = new Uint8Array(one ?? new ArrayBuffer(0))
  return bytes.length === other.length && bytes.every((byte, index) => byte === other[index])
}
