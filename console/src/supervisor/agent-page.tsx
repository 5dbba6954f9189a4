import { ArrowLeft, ChevronDown, Coffee, LogIn, LogOut, PhoneCall, Plug, Radio, Unplug, UserRoundX } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { duration, exactTime, shortTime, t, words } from '../i18n'
import type { AgentHistory } from '../api'
import { listAgentHistory, listAgents, type Refusal } from '../rest'
import { Icon } from '../ui/icon'
import { asRefusal, useLoaded } from './load'
import { deviceWords } from './device-words'
import { Empty, Refused, Skeleton } from './parts'
import { hrefOf } from './route'

type Entry = AgentHistory['data'][number]

const ICONS: Readonly<Record<string, IconNode>> = {
  signed_in: LogIn,
  signed_out: LogOut,
  online: Radio,
  away: Coffee,
  unreachable: Unplug,
  reachable: Plug,
}

interface History {
  entries: readonly Entry[]
  hasMore: boolean
  isBusy: boolean
  refusal: Refusal | null
}

function useHistory(id: string): History & { older: () => void } {
  const [history, setHistory] = useState<History>({ entries: [], hasMore: false, isBusy: true, refusal: null })
  const abort = useRef(new AbortController())
  const fill = async (before: readonly Entry[]): Promise<void> => {
    const { signal } = (abort.current = new AbortController())
    setHistory((now) => ({ ...now, isBusy: true, refusal: null }))
    try {
      const page = await listAgentHistory(id, before.at(-1)?.id ?? null, signal)
      setHistory({ entries: [...before, ...page.data], hasMore: page.has_more, isBusy: false, refusal: null })
    } catch (error) {
      if (!signal.aborted) {
        setHistory((now) => ({ ...now, isBusy: false, refusal: asRefusal(error) }))
      }
    }
  }
  useEffect(() => {
    void fill([])
    return () => abort.current.abort()
  }, [id])
  return { ...history, older: () => void fill(history.entries) }
}

/** When one person signed in and out, was away or could not be reached, and on what (RM-3). */
export function AgentPage({ id }: { id: string }): JSX.Element {
  const agents = useLoaded('agents', listAgents)
  const history = useHistory(id)
  const agent = agents.state === 'there' ? agents.value.data.find((one) => one.id === id) : undefined
  const name = agent?.name ?? id
  return (
    <>
      <a class="back" href={hrefOf.live} data-testid="back">
        <Icon of={ArrowLeft} size={16} />
        {t('agent.back')}
      </a>
      <div class="page-head">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <a class="button" href={`${hrefOf.calls}?agent=${encodeURIComponent(id)}`} data-testid="agent-calls">
          <Icon of={PhoneCall} size={16} />
          <span class="cut">{t('agent.calls', { name })}</span>
        </a>
      </div>
      <section class="card rows" aria-labelledby="history-title" aria-busy={history.isBusy}>
        <h2 id="history-title" class="card-title">
          {t('agent.history')}
        </h2>
        <Entries history={history} />
      </section>
    </>
  )
}

function Entries({ history }: { history: ReturnType<typeof useHistory> }): JSX.Element {
  if (history.entries.length === 0) {
    if (history.refusal?.status === 404) {
      return <Empty icon={UserRoundX} title={t('agent.unknown')} text={t('agent.unknown.text')} />
    }
    if (history.refusal !== null) {
      return <Refused refusal={history.refusal} again={history.older} />
    }
    return history.isBusy ? (
      <Skeleton rows={6} kind="row" />
    ) : (
      <Empty icon={LogIn} title={t('agent.history.none')} text={t('agent.history.none.text')} />
    )
  }
  return (
    <>
      <ol data-testid="agent-history">
        {history.entries.map((entry) => (
          <li key={entry.id} class="row history-row" data-kind={entry.kind}>
            <span class="history-mark">
              <Icon of={ICONS[entry.kind] ?? Radio} size={16} />
            </span>
            <span class="row-main">
              <span class="strong">{words('kind', entry.kind)}</span>
              {entry.after_ms !== null && (
                <span class="muted small">{t('kind.after', { time: duration(entry.after_ms) })}</span>
              )}
            </span>
            <span class="muted">{deviceWords(entry.device)}</span>
            <time class="muted" dateTime={entry.at} title={exactTime(Date.parse(entry.at))}>
              {shortTime(Date.parse(entry.at))}
            </time>
          </li>
        ))}
      </ol>
      {history.refusal !== null && <Refused refusal={history.refusal} again={history.older} />}
      {history.hasMore && (
        <div class="calls-end">
          <button
            type="button"
            class="button"
            data-testid="more"
            aria-disabled={history.isBusy}
            onClick={() => !history.isBusy && history.older()}
          >
            <Icon of={ChevronDown} size={16} />
            {t(history.isBusy ? 'load.loading' : 'calls.more')}
          </button>
        </div>
      )}
    </>
  )
}
