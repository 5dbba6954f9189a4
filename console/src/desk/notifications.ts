import { signal } from '@preact/signals'
import { t } from '../i18n'

export type NotificationPermissionState = NotificationPermission | 'unsupported'

const isSupported = typeof Notification !== 'undefined'
const shown = new Map<string, Notification>()

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
  try {
    const notification = new Notification(t('notify.title', { name }), {
      body: t('notify.body', { channel }),
      tag: call,
      icon: '/icon.svg',
      requireInteraction: true,
    })
    notification.onclick = () => {
      globalThis.focus()
      notification.close()
    }
    shown.set(call, notification)
  } catch {
    // Some mobile browsers know notifications from service workers only; the ring is heard anyway.
  }
}

/** Takes away what no longer rings. */
export function stopNotifying(stillRinging: readonly string[]): void {
  for (const [call, notification] of shown) {
    if (!stillRinging.includes(call)) {
      notification.close()
      shown.delete(call)
    }
  }
}
