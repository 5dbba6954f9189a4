import { signal } from '@preact/signals'
import { CACHE, KEPT_AT } from '../../sw/renewal'

/** The service worker of this site, once it is there; `null` where there is none. */
export const worker = signal<ServiceWorkerRegistration | null>(null)

/** Browsers run one on secure origins alone, this machine included. */
export async function startWorker(): Promise<void> {
  if (worker.value !== null || !globalThis.isSecureContext || !('serviceWorker' in navigator)) {
    return
  }
  try {
    await navigator.serviceWorker.register('/sw.js', { scope: '/' })
    worker.value = await navigator.serviceWorker.ready
  } catch {
    // A browser that allows none: calls ring on the page.
  }
}

/**
 * Leaves for the worker what it tells the gateway with when the browser changes the subscription while no desk
 * is open (sw/renewal.ts); `null` takes it away. It is as safe there as in the page's own store.
 */
export async function leaveForWorker(credential: object | null): Promise<void> {
  if (!('caches' in globalThis)) {
    return
  }
  const cache = await caches.open(CACHE)
  if (credential === null) {
    await cache.delete(KEPT_AT)
  } else {
    await cache.put(KEPT_AT, new Response(JSON.stringify(credential)))
  }
}

/** The browser has ended this browser's subscription. */
export function onPushChanged(act: () => void): void {
  listen('push.changed', act)
}

/** A click on a notification has brought this page to the front. */
export function onNotificationClick(act: () => void): void {
  listen('notification.clicked', act)
}

function listen(type: string, act: () => void): void {
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ type?: string }>) => {
    if (event.data.type === type) {
      act()
    }
  })
}
