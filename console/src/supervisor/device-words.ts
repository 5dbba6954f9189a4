import { t } from '../i18n'

/** The gateway's word for what it does not know. */
const OTHER = 'Other'

/** "Chrome on Linux", or as much of it as is known. */
export function deviceWords({ browser, platform }: { browser: string; platform: string }): string {
  const known = [browser, platform].filter((one) => one !== OTHER)
  return known.length === 2 ? t('live.device', { browser, platform }) : (known[0] ?? t('live.device.unknown'))
}
