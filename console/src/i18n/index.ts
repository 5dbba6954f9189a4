import { signal } from '@preact/signals'
import { en, type MessageKey } from './en'
import { id } from './id'

export type { MessageKey }
export type Language = 'en' | 'id'

const KEPT_AS = 'dering.language'
const MESSAGES: Record<Language, Record<MessageKey, string>> = { en, id }
export const LANGUAGES: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia' }

function initial(): Language {
  const kept = localStorage.getItem(KEPT_AS)
  if (kept === 'en' || kept === 'id') {
    return kept
  }
  return /^(id|in)\b/i.test(navigator.language) ? 'id' : 'en'
}

export const language = signal<Language>(initial())

export function chooseLanguage(next: Language): void {
  localStorage.setItem(KEPT_AS, next)
  language.value = next
}

export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(en, key)
}

/** The words for `key` in the language of now; a component that calls it follows a switch. A key that
 * was built from a word of a newer gateway stands for itself. */
export function t(key: MessageKey, params: Record<string, string | number> = {}): string {
  const text: string | undefined = MESSAGES[language.value][key]
  return (text ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  )
}

/** Words for a code from the wire, or the code itself made readable when it is new to us. */
export function words(prefix: string, code: string): string {
  const key = `${prefix}.${code}`
  if (hasMessage(key)) {
    return t(key)
  }
  const plain = code.replace(/[_.-]+/g, ' ').trim()
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

const locale = (): string => (language.value === 'id' ? 'id-ID' : 'en-GB')

/** "A, B and C", by the reader's language. */
export function list(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names)
}

/** Whole seconds that have passed, as every clock counts them: whatever shows a length rounds it so. */
const wholeSeconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000))

/** `4:05`, `1:02:09`. */
export function clock(ms: number): string {
  const seconds = wholeSeconds(ms)
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** "4 sec", "2 min, 5 sec", "3 hr": how long something took, in at most two units. */
export function duration(ms: number): string {
  const seconds = wholeSeconds(ms)
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ]
  const first = Math.max(0, parts.findIndex(([count]) => count > 0))
  const told = seconds === 0 ? parts.slice(2) : parts.slice(first, first + 2).filter(([count]) => count > 0)
  const unit = (count: number, name: string): string =>
    new Intl.NumberFormat(locale(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(count)
  return told.map(([count, name]) => unit(count, name)).join(' ')
}

/** "26 Nov, 14:20"; with the year where it is another one. */
export function shortTime(at: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date().getFullYear()
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** "26 Nov 2026": a day, for what has no need of the hour. */
export function shortDay(at: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric' }).format(Date.parse(at))
}

/** `Rp 50,000`, `Rp 50.000`: money as the reader writes it. Rupiah is "Rp" in both languages. */
export const money = (units: number, currency: string, digits: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency,
    ...(currency === 'IDR' ? { currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 } : {}),
    ...digits,
  }).format(units)

/** "87.5" as the reader writes it. */
export const decimal = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value)

/** `2026-12-25` as "25 Dec 2026". */
export function dayOf(day: string): string {
  const at = Date.parse(`${day}T12:00:00Z`)
  return Number.isNaN(at)
    ? day
    : new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
}

/** `2026-11` as "November 2026". */
export function monthOf(month: string): string {
  const at = Date.parse(`${month}-15T12:00:00Z`)
  return Number.isNaN(at)
    ? month
    : new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
}

/** `ID` as "Indonesia". */
export function countryName(region: string): string {
  return new Intl.DisplayNames(locale(), { type: 'region' }).of(region) ?? region
}

/** "2 minutes ago", by the reader's language. */
export function ago(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
  const seconds = Math.round((at - now) / 1000)
  if (Math.abs(seconds) < 45) {
    return format.format(0, 'second')
  }
  if (Math.abs(seconds) < 2700) {
    return format.format(Math.round(seconds / 60), 'minute')
  }
  return Math.abs(seconds) < 64_800
    ? format.format(Math.round(seconds / 3600), 'hour')
    : format.format(Math.round(seconds / 86_400), 'day')
}

export function exactTime(at: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(at)
}

export function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: 'medium', hourCycle: 'h23' }).format(at)
}

/** Area codes of Indonesian fixed lines with two digits: Jakarta, Bandung, Semarang, Surabaya, Medan. */
const SHORT_AREA = /^(21|22|24|31|61)/

/** `6281112345678` as people write it: `+62 811-1234-5678`; anything else as it came. */
export function phoneNumber(number: string | undefined): string {
  const digits = (number ?? '').replace(/^\+/, '')
  if (!/^\d{8,15}$/.test(digits)) {
    return number ?? ''
  }
  const country = /^(1|7)/.test(digits) ? 1 : 2
  const rest = digits.slice(country)
  const area = digits.startsWith('62') && SHORT_AREA.test(rest) ? 2 : 3
  const groups = [rest.slice(0, area), rest.slice(area, area + 4), rest.slice(area + 4)]
  return `+${digits.slice(0, country)} ${groups.filter((part) => part !== '').join('-')}`
}
