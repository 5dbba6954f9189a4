import { CircleCheck, PhoneIncoming, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { clock, decimal, exactTime, list, phoneNumber, t } from '../i18n'
import type { CallFigures, Statistics } from '../api'
import { getStatistics } from '../rest'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { hrefOf } from './route'

/** A call that waits is seen at once, and counting a day costs the gateway next to nothing. */
const EVERY_MS = 2000

/** The reader's own midnight. */
function midnight(): string {
  const day = new Date()
  day.setHours(0, 0, 0, 0)
  return day.toISOString()
}

/** Asked again while the page is seen; what was there stays when an answer fails, as the agents' rows say. */
function useStatistics(): Statistics | null {
  const [seen, setSeen] = useState<Statistics | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      if (!document.hidden) {
        await getStatistics(midnight(), abort.signal).then(setSeen, () => {})
      }
      if (!abort.signal.aborted) {
        timer = setTimeout(() => void look(), EVERY_MS)
      }
    }
    void look()
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [])
  return seen
}

/** Who waits now, and how well calls were answered against the account's target (RM-12). */
export function Figures(): JSX.Element {
  const seen = useStatistics()
  return (
    <div class="figures-columns">
      <section class="card figures" aria-labelledby="figures-title" data-testid="figures" aria-busy={seen === null}>
        <div class="rows-head">
          <h2 id="figures-title" class="card-title">
            {t('figures.title')}
          </h2>
          <span class="muted small">
            {seen !== null &&
              t('figures.target', { percent: seen.target.percent, seconds: seen.target.answer_within_s })}
          </span>
        </div>
        <Period name={t('figures.hour')} figures={seen?.last_hour} target={seen?.target.percent} testid="hour" />
        <Period name={t('figures.today')} figures={seen?.today} target={seen?.target.percent} testid="today" />
      </section>
      <Waiting seen={seen} />
    </div>
  )
}

function Period(props: {
  name: string
  figures: CallFigures | undefined
  target: number | undefined
  testid: string
}): JSX.Element {
  const { figures, target } = props
  const level = figures?.service_level_percent ?? null
  const isMet = level !== null && target !== undefined && level >= target
  return (
    <div class="period" data-testid={`figures-${props.testid}`}>
      <h3 class="muted small">{props.name}</h3>
      <dl class="period-figures">
        <Figure name={t('figures.calls')}>{figures === undefined ? '–' : figures.calls}</Figure>
        <Figure name={t('figures.answer_rate')}>{percent(figures?.answer_rate_percent)}</Figure>
        <Figure name={t('figures.service_level')} state={level === null ? 'none' : isMet ? 'met' : 'missed'}>
          {percent(level)}
          {level !== null && (
            <span class="figure-mark" title={t(isMet ? 'figures.met' : 'figures.missed')}>
              <Icon of={isMet ? CircleCheck : TriangleAlert} size={16} />
              <span class="sr-only">{t(isMet ? 'figures.met' : 'figures.missed')}</span>
            </span>
          )}
        </Figure>
        <Figure name={t('figures.mean_wait')}>{time(figures?.mean_wait_ms)}</Figure>
        <Figure name={t('figures.longest_wait')}>{time(figures?.longest_wait_ms)}</Figure>
      </dl>
    </div>
  )
}

const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : t('quality.percent', { value: decimal(value) })

const time = (ms: number | null | undefined): string => (ms === null || ms === undefined ? '–' : clock(ms))

function Figure(props: { name: string; state?: string; children: JSX.Element['props']['children'] }): JSX.Element {
  return (
    <div data-state={props.state}>
      <dd class="figure-value number">{props.children}</dd>
      <dt class="muted small">{props.name}</dt>
    </div>
  )
}

/** Calls that nobody has taken, the one that waits longest on top. */
function Waiting({ seen }: { seen: Statistics | null }): JSX.Element {
  const calls = seen?.waiting_calls ?? []
  const shown = calls.slice(0, 5)
  const more = (seen?.waiting ?? 0) - shown.length
  return (
    <section class="card waits" aria-labelledby="waiting-title" data-testid="waiting">
      <div class="rows-head">
        <h2 id="waiting-title" class="card-title">
          {t('waiting.title')}
        </h2>
        {calls.length > 0 && (
          <span class="pill" data-state="ringing">
            <Icon of={PhoneIncoming} size={14} />
            {t('waiting.count', { count: seen?.waiting ?? 0 })}
          </span>
        )}
      </div>
      {calls.length === 0 && <p class="muted">{t('waiting.none')}</p>}
      <ol>
        {shown.map((call) => {
          const since = Date.parse(call.since)
          const number = phoneNumber(call.customer.number ?? undefined)
          return (
            <li key={call.call} class="waiting-call">
              <a class="strong cut" href={hrefOf.call(call.call)}>
                <bdi>{call.customer.name ?? (number === '' ? t('call.unknown') : number)}</bdi>
              </a>
              <time class="number" dateTime={call.since} title={exactTime(since)}>
                {clock(Math.max(0, now.value - since))}
              </time>
              <span class="muted small waiting-rings">
                {call.rings.length === 0
                  ? t('waiting.nobody')
                  : t('waiting.rings', { names: list(call.rings.map(({ name }) => name)) })}
              </span>
            </li>
          )
        })}
      </ol>
      {more > 0 && <p class="muted small">{t('waiting.more', { count: more })}</p>}
    </section>
  )
}
