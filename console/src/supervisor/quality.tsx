import { SignalHigh, SignalLow, SignalMedium } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { clock, decimal, t } from '../i18n'
import type { CallQuality, LoggedCall } from '../api'
import { getCallQuality } from '../rest'
import { Icon } from '../ui/icon'
import { useLoaded } from './load'
import { Refused, Skeleton } from './parts'
import { GOOD, lines, pathOf, topOf, worstOf, type Measure } from './quality-scale'

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

/** Both lines of a call over its length (REP-1): what was lost, and how long the way was. */
export function Quality({ call }: { call: LoggedCall }): JSX.Element {
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
        <Charts id={call.id} />
      )}
    </section>
  )
}

function Charts({ id }: { id: string }): JSX.Element {
  const quality = useLoaded(id, (signal) => getCallQuality(id, signal))
  if (quality.state === 'loading') {
    return <Skeleton rows={6} kind="line" />
  }
  if (quality.state === 'refused') {
    return <Refused refusal={quality.refusal} again={quality.again} />
  }
  const length = quality.value.points.at(-1)?.at_ms ?? 0
  return (
    <div class="charts">
      <p class="legend small">
        {lines.map((line) => (
          <span key={line} class="legend-line" data-line={line}>
            <svg width="20" height="8" aria-hidden="true">
              <path class="chart-line" data-line={line} d="M0 4H20" />
            </svg>
            {t(`quality.${line}`)}
          </span>
        ))}
      </p>
      <Chart quality={quality.value} measure="loss_percent" name={t('quality.loss')} />
      <Chart quality={quality.value} measure="round_trip_ms" name={t('quality.delay')} />
      <p class="chart-time muted small" aria-hidden="true">
        <span>0:00</span>
        <span>{clock(length)}</span>
      </p>
      <dl class="facts">
        {lines.map((line) => (
          <div key={line}>
            <dt class="muted">{t(`quality.${line}`)}</dt>
            <dd class="number">{wordsOf(quality.value, line)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const BOX = { width: 600, height: 72 }

const valueOf = (value: number, measure: Measure): string =>
  t(measure === 'loss_percent' ? 'quality.percent' : 'quality.ms', { value: decimal(value) })

function wordsOf(quality: CallQuality, line: (typeof lines)[number]): string {
  const parts = (['loss_percent', 'jitter_ms', 'round_trip_ms'] as const).flatMap((measure) => {
    const worst = worstOf(quality, line, measure)
    const name = measure === 'loss_percent' ? 'quality.loss' : measure === 'jitter_ms' ? 'quality.jitter' : 'quality.delay'
    return worst === null ? [] : [`${t(name)} ${t('quality.worst', { value: valueOf(worst, measure) })}`]
  })
  return parts.length === 0 ? '–' : parts.join(' · ')
}

/** The same time axis for each; a dashed line where it stops being good. */
function Chart(props: { quality: CallQuality; measure: Measure; name: string }): JSX.Element {
  const { quality, measure, name } = props
  const top = topOf(quality, measure)
  const good = BOX.height - (GOOD[measure] / top) * BOX.height
  const told = lines
    .map((line) => [line, worstOf(quality, line, measure)] as const)
    .flatMap(([line, worst]) => (worst === null ? [] : [`${t(`quality.${line}`)} ${valueOf(worst, measure)}`]))
  return (
    <figure class="chart">
      <figcaption>
        <span class="strong">{name}</span>
        <span class="muted small number">{valueOf(top, measure)}</span>
      </figcaption>
      <svg
        viewBox={`0 -2 ${BOX.width} ${BOX.height + 4}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}: ${told.join(', ')}`}
      >
        <path class="chart-axis" d={`M0 ${BOX.height}H${BOX.width}`} />
        <path class="chart-good" d={`M0 ${good}H${BOX.width}`} />
        {lines.map((line) => (
          <path key={line} class="chart-line" data-line={line} d={pathOf(quality, (point) => point[line], measure, BOX)} />
        ))}
      </svg>
    </figure>
  )
}
