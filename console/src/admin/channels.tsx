import { CalendarClock, Clock, Pencil, PhoneCall, PhoneIncoming, PhoneOff, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { phoneNumber, t } from '../i18n'
import type { Channel } from '../api'
import { listChannels } from '../rest'
import { useLoaded } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { CallingLimits } from './calling-limits'
import { MetaMark } from './channels-meta'

/** The account's WhatsApp numbers, and how each stands. */
export function Channels(): JSX.Element {
  const loaded = useLoaded('channels', listChannels)
  return (
    <>
      <div class="page-head">
        <h1>{t('channels.title')}</h1>
      </div>
      {loaded.state === 'loading' && (
        <div class="card">
          <Skeleton rows={3} kind="row" />
        </div>
      )}
      {loaded.state === 'refused' && <Refused refusal={loaded.refusal} again={loaded.again} />}
      {loaded.state === 'there' && loaded.value.data.length === 0 && (
        <div class="card">
          <Empty icon={PhoneIncoming} title={t('channels.none')} text={t('channels.none.text')} />
        </div>
      )}
      {loaded.state === 'there' && loaded.value.data.length > 0 && (
        <ul class="groups" data-testid="channels">
          {loaded.value.data.map((channel) => (
            <One key={channel.id} channel={channel} />
          ))}
        </ul>
      )}
      <CallingLimits />
    </>
  )
}

function One({ channel }: { channel: Channel }): JSX.Element {
  const hours = channel.office_hours
  const rate = channel.answer_rate
  const trouble = troubleOf(channel)
  return (
    <li class="card group" data-testid={`channel-${channel.id}`}>
      <div class="group-head">
        <h2 class="group-name">
          <bdi>{channel.name}</bdi>
          <span class="channel-number muted number">{phoneNumber(channel.number)}</span>
        </h2>
        <a class="button small" href={hrefOf.channel(channel.id)} aria-label={`${t('channels.open')}: ${channel.name}`}>
          <Icon of={Pencil} size={14} />
          {t('channels.open')}
        </a>
      </div>
      <p class="group-facts">
        <span class="mark" data-state={channel.inbound ? 'on' : 'off'}>
          <Icon of={channel.inbound ? PhoneIncoming : PhoneOff} size={16} />
          {t(channel.inbound ? 'channels.takes_calls' : 'channels.off')}
        </span>
        <span class="mark">
          <Icon of={hours === null ? Clock : CalendarClock} size={16} />
          {hours === null ? t('channels.always') : t('channels.hours', { zone: hours.time_zone })}
        </span>
        <span class="mark number" data-state={rate.low ? 'differs' : undefined}>
          <Icon of={PhoneCall} size={16} />
          {rate.last_24_h.percent === null
            ? t('channels.answered.none')
            : t('channels.answered', { percent: rate.last_24_h.percent })}
        </span>
        <MetaMark channel={channel} />
        {trouble !== null && (
          <span class="mark" data-state="failed" data-testid="trouble">
            <Icon of={TriangleAlert} size={16} />
            {t(trouble)}
          </span>
        )}
      </p>
    </li>
  )
}

function troubleOf(channel: Channel): 'channels.restricted' | 'channels.warned' | 'channels.low' | null {
  if (channel.restrictions.length > 0) {
    return 'channels.restricted'
  }
  if (channel.answer_rate.low) {
    return 'channels.low'
  }
  return channel.warnings.length > 0 ? 'channels.warned' : null
}
