/** The addresses of the voice balance, its ledger, the rate card and Meta's charges (BAL-3, BAL-7, BAL-8). */
import type { Balance, CallEstimate, LedgerPage, MetaChargePage, RateCard } from '../api'
import { ask, read, withQuery } from '../rest'

export const getBalance = (signal?: AbortSignal): Promise<Balance> => read('/v1/balance', signal)

/** Which entries are shown; empty stands for all. */
export interface LedgerQuery {
  kind: string
  call: string
  from: string
  to: string
}

export const listLedger = (query: LedgerQuery, after: string, signal?: AbortSignal): Promise<LedgerPage> =>
  read(withQuery('/v1/ledger', { limit: 50, ...query, starting_after: after }), signal)

export const exportLedger = async (query: LedgerQuery): Promise<Blob> =>
  (await ask(withQuery('/v1/ledger.csv', { ...query }), { accept: 'text/csv' })).blob()

/** The key is the form's own: pressed twice, or again after a lost answer, it is one top-up. */
export const topUp = async (amountMinor: number, note: string, key: string): Promise<Balance> => {
  const body = { amount_minor: amountMinor, ...(note === '' ? {} : { note }) }
  const headers = { 'idempotency-key': key }
  return (await (await ask('/v1/balance/top-ups', { method: 'POST', body, headers })).json()) as Balance
}

/** Months, newest first; those before `after` where it is one. */
export const listMetaCharges = (after: string, signal?: AbortSignal): Promise<MetaChargePage> =>
  read(withQuery('/v1/meta-charges', { limit: 6, starting_after: after }), signal)

export const getRateCard = (signal?: AbortSignal): Promise<RateCard> => read('/v1/rate-card', signal)

export const replaceRateCard = async (csv: string): Promise<RateCard> =>
  (await (await ask('/v1/rate-card', { method: 'PUT', body: { csv } })).json()) as RateCard

export const estimate = (of: { to?: string; room?: string }, signal?: AbortSignal): Promise<CallEstimate> =>
  read(withQuery('/v1/rate-card/estimate', of), signal)
