import { effect, signal } from '@preact/signals'
import { Bell, CircleAlert, CircleCheck, CircleDashed, Headphones, Mic, Volume2, Waves } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import type { ReadyCheck } from '../../sdk'
import { t } from '../i18n'
import { Icon } from '../ui/icon'
import { enableSound, isSoundOn, ringOnce } from '../ui/sound'
import { microphonePermission } from './microphone'
import {
  allowNotifications,
  notificationPermission,
  type NotificationPermissionState,
} from './notifications'
import { pushState } from './push'
import { current, devices, leg, link, reportReady } from './store'

type MicrophoneState = 'granted' | 'prompt' | 'denied' | 'missing'

const hasAsked = signal(false)

effect(() => {
  if (devices.value.length > 0) {
    hasAsked.value = true
  }
})

function microphoneState(): MicrophoneState {
  const isMissing = hasAsked.value ? devices.value.length === 0 : false
  const permission = microphonePermission.value
  return isMissing || (permission !== 'denied' && knowsOfNone()) ? 'missing' : permission
}

const knowsOfNone = (): boolean => leg.value !== 'idle' && devices.value.length === 0

/** Asks once, and gives the microphone back at once: only the permission is wanted. */
async function allowMicrophone(): Promise<void> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    stream.getTracks().forEach((track) => track.stop())
    microphonePermission.value = 'granted'
  } catch {
    // A refusal shows up through the permission itself.
  }
}

/** Whether the browser can play to anything; it says so only to pages that may hear. */
const speaker = signal<ReadyCheck>('open')

effect(() => {
  if (devices.value.length > 0) {
    void navigator.mediaDevices?.enumerateDevices?.().then((all) => {
      speaker.value = all.some(({ kind }) => kind === 'audiooutput') ? 'good' : 'open'
    })
  }
})

const MICROPHONE: Record<MicrophoneState, ReadyCheck> = {
  granted: 'good',
  prompt: 'open',
  denied: 'refused',
  missing: 'missing',
}

const NOTIFICATIONS: Record<NotificationPermissionState, ReadyCheck> = {
  granted: 'good',
  default: 'open',
  denied: 'refused',
  unsupported: 'missing',
}

/** IN-15: supervisors see what was found here, at sign-in and whenever it changes. */
effect(() => {
  if (link.value.state === 'open') {
    reportReady({
      microphone: MICROPHONE[microphoneState()],
      speaker: speaker.value,
      sound: isSoundOn.value ? 'good' : 'refused',
      notifications: NOTIFICATIONS[notificationPermission.value],
    })
  }
})

/** What has to be right before a call rings, each with the one button that mends it. */
export function Ready(): JSX.Element {
  const microphone = microphoneState()
  const notifications = notificationPermission.value
  return (
    <section class="card ready" aria-labelledby="ready-title">
      <h2 id="ready-title" class="card-title">
        {t(current.value === null ? 'ready.title' : 'ready.title.call')}
      </h2>
      <ul class="ready-list">
        <Item
          id="audio"
          icon={Waves}
          name={t('ready.audio')}
          state={leg.value === 'up' ? 'good' : leg.value === 'down' ? 'bad' : 'waiting'}
          text={t(`ready.audio.${leg.value}`)}
        />
        <Item
          id="microphone"
          icon={Mic}
          name={t('ready.microphone')}
          state={microphone === 'granted' ? 'good' : microphone === 'prompt' ? 'waiting' : 'bad'}
          text={t(`ready.microphone.${microphone}`)}
          {...(microphone === 'prompt'
            ? { action: t('ready.microphone.allow'), act: () => void allowMicrophone() }
            : {})}
        />
        <Item
          id="speaker"
          icon={Headphones}
          name={t('ready.speaker')}
          state={speaker.value === 'good' ? 'good' : 'waiting'}
          text={t(speaker.value === 'good' ? 'ready.speaker.good' : 'ready.speaker.open')}
        />
        <Item
          id="sound"
          icon={Volume2}
          name={t('ready.sound')}
          state={isSoundOn.value ? 'good' : 'bad'}
          text={t(isSoundOn.value ? 'ready.sound.on' : 'ready.sound.blocked')}
          action={t(isSoundOn.value ? 'ready.sound.test' : 'ready.sound.enable')}
          act={isSoundOn.value ? ringOnce : enableSound}
        />
        <Item
          id="notifications"
          icon={Bell}
          name={t('ready.notify')}
          state={notifications === 'granted' ? 'good' : notifications === 'denied' ? 'bad' : 'waiting'}
          text={t(
            notifications === 'granted' && pushState.value === 'on'
              ? 'ready.notify.closed'
              : `ready.notify.${notifications}`,
          )}
          {...(notifications === 'default'
            ? { action: t('ready.notify.allow'), act: () => void allowNotifications() }
            : {})}
        />
      </ul>
    </section>
  )
}

const MARKS = { good: CircleCheck, waiting: CircleDashed, bad: CircleAlert }

function Item(props: {
  id: string
  icon: IconNode
  name: string
  state: keyof typeof MARKS
  text: string
  action?: string
  act?: () => void
}): JSX.Element {
  return (
    <li class="ready-item" data-state={props.state} data-testid={`ready-${props.id}`}>
      <span class="ready-icon">
        <Icon of={props.icon} />
      </span>
      <span class="ready-words">
        <span class="ready-name">{props.name}</span>
        <span class="muted">{props.text}</span>
      </span>
      {props.action !== undefined && (
        <button type="button" class="button small" onClick={props.act}>
          {props.action}
        </button>
      )}
      <span class="ready-mark">
        <Icon of={MARKS[props.state]} />
      </span>
    </li>
  )
}
