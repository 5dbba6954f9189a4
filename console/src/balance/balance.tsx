import { Plus } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Balance } from '../api'
import { isAdmin } from '../desk/role'
import { list, t } from '../i18n'
import { useEvery, useLoaded } from '../supervisor/load'
import { Refused, Skeleton } from '../supervisor/parts'
import { Icon } from '../ui/icon'
import { amount } from './amount'
import { Charges } from './charges'
import { LedgerTable } from './ledger'
import { Rates } from './rates'
import { getBalance } from './rest'
import { TopUp } from './top-up'

/** How often the figures are asked for again while the page is seen: a call charges once a minute. */
const EVERY_MS = 5_000

/** The voice balance: what there is, what Meta charged beside it, every movement, and what minutes cost (BAL-7, BAL-8). */
export function BalancePage(): JSX.Element {
  const loaded = useLoaded('balance', getBalance)
  const [isAdding, setAdding] = useState(false)
  useEvery(EVERY_MS, loaded.again)
  const balance = loaded.state === 'there' ? loaded.value : null
  return (
    <>
      <div class="page-head">
        <h1>{t('balance.title')}</h1>
        {isAdmin.value && balance !== null && !isAdding && (
          <button type="button" class="button accent" data-testid="top-up" onClick={() => setAdding(true)}>
            <Icon of={Plus} size={16} />
            {t('balance.top_up')}
          </button>
        )}
      </div>
      {loaded.state === 'loading' && <Skeleton rows={3} kind="tile" />}
      {loaded.state === 'refused' && (
        <Refused refusal={loaded.refusal} again={loaded.again} />
      )}
      {balance !== null && (
        <>
          {isAdding && (
            <TopUp
              balance={balance}
              done={() => {
                setAdding(false)
                loaded.again()
              }}
              cancel={() => setAdding(false)}
            />
          )}
          <Figures balance={balance} />
          <Charges />
          <LedgerTable currency={balance.currency} moved={balance.balance_minor ?? 0} />
          <Rates />
        </>
      )}
    </>
  )
}

function Figures({ balance }: { balance: Balance }): JSX.Element {
  const { currency } = balance
  const figures: [string, string, string][] = [
    ['available', t('balance.available'), amount(balance.available_minor ?? 0, currency)],
    ['held', t('balance.held'), amount(balance.held_minor ?? 0, currency)],
    ['whole', t('balance.whole'), amount(balance.balance_minor ?? 0, currency)],
    ['minutes', t('balance.minutes'), String(balance.minutes_this_month ?? 0)],
  ]
  const thresholds = (balance.thresholds_minor ?? []).map((one) => amount(one, currency))
  return (
    <section class="card balance-card" aria-label={t('balance.title')}>
      <dl class="balance-figures">
        {figures.map(([id, name, value]) => (
          <div key={id} data-testid={`balance-${id}`}>
            <dt class="muted">{name}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
      </dl>
      <p class={balance.can_call ? 'muted' : 'balance-short'} data-testid="can-call">
        {balance.can_call
          ? t('balance.can_call')
          : t('balance.cannot_call', { amount: amount(balance.minimum_to_call_minor ?? 0, currency) })}
      </p>
      {thresholds.length > 0 && (
        <p class="muted small">{t('balance.thresholds', { amounts: list(thresholds) })}</p>
      )}
    </section>
  )
}
