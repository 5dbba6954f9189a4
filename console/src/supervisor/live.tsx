import { CircleCheck, CircleDashed, Coffee, Hourglass, Laptop, PhoneCall, PhoneIncoming, Radio, Smartphone, TriangleAlert, Unplug, UserMinus } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ago, clock, exactTime, t } from '../i18n'
import type { AgentNow } from '../api'
import { listAgents, type Refusal } from '../rest'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { asRefusal } from './load'
import { Figures } from './figures'
import { deviceWords } from './device-words'
import { countsOf, LIVE_STATES, sinceOf, stateOf, troublesOf, type LiveState } from './live-state'
import { Empty, Refused, Skeleton } from './parts'
import { hrefOf } from './route'

const EVERY_MS = 2000

const ICONS: Record<LiveState, IconNode> = {
  talking: PhoneCall,
  ringing: PhoneIncoming,
  idle: Radio,
  wrap_up: Hourglass,
  away: Coffee,
  unreachable: Unplug,
  offline: UserMinus,
}

interface Seen {
  agents: readonly AgentNow[]
  at: number
}

/** Everybody as the gateway has them now, again every 2 s while the page is seen. */
function useAgents(): { seen: Seen | null; refusal: Refusal | null } {
  const [seen, setSeen] = useState<Seen | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      clearTimeout(timer)
      try {
        const { data } = await listAgents(abort.signal)
        // Who may not sign in any more is on the page of users alone.
        setSeen({ agents: data.filter((agent) => !agent.disabled), at: Date.now() })
        setRefusal(null)
      } catch (error) {
        if (abort.signal.aborted) {
          return
        }
        setRefusal(asRefusal(error))
      }
      if (!document.hidden && !abort.signal.aborted) {
        timer = setTimeout(() => void look(), EVERY_MS)
      }
    }
    const seenAgain = (): void => {
      clearTimeout(timer)
      if (!document.hidden) {
        void look()
      }
    }
    document.addEventListener('visibilitychange', seenAgain)
    void look()
    return () => {
      abort.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', seenAgain)
    }
  }, [])
  return { seen, refusal }
}

/** Who talks, rings, idles or is away, for how long, on what, and whether calls are heard there (RM-12). */
export function Live(): JSX.Element {
  const { seen, refusal } = useAgents()
  const [only, setOnly] = useState<LiveState | null>(null)
  return (
    <>
      <div class="page-head">
        <h1>{t('live.title')}</h1>
        <p class="muted small" title={seen === null ? '' : exactTime(seen.at)}>
          {t('live.fresh')}
        </p>
      </div>
      {refusal !== null && seen !== null && (
        <div class="notice" role="alert" data-testid="stale">
          <Icon of={Unplug} />
          <span class="notice-words">{t('live.stale', { ago: ago(seen.at, now.value) })}</span>
        </div>
      )}
      {refusal !== null && seen === null && <Refused refusal={refusal} />}
      {seen === null ? (
        refusal === null && (
          <>
            <Skeleton rows={LIVE_STATES.length} kind="tile" />
            <div class="card">
              <Skeleton rows={5} kind="row" />
            </div>
          </>
        )
      ) : (
        <>
          <Figures />
          <Counts agents={seen.agents} only={only} choose={setOnly} />
          <Everybody agents={seen.agents} only={only} />
        </>
      )}
    </>
  )
}

function Counts(props: {
  agents: readonly AgentNow[]
  only: LiveState | null
  choose: (state: LiveState | null) => void
}): JSX.Element {
  const counts = countsOf(props.agents)
  return (
    <div class="tiles" role="group" aria-label={t('live.counts')}>
      {LIVE_STATES.map((state) => (
        <button
          key={state}
          type="button"
          class="tile"
          data-state={state}
          data-testid={`count-${state}`}
          aria-pressed={props.only === state}
          title={t('live.only', { state: t(`live.${state}`) })}
          onClick={() => props.choose(props.only === state ? null : state)}
        >
          <span class="tile-count">{counts[state]}</span>
          <span class="tile-name">
            <Icon of={ICONS[state]} size={14} />
            {t(`live.${state}`)}
          </span>
        </button>
      ))}
    </div>
  )
}

function Everybody(props: { agents: readonly AgentNow[]; only: LiveState | null }): JSX.Element {
  const shown = props.agents.filter((agent) => props.only === null || stateOf(agent) === props.only)
  return (
    <section class="card live" aria-label={t('live.agents')}>
      {shown.length === 0 ? (
        <Empty
          icon={UserMinus}
          title={t(props.only === null ? 'live.none' : 'live.none_so')}
          text={t(props.only === null ? 'live.none.text' : 'live.none_so.text')}
        />
      ) : (
        <ol data-testid="agents">
          {shown.map((agent) => (
            <Person key={agent.id} agent={agent} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Person({ agent }: { agent: AgentNow }): JSX.Element {
  const state = stateOf(agent)
  const since = sinceOf(agent)
  return (
    <li class="live-row" data-state={state} data-testid={`agent-${agent.id}`}>
      <span class="avatar" aria-hidden="true">
        {agent.name.charAt(0).toUpperCase()}
      </span>
      <span class="live-who">
        <a class="strong cut who-link" href={hrefOf.agent(agent.id)} title={agent.name}>
          <bdi>{agent.name}</bdi>
        </a>
        <span class="muted small">
          {t(`role.${agent.role}`)} · {t('live.rooms', { count: agent.rooms })}
        </span>
      </span>
      <span class="live-state">
        <span class="pill" data-state={state}>
          <Icon of={ICONS[state]} size={14} />
          {t(`live.${state}`)}
          {state === 'ringing' && agent.ringing > 1 && ` (${agent.ringing})`}
        </span>
        {since !== null && <Since at={since} />}
      </span>
      <span class="live-call">
        {agent.call !== null && (
          <a href={hrefOf.call(agent.call)} data-testid={`call-of-${agent.id}`}>
            {t('live.call')}
          </a>
        )}
      </span>
      <span class="live-pages">
        {agent.pages.length === 0 && <span class="muted">{t('live.no_page')}</span>}
        {agent.pages.map((page, index) => (
          <OnPage key={index} page={page} />
        ))}
      </span>
    </li>
  )
}

/** A part of its own, so that a tick draws this text again and not the row. */
function Since({ at }: { at: number }): JSX.Element {
  return (
    <time class="muted" dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {clock(now.value - at)}
    </time>
  )
}

const isHandheld = (platform: string): boolean => /android|ios|iphone|ipad/i.test(platform)

/** A device, and what its page found when it looked whether calls are heard and seen there. */
function OnPage({ page }: { page: AgentNow['pages'][number] }): JSX.Element {
  const troubles = troublesOf(page)
  const { platform } = page.device
  return (
    <span class="live-page">
      <span class="live-device">
        <Icon of={isHandheld(platform) ? Smartphone : Laptop} size={16} />
        {deviceWords(page.device)}
      </span>
      {troubles.map(({ what, found }) => (
        <span key={what} class="live-check" data-check="bad">
          <Icon of={TriangleAlert} size={14} />
          {t(`check.${what}.${found}` as 'check.line.down')}
        </span>
      ))}
      {troubles.length === 0 && (
        <span class="live-check muted" data-check={page.ready === null ? 'open' : 'good'}>
          <Icon of={page.ready === null ? CircleDashed : CircleCheck} size={14} />
          {t(page.ready === null ? 'check.none' : 'check.good')}
        </span>
      )}
    </span>
  )
}
