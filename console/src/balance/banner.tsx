import { TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { t } from '../i18n'
import { useEvery, useLoaded } from '../supervisor/load'
import { hrefOf, route } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { amount } from './amount'
import { getBalance } from './rest'

const EVERY_MS = 10_000

/**
 * What a supervisor must know of the balance whatever page is open (BAL-8). The thresholds are the balance's;
 * what is said to be left is what no running call holds.
 */
export function BalanceBanner(): JSX.Element | null {
  const loaded = useLoaded('balance-banner', getBalance)
  useEvery(EVERY_MS, loaded.again)
  if (loaded.state !== 'there' || route.value.page === 'balance') {
    return null
  }
  const { balance_minor: balance = 0, available_minor: available = 0, thresholds_minor: thresholds = [], movements = 0, currency, can_call: canCall } = loaded.value
  const isLow = thresholds.some((threshold) => balance < threshold)
  // A balance that was never used is no news.
  if (movements === 0 || (!isLow && canCall)) {
    return null
  }
  const left = amount(available, currency)
  return (
    <div class="banners beside-next" data-testid="balance-banner">
      <div class={`notice ${canCall ? '' : 'danger'}`} role="status">
        <Icon of={TriangleAlert} />
        <span class="notice-words">{t(canCall ? 'balance.low' : 'balance.too_low', { amount: left })}</span>
        <a class="button small" href={hrefOf.balance}>
          {t('balance.open')}
        </a>
      </div>
    </div>
  )
}
