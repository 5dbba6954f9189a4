import { ArrowUpToLine, ChevronDown, Download, PhoneIncoming, PhoneMissed, PhoneOutgoing, RotateCw, SearchX } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { exactTime, phoneNumber, shortTime, t } from '../i18n'
import type { CallQuery, LoggedCall } from '../api'
import { channelName, channels } from '../admin/channels-names'
import { exportCalls, type Refusal } from '../rest'
import { Icon } from '../ui/icon'
import { CallFilters } from './call-filters'
import { list, showNewest, showOlder, type CallList } from './call-list'
import { chargeOf, customerOf, kindOf, lengthOf, outcomeOf, reasonOf } from './call-words'
import { filtersOf, isNarrowed, queryOf } from './filters'
import { asRefusal } from './load'
import { Empty, Refused, Skeleton } from './parts'
import { QualityWord } from './quality'
import { hrefOf } from './route'

/** The log of calls (REP-1, REP-3), a page of it at a time. */
export function Calls(props: { query: URLSearchParams; isBack: boolean }): JSX.Element {
  const filters = filtersOf(props.query)
  const query = queryOf(filters)
  const key = JSON.stringify(query)
  const isKept = props.isBack && JSON.stringify(list.value?.query) === key
  useEffect(() => {
    if (!isKept) {
      void showNewest(query)
    }
  }, [key])
  const now = list.value
  return (
    <>
      <div class="page-head">
        <h1>{t('nav.calls')}</h1>
        <div class="page-tools">
          <button
            type="button"
            class="button"
            data-testid="refresh"
            onClick={() => void showNewest(query)}
          >
            <Icon of={RotateCw} size={16} />
            {t('calls.refresh')}
          </button>
          <Export query={query} />
        </div>
      </div>
      <CallFilters filters={filters} />
      <section class="card calls" aria-label={t('nav.calls')} aria-busy={now?.state !== 'there'}>
        <Rows now={now} isNarrowed={isNarrowed(filters)} query={query} />
      </section>
    </>
  )
}

function Rows(props: { now: CallList | null; isNarrowed: boolean; query: CallQuery }): JSX.Element {
  const { now, query } = props
  if (now === null || now.state === 'loading') {
    return <Skeleton rows={8} kind="row" />
  }
  if (now.calls.length === 0) {
    if (now.refusal !== null) {
      return <Refused refusal={now.refusal} again={() => void showNewest(query)} />
    }
    return props.isNarrowed ? (
      <Empty icon={SearchX} title={t('calls.none_found')} text={t('calls.none_found.text')} />
    ) : (
      <Empty icon={PhoneIncoming} title={t('first.title')} text={t('calls.none.text')} />
    )
  }
  return (
    <>
      {now.left > 0 && (
        <div class="calls-left" data-testid="left">
          <span class="muted">{t('calls.left', { count: now.left })}</span>
          <button type="button" class="button small" onClick={() => void showNewest(query)}>
            <Icon of={ArrowUpToLine} size={16} />
            {t('calls.newest')}
          </button>
        </div>
      )}
      <div class="call-row call-heads" aria-hidden="true">
        <span />
        <span>{t('calls.customer')}</span>
        <span>{t('calls.when')}</span>
        <span>{t('calls.agent')}</span>
        <span class="figure">{t('calls.rang')}</span>
        <span class="figure">{t('calls.talked')}</span>
        <span>{t('calls.quality')}</span>
        <span class="figure">{t('calls.charge')}</span>
        <span>{t('calls.outcome')}</span>
      </div>
      <ol data-testid="calls">
        {now.calls.map((call) => (
          <Row key={call.id} call={call} />
        ))}
      </ol>
      {now.refusal !== null && <Refused refusal={now.refusal} again={() => void showOlder()} />}
      <div class="calls-end">
        {now.hasMore ? (
          <button
            type="button"
            class="button"
            data-testid="more"
            aria-disabled={now.state === 'loading_more'}
            onClick={() => void showOlder()}
          >
            <Icon of={ChevronDown} size={16} />
            {t(now.state === 'loading_more' ? 'load.loading' : 'calls.more')}
          </button>
        ) : (
          <p class="muted small" data-testid="end">
            {t('calls.end', { count: now.left + now.calls.length })}
          </p>
        )}
      </div>
    </>
  )
}

export function directionIcon(call: LoggedCall): typeof PhoneIncoming {
  if (call.direction === 'outbound') {
    return PhoneOutgoing
  }
  return call.status === 'unanswered' ? PhoneMissed : PhoneIncoming
}

function Row({ call }: { call: LoggedCall }): JSX.Element {
  const at = Date.parse(call.started_at)
  const name = customerOf(call)
  const number = phoneNumber(call.customer.number ?? undefined)
  // With one number there is nothing to tell apart.
  const several = (channels.value?.length ?? 0) > 1
  return (
    <li>
      <a class="call-row" href={hrefOf.call(call.id)} data-testid="call-row" data-kind={kindOf(call)}>
        <span class="past-mark" title={t(`calls.direction.${call.direction}`)}>
          <Icon of={directionIcon(call)} />
          <span class="sr-only">{t(`calls.direction.${call.direction}`)}</span>
        </span>
        <span class="call-who">
          <span class="cut strong" title={name}>
            <bdi>{name}</bdi>
          </span>
          {number !== '' && number !== name && <span class="muted small number">{number}</span>}
          {several && (
            <span class="muted small cut" title={call.channel} data-testid="call-channel">
              <bdi>{channelName(call.channel)}</bdi>
            </span>
          )}
        </span>
        <time class="call-when" dateTime={call.started_at} title={exactTime(at)}>
          {shortTime(at)}
        </time>
        <span class="call-agent cut">
          <span class="sr-only">{t('calls.agent')}: </span>
          {call.agent === null ? <span class="muted">{t('calls.nobody')}</span> : <bdi>{call.agent.name}</bdi>}
        </span>
        <span class="call-rang number figure">
          <span class="narrow-word">{t('calls.rang')} </span>
          {lengthOf(call.ring_ms)}
        </span>
        <span class="call-talked number figure">
          <span class="narrow-word">{t('calls.talked')} </span>
          {lengthOf(call.talk_ms)}
        </span>
        <span class="call-quality">
          {call.quality !== null && (
            <>
              <span class="sr-only">{t('calls.quality')}: </span>
              <QualityWord word={call.quality} />
            </>
          )}
        </span>
        <span class="call-charge number figure">
          <span class="sr-only">{t('calls.charge')}: </span>
          {chargeOf(call)}
        </span>
        <span class="call-outcome">
          <span class="strong outcome-word">{outcomeOf(call)}</span>
          <span class="muted small">{reasonOf(call)}</span>
        </span>
      </a>
    </li>
  )
}

/** All that the filters find as a file: fetched, because a plain link carries no token. */
function Export({ query }: { query: CallQuery }): JSX.Element {
  const [state, setState] = useState<'idle' | 'busy' | Refusal>('idle')
  const save = async (): Promise<void> => {
    setState('busy')
    try {
      const file = URL.createObjectURL(await exportCalls(query))
      const link = document.createElement('a')
      link.href = file
      link.download = `calls-${new Date().toISOString().slice(0, 10)}.csv`
      link.click()
      setTimeout(() => URL.revokeObjectURL(file), 60_000)
      setState('idle')
    } catch (error) {
      setState(asRefusal(error))
    }
  }
  return (
    <>
      <button
        type="button"
        class="button"
        data-testid="csv"
        aria-disabled={state === 'busy'}
        title={t('calls.csv.title')}
        onClick={() => state !== 'busy' && void save()}
      >
        <Icon of={Download} size={16} />
        {t(state === 'busy' ? 'calls.csv.busy' : 'calls.csv')}
      </button>
      {typeof state === 'object' && <Refused refusal={state} again={() => void save()} />}
    </>
  )
}
