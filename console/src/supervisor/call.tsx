import { ArrowLeft, PhoneOff } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { ago, exactTime, phoneNumber, t, words } from '../i18n'
import type { CallStory } from '../api'
import { channelName } from '../admin/channels-names'
import { getCall } from '../rest'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { directionIcon } from './calls'
import { chargeOf, customerOf, kindOf, lengthOf, metaCode, outcomeOf, reasonOf } from './call-words'
import { Explain } from './explain'
import { useLoaded } from './load'
import { Empty, Refused, Skeleton } from './parts'
import { Diagnosis, Quality } from './quality'
import { hrefOf } from './route'
import { Timeline } from './timeline'

/** A call that goes on is looked at again so often. */
const EVERY_MS = 2000

/** One call: what is known of it, whom it rang and why, and what happened when. */
export function Call({ id }: { id: string }): JSX.Element {
  const call = useLoaded(id, (signal) => getCall(id, signal))
  const running = call.state === 'there' && call.value.status === null ? call.value : null
  useEffect(() => {
    if (running !== null) {
      const timer = setTimeout(call.again, EVERY_MS)
      return () => clearTimeout(timer)
    }
  }, [running])
  return (
    <>
      <a class="back" href={hrefOf.calls} data-testid="back" onClick={goBack}>
        <Icon of={ArrowLeft} size={16} />
        {t('call_page.back')}
      </a>
      {call.state === 'loading' && (
        <div class="card">
          <Skeleton rows={6} kind="row" />
        </div>
      )}
      {call.state === 'refused' &&
        (call.refusal.status === 404 || call.refusal.status === 400 ? (
          <div class="card">
            <Empty icon={PhoneOff} title={t('call_page.unknown')} text={t('call_page.unknown.text')} />
          </div>
        ) : (
          <Refused refusal={call.refusal} again={call.again} />
        ))}
      {call.state === 'there' && <Story call={call.value} />}
    </>
  )
}

/** Back over the browser's own history, where the filters of the list still stand. */
function goBack(event: Event): void {
  if (history.length > 1) {
    event.preventDefault()
    history.back()
  }
}

function Story({ call }: { call: CallStory }): JSX.Element {
  return (
    <>
      <header class="card call-head" data-kind={kindOf(call)} data-testid="call-head">
        <span class="status-mark" aria-hidden="true">
          <Icon of={directionIcon(call)} size={26} />
        </span>
        <div class="call-head-words">
          <h1 class="status-title">
            <bdi>{customerOf(call)}</bdi>
          </h1>
          <p>
            <span class="strong outcome-word">{outcomeOf(call)}</span>
            {call.reason !== null && <span class="muted"> · {reasonOf(call)}</span>}
          </p>
        </div>
      </header>
      <Diagnosis diagnosis={call.diagnosis} />
      <div class="call-columns">
        <div class="desk-column">
          <Explain call={call} />
          <Facts call={call} />
        </div>
        <div class="desk-column">
          <Timeline events={call.events} />
          <Quality call={call} />
        </div>
      </div>
    </>
  )
}

function Facts({ call }: { call: CallStory }): JSX.Element {
  const { customer } = call
  const meta = metaCode(call.meta_error_code, call.meta_error_subcode)
  return (
    <section class="card" aria-labelledby="facts-title" data-testid="facts">
      <h2 id="facts-title" class="card-title">
        {t('call_page.facts')}
      </h2>
      <dl class="facts">
        <Fact name={t('calls.when')}>
          <Time at={Date.parse(call.started_at)} />
        </Fact>
        <Fact name={t('calls.filter.direction')}>{t(`calls.direction.${call.direction}`)}</Fact>
        <Fact name={t('call_page.number')}>{phoneNumber(customer.number ?? undefined) || t('call_page.no_number')}</Fact>
        {customer.user_id !== null && (
          <Fact name={t('call_page.user_id')}>
            <Id of={customer.user_id} />
          </Fact>
        )}
        <Fact name={t('calls.channel')}>
          <bdi title={call.channel}>{channelName(call.channel)}</bdi>
        </Fact>
        <Fact name={t('calls.agent')}>{call.agent === null ? t('calls.nobody') : <bdi>{call.agent.name}</bdi>}</Fact>
        <Fact name={t('calls.rang')}>{lengthOf(call.ring_ms)}</Fact>
        <Fact name={t('calls.talked')}>{lengthOf(call.talk_ms)}</Fact>
        {call.charge_minor !== null && (
          <Fact name={t('calls.charge')}>{chargeOf(call)}</Fact>
        )}
        {call.ended_by !== null && <Fact name={t('call_page.ended_by')}>{words('ended_by', call.ended_by)}</Fact>}
        {meta !== null && <Fact name={t('call_page.meta')}>{meta}</Fact>}
        <Fact name={t('call_page.id')}>
          <Id of={call.id} />
        </Fact>
      </dl>
    </section>
  )
}

function Fact(props: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt class="muted">{props.name}</dt>
      <dd class="number">{props.children}</dd>
    </div>
  )
}

/** In a font that draws each letter as it is: the pages' own makes "4×2" of "4x2". */
const Id = ({ of }: { of: string }): JSX.Element => <span class="code">{of}</span>

function Time({ at }: { at: number }): JSX.Element {
  return (
    <time dateTime={new Date(at).toISOString()} title={ago(at, now.value)}>
      {exactTime(at)}
    </time>
  )
}
