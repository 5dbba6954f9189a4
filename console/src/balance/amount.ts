import { rupiah } from '../i18n'

/** An amount of minor units in its currency; whole rupiah where none is known yet. */
export function amount(minor: number, currency: string | null | undefined): string {
  if (currency == null || currency === 'IDR') {
    return rupiah(minor)
  }
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(minor / 10 ** digits)
}

/** With a sign, as a ledger has it. */
export const signed = (minor: number, currency: string | null | undefined): string =>
  minor > 0 ? `+${amount(minor, currency)}` : amount(minor, currency)
