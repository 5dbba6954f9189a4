import { effect } from '@preact/signals'
import { CalendarClock, ExternalLink, Headphones, Phone as PhoneIcon, PhoneOff, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { clock, language, phoneNumber, t, words, type MessageKey } from '../i18n'
import { Page } from '../ui/chrome'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { Meter } from '../ui/meter'
import { Asked, isAsked, PermissionSetting } from './permission'
import {
  agentUrl,
  answer,
  business,
  byBusiness,
  call,
  callerName,
  chooseSource,
  daysAhead,
  decline,
  detail,
  end,
  hear,
  isAnswering,
  isBlocked,
  isBusy,
  letPass,
  levels,
  link,
  reason,
  since,
  source,
  state,
  voiceNote,
} from './store'
import type { VoiceSource } from './voice'
import { WireLog } from './wire-log'
import { Write } from './write'

effect(() => {
  document.documentElement.lang = language.value
  document.title = t('title.phone')
})

export function Phone(): JSX.Element {
  return (
    <Page title={t('phone.title')}>
      <div class="phone-page">
        <div class="phone-side">
          <Telephone />
          <p class="advice muted small">
            <Icon of={Headphones} size={16} />
            {t('phone.headphones')}
          </p>
          <Days />
        </div>
        <WireLog />
      </div>
    </Page>
  )
}

/** No part of the telephone: days pass here as the developer wants. */
function Days(): JSX.Element {
  return (
    <div class="days muted small" role="group" aria-label={t('phone.days')}>
      <span class="days-lead">
        <Icon of={CalendarClock} size={16} />
        {t('phone.days')}
      </span>
      <button type="button" class="button small" data-testid="pass-day" onClick={() => void letPass(1)}>
        {t('phone.days.one')}
      </button>
      <button type="button" class="button small" data-testid="pass-week" onClick={() => void letPass(7)}>
        {t('phone.days.week')}
      </button>
      <span class="days-passed" role="status">
        {daysAhead.value > 0 && t('phone.days.passed', { count: daysAhead.value })}
      </span>
    </div>
  )
}

function Telephone(): JSX.Element {
  const name = business.value.name
  return (
    <section class="telephone" data-state={state.value} aria-label={t('phone.title')}>
      <div class="telephone-top">
        <span class="telephone-avatar" aria-hidden="true">
          {(name || '·').charAt(0).toUpperCase()}
        </span>
        <h1 class="telephone-name">
          <bdi>{name}</bdi>
        </h1>
        <p class="telephone-number number">{phoneNumber(business.value.number)}</p>
        <State />
      </div>
      <Middle />
      <Voice />
      <Buttons />
      {state.value !== 'incoming' && <Write />}
    </section>
  )
}

function State(): JSX.Element {
  const shown = state.value
  const isTalking = shown === 'connected' && since.value !== null
  return (
    <>
      <p
        class="telephone-state"
        data-testid="call-state"
        data-state={shown}
        aria-live="polite"
      >
        {t(isAnswering.value ? 'phone.answering' : `phone.${shown}`)}
      </p>
      <p class="telephone-timer timer" data-testid="call-timer">
        {isTalking ? clock(now.value - (since.value ?? 0)) : ''}
      </p>
    </>
  )
}

/** Between name and buttons: the meters of a call, or why the last one ended. */
function Middle(): JSX.Element {
  if (state.value === 'connected') {
    return (
      <div class="telephone-middle">
        <Meter who={t('call.you')} level={levels.mine} testId="level-local" />
        <Meter who={t('phone.level.them')} level={levels.theirs} testId="level-remote" />
        {isBlocked.value && (
          <button type="button" class="button accent" onClick={() => void hear()}>
            {t('phone.hear')}
          </button>
        )}
        {detail.value !== null && <p class="telephone-note">{detail.value}</p>}
      </div>
    )
  }
  return (
    <div class="telephone-middle" aria-live="polite">
      {link.value !== 'open' && (
        <p class="telephone-note">
          {t(link.value === 'lost' ? 'phone.link.lost' : 'phone.link.connecting')}
        </p>
      )}
      {state.value === 'ended' && reason.value !== null && <Ended />}
      {state.value === 'incoming' && !isAnswering.value && (
        <p class="telephone-note">{t('phone.incoming.note')}</p>
      )}
      {isBusy() && detail.value !== null && <p class="telephone-note">{detail.value}</p>}
      {!isBusy() && <Asked />}
      {state.value === 'idle' && !isAsked() && <p class="telephone-note">{t('phone.lead')}</p>}
    </div>
  )
}

function Ended(): JSX.Element {
  const why = reason.value ?? 'failed'
  return (
    <div class="telephone-ended" data-testid="end-reason" data-reason={why}>
      <p>{words('phone.reason', why)}</p>
      {detail.value !== null && <p class="small">{detail.value}</p>}
      {why === 'nobody_there' && (
        <>
          <p>{t('phone.nobody')}</p>
          <a class="button" href={agentUrl.value} target="dering-agent" rel="noreferrer">
            {t('phone.open_agent')}
            <Icon of={ExternalLink} size={16} />
          </a>
        </>
      )}
    </div>
  )
}

function Voice(): JSX.Element {
  const isTheirs = isBusy() && byBusiness.value
  return (
    <div class="telephone-fields">
      {!isTheirs && (
        <label>
          <span>{t('phone.as')}</span>
          <input
            class="field"
            type="text"
            maxLength={60}
            placeholder={t('phone.name')}
            value={callerName.value}
            disabled={isBusy()}
            onInput={(event) => {
              callerName.value = event.currentTarget.value
            }}
          />
        </label>
      )}
      <label>
        <span>{t('phone.voice')}</span>
        <select
          class="field"
          data-testid="voice-source"
          value={source.value}
          onChange={(event) => void chooseSource(event.currentTarget.value as VoiceSource)}
        >
          <option value="microphone">{t('phone.voice.microphone')}</option>
          <option value="recording">{t('phone.voice.recording')}</option>
        </select>
      </label>
      {!isBusy() && <PermissionSetting />}
      {voiceNote.value !== null && (
        <p class="telephone-warning small" role="status">
          <Icon of={TriangleAlert} size={16} />
          <span>{t(`phone.voice.${voiceNote.value}`)}</span>
        </p>
      )}
    </div>
  )
}

function Buttons(): JSX.Element {
  if (state.value === 'incoming') {
    return <Incoming />
  }
  return (
    <div class="call-buttons">
      {isBusy() ? (
        <button
          type="button"
          class="call-button hang-up"
          data-testid="end"
          onClick={end}
        >
          <span class="call-disc">
            <Icon of={PhoneOff} size={24} />
          </span>
          {t('phone.end')}
        </button>
      ) : (
        <button
          type="button"
          class="call-button accept"
          data-testid="call"
          disabled={link.value !== 'open'}
          onClick={() => void call()}
        >
          <span class="call-disc">
            <Icon of={PhoneIcon} size={24} />
          </span>
          {t(again())}
        </button>
      )}
    </div>
  )
}

function again(): MessageKey {
  if (state.value !== 'ended') {
    return 'phone.call'
  }
  return byBusiness.value ? 'phone.call_back' : 'phone.again'
}

/** The business calls: to be answered, declined, or left to ring. */
function Incoming(): JSX.Element {
  return (
    <div class="call-buttons">
      <button type="button" class="call-button decline" data-testid="decline" onClick={decline}>
        <span class="call-disc">
          <Icon of={PhoneOff} size={24} />
        </span>
        {t('phone.decline')}
      </button>
      <button
        type="button"
        class="call-button accept"
        data-testid="answer"
        disabled={isAnswering.value}
        onClick={() => void answer()}
      >
        <span class="call-disc">
          <Icon of={PhoneIcon} size={24} />
        </span>
        {t('phone.answer')}
      </button>
    </div>
  )
}
