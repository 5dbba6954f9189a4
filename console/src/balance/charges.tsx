import { ChevronDown, ChevronRight, Plug, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ChargeMonth, MetaChargePage, MetaMonth } from '../api'
import { countryName, decimal, duration, exactTime, monthOf, shortTime, t, words } from '../i18n'
import type { Refusal } from '../rest'
import { asRefusal, useEvery, useLoaded } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { Icon } from '../ui/icon'
import { amount, micros, signedMicros } from './amount'
import { listMetaCharges } from './rest'

/** A minute that was charged shows soon; Meta's figures change a few times a day. */
const EVERY_MS = 30_000

/** What Meta charged beside what the account paid, month by month (BAL-3). */
export function Charges(): JSX.Element {
  const first = useLoaded('charges', (signal) => listMetaCharges('', signal))
  const [older, setOlder] = useState<{ months: ChargeMonth[]; hasMore: boolean } | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEvery(EVERY_MS, first.again)
  const page = first.state === 'there' ? first.value : null
  const newest = page?.data ?? []
  const last = newest.at(-1)?.month ?? ''
  const months = [...newest, ...(older?.months.filter((one) => one.month < last) ?? [])]
  const hasMore = older?.hasMore ?? page?.has_more ?? false
  const show = async (): Promise<void> => {
    try {
      const next = await listMetaCharges(months.at(-1)?.month ?? '')
      setOlder({ months: [...(older?.months ?? []), ...next.data], hasMore: next.has_more })
      setRefusal(null)
    } catch (error) {
      setRefusal(asRefusal(error))
    }
  }
  const isNotSet = page?.reading.state === 'not_set' && months.every((one) => one.meta.length === 0)
  return (
    <section class="card charges" aria-labelledby="charges-title" data-testid="charges">
      <div>
        <h2 id="charges-title" class="card-title">
          {t('charges.title')}
        </h2>
        <p class="muted small">{t('charges.text')}</p>
      </div>
      {first.state === 'loading' && <Skeleton rows={3} kind="row" />}
      {first.state === 'refused' && <Refused refusal={first.refusal} again={first.again} />}
      {page !== null && isNotSet && (
        <Empty icon={Plug} title={t('charges.not_set')} text={t('charges.not_set.text')} />
      )}
      {page !== null && !isNotSet && (
        <>
          <Standing reading={page.reading} />
          <div class="charge-months" data-testid="charge-months">
            <div class="charge-month charge-head" aria-hidden="true">
              <span>{t('charges.month')}</span>
              <span>{t('charges.paid')}</span>
              <span>{t('charges.meta')}</span>
              <span>{t('charges.difference')}</span>
            </div>
            <ul>
              {months.map((one) => (
                <Month key={one.month} of={one} />
              ))}
            </ul>
          </div>
        </>
      )}
      {refusal !== null && <Refused refusal={refusal} />}
      {hasMore && !isNotSet && (
        <button type="button" class="button" data-testid="charges-more" onClick={() => void show()}>
          <Icon of={ChevronDown} size={16} />
          {t('charges.more')}
        </button>
      )}
    </section>
  )
}

/** Only what is worth a word: that Meta is still being asked, or does not answer. */
function Standing({ reading }: { reading: MetaChargePage['reading'] }): JSX.Element | null {
  if (reading.state === 'waiting') {
    return (
      <p class="muted small" role="status" data-testid="charges-waiting">
        {t('charges.waiting')}
      </p>
    )
  }
  if (reading.state !== 'failed') {
    return null
  }
  const since = shortTime(Date.parse(reading.failed_at ?? ''))
  const why =
    reading.meta_error_code === null
      ? t('charges.no_answer', { since })
      : t('charges.refused', { since, code: reading.meta_error_code })
  return (
    <p class="notice" role="status" data-testid="charges-failed">
      <Icon of={TriangleAlert} />
      <span class="notice-words">
        {why} {t('charges.stays')}
      </span>
    </p>
  )
}

function Month({ of }: { of: ChargeMonth }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const { paid } = of
  const calls = of.meta.reduce((all, one) => all + one.calls, 0)
  const id = `charges-${of.month}`
  return (
    <li data-testid="charge-month" data-month={of.month}>
      <button
        type="button"
        class="charge-month"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span class="charge-name">
          <Icon of={isOpen ? ChevronDown : ChevronRight} size={16} />
          <span class="strong">{monthOf(of.month)}</span>
        </span>
        <Figure
          name={t('charges.paid')}
          value={amount(paid.amount_minor, paid.currency)}
          about={t('charges.minutes', { minutes: decimal(paid.minutes), pulses: decimal(paid.pulses) })}
        />
        <Figure
          name={t('charges.meta')}
          value={of.meta.length === 0 ? '–' : sum(of.meta)}
          about={
            of.meta.length === 0
              ? t('charges.not_read')
              : t(calls === 1 ? 'charges.call' : 'charges.calls', { calls: decimal(calls) })
          }
        />
        <Difference of={of} />
      </button>
      <div id={id} class="charge-detail" hidden={!isOpen}>
        {isOpen && paid.countries.length > 0 && <Countries of={of} />}
        {isOpen && of.meta.length === 0 && <p class="muted">{t('charges.not_read.text')}</p>}
        {isOpen && of.meta.map((one) => <Detail key={one.waba_id} of={one} month={of.month} />)}
      </div>
    </li>
  )
}

function Figure(props: { name: string; value: string; about: string }): JSX.Element {
  return (
    <span class="charge-figure">
      <span class="charge-label muted small">{props.name} </span>
      <span class="number charge-value">{props.value}</span>
      <span class="muted small number charge-about"> {props.about}</span>
    </span>
  )
}

/** Nothing is converted: where there is no difference it says why. */
function Difference({ of }: { of: ChargeMonth }): JSX.Element {
  const { difference_micros: difference } = of
  const currency = of.meta[0]?.currency ?? of.paid.currency
  return (
    <span class="charge-figure">
      <span class="charge-label muted small">{t('charges.difference')} </span>
      {difference === null ? (
        <>
          <span class="number charge-value">–</span>
          <span class="muted small charge-about"> {words('charges.why', of.no_difference ?? '')}</span>
        </>
      ) : (
        <>
          <span class={`number charge-value strong ${difference < 0 ? 'charge-loss' : ''}`}>
            {signedMicros(difference, currency)}
          </span>
          <span class="muted small charge-about">
            {' '}
            {t(difference < 0 ? 'charges.meta_more' : difference > 0 ? 'charges.paid_more' : 'charges.same')}
          </span>
        </>
      )}
    </span>
  )
}

/** Several WhatsApp Business Accounts may charge in several currencies. */
function sum(meta: readonly MetaMonth[]): string {
  const sums = new Map<string, number>()
  for (const one of meta) {
    sums.set(one.currency, (sums.get(one.currency) ?? 0) + one.cost_micros)
  }
  return [...sums].map(([currency, all]) => micros(all, currency)).join(' + ')
}

/** What was paid for each country's calls, beside what Meta charged for them. */
function Countries({ of }: { of: ChargeMonth }): JSX.Element {
  const { countries, currency } = of.paid
  return (
    <div class="rates-scroll" role="group" aria-label={`${t('charges.by_country')}, ${monthOf(of.month)}`} tabIndex={0}>
      <table class="rates-table charge-table" data-testid="charges-countries">
        <caption>{t('charges.by_country')}</caption>
        <thead>
          <tr>
            <th>{t('charges.country')}</th>
            <th class="number">{t('charges.minutes_paid')}</th>
            <th class="number">{t('charges.paid')}</th>
            <th class="number">{t('charges.meta')}</th>
          </tr>
        </thead>
        <tbody>
          {countries.map((one) => (
            <tr key={one.country}>
              <td>{one.country === null ? t('charges.unknown') : countryName(one.country)}</td>
              <td class="number" data-unit={t('charges.unit.minutes')}>
                {decimal(one.minutes)}
              </td>
              <td class="number" data-unit={t('charges.paid').toLowerCase()}>
                {amount(one.amount_minor, currency)}
              </td>
              <td class="number" data-unit={hasRows(of.meta, one.country) ? t('charges.unit.meta') : undefined}>
                {ofCountry(of.meta, one.country)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const hasRows = (meta: readonly MetaMonth[], country: string | null): boolean =>
  meta.some((one) => one.rows.some((row) => row.country === country))

function ofCountry(meta: readonly MetaMonth[], country: string | null): string {
  const own = meta.map((one) => {
    const rows = one.rows.filter((row) => row.country === country)
    return { ...one, rows, cost_micros: rows.reduce((all, row) => all + row.cost_micros, 0) }
  })
  return own.some((one) => one.rows.length > 0) ? sum(own.filter((one) => one.rows.length > 0)) : '–'
}

function Detail({ of, month }: { of: MetaMonth; month: string }): JSX.Element {
  const readAt = Date.parse(of.read_at)
  return (
    <>
      {of.rows.length === 0 ? (
        <p class="muted">{t('charges.none')}</p>
      ) : (
        <div class="rates-scroll" role="group" aria-label={`${t('charges.meta')}, ${monthOf(month)}`} tabIndex={0}>
          <table class="rates-table charge-table">
            <caption>{t('charges.by_tier')}</caption>
            <thead>
              <tr>
                <th>{t('charges.country')}</th>
                <th>{t('charges.direction')}</th>
                <th class="number">{t('charges.tier')}</th>
                <th class="number">{t('charges.count')}</th>
                <th class="number">{t('charges.talk')}</th>
                <th class="number">{t('charges.cost')}</th>
              </tr>
            </thead>
            <tbody>
              {of.rows.map((row) => (
                <tr key={`${row.country} ${row.direction} ${row.tier}`}>
                  <td>{row.country === null ? t('charges.unknown') : countryName(row.country)}</td>
                  <td>{row.direction === null ? t('charges.unknown') : words('calls.direction', row.direction)}</td>
                  <td class="number" data-unit={/^\d+:/.test(row.tier ?? '') ? t('charges.unit.tier') : undefined}>
                    {tier(row.tier)}
                  </td>
                  <td class="number" data-unit={t(row.calls === 1 ? 'charges.unit.call' : 'charges.unit.calls')}>
                    {decimal(row.calls)}
                  </td>
                  <td class="number">{duration(row.talk_s * 1000)}</td>
                  <td class="number">{micros(row.cost_micros, of.currency)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="muted small" data-testid="charges-read">
        <time dateTime={of.read_at} title={exactTime(readAt)}>
          {t('charges.read_at', { time: shortTime(readAt) })}
        </time>
        {' · '}
        {t('charges.waba', { id: of.waba_id })}
      </p>
    </>
  )
}

/** Meta's `0:50000` as people read it; another word of Meta's as it is. */
function tier(written: string | null): string {
  const bounds = /^(\d+):(\d*)$/.exec(written ?? '')
  if (bounds === null) {
    return written ?? '–'
  }
  const from = decimal(Number(bounds[1]))
  return bounds[2] === '' ? t('charges.tier.above', { from }) : t('charges.tier.between', { from, to: decimal(Number(bounds[2])) })
}
