import type { LoggedCall } from '../api'
import { amount } from '../balance/amount'
import { clock, phoneNumber, t, words } from '../i18n'

/** Who is on the other side, in the best words there are. */
export function customerOf({ customer }: LoggedCall): string {
  const number = phoneNumber(customer.number ?? undefined)
  return customer.name ?? (number !== '' ? number : (customer.user_id ?? t('call.unknown')))
}

/** How it ended, or what it does now. */
export const outcomeOf = (call: LoggedCall): string =>
  call.status === null ? t(`calls.state.${call.state}`) : t(`history.${call.status}`)

export function reasonOf(call: LoggedCall): string {
  return call.reason === null ? '' : words('reason', call.reason)
}

export const kindOf = (call: LoggedCall): 'running' | 'answered' | 'unanswered' =>
  call.status ?? 'running'

export const lengthOf = (ms: number | null): string => (ms === null || ms === 0 ? '–' : clock(ms))

/** Nothing is charged for incoming calls (IN-1); else the amount as it is written. */
export const chargeOf = ({ charge_minor: charge }: LoggedCall): string =>
  charge === null ? '–' : charge === 0 ? t('calls.free') : amount(charge, null)

/** Meta's own words for it: the code that its documentation and its support know. */
export function metaCode(code: number | null, subcode: number | null): string | null {
  if (code === null) {
    return null
  }
  return subcode === null
    ? t('calls.meta_code', { code })
    : t('calls.meta_code.sub', { code, subcode })
}
