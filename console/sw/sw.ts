/// <reference lib="webworker" />
/**
 * The service worker of the console: shows a call while no page can, and opens the desk. It answers no
 * request of a page, and keeps nothing but what a desk leaves for it (renewal.ts).
 */
import { announcementOf, readPush } from './announcement'
import { renew } from './renewal'
import { wordsOf } from './words'

const worker = globalThis as unknown as ServiceWorkerGlobalScope

/** What the browsers know and TypeScript's library does not. */
type Options = NotificationOptions & { renotify?: boolean }

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('push', (event) => {
  event.waitUntil(pushed(event.data?.text() ?? ''))
})

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openDesk(event.notification.tag))
})

worker.addEventListener('pushsubscriptionchange', (event) => {
  const change = event as PushSubscriptionChangeEvent
  change.waitUntil(renewed(change.newSubscription))
})

/** A desk that is seen does it itself, and the others may: the same browser is one device, however often told. */
async function renewed(subscription: PushSubscription | null): Promise<void> {
  const open = await desks()
  open.forEach((client) => client.postMessage({ type: 'push.changed' }))
  if (open.some((client) => client.visibilityState === 'visible')) {
    return
  }
  try {
    const subscribe = (key: string): Promise<PushSubscription> =>
      worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    await renew({ caches: worker.caches, fetch: (path, init) => worker.fetch(path, init), subscribe }, subscription)
  } catch {
    // No gateway, or no push service: the next sign-in subscribes again.
  }
}

/** Every push shows something: a browser takes the right away from a site whose pushes do not. */
async function pushed(text: string): Promise<void> {
  const push = readPush(text)
  if (push === null) {
    return
  }
  const told = announcementOf(push, wordsOf(worker.navigator.language), Date.now())
  if (!told.isRinging && (await isDeskInSight())) {
    // Whoever looks at the desk has seen it: only the notification goes.
    const shown = await worker.registration.getNotifications({ tag: told.tag })
    shown.forEach((notification) => notification.close())
    return
  }
  const options: Options = {
    body: told.body,
    tag: told.tag,
    icon: '/icon.svg',
    requireInteraction: told.isRinging,
    silent: !told.isRinging,
    renotify: told.isRinging,
  }
  await worker.registration.showNotification(told.title, options)
}

async function desks(): Promise<readonly WindowClient[]> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return windows.filter((client) => new URL(client.url).pathname === '/')
}

const isDeskInSight = async (): Promise<boolean> =>
  (await desks()).some((client) => client.visibilityState === 'visible')

/** The open desk, or a new one, which signs in with what the one before has left (see desk/push.ts). */
async function openDesk(call: string): Promise<void> {
  const open = await desks()
  const desk = open.find((client) => client.focused) ?? open[0]
  if (desk === undefined) {
    await worker.clients.openWindow('/#push')
    return
  }
  desk.postMessage({ type: 'notification.clicked', call })
  await desk.focus()
}
