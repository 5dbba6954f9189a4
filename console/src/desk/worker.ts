import { signal } from '@preact/signals'

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

/** A click on a notification has brought this page to the front. */
export function onNotificationClick(act: () => void): void {
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ type?: string }>) => {
    if (event.data.type === 'notification.clicked') {
      act()
    }
  })
}
