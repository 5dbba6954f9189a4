import { CircleCheck, CircleDashed, Info, RefreshCw, TriangleAlert, Upload } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ago, exactTime, hasMessage, shortTime, t, words } from '../i18n'
import type { Channel } from '../api'
import { writeChannelToMeta, type Refusal } from '../rest'
import { asRefusal } from '../supervisor/load'
import { refusalWords } from '../supervisor/parts'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'

const MARKS: Record<Channel['meta']['state'], IconNode> = {
  unread: CircleDashed,
  in_step: CircleCheck,
  writing: Upload,
  differs: TriangleAlert,
  failed: TriangleAlert,
}

export function MetaMark({ channel }: { channel: Channel }): JSX.Element {
  const { state } = channel.meta
  return (
    <span class="mark" data-state={state} data-testid="meta-mark">
      <Icon of={MARKS[state]} size={16} />
      {t(`channels.meta.${state}`)}
    </span>
  )
}

/** Meta's own settings of the number: as wanted, or where they differ, field by field. */
export function AtMeta(props: { channel: Channel; mayWrite: boolean; changed: (channel: Channel) => void }): JSX.Element {
  const { channel, mayWrite, changed } = props
  const { meta } = channel
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const again = async (): Promise<void> => {
    try {
      setRefusal(null)
      changed(await writeChannelToMeta(channel.id, crypto.randomUUID?.() ?? String(Math.random()).slice(2)))
    } catch (error) {
      setRefusal(asRefusal(error))
    }
  }
  const isOut = meta.differences.length > 0 || (meta.failure !== null && meta.failure.step === 'write')
  return (
    <section class="card standing" aria-labelledby="meta-title" data-testid="at-meta" data-state={meta.state}>
      <h2 id="meta-title" class="card-title">
        {t('meta.title')}
      </h2>
      <p class="standing-line mark" data-state={meta.state} role="status">
        <Icon of={MARKS[meta.state]} />
        <span>
          {t(`meta.state.${meta.state}`)}
          {meta.read_at !== null && (
            <span class="muted small" title={exactTime(Date.parse(meta.read_at))}>
              {' '}
              {t('meta.read_at', { ago: ago(Date.parse(meta.read_at), now.value) })}.
            </span>
          )}
        </span>
      </p>
      {meta.failure !== null && <Failure failure={meta.failure} />}
      {meta.differences.length > 0 && <Differences meta={meta} />}
      {meta.notes.map((note) => (
        <p key={note} class="standing-line muted small" data-testid={`note-${note}`}>
          <Icon of={Info} size={16} />
          <span>{words('meta.note', note)}</span>
        </p>
      ))}
      {!meta.writes && <p class="muted small">{t('meta.by_hand')}</p>}
      {isOut && meta.writes && mayWrite && (
        <div class="standing-end">
          <button
            type="button"
            class="button"
            data-testid="write-again"
            aria-disabled={meta.state === 'writing'}
            onClick={() => void again()}
          >
            <Icon of={RefreshCw} size={16} />
            {t('meta.again')}
          </button>
          <span class="muted small">{t('meta.again.text')}</span>
        </div>
      )}
      {refusal !== null && (
        <p class="wrong" role="alert">
          {refusalWords(refusal)}
        </p>
      )}
    </section>
  )
}

function Failure({ failure }: { failure: NonNullable<Channel['meta']['failure']> }): JSX.Element {
  const { step, meta_error_code: code, meta_error_text: text } = failure
  return (
    <div class="notice" data-testid="meta-failure">
      <Icon of={TriangleAlert} />
      <span class="notice-words">
        {t(`meta.failed.${step}`)}{' '}
        {code === null ? t('meta.failed.no_answer') : t('meta.failed.code', { code, text: text ?? '–' })}
      </span>
    </div>
  )
}

function Differences({ meta }: { meta: Channel['meta'] }): JSX.Element {
  return (
    <div class="differences" role="table" aria-labelledby="meta-title" data-testid="differences">
      <div class="difference difference-heads" role="row">
        <span role="columnheader">{t('meta.field')}</span>
        <span role="columnheader">{t('meta.wanted')}</span>
        <span role="columnheader">{t('meta.found')}</span>
      </div>
      {meta.differences.map(({ field, wanted, found }) => (
        <div key={field} class="difference" role="row" data-testid={`difference-${field}`}>
          <span role="cell" class="strong">
            {words('meta.field', field)}
          </span>
          <span role="cell" data-of={t('meta.wanted')}>
            {said(wanted)}
          </span>
          <span role="cell" data-of={t('meta.found')}>
            {said(found)}
          </span>
        </div>
      ))}
    </div>
  )
}

/** Meta's words in the reader's; hours stand as they came. */
function said(text: string): string {
  const key = `meta.word.${text.toLowerCase().replace(/[^a-z]+/g, '_')}`
  return hasMessage(key) ? t(key) : text
}

/** Meta's restrictions and warnings of the number (IN-12). */
export function Restrictions({ channel }: { channel: Channel }): JSX.Element | null {
  if (channel.restrictions.length === 0 && channel.warnings.length === 0) {
    return null
  }
  return (
    <div class="standing-notices">
      {channel.restrictions.map((one) => (
        <div key={one.type} class="notice danger" data-testid="restriction">
          <Icon of={TriangleAlert} />
          <span class="notice-words">
            <span class="strong">{words('restriction.type', one.type.toLowerCase())}</span>{' '}
            <span class="muted">
              {one.until === null
                ? t('restriction.since', { time: shortTime(Date.parse(one.since)) })
                : t('restriction.until', { time: shortTime(Date.parse(one.until)) })}
            </span>
            {one.reason !== null && <span class="standing-reason">{one.reason}</span>}
          </span>
        </div>
      ))}
      {channel.warnings.map((one) => (
        <div key={one.type} class="notice" data-testid="warning">
          <Icon of={TriangleAlert} />
          <span class="notice-words">
            <span class="strong">{words('warning.type', one.type.toLowerCase())}</span>{' '}
            <span class="muted">{t('restriction.since', { time: shortTime(Date.parse(one.since)) })}</span>
            {one.remedy !== null && <span class="standing-reason">{one.remedy}</span>}
          </span>
        </div>
      ))}
    </div>
  )
}

/** How many of the channel's calls are answered, against the account's own line. */
export function AnswerRate({ channel }: { channel: Channel }): JSX.Element {
  const { last_24_h: day, last_7_d: week, low, warn_under_percent: line, least_calls: least } = channel.answer_rate
  const figure = (name: string, share: typeof day, isLow: boolean): JSX.Element => (
    <div class="rate" data-low={isLow}>
      <span class="muted small">{name}</span>
      <span class="rate-percent number">{share.percent === null ? '–' : `${share.percent} %`}</span>
      <span class="muted small number">
        {share.calls === 0 ? t('rate.none') : t('rate.of', { answered: share.answered, calls: share.calls })}
      </span>
    </div>
  )
  return (
    <section class="card standing" aria-labelledby="rate-title" data-testid="answer-rate">
      <h2 id="rate-title" class="card-title">
        {t('rate.title')}
      </h2>
      <div class="rates">
        {figure(t('rate.day'), day, low)}
        {figure(t('rate.week'), week, false)}
      </div>
      {low && (
        <div class="notice" data-testid="rate-low">
          <Icon of={TriangleAlert} />
          <span class="notice-words">
            {t('rate.low')} {t('rate.help')}
          </span>
        </div>
      )}
      <p class="muted small">
        {line === 0 ? t('rate.text.never') : t('rate.text', { percent: line, calls: least })}
      </p>
    </section>
  )
}
