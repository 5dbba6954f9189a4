import { Mic, MicOff, PhoneOff, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import type { CurrentCall } from '../../sdk'
import { clock, phoneNumber, t } from '../i18n'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { Meter } from '../ui/meter'
import {
  chooseMicrophone,
  devices,
  hangUp,
  levels,
  microphone,
  nameOf,
  toggleMute,
} from './store'

const local = (): number => levels().local
const remote = (): number => levels().remote

/** The call: timer, both voices, mute, microphone, hang up. */
export function TalkCard({ call }: { call: CurrentCall }): JSX.Element {
  const name = nameOf(call.customer)
  const via = t('call.via', { channel: call.channel.name })
  const { number } = call.customer
  const isDialled = call.isOutgoing && call.since === null
  const isNamed = call.customer.name !== undefined && number !== undefined
  const where = isNamed ? `${phoneNumber(number)} · ${via}` : via
  return (
    <article class="talk" data-call={call.call} data-muted={call.muted}>
      <div class="talk-head">
        <div class="caller-words">
          <p class="caller-name" title={name}>
            <bdi>{name}</bdi>
          </p>
          <p class="muted talk-where" title={where}>
            {where}
          </p>
          {call.payload !== null && (
            <p class="small room-payload" data-testid="card-payload">
              {t('room.payload', { payload: call.payload })}
            </p>
          )}
        </div>
        <p class="timer" data-testid="call-timer" data-reach={call.state} aria-label={t('call.timer')} role="timer">
          {call.since === null ? t(`reach.${call.state}`) : clock(now.value - call.since)}
        </p>
      </div>
      {call.endsAt !== null && <Balance endsAt={call.endsAt} />}
      <div class="talk-tools">
        <Meter
          who={call.muted ? t('call.muted') : t('call.you')}
          level={local}
          testId="level-local"
        />
        <Meter who={t('call.customer')} level={remote} testId="level-remote" />
        <label class="talk-microphone">
          <span>{t('call.microphone')}</span>
          <select
            data-testid="microphone"
            value={microphone.value}
            onChange={(event) => chooseMicrophone(event.currentTarget.value)}
          >
            <option value="">{t('call.microphone.default')}</option>
            {devices.value
              .filter((device) => device.id !== '' && device.id !== 'default')
              .map((device, index) => (
                <option key={device.id} value={device.id}>
                  {device.label || t('call.microphone.number', { number: index + 1 })}
                </option>
              ))}
          </select>
        </label>
      </div>
      <div class="call-buttons">
        <button
          type="button"
          class="call-button quiet"
          data-testid="mute"
          aria-pressed={call.muted}
          aria-keyshortcuts="m"
          aria-label={t(call.muted ? 'call.unmute' : 'call.mute')}
          onClick={toggleMute}
        >
          <span class="call-disc">
            <Icon of={call.muted ? MicOff : Mic} size={22} />
          </span>
          <span class="call-word">{t(call.muted ? 'call.unmute' : 'call.mute')}</span>
        </button>
        <button
          type="button"
          class="call-button hang-up"
          data-testid="hang-up"
          aria-label={t(isDialled ? 'call.take_back' : 'call.hang_up')}
          onClick={hangUp}
        >
          <span class="call-disc">
            <Icon of={PhoneOff} size={22} />
          </span>
          <span class="call-word">{t(isDialled ? 'call.take_back' : 'call.hang_up')}</span>
        </button>
      </div>
    </article>
  )
}

/** The voice balance pays no further minute: the call ends when this reaches nothing (BAL-4). */
function Balance({ endsAt }: { endsAt: number }): JSX.Element {
  const leftMs = Math.max(0, endsAt - now.value)
  return (
    <div class="notice danger balance" role="alert" data-urgent={leftMs <= 15_000}>
      <Icon of={TriangleAlert} />
      <span class="notice-words">{t('call.balance')}</span>
      <span class="balance-left" data-testid="balance-countdown" role="timer" aria-live="off">
        {clock(leftMs + 999)}
      </span>
    </div>
  )
}
