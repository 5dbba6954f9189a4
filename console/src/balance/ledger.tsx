import { ChevronDown, Download, Wallet } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { LedgerEntry } from '../api'
import { exactTime, shortTime, t } from '../i18n'
import { asRefusal, useLoaded } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import type { Refusal } from '../rest'
import { amount, signed } from './amount'
import { exportLedger, listLedger, type LedgerQuery } from './rest'
import { saveFile } from './save'

const KINDS = ['top_up', 'charge', 'refund', 'adjustment'] as const

/** The day as its reader's clock has it, as an instant. */
const startOf = (day: string, plusDays: number): string => {
  if (day === '') {
    return ''
  }
  const at = new Date(`${day}T00:00:00`)
  at.setDate(at.getDate() + plusDays)
  return at.toISOString()
}

/** Every movement, newest first, with the balance after it (BAL-7). */
export function LedgerTable(props: { currency: string | null | undefined; moved: number }): JSX.Element {
  const [kind, setKind] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const query: LedgerQuery = { kind, call: '', from: startOf(from, 0), to: startOf(to, 1) }
  const key = JSON.stringify(query)
  const first = useLoaded(key, (signal) => listLedger(query, '', signal))
  const [older, setOlder] = useState<{ key: string; entries: LedgerEntry[]; hasMore: boolean } | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  // What moved meanwhile comes on top; what was opened below stays.
  useEffect(() => first.again(), [props.moved])
  const page = first.state === 'there' ? first.value : null
  const newest = page?.data ?? []
  const last = newest.at(-1)?.sequence ?? 0
  const more = older !== null && older.key === key ? older : null
  const entries = [...newest, ...(more?.entries.filter((entry) => entry.sequence < last) ?? [])]
  const hasMore = more?.hasMore ?? page?.has_more ?? false
  const show = async (): Promise<void> => {
    try {
      const next = await listLedger(query, String(entries.at(-1)?.sequence ?? ''))
      setOlder({ key, entries: [...(more?.entries ?? []), ...next.data], hasMore: next.has_more })
      setRefusal(null)
    } catch (error) {
      setRefusal(asRefusal(error))
    }
  }
  const save = async (): Promise<void> => {
    try {
      saveFile(await exportLedger(query), 'ledger')
      setRefusal(null)
    } catch (error) {
      setRefusal(asRefusal(error))
    }
  }
  return (
    <section class="card ledger" aria-labelledby="ledger-title">
      <div class="ledger-head">
        <h2 id="ledger-title" class="card-title">
          {t('ledger.title')}
        </h2>
        <button type="button" class="button small" data-testid="ledger-csv" onClick={() => void save()}>
          <Icon of={Download} size={16} />
          {t('calls.csv')}
        </button>
      </div>
      <div class="ledger-filters">
        <label>
          <span class="muted small">{t('ledger.kind')}</span>
          <select class="field" data-testid="ledger-kind" value={kind} onChange={(e) => setKind(e.currentTarget.value)}>
            <option value="">{t('ledger.kind.all')}</option>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`ledger.kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="muted small">{t('ledger.from')}</span>
          <input class="field" type="date" value={from} onInput={(e) => setFrom(e.currentTarget.value)} />
        </label>
        <label>
          <span class="muted small">{t('ledger.to')}</span>
          <input class="field" type="date" value={to} onInput={(e) => setTo(e.currentTarget.value)} />
        </label>
      </div>
      {first.state === 'loading' && <Skeleton rows={4} kind="row" />}
      {first.state === 'refused' && <Refused refusal={first.refusal} again={first.again} />}
      {page !== null && entries.length === 0 && (
        <Empty icon={Wallet} title={t('ledger.none')} text={t('ledger.none.text')} />
      )}
      {entries.length > 0 && (
        <ul class="ledger-rows" data-testid="ledger">
          {entries.map((entry) => (
            <Row key={entry.sequence} entry={entry} currency={props.currency} />
          ))}
        </ul>
      )}
      {refusal !== null && <Refused refusal={refusal} />}
      {hasMore && (
        <button type="button" class="button" data-testid="ledger-more" onClick={() => void show()}>
          <Icon of={ChevronDown} size={16} />
          {t('ledger.more')}
        </button>
      )}
    </section>
  )
}

function Row({ entry, currency }: { entry: LedgerEntry; currency: string | null | undefined }): JSX.Element {
  const at = Date.parse(entry.at)
  return (
    <li class="ledger-row" data-kind={entry.kind} data-testid="ledger-row">
      <span class="ledger-what">
        <span class="strong">{t(`ledger.kind.${entry.kind}`)}</span>
        <span class="muted small ledger-about">
          {entry.call !== null && (
            <a href={hrefOf.call(entry.call)}>
              {entry.minute === null ? t('ledger.call') : t('ledger.minute', { minute: entry.minute })}
            </a>
          )}
          {entry.by !== null && <bdi>{entry.by}</bdi>}
          {entry.note !== null && <bdi>{entry.note}</bdi>}
          {entry.short_minor > 0 && t('ledger.short', { amount: amount(entry.short_minor, currency) })}
        </span>
      </span>
      <time class="muted" dateTime={entry.at} title={exactTime(at)}>
        {shortTime(at)}
      </time>
      <span class={`number ledger-amount ${entry.amount_minor > 0 ? 'plus' : ''}`}>
        {signed(entry.amount_minor, currency)}
      </span>
      <span class="number ledger-after">
        <span class="sr-only">{t('ledger.after')}: </span>
        {amount(entry.balance_minor, currency)}
      </span>
    </li>
  )
}
