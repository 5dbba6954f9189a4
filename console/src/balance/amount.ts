import { money } from '../i18n'

const USUAL = 'IDR'

/** An amount of minor units in its currency; whole rupiah where none is known yet. */
export function amount(minor: number, currency: string | null | undefined): string {
  if (currency == null || currency === USUAL) {
    return money(minor, USUAL)
  }
  const digits = new Intl.NumberFormat(undefined, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  return money(minor / 10 ** (digits ?? 2), currency)
}

/** With a sign, as a ledger has it. */
export const signed = (minor: number, currency: string | null | undefined): string =>
  minor > 0 ? `+${amount(minor, currency)}` : amount(minor, currency)

const MICROS = 1_000_000

/** Millionths of a unit: two decimals, and more where a price is less than one of them. */
export function micros(value: number, currency: string | null | undefined): string {
  const units = value / MICROS
  const isTiny = units !== 0 && Math.abs(units) < 1
  const digits = Number.isInteger(units) && (currency ?? USUAL) === USUAL ? 0 : 2
  return money(units, currency ?? USUAL, { minimumFractionDigits: digits, maximumFractionDigits: isTiny ? 4 : digits })
}

/** With a sign, as a difference has it. */
export const signedMicros = (value: number, currency: string | null | undefined): string =>
  value > 0 ? `+${micros(value, currency)}` : micros(value, currency)
