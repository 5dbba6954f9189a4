import { Check, MicOff, SignalHigh, SignalLow, SignalMedium, Stethoscope, TriangleAlert } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { clock, decimal, duration, t, type MessageKey } from '../i18n'
import type { CallQuality, CallStory, LoggedCall } from '../api'
import { getCallQuality } from '../rest'
import { Icon } from '../ui/icon'
import { useLoaded } from './load'
import { Refused, Skeleton } from './parts'
import { bottomOf, GOOD, isKnown, lines, pathOf, shareOf, topOf, worstOf, type LineName, type Measure } from './quality-scale'

type Word = NonNullable<LoggedCall['quality']>

const ICONS: Record<Word, IconNode> = { good: SignalHigh, fair: SignalMedium, poor: SignalLow }

/** How the line was, in one word with its sign. */
export function QualityWord({ word }: { word: Word }): JSX.Element {
  return (
    <span class="pill quality-word" data-quality={word}>
      <Icon of={ICONS[word]} size={14} />
      {t(`quality.${word}`)}
    </span>
  )
}

/** Both lines of a call over its length (REP-1): what stood out, and the figures. */
export function Quality({ call }: { call: CallStory }): JSX.Element {
  return (
    <section class="card" aria-labelledby="quality-title" data-testid="quality">
      <div class="rows-head">
        <h2 id="quality-title" class="card-title">
          {t('quality.title')}
        </h2>
        {call.quality !== null && <QualityWord word={call.quality} />}
      </div>
      {call.status === null ? (
        <p class="muted">{t('quality.running')}</p>
      ) : call.quality === null ? (
        <p class="muted">{t('quality.none')}</p>
      ) : (
        <Charts id={call.id} isCalm={call.diagnosis === null} />
      )}
    </section>
  )
}

function Charts({ id, isCalm }: { id: string; isCalm: boolean }): JSX.Element {
  const quality = useLoaded(id, (signal) => getCallQuality(id, signal))
  if (quality.state === 'loading') {
    return <Skeleton rows={6} kind="line" />
  }
  if (quality.state === 'refused') {
    return <Refused refusal={quality.refusal} again={quality.again} />
  }
  return <Drawn quality={quality.value} isCalm={isCalm} />
}

/** The charts that are always shown, and those behind a word more. */
const FIRST: Measure[] = ['mos', 'loss_percent', 'round_trip_ms']
const MORE: Measure[] = ['talk', 'level_db', 'jitter_ms', 'concealed_percent']

const NAMES: Record<Measure, MessageKey> = {
  mos: 'quality.mos',
  loss_percent: 'quality.loss',
  round_trip_ms: 'quality.delay',
  jitter_ms: 'quality.jitter',
  concealed_percent: 'quality.concealed',
  talk: 'quality.talk',
  level_db: 'quality.level',
}

function Drawn({ quality, isCalm }: { quality: CallQuality; isCalm: boolean }): JSX.Element {
  const isHeard = isKnown(quality, 'talk')
  return (
    <div class="charts">
      <Verdict quality={quality} isCalm={isCalm} />
      <p class="legend small">
        {lines.map((line) => (
          <span key={line} class="legend-line">
            <Stroke line={line} />
            {t(`quality.${line}`)}
          </span>
        ))}
        <span class="legend-line">
          <svg width="24" height="8" aria-hidden="true">
            <path class="chart-good" d="M0 4H24" />
          </svg>
          {t('quality.limit')}
        </span>
      </p>
      <Group quality={quality} measures={FIRST} />
      <details class="more-charts" data-testid="more-charts">
        <summary>{t('quality.more')}</summary>
        {!isHeard && <p class="muted small">{t('quality.unheard')}</p>}
        <Group quality={quality} measures={MORE} />
      </details>
    </div>
  )
}

/** How a line is drawn, beside words about it. */
function Stroke({ line }: { line: LineName }): JSX.Element {
  return (
    <svg width="24" height="8" aria-hidden="true">
      <path class="chart-line" data-line={line} d="M0 4H24" />
    </svg>
  )
}

/** Charts on one time axis; those of which nothing is known are left out. */
function Group({ quality, measures }: { quality: CallQuality; measures: Measure[] }): JSX.Element {
  return (
    <>
      {measures
        .filter((measure) => isKnown(quality, measure))
        .map((measure) => (
          <Chart key={measure} quality={quality} measure={measure} name={t(NAMES[measure])} />
        ))}
      <p class="chart-time muted small" aria-hidden="true">
        <span>0:00</span>
        <span>{clock(quality.points.at(-1)?.at_ms ?? 0)}</span>
      </p>
    </>
  )
}

/** What stood out, in sentences, the gravest first. Above a call with a diagnosis stands what went wrong: that
 * nothing stood out would deny it. */
function Verdict({ quality, isCalm }: { quality: CallQuality; isCalm: boolean }): JSX.Element | null {
  if (quality.verdict.length === 0) {
    return !isCalm ? null : (
      <p class="verdict-calm" data-testid="verdict">
        <Icon of={Check} />
        {t('quality.calm')}
      </p>
    )
  }
  return (
    <ul class="verdict" data-testid="verdict">
      {quality.verdict.map((finding) => (
        <li key={`${finding.code} ${finding.side} ${finding.from_ms}`} data-code={finding.code}>
          <Icon of={finding.code === 'muted' ? MicOff : TriangleAlert} />
          <span>
            <span class="strong">{findingOf(finding)}</span>{' '}
            <span class="muted number">{t('finding.from', { time: clock(finding.from_ms) })}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function findingOf(finding: CallQuality['verdict'][number]): string {
  const { code, side, value, length_ms: length } = finding
  return t(`finding.${code}`, {
    side: t(`finding.${side}`),
    value: decimal(code === 'loss' || code === 'concealed' ? Math.round(value ?? 0) : (value ?? 0)),
    length: duration(length),
  })
}

/** Why the call failed or was silent, and what mends it. */
export function Diagnosis({ diagnosis }: { diagnosis: CallStory['diagnosis'] }): JSX.Element | null {
  if (diagnosis === null) {
    return null
  }
  return (
    <section class="notice diagnosis" aria-labelledby="doctor-title" data-testid="diagnosis" data-cause={diagnosis.cause}>
      <Icon of={Stethoscope} />
      <div class="notice-words">
        <h2 id="doctor-title" class="card-title">
          {t('doctor.title')}
        </h2>
        <p class="strong">{t(`cause.${diagnosis.cause}`)}</p>
        <p>
          <span class="muted">{t('doctor.mend')}:</span> {t(`mend.${diagnosis.cause}`)}
        </p>
      </div>
    </section>
  )
}

const BOX = { width: 600, height: 72 }

function valueOf(value: number, measure: Measure): string {
  switch (measure) {
    case 'mos':
      return t('quality.score', { value: decimal(value) })
    case 'loss_percent':
    case 'concealed_percent':
    case 'talk':
      return t('quality.percent', { value: decimal(value) })
    case 'level_db':
      return t('quality.db', { value: decimal(value) })
    default:
      return t('quality.ms', { value: decimal(value) })
  }
}

/** The call's own figure of a line: its worst, of the score the mean as well, and how long it spoke. */
function figureOf(quality: CallQuality, line: LineName, measure: Measure): string | null {
  const whole = quality[line]
  if (measure === 'talk') {
    return whole === null || whole.talk_ms === null
      ? null
      : t('quality.spoke', { talk: clock(whole.talk_ms), silence: clock(whole.silence_ms ?? 0) })
  }
  const worst = worstOf(quality, line, measure)
  if (worst === null) {
    return null
  }
  if (measure !== 'mos') {
    return t('quality.worst', { value: valueOf(worst, measure) })
  }
  const mean = whole?.mos ?? null
  const least = t('quality.least', { value: decimal(worst) })
  return mean === null ? least : `${t('quality.mean', { value: decimal(mean) })}, ${least}`
}

/** An end of the scale: of a score without "of 4.5", which is that end. */
const endOf = (value: number, measure: Measure): string =>
  measure === 'mos' ? decimal(value) : valueOf(value, measure)

/** The same time axis for each; a dotted line where it stops being good. */
function Chart(props: { quality: CallQuality; measure: Measure; name: string }): JSX.Element {
  const { quality, measure, name } = props
  const good = GOOD[measure]
  const told = lines
    .map((line) => [line, worstOf(quality, line, measure)] as const)
    .flatMap(([line, worst]) => (worst === null ? [] : [`${t(`quality.${line}`)} ${valueOf(worst, measure)}`]))
  return (
    <figure class="chart">
      <figcaption>
        <span class="strong">{name}</span>
        <span class="chart-figures small number" data-testid={`figures-${measure}`}>
          {lines.map((line) => {
            const figure = figureOf(quality, line, measure)
            return figure === null ? null : (
              <span key={line} class="legend-line">
                <Stroke line={line} />
                <span class="sr-only">{t(`quality.${line}`)}: </span>
                {figure}
              </span>
            )
          })}
        </span>
        <span class="chart-help muted small">{t(`quality.help.${measure}`)}</span>
      </figcaption>
      <div class="chart-box">
        <svg
          viewBox={`0 -2 ${BOX.width} ${BOX.height + 4}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${name}: ${told.join(', ')}`}
        >
          <path class="chart-axis" d={`M0 ${BOX.height}H${BOX.width}`} />
          {good !== undefined && (
            <path class="chart-good" d={`M0 ${BOX.height * (1 - shareOf(quality, measure, good))}H${BOX.width}`} />
          )}
          {lines.map((line) => (
            <path key={line} class="chart-line" data-line={line} d={pathOf(quality, line, measure, BOX)} />
          ))}
        </svg>
        <span class="chart-scale muted number" aria-hidden="true">
          <span>{endOf(topOf(quality, measure), measure)}</span>
          <span>{endOf(bottomOf(measure), measure)}</span>
        </span>
      </div>
    </figure>
  )
}
