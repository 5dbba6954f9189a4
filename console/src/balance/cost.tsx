import type { JSX } from 'preact'
import { t } from '../i18n'
import { useEvery, useLoaded } from '../supervisor/load'
import { amount } from './amount'
import { estimate } from './rest'

const EVERY_MS = 10_000

/**
 * What a call to that number, or to the customer of that room, would cost, and how long the balance lasts. An
 * agent reads only whether it is possible (BAL-8). Nothing where it is not known.
 */
export function Cost(props: { to?: string; room?: string }): JSX.Element | null {
  const of = props.room !== undefined ? { room: props.room } : { to: props.to ?? '' }
  const loaded = useLoaded(JSON.stringify(of), (signal) => estimate(of, signal))
  useEvery(EVERY_MS, loaded.again)
  if (loaded.state !== 'there') {
    return null
  }
  const { possible, reason, price_per_minute_minor: price, minutes_left: left, currency } = loaded.value
  if (!possible) {
    return (
      <p class="cost balance-short" data-testid="cost">
        {t(reason === 'balance_too_low' ? 'cost.too_low' : reason === 'no_price' ? 'cost.no_price' : 'cost.unknown')}
      </p>
    )
  }
  return price === undefined ? null : (
    <p class="cost muted small" data-testid="cost">
      {t('cost.price', { price: amount(price, currency), minutes: left ?? 0 })}
    </p>
  )
}
