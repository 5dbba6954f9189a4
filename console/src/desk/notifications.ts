import { signal } from '@preact/signals'
import { t } from '../i18n'
import { worker } from './worker'

export type NotificationPermissionState = NotificationPermission | 'unsupported'

const isSupported = typeof Notification !== 'undefined'
/** How each is taken away again. */
const shown = new Map<string, () => void>()

export const notificationPermission = signal<NotificationPermissionState>(
  isSupported ? Notification.permission : 'unsupported',
)

export async function allowNotifications(): Promise<void> {
  if (isSupported) {
    notificationPermission.value = await Notification.requestPermission()
  }
}

/** Announces a call once; a click brings the desk to the front. */
export function notify(call: string, name: string, channel: string): void {
  if (!isSupported || Notification.permission !== 'granted' || shown.has(call)) {
    return
  }
  const title = t('notify.title', { name })
  const options = {
    body: t('notify.body', { channel }),
    tag: call,
    icon: '/icon.svg',
    requireInteraction: true,
  }
  const registration = worker.value
  shown.set(
    call,
    registration === null ? byPage(title, options) : byWorker(registration, title, options),
  )
}

/** Takes away what no longer rings. */
export function stopNotifying(stillRinging: readonly string[]): void {
  for (const [call, close] of shown) {
    if (!stillRinging.includes(call)) {
      close()
      shown.delete(call)
    }
  }
}

/** In the worker's name it takes the place of one that came by push, and the other way round. */
function byWorker(
  registration: ServiceWorkerRegistration,
  title: string,
  options: NotificationOptions & { tag: string },
): () => void {
  const showing = registration.showNotification(title, options).catch(() => undefined)
  return () =>
    void showing
      .then(() => registration.getNotifications({ tag: options.tag }))
      .then((all) => all.forEach((one) => one.close()))
}

function byPage(title: string, options: NotificationOptions): () => void {
  try {
    const notification = new Notification(title, options)
    notification.onclick = () => {
      globalThis.focus()
      notification.close()
    }
    return () => notification.close()
  } catch {
    // Some mobile browsers know notifications from service workers only; the ring is heard anyway.
    return () => undefined
  }
}
