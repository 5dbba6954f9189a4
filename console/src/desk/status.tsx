import { Coffee, PhoneCall, PhoneIncoming, PhoneOff, Radio, Unplug } from 'lucide'
import type { JSX } from 'preact'
import { t } from '../i18n'
import { Icon } from '../ui/icon'
import { callState, current, incoming, link, nameOf, presence } from './store'

/** What goes on, in one sentence that readers hear when it changes. */
export function Status(): JSX.Element {
  const state = callState.value
  const { icon, title, text } = sentence()
  return (
    <section class="card status" data-state={state} aria-label={t('app.desk')}>
      <span class="status-mark" aria-hidden="true">
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
    case 'connecting':
      return { icon: PhoneCall, title: t('state.connecting'), text: t('state.connecting.text') }
    case 'ringing':
      return {
        icon: PhoneIncoming,
        title: t('state.ringing', { name: ringing === undefined ? '' : nameOf(ringing.customer) }),
        text: t('state.ringing.text'),
      }
    case 'ended':
      return { icon: PhoneOff, title: t('state.ended'), text: t(`state.idle_text.${idleKey()}`) }
    case 'idle':
      return {
        icon: idleIcon(),
        title: t(`state.idle.${idleKey()}`),
        text: t(`state.idle_text.${idleKey()}`),
      }
  }
}

function idleKey(): 'online' | 'away' | 'offline' {
  if (link.value.state !== 'open') {
    return 'offline'
  }
  return presence.value === 'away' ? 'away' : 'online'
}

function idleIcon(): typeof Radio {
  switch (idleKey()) {
    case 'away':
      return Coffee
    case 'offline':
      return Unplug
    case 'online':
      return Radio
  }
}
