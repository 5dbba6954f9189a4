/** What Meta charged beside what the account paid, as `config/openapi.yaml` has it. */
const PULSE_MICROS = 19_200_000

const READ_AT = '2026-11-27T06:20:00.000Z'

const meta = (pulses, more = {}) => ({
  waba_id: '100000000000002',
  currency: 'IDR',
  cost_micros: pulses * PULSE_MICROS,
  calls: 41,
  talk_s: 3_712,
  read_at: READ_AT,
  rows: [
    {
      country: 'ID',
      direction: 'outbound',
      tier: '0:50000',
      calls: 35,
      talk_s: 3_600,
      cost_micros: pulses * PULSE_MICROS - 45_600_000,
    },
    { country: 'GB', direction: 'outbound', tier: '5000000:', calls: 2, talk_s: 12, cost_micros: 45_600_000 },
    { country: null, direction: null, tier: null, calls: 4, talk_s: 100, cost_micros: 0 },
  ],
  ...more,
})

const month = (name, paid, told, difference, why = null) => ({
  object: 'charge_month',
  month: name,
  paid: { amount_minor: 0, currency: 'IDR', minutes: 0, pulses: 0, countries: [], ...paid },
  meta: told,
  difference_micros: difference,
  no_difference: why,
})

/** A month of each kind. */
const MONTHS = [
  month(
    '2026-11',
    {
      amount_minor: 78_000,
      minutes: 78,
      pulses: 625,
      countries: [
        { country: 'ID', amount_minor: 76_000, minutes: 76 },
        { country: 'GB', amount_minor: 2_000, minutes: 2 },
      ],
    },
    [meta(625)],
    78_000_000_000 - 625 * PULSE_MICROS,
  ),
  month(
    '2026-10',
    { amount_minor: 1_000, minutes: 1, pulses: 10 },
    [meta(700)],
    1_000_000_000 - 700 * PULSE_MICROS,
  ),
  month(
    '2026-09',
    { amount_minor: 12_000, minutes: 12, pulses: 99 },
    [
      meta(0, {
        currency: 'USD',
        cost_micros: 9_500,
        calls: 1,
        rows: [
          { country: 'SG', direction: 'outbound', tier: 'GOLD', calls: 1, talk_s: 6, cost_micros: 9_500 },
        ],
      }),
    ],
    null,
    'currencies_differ',
  ),
  month('2026-08', { amount_minor: 5_000, minutes: 5, pulses: 41 }, [meta(0, { calls: 0, rows: [] })], 5_000_000_000),
]

const READ = { state: 'read', read_at: READ_AT, failed_at: null, meta_error_code: null, detail: null }

/**
 * @param settings `charges`: the months, newest first; `reading`: how Meta is asked
 */
export function metaCharges(settings, query) {
  const all = settings.charges ?? MONTHS
  const after = query.get('starting_after')
  const from = after === null ? all : all.filter((one) => one.month < after)
  const limit = settings.chargesPage ?? Number(query.get('limit'))
  const data = from.slice(0, limit)
  return {
    status: 200,
    body: {
      object: 'list',
      data,
      has_more: from.length > data.length,
      reading: { ...READ, ...settings.reading },
    },
  }
}

/** The month in which nothing has been read yet. */
export const UNREAD = [
  month('2026-11', { amount_minor: 2_000, minutes: 2, pulses: 11 }, [], null, 'not_read'),
]
