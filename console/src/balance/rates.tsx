import { Download, TriangleAlert, Upload } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RateCard } from '../api'
import { isAdmin } from '../desk/role'
import { dayOf, decimal, t } from '../i18n'
import { Refusal, type RateFault } from '../rest'
import { reasonWords } from '../supervisor/group-wish'
import { asRefusal, useLoaded } from '../supervisor/load'
import { Empty, Refused, refusalWords, Skeleton } from '../supervisor/parts'
import { Icon } from '../ui/icon'
import { amount } from './amount'
import { getRateCard, replaceRateCard } from './rest'
import { saveFile } from './save'

/** What minutes cost (BAL-3): shown, saved as CSV, and replaced by one as a whole. */
export function Rates(): JSX.Element {
  const loaded = useLoaded('rates', getRateCard)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isTaken, setTaken] = useState(false)
  const take = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0]
    if (file === undefined) {
      return
    }
    setTaken(false)
    try {
      await replaceRateCard(await file.text())
      setRefusal(null)
      setTaken(true)
      loaded.again()
    } catch (error) {
      setRefusal(asRefusal(error))
    } finally {
      // The same file, mended, is chosen anew.
      input.value = ''
    }
  }
  const card = loaded.state === 'there' ? loaded.value : null
  const csv = card?.csv ?? null
  return (
    <section class="card rates" aria-labelledby="rates-title" data-testid="rates">
      <div class="ledger-head">
        <h2 id="rates-title" class="card-title">
          {t('rates.title')}
        </h2>
        <div class="page-tools">
          {csv !== null && (
            <button
              type="button"
              class="button small"
              data-testid="rates-csv"
              onClick={() => saveFile(new Blob([csv], { type: 'text/csv' }), 'rates')}
            >
              <Icon of={Download} size={16} />
              {t('calls.csv')}
            </button>
          )}
          {isAdmin.value && (
            <label class="button small rates-file">
              <Icon of={Upload} size={16} />
              {t('rates.import')}
              <input
                type="file"
                class="sr-only"
                accept=".csv,text/csv"
                data-testid="rates-file"
                onChange={(event) => void take(event.currentTarget)}
              />
            </label>
          )}
        </div>
      </div>
      {isTaken && (
        <p class="notice" role="status" data-testid="rates-taken">
          {t('rates.taken')}
        </p>
      )}
      {refusal !== null && <Faults refusal={refusal} />}
      {loaded.state === 'loading' && <Skeleton rows={4} kind="row" />}
      {loaded.state === 'refused' && <Refused refusal={loaded.refusal} again={loaded.again} />}
      {card !== null && card.rows.length === 0 && (
        <Empty icon={Upload} title={t('rates.none')} text={t('rates.none.text')} />
      )}
      {card !== null && card.rows.length > 0 && <Table card={card} />}
    </section>
  )
}

function Faults({ refusal }: { refusal: Refusal }): JSX.Element {
  const { faults } = refusal
  return (
    <div class="notice danger" role="alert" data-testid="rates-refused">
      <Icon of={TriangleAlert} />
      <div class="notice-words">
        {faults.length === 0 ? refusalWords(refusal) : t('rates.refused')}
        <ul class="rates-faults">
          {faults.map((fault: RateFault, place) => (
            <li key={place}>
              {t('rates.line', { line: fault.line })}
              {fault.column !== null && <code> {fault.column}</code>} {reasonWords(fault.detail, '')}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** Twenty rows say what kind of card it is; all of them are in the file. */
const SHOWN = 20

function Table({ card }: { card: RateCard }): JSX.Element {
  const [isWhole, setWhole] = useState(false)
  const rows = isWhole ? card.rows : card.rows.slice(0, SHOWN)
  return (
    <>
      <p class="muted small">
        {t('rates.parts', { seconds: card.increment_s ?? 60 })} ·{' '}
        {card.version === 0 ? t('rates.configured') : t('rates.version', { version: card.version })}
      </p>
      <div class="rates-scroll" role="group" aria-labelledby="rates-title" tabIndex={0}>
        <table class="rates-table">
          <thead>
            <tr>
              <th>{t('rates.prefix')}</th>
              <th>{t('rates.from')}</th>
              <th class="number">{t('rates.tier')}</th>
              <th class="number">{t('rates.price')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.prefix} ${row.effective_from} ${row.from_minutes}`}>
                <td class="number">+{row.prefix}</td>
                <td>{dayOf(row.effective_from)}</td>
                <td class="number">{decimal(row.from_minutes)}</td>
                <td class="number">{amount(row.price_per_minute_minor, card.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!isWhole && card.rows.length > SHOWN && (
        <button type="button" class="button small" onClick={() => setWhole(true)}>
          {t('rates.all', { count: card.rows.length })}
        </button>
      )}
    </>
  )
}
