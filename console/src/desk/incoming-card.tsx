import { MicOff, Phone, PhoneOff } from 'lucide'
import type { JSX } from 'preact'
import type { IncomingCall } from '../../sdk'
import { phoneNumber, t } from '../i18n'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { microphonePermission } from './microphone'
import { accept, current, decline, nameOf } from './store'

/** Who calls, through which number, and how long it still rings. */
export function IncomingCard({ call }: { call: IncomingCall }): JSX.Element {
  const isBusy = current.value !== null
  const leftMs = Math.max(0, call.endsAt - now.value)
  const left = Math.ceil(leftMs / 1000)
  const name = nameOf(call.customer)
  return (
    <article class="incoming" data-testid="incoming-call" data-call={call.call} data-busy={isBusy}>
      <div class="caller">
        <span class="avatar big" aria-hidden="true">
          {name.replace('+', '').charAt(0).toUpperCase()}
        </span>
        <div class="caller-words">
          <p class="caller-name" title={name}>
            <bdi>{name}</bdi>
          </p>
          {call.customer.name !== undefined && call.customer.number !== undefined && (
            <p class="muted number">{phoneNumber(call.customer.number)}</p>
          )}
          <p class="muted">{t('call.via', { channel: call.channel.name })}</p>
          {call.payload !== null && (
            <p class="small room-payload" data-testid="card-payload">
              {t('room.payload', { payload: call.payload })}
            </p>
          )}
        </div>
      </div>
      <div class="window">
        <progress
          aria-label={t('call.seconds_left', { seconds: left })}
          max={call.windowMs}
          value={leftMs}
        />
        <span class="muted number">{t('call.seconds_left', { seconds: left })}</span>
      </div>
      {isBusy && <p class="muted">{t('call.busy')}</p>}
      {!isBusy && microphonePermission.value === 'denied' && (
        <div class="notice" data-testid="no-microphone">
          <Icon of={MicOff} />
          <span class="notice-words">{t('warning.microphone-denied')}</span>
        </div>
      )}
      <div class="call-buttons">
        <button
          type="button"
          class="call-button decline"
          data-testid="decline"
          onClick={() => decline(call.call)}
        >
          <span class="call-disc">
            <Icon of={PhoneOff} size={24} />
          </span>
          {t('call.decline')}
        </button>
        {!isBusy && (
          <button
            type="button"
            class="call-button accept"
            data-testid="accept"
            aria-keyshortcuts="Enter"
            onClick={() => accept(call.call)}
          >
            <span class="call-disc">
              <Icon of={Phone} size={24} />
            </span>
            {t('call.accept')}
          </button>
        )}
      </div>
    </article>
  )
}
