import { duration, language } from '../i18n'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** "6 days 23 hr", "2 hr 5 min": how long something goes on, in at most two units. */
export function timeLeft(ms: number): string {
  if (ms < DAY_MS) {
    return duration(ms)
  }
  const locale = language.value === 'id' ? 'id-ID' : 'en-GB'
  const unit = (count: number, name: string): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(count)
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  return hours === 0 ? unit(days, 'day') : `${unit(days, 'day')} ${unit(hours, 'hour')}`
}
