import { Info, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { decimal, list, t } from '../i18n'
import type { Admission } from '../api'
import { getAdmission } from '../rest'
import { Icon } from '../ui/icon'
import { useEvery, useLoaded } from './load'

/** The gate of the gateway looks once a second; it stays closed for seconds at the least. */
const EVERY_MS = 5_000

/** That calls are refused, by what, and what to do, whatever page is open; for a while after it too. */
export function AdmissionBanner(): JSX.Element | null {
  const loaded = useLoaded('admission-banner', getAdmission)
  useEvery(EVERY_MS, loaded.again)
  if (loaded.state !== 'there') {
    return null
  }
  const { inbound, outbound, reached } = loaded.value
  const refused = refusedLately(loaded.value)
  if (inbound && outbound) {
    return refused === null ? null : (
      <div class="banners" data-testid="admission-banner" data-state="open">
        <div class="notice" role="status">
          <Icon of={Info} />
          <span class="notice-words">
            {refused} {t('admission.again')}
          </span>
        </div>
      </div>
    )
  }
  return (
    <div class="banners" data-testid="admission-banner" data-state="closed">
      <div class="notice danger refusing">
        <Icon of={TriangleAlert} />
        <div class="notice-words">
          {/* Said once: the figures below change with each look. */}
          <strong role="alert">{t(inbound ? 'admission.outbound' : 'admission.all')}</strong>
          {reached.map(({ mark, limit, taken_below: below, now }) => (
            <p key={mark}>
              {t(`admission.${mark}`, { limit: decimal(limit), below: decimal(below), now: decimal(now) })}
            </p>
          ))}
          {refused !== null && <p>{refused}</p>}
          <p class="small">{t('admission.help')}</p>
        </div>
      </div>
    </div>
  )
}

function refusedLately({ refused: { inbound, outbound } }: Admission): string | null {
  const parts = [
    ...(inbound > 0 ? [t('admission.refused.inbound', { count: inbound })] : []),
    ...(outbound > 0 ? [t('admission.refused.outbound', { count: outbound })] : []),
  ]
  return parts.length === 0 ? null : t('admission.refused', { calls: list(parts) })
}
