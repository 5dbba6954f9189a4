/** The voice balance as `config/openapi.yaml` has it, with a ledger that moves. */
const HEAD = 'prefix,effective_from,from_minutes,to_minutes,price_per_minute_minor,currency,increment_seconds,minimum_seconds'
const LEAST = 50_000

const ok = (body) => ({ status: 200, body })
const wrong = (name, reason, more = {}) => ({
  status: 400,
  body: { code: 'invalid_parameter', status: 400, title: 'A parameter is missing or wrong', fields: [{ name, reason }], ...more },
})

/** @param settings `balance`: what there is at first; `held`: what calls that run hold of it; `movements`: what led to it */
export function startBalance(settings) {
  let balance = settings.balance ?? 1_200_000
  const held = settings.held ?? 0
  const before = settings.movements ?? (balance > 0 ? 1 : 0)
  let version = 0
  const entries = []
  const add = (kind, amount_minor, more) => {
    balance += amount_minor
    entries.unshift({
      object: 'ledger_entry',
      id: `entry_${entries.length + 1}`,
      sequence: entries.length + 1,
      at: new Date().toISOString(),
      kind,
      amount_minor,
      short_minor: 0,
      balance_minor: balance,
      call: null,
      minute: null,
      by: null,
      note: null,
      ...more,
    })
  }
  const now = () => ({
    object: 'balance',
    can_call: balance - held >= LEAST,
    balance_minor: balance,
    held_minor: held,
    available_minor: balance - held,
    currency: 'IDR',
    minimum_top_up_minor: LEAST,
    minimum_to_call_minor: LEAST,
    thresholds_minor: [100_000, LEAST],
    movements: before + entries.length,
    minutes_this_month: entries.filter((entry) => entry.kind === 'charge').length,
  })
  const card = () => ({
    object: 'rate_card',
    version,
    currency: 'IDR',
    increment_s: 60,
    minimum_s: 0,
    rows: [{ prefix: '62', effective_from: '2026-10-01', from_minutes: 0, to_minutes: null, price_per_minute_minor: 1_000 }],
    csv: `${HEAD}\r\n62,2026-10-01,0,,1000,IDR,60,0\r\n`,
  })
  const replace = (csv) => {
    if (!csv.startsWith(HEAD)) {
      const detail = 'is missing in the first line'
      const faults = [{ line: 1, column: 'prefix', rule: 'missing_column', detail }]
      return wrong('csv', `line 1: prefix ${detail}`, { faults })
    }
    version += 1
    return ok(card())
  }
  return {
    balance: (method, body) => {
      if (method === 'GET') {
        return ok(now())
      }
      if (body.amount_minor < LEAST) {
        return wrong('amount_minor', 'the amount is less than the least top-up', { refusal: 'below_minimum' })
      }
      add('top_up', body.amount_minor, { by: 'eka', note: body.note ?? null })
      return ok(now())
    },
    ledger: (query) =>
      ok({
        object: 'list',
        data: entries.filter((entry) => (query.get('kind') ?? entry.kind) === entry.kind),
        has_more: false,
      }),
    rates: (method, id, body) =>
      id === 'estimate'
        ? ok({
            object: 'call_estimate',
            possible: balance >= LEAST,
            reason: balance >= LEAST ? null : 'balance_too_low',
            detail: null,
            price_per_minute_minor: 1_000,
            currency: 'IDR',
            increment_s: 60,
            minimum_s: 0,
            minutes_left: Math.floor(balance / 1_000),
          })
        : method === 'PUT'
          ? replace(body.csv)
          : ok(card()),
  }
}
