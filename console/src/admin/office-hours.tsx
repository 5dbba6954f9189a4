import { CopyPlus, Plus, X } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { dayOf, t } from '../i18n'
import { Labelled, wired, Wrongly } from '../supervisor/fields'
import type { Wrong } from '../supervisor/group-wish'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { DAYS, toWeekdays, withSpan, type Day, type Draft, type Span } from './channels-wish'

interface Part {
  draft: Draft
  wrong: Wrong
  change: (next: Partial<Draft>, ...fields: string[]) => void
}

/** Hours of each weekday in one time zone, and holidays (RM-9). */
export function OfficeHours(part: Part): JSX.Element {
  return (
    <div class="hours" data-testid="office-hours">
      <Zone {...part} />
      <Week {...part} />
      <Holidays {...part} />
    </div>
  )
}

/** The zones that the browser knows by name. */
const ZONES: readonly string[] =
  'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']

/** What the clock shows there, or null where there is no such zone. */
function clockIn(zone: string, at: number): string | null {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at)
  } catch {
    return null
  }
}

function Zone({ draft, wrong, change }: Part): JSX.Element {
  const there = draft.zone.trim() === '' ? null : clockIn(draft.zone.trim(), now.value)
  return (
    <Labelled name={t('channel.zone')} hint={t('channel.zone.hint')} of="time_zone" wrong={wrong}>
      <input
        {...wired('time_zone', wrong)}
        class="field zone"
        list="zones"
        data-testid="time-zone"
        maxLength={64}
        autocomplete="off"
        spellcheck={false}
        value={draft.zone}
        onInput={(event) => change({ zone: event.currentTarget.value }, 'time_zone')}
      />
      <datalist id="zones">
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {there !== null && (
        <p class="muted small number" data-testid="zone-now">
          {t('channel.zone.now', { time: there })}
        </p>
      )}
    </Labelled>
  )
}

function Week({ draft, wrong, change }: Part): JSX.Element {
  const places = draft.week.map((_, place) => `span-${place}`)
  // Places move with what is added and removed: then nothing is known to be wrong any more.
  const set = (week: readonly Span[]): void => change({ week }, ...places)
  return (
    <>
      <ul class="week">
        {DAYS.map((day) => (
          <DayRow key={day} day={day} draft={draft} wrong={wrong} set={set} change={change} />
        ))}
      </ul>
      {draft.week.some((span) => span.day === 'monday') && (
        <div>
          <button
            type="button"
            class="button small"
            data-testid="copy-monday"
            onClick={() => set(toWeekdays(draft.week, 'monday'))}
          >
            <Icon of={CopyPlus} size={14} />
            {t('channel.day.copy')}
          </button>
        </div>
      )}
      <p class="muted small">{t('channel.day.midnight')}</p>
    </>
  )
}

function DayRow(props: Part & { day: Day; set: (week: readonly Span[]) => void }): JSX.Element {
  const { day, draft, set } = props
  const name = t(`channel.day.${day}`)
  const spans = draft.week.map((span, place) => ({ span, place })).filter(({ span }) => span.day === day)
  return (
    <li class="day" data-testid={`day-${day}`}>
      <span class="day-name strong">{name}</span>
      <div class="day-spans">
        {spans.length === 0 && <span class="muted day-closed">{t('channel.day.closed')}</span>}
        {spans.map(({ span, place }) => (
          <SpanRow key={place} {...props} span={span} place={place} name={name} />
        ))}
      </div>
      <div class="day-tools">
        <button
          type="button"
          class="button small"
          data-testid={`add-${day}`}
          aria-label={t('channel.day.add', { day: name })}
          onClick={() => set(withSpan(draft.week, day))}
        >
          <Icon of={Plus} size={14} />
          {t('channel.day.add.short')}
        </button>
      </div>
    </li>
  )
}

interface OneSpan extends Part {
  span: Span
  place: number
  name: string
  set: (week: readonly Span[]) => void
}

function SpanRow({ span, place, name, draft, wrong, set, change }: OneSpan): JSX.Element {
  const field = `span-${place}`
  const write = (next: Partial<Span>): void =>
    change({ week: draft.week.map((one, at) => (at === place ? { ...one, ...next } : one)) }, field)
  const time = (part: 'from' | 'to'): JSX.Element => (
    <input
      {...wired(field, wrong, part)}
      type="time"
      class="field number"
      aria-label={t(`channel.day.${part}`, { day: name })}
      data-testid={`${part}-${place}`}
      value={span[part]}
      onInput={(event) => write({ [part]: event.currentTarget.value })}
    />
  )
  return (
    <div>
      <div class="span">
        {time('from')}
        <span aria-hidden="true">–</span>
        {time('to')}
        <button
          type="button"
          class="icon-button"
          data-testid={`remove-${place}`}
          aria-label={t('channel.day.remove', { from: span.from, to: span.to, day: name })}
          onClick={() => set(draft.week.filter((_, at) => at !== place))}
        >
          <Icon of={X} size={16} />
        </button>
      </div>
      <Wrongly of={field} wrong={wrong} />
    </div>
  )
}

function Holidays({ draft, wrong, change }: Part): JSX.Element {
  const [day, setDay] = useState('')
  const add = (): void => {
    if (day !== '') {
      change({ holidays: [...new Set([...draft.holidays, day])].sort() }, 'holidays')
      setDay('')
    }
  }
  return (
    <fieldset class="labelled">
      <legend>{t('channel.holidays')}</legend>
      <ul class="holidays" data-testid="holidays">
        {draft.holidays.length === 0 && <li class="muted">{t('channel.holidays.none')}</li>}
        {draft.holidays.map((one) => (
          <li key={one} class="member-chip number">
            {dayOf(one)}
            <button
              type="button"
              class="chip-remove"
              aria-label={t('channel.holidays.remove', { day: dayOf(one) })}
              onClick={() => change({ holidays: draft.holidays.filter((other) => other !== one) }, 'holidays')}
            >
              <Icon of={X} size={14} />
            </button>
          </li>
        ))}
      </ul>
      <span class="with-unit">
        <input
          type="date"
          class="field number"
          data-testid="holiday"
          aria-label={t('channel.holidays.day')}
          value={day}
          onInput={(event) => setDay(event.currentTarget.value)}
        />
        <button type="button" class="button" data-testid="holiday-add" disabled={day === ''} onClick={add}>
          <Icon of={Plus} size={16} />
          {t('channel.holidays.add')}
        </button>
      </span>
      <Wrongly of="holidays" wrong={wrong} />
    </fieldset>
  )
}
