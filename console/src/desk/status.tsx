import { Coffee, MicOff, PhoneCall, PhoneForwarded, PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing, Radio, Unplug, UserRound } from 'lucide'
import type { JSX } from 'preact'
import { list, t } from '../i18n'
import { Icon } from '../ui/icon'
import { microphonePermission } from './microphone'
import { callState, current, hasRung, incoming, link, nameOf, presence, takenBy, welcome } from './store'

/** What goes on, in one sentence that readers hear when it changes. */
export function Status(): JSX.Element {
  const state = callState.value
  const { icon, title, text } = sentence()
  return (
    <section
      class="card status"
      data-state={state}
      data-testid="status"
      aria-label={t('app.desk')}
    >
      <span class="status-mark" data-bad={icon === MicOff} aria-hidden="true">
        <Icon of={icon} size={26} />
      </span>
      <div>
        <h1
          class="status-title"
          data-testid="call-state"
          data-state={state}
          aria-live="polite"
          title={title}
        >
          {title}
        </h1>
        <p class="muted">{text}</p>
      </div>
    </section>
  )
}

/** The same sentence on a page that shows something else: readers hear of a call wherever they are. */
export function StatusWords(): JSX.Element {
  return (
    <p class="sr-only" aria-live="polite">
      {sentence().title}
    </p>
  )
}

function sentence(): { icon: typeof Radio; title: string; text: string } {
  const call = current.value
  const ringing = incoming.value[0]
  switch (callState.value) {
    case 'talking':
      return {
        icon: PhoneCall,
        title: t('state.talking', { name: call === null ? '' : nameOf(call.customer) }),
        text: t('state.talking.text'),
      }
    case 'dialling':
    case 'ringing_out':
      return {
        icon: PhoneOutgoing,
        title: t(`state.${callState.value}`, { name: call === null ? '' : nameOf(call.customer) }),
        text: t(callState.value === 'dialling' ? 'state.dialling.text' : 'state.ringing_out.text'),
      }
    case 'not_answered':
    case 'customer_declined':
    case 'customer_busy':
    case 'failed':
      return { icon: PhoneMissed, title: t(`outcome.${callState.value}`), text: idleText() }
    case 'connecting':
      return { icon: PhoneCall, title: t('state.connecting'), text: t('state.connecting.text') }
    case 'ringing':
      return {
        icon: PhoneIncoming,
        title: t('state.ringing', { name: ringing === undefined ? '' : nameOf(ringing.customer) }),
        text: t('state.ringing.text'),
      }
    case 'ended':
      return takenBy.value === null
        ? { icon: PhoneOff, title: t('state.ended'), text: idleText() }
        : { icon: PhoneForwarded, title: t('state.taken', { name: takenBy.value }), text: idleText() }
    case 'idle':
      return { icon: idleIcon(), title: t(`state.idle.${idleKey()}`), text: idleText() }
  }
}

/** In no group as far as was told at sign-in; a call that rings here since then says otherwise. */
const groups = (): readonly string[] | undefined => {
  const told = welcome.value?.ring_groups
  return told?.length === 0 && hasRung.value ? undefined : told
}

function idleKey(): 'online' | 'away' | 'offline' | 'ungrouped' | 'no_microphone' {
  if (link.value.state !== 'open') {
    return 'offline'
  }
  if (groups()?.length === 0) {
    return 'ungrouped'
  }
  if (presence.value === 'away') {
    return 'away'
  }
  return microphonePermission.value === 'denied' ? 'no_microphone' : 'online'
}

function idleText(): string {
  const key = idleKey()
  const names = groups() ?? []
  return key === 'online' && names.length > 0
    ? t('state.idle_text.groups', { groups: list(names) })
    : t(`state.idle_text.${key}`)
}

function idleIcon(): typeof Radio {
  switch (idleKey()) {
    case 'away':
      return Coffee
    case 'offline':
      return Unplug
    case 'ungrouped':
      return UserRound
    case 'no_microphone':
      return MicOff
    case 'online':
      return Radio
  }
}
