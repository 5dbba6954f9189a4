import type { JSX } from 'preact'
import { dayOf, t } from '../i18n'
import { getCallingLimits } from '../rest'
import { useLoaded } from '../supervisor/load'

/** The figures of calling out with their day: Meta changes its own, and the file of ours follows. */
export function CallingLimits(): JSX.Element | null {
  const loaded = useLoaded('calling-limits', getCallingLimits)
  if (loaded.state !== 'there') {
    return null
  }
  const limits = loaded.value
  const rows: [string, string | number][] = [
    [t('limits.calls'), limits.connected_calls_per_day],
    [t('limits.warn'), limits.warn_after_unanswered],
    [t('limits.revoke'), limits.revoke_after_unanswered],
    [t('limits.ringing'), t('limits.seconds', { seconds: limits.ringing_s })],
    [t('limits.asks_day'), limits.requests_per_day],
    [t('limits.asks_week'), limits.requests_per_week],
    [t('limits.lifetime'), t('limits.hours', { hours: limits.request_lifetime_h })],
    [t('limits.temporary'), t('limits.hours', { hours: limits.temporary_permission_h })],
    [t('limits.barred'), limits.barred_countries.join(' ') || '–'],
  ]
  return (
    <section class="card calling-limits" aria-labelledby="calling-limits" data-testid="calling-limits">
      <h2 id="calling-limits" class="card-title">
        {t('limits.title')}
      </h2>
      <p class="muted small">{t('limits.as_of', { day: dayOf(limits.as_of) })}</p>
      <dl class="limit-rows">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt class="muted">{name}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
