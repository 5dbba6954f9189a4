import { ChevronDown, CircleCheck, CircleX, Clock, RotateCw, Send } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { exactTime, shortTime, t, words } from '../i18n'
import type { WebhookDelivery, WebhookEndpoint } from '../api'
import type { Refusal } from '../rest'
import { asRefusal } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { NotDone, useAct } from './act'
import { listDeliveries, replay } from './rest'

const STATES = ['', 'waiting', 'delivered', 'dead'] as const
type State = (typeof STATES)[number]

const ICONS: Record<WebhookDelivery['state'], IconNode> = { waiting: Clock, delivered: CircleCheck, dead: CircleX }

interface Log {
  rows: readonly WebhookDelivery[]
  hasMore: boolean
  isBusy: boolean
  refusal: Refusal | null
}

/** A page of the log at a time, newest first. */
function useLog(id: string, state: State): Log & { newest: () => void; older: () => void } {
  const [log, setLog] = useState<Log>({ rows: [], hasMore: false, isBusy: true, refusal: null })
  const running = useRef(new AbortController())
  const fill = async (before: readonly WebhookDelivery[]): Promise<void> => {
    running.current.abort()
    const abort = (running.current = new AbortController())
    setLog((now) => ({ ...now, isBusy: true }))
    try {
      const page = await listDeliveries(id, { state, starting_after: before.at(-1)?.event ?? '' }, abort.signal)
      setLog({ rows: [...before, ...page.data], hasMore: page.has_more, isBusy: false, refusal: null })
    } catch (error) {
      if (!abort.signal.aborted) {
        setLog((now) => ({ ...now, isBusy: false, refusal: asRefusal(error) }))
      }
    }
  }
  useEffect(() => {
    void fill([])
    return () => running.current.abort()
  }, [id, state])
  return { ...log, newest: () => void fill([]), older: () => void fill(log.rows) }
}

/** What became of each event on its way to one endpoint. */
export function Deliveries(props: { endpoint: WebhookEndpoint; state: string }): JSX.Element {
  const { endpoint } = props
  const state = STATES.find((one) => one === props.state) ?? ''
  const log = useLog(endpoint.id, state)
  const [again, setAgain] = useState<number | null>(null)
  const act = useAct()
  const replayed = (event: string | null): void =>
    void act.run(async () => {
      setAgain(await replay(endpoint.id, event))
      log.newest()
    })
  return (
    <section class="card rows" aria-labelledby="deliveries-title" aria-busy={log.isBusy}>
      <div class="rows-head">
        <h2 id="deliveries-title" class="card-title">
          {t('hooks.deliveries')}
        </h2>
        <div class="page-tools">
          <button type="button" class="button small" data-testid="refresh" onClick={log.newest}>
            <Icon of={RotateCw} size={14} />
            {t('calls.refresh')}
          </button>
          <button type="button" class="button small" data-testid="replay-dead" onClick={() => replayed(null)}>
            <Icon of={Send} size={14} />
            {t('hooks.replay_all')}
          </button>
        </div>
      </div>
      <div class="picks" role="group" aria-label={t('hooks.filter')}>
        {STATES.map((one) => (
          <a
            key={one}
            class="pick-chip"
            href={hrefOf.webhook(endpoint.id, one)}
            data-testid={`state-${one === '' ? 'all' : one}`}
            aria-current={one === state ? 'true' : undefined}
          >
            {t(one === '' ? 'calls.filter.all' : `hooks.state.${one}`)}
          </a>
        ))}
      </div>
      <p class="small" role="status" data-testid="replayed">
        {again !== null && t('hooks.replayed', { count: again })}
      </p>
      <NotDone act={act} />
      <Rows log={log} isNarrowed={state !== ''} replayed={replayed} />
    </section>
  )
}

function Rows(props: {
  log: ReturnType<typeof useLog>
  isNarrowed: boolean
  replayed: (event: string) => void
}): JSX.Element {
  const { log } = props
  if (log.rows.length === 0) {
    if (log.refusal !== null) {
      return <Refused refusal={log.refusal} again={log.newest} />
    }
    return log.isBusy ? (
      <Skeleton rows={5} kind="row" />
    ) : (
      <Empty
        icon={Send}
        title={t(props.isNarrowed ? 'hooks.no_such' : 'hooks.no_deliveries')}
        text={t(props.isNarrowed ? 'hooks.no_such.text' : 'hooks.no_deliveries.text')}
      />
    )
  }
  return (
    <>
      <ol data-testid="deliveries">
        {log.rows.map((delivery) => (
          <Row key={delivery.event} delivery={delivery} replayed={() => props.replayed(delivery.event)} />
        ))}
      </ol>
      {log.refusal !== null && <Refused refusal={log.refusal} again={log.older} />}
      {log.hasMore && (
        <div class="calls-end">
          <button type="button" class="button" data-testid="more" aria-disabled={log.isBusy} onClick={log.older}>
            <Icon of={ChevronDown} size={16} />
            {t(log.isBusy ? 'load.loading' : 'calls.more')}
          </button>
        </div>
      )}
    </>
  )
}

/** What the last attempt came to. */
function lastWords({ last_status, last_failure }: WebhookDelivery): string {
  if (last_failure !== null) {
    return words('failure', last_failure)
  }
  return last_status === null ? t('hooks.not_tried') : t('hooks.answered', { status: last_status })
}

function Row({ delivery, replayed }: { delivery: WebhookDelivery; replayed: () => void }): JSX.Element {
  const at = delivery.last_at ?? delivery.due_at
  return (
    <li class="row delivery-row" data-state={delivery.state} data-testid={delivery.event}>
      <span class="pill" data-state={delivery.state}>
        <Icon of={ICONS[delivery.state]} size={14} />
        {t(`hooks.state.${delivery.state}`)}
      </span>
      <span class="row-main">
        <span class="strong code wrap">{delivery.type}</span>
        <span class="muted small code wrap">{delivery.event}</span>
      </span>
      <span class="delivery-last">
        <span>{lastWords(delivery)}</span>
        <span class="muted small">
          {t('hooks.attempts', { count: delivery.attempts })}
          {delivery.state === 'waiting' && delivery.due_at !== null && delivery.attempts > 0 && (
            <> · {t('hooks.next', { time: shortTime(Date.parse(delivery.due_at)) })}</>
          )}
        </span>
      </span>
      <time class="muted" dateTime={at ?? undefined} title={at === null ? '' : exactTime(Date.parse(at))}>
        {at === null ? '–' : shortTime(Date.parse(at))}
      </time>
      <span class="row-end">
        <button
          type="button"
          class="button small"
          data-testid={`replay-${delivery.event}`}
          aria-label={`${t('hooks.replay')}: ${delivery.event}`}
          onClick={replayed}
        >
          <Icon of={Send} size={14} />
          {t('hooks.replay')}
        </button>
      </span>
    </li>
  )
}
