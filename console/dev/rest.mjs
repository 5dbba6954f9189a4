// The REST API of the stub: the log of calls, agents and ring groups, with the gateway's own refusals.
import { startAdmin } from './admin-rest.mjs'
import { startBalance } from './balance-rest.mjs'
import { metaCharges } from './charges-rest.mjs'
import { loggedCall } from './calls.mjs'
import { startRooms } from './rooms.mjs'

// A point of P-256, as a gateway's own key is.
const PUSH_KEY =
  'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8'

export const PEOPLE = {
  ayu: ['Ayu Lestari', 'agent'],
  budi: ['Budi Santoso', 'agent'],
  citra: ['Citra Dewi', 'agent'],
  dewi: ['Dewi Anggraini', 'supervisor'],
  eka: ['Eka Putri', 'admin'],
}

export const problem = (status, code, ...fields) => ({
  status,
  body: {
    type: `urn:dering:problem:${code}`,
    title: code,
    status,
    code,
    ...(fields.length === 0 ? {} : { fields: fields.map(([name, reason]) => ({ name, reason })) }),
  },
})
export const ok = (body, status = 200) => ({ status, body })

function matches(call, query) {
  const of = (name) => query.get(name)
  const text = (of('customer') ?? '').toLowerCase()
  const number = call.customer.number ?? ''
  return (
    (of('from') === null || call.started_at >= of('from')) &&
    (of('to') === null || call.started_at < of('to')) &&
    (of('agent') === null || call.agent?.id === of('agent')) &&
    (of('rang') === null || call.rang === undefined || call.rang.includes(of('rang'))) &&
    (of('channel') === null || call.channel === of('channel')) &&
    (of('direction') === null || call.direction === of('direction')) &&
    (of('status') === null || call.status === of('status')) &&
    (text === '' ||
      (call.customer.name ?? '').toLowerCase().startsWith(text) ||
      (/^\d{3,}$/.test(text) && (number.startsWith(text) || number.endsWith(text))))
  )
}

function page(calls, query) {
  const after = query.get('starting_after')
  const begin = after === null ? 0 : calls.findIndex((call) => call.id === after) + 1
  const limit = Number(query.get('limit') ?? 20)
  const data = calls.slice(begin, begin + limit)
  return ok({ object: 'list', data, has_more: begin + limit < calls.length })
}

function csv(calls) {
  const lines = calls.map((call) => [call.id, call.started_at, call.status, call.reason].join(','))
  return { status: 200, type: 'text/csv', body: ['id,started_at,status,reason', ...lines].join('\r\n') }
}

const event = (sequence, at, kind, agent = null, detail = null) => ({ sequence, at, kind, agent, detail })

/** A call to a customer is sent to no agent. */
const isPlaced = (call) => call.direction === 'outbound'

const happenings = (call) =>
  isPlaced(call)
    ? [
        ['calling', call.started_at, call.agent],
        ['dialled', call.started_at],
        ['placed', call.started_at],
        ...(call.ring_ms === null ? [] : [['customer_rings', call.started_at]]),
        ...(call.connected_at === null ? [] : [['connected', call.connected_at]]),
        ...(call.reason === 'balance_spent' ? [['balance_warned', call.ended_at, null, '60']] : []),
      ]
    : rung(call)

function rung(call) {
  const offered = ['ayu', 'budi'].map((id) => ({ id, name: PEOPLE[id][0] }))
  const at = call.started_at
  return [
    ['routed', at, null, 'ring_all group_front-desk'],
    ...offered.map((agent) => ['offered_to_agent', at, agent]),
    ...(call.agent === null ? [] : [['taken', call.connected_at, call.agent]]),
    ...(call.connected_at === null ? [] : [['connected', call.connected_at]]),
  ]
}

function story(call) {
  const all = [
    ...happenings(call),
    ...(call.ended_at === null ? [] : [['ended', call.ended_at, null, call.reason.toUpperCase()]]),
  ]
  return {
    diagnosis: null,
    ...call,
    events: all.map(([kind, at, agent, detail], index) => event(index + 1, at, kind, agent, detail)),
  }
}

const endOf = (call) => ({
  at: call.ended_at,
  status: call.status,
  reason: call.reason,
  ended_by: call.ended_by ?? 'gateway',
  meta_error_code: call.meta_error_code,
  meta_error_subcode: call.meta_error_subcode,
})

function explanation(call) {
  const found = (word, ms = null) => [{ at: call.started_at, found: word, for_ms: ms }]
  const seen = (id, findings) => ({ agent: { id, name: PEOPLE[id][0] }, findings })
  return {
    object: 'call_explanation',
    call: call.id,
    state: call.state,
    routed: isPlaced(call) ? [] : [{ at: call.started_at, way: 'ring_all', ring_group: 'group_front-desk' }],
    agents: isPlaced(call)
      ? []
      : [
          seen('ayu', found(call.agent?.id === 'ayu' ? 'took' : 'declined', 4000)),
          seen('budi', found('page_unreachable', 75_000)),
          seen('citra', found('on_call')),
          seen('dewi', found('not_in_group')),
          seen('eka', found('not_in_group')),
        ],
    end: call.status === null ? null : endOf(call),
  }
}

const FRONT_DESK = {
  object: 'ring_group',
  id: 'group_front-desk',
  name: 'Front desk',
  channel: '100000000000001',
  mode: 'ring_all',
  members: ['ayu', 'budi', 'citra'],
  hunting_s: 0,
}

function agentNow(id, isThere) {
  return {
    object: 'agent',
    id,
    name: PEOPLE[id][0],
    role: PEOPLE[id][1],
    presence: isThere ? 'online' : 'offline',
    since: null,
    wrap_up_until: null,
    reachable: isThere,
    unreachable_since: null,
    call: null,
    ringing: 0,
    rooms: 0,
    disabled: false,
    pages: isThere
      ? [
          {
            device: { browser: 'Chrome', platform: 'Linux' },
            reachable: true,
            unreachable_since: null,
            leg_up: true,
            ready: { microphone: 'good', speaker: 'good', sound: 'good', notifications: 'good' },
          },
        ]
      : [],
  }
}

/** A line that was good but for one bad minute, and one that was away for a while. */
function lineQuality(call) {
  const points = Array.from({ length: 36 }, (_, index) => {
    const lost = index > 14 && index < 22 ? 5.5 + (index % 3) : index % 5 === 0 ? 0.4 : 0
    const isAway = index > 24 && index < 29
    return {
      at_ms: (index + 1) * 5000,
      customer: lineAt({
        loss_percent: lost,
        jitter_ms: 4 + (index % 4),
        round_trip_ms: index === 0 ? null : Math.round(120 + 40 * Math.abs(Math.sin(index / 3))),
        mos: Math.round((4.2 - lost / 12) * 10) / 10,
        talk_ms: index % 6 < 3 ? 3200 + (index % 3) * 500 : 250,
      }),
      agent: isAway
        ? null
        : lineAt({
            loss_percent: index === 29 ? 1.2 : 0,
            jitter_ms: 2 + (index % 2),
            round_trip_ms: 18 + (index % 6),
            talk_ms: index % 6 < 3 ? 100 : 3600,
            concealed_percent: Math.round(lost * 6) / 10,
            buffer_ms: 45,
            microphone: 'live',
          }),
    }
  })
  const verdict = [
    { code: 'loss', side: 'customer', from_ms: 75_000, length_ms: 35_000, value: 6.4, sentence: "customer's side lost 6 % for 35 s" },
  ]
  const sum = (name, what) => points.reduce((all, point) => all + (point[name]?.[what] ?? 0), 0)
  const whole = (name, mos) => ({ mos, talk_ms: sum(name, 'talk_ms'), silence_ms: sum(name, 'silence_ms') })
  return {
    object: 'call_quality',
    call: call.id,
    quality: call.quality,
    every_ms: 5000,
    verdict,
    customer: whole('customer', 4.1),
    agent: whole('agent', 4.2),
    points,
  }
}

function lineAt(line) {
  return {
    loss_in_percent: line.loss_percent,
    loss_out_percent: 0,
    mos: 4.2,
    level_db: line.talk_ms > 1000 ? -26 - (line.jitter_ms % 4) : -58,
    silence_ms: 5000 - line.talk_ms,
    concealed_percent: null,
    buffer_ms: null,
    microphone: null,
    ...line,
  }
}

const ago = (ms) => new Date(Date.now() - ms).toISOString()

const STATISTICS = () => ({
  object: 'statistics',
  at: ago(0),
  target: { answer_within_s: 20, percent: 80 },
  waiting: 0,
  waiting_calls: [],
  last_hour: { from: ago(3_600_000), calls: 0, answered: 0, unanswered: 0, answer_rate_percent: null, service_level_percent: null, mean_wait_ms: null, longest_wait_ms: null },
  today: { from: ago(36_000_000), calls: 42, answered: 37, unanswered: 5, answer_rate_percent: 88, service_level_percent: 83.3, mean_wait_ms: 9_400, longest_wait_ms: 41_000 },
})

const ADMISSION = () => ({
  object: 'admission',
  inbound: true,
  outbound: true,
  reached: [],
  refused: { from: ago(570_000), inbound: 0, outbound: 0 },
})

const KINDS = ['signed_in', 'away', 'online', 'unreachable', 'reachable', 'signed_out']

/** 60 entries of everybody who is known, in pages. */
function agentHistory(id, query) {
  if (PEOPLE[id] === undefined) {
    return problem(404, 'not_found')
  }
  const all = Array.from({ length: id === 'eka' ? 0 : 60 }, (_, index) => ({
    object: 'agent_event',
    id: `agev_${60 - index}`,
    at: ago(index * 1_800_000 + 60_000),
    kind: KINDS[(59 - index) % KINDS.length],
    device: { browser: 'Chrome', platform: index % 3 === 0 ? 'Android' : 'Windows' },
    after_ms: KINDS[(59 - index) % KINDS.length] === 'unreachable' ? 8000 : null,
  }))
  const after = query.get('starting_after')
  const begin = after === null ? 0 : all.findIndex((entry) => entry.id === after) + 1
  const data = all.slice(begin, begin + Number(query.get('limit') ?? 20))
  return ok({ object: 'list', data, has_more: begin + data.length < all.length })
}

/** What keeps a group from being so: the gateway's own words. */
function refusal(groups, wish, id) {
  const others = groups.filter((group) => group.id !== id)
  if ((wish.name ?? '').trim() === '') {
    return problem(400, 'invalid_parameter', ['name', 'must be a text of 1 to 100 characters'])
  }
  if (wish.channel !== FRONT_DESK.channel && wish.channel !== '100000000000003') {
    return problem(400, 'invalid_parameter', ['channel', 'must be a channel of this account'])
  }
  if (!Number.isInteger(wish.hunting_s) || wish.hunting_s < 0 || wish.hunting_s > 60) {
    const reason = 'must be a whole number of seconds from 0 to 60'
    return problem(400, 'invalid_parameter', ['hunting_s', reason])
  }
  for (const [index, member] of wish.members.entries()) {
    if (others.some((group) => group.members.includes(member))) {
      const reason = 'is in another ring group; an agent is in one at most'
      return problem(409, 'conflict', [`members[${index}]`, reason])
    }
  }
  const isTaken = others.some((group) => group.channel === wish.channel && group.mode === wish.mode)
  return isTaken
    ? problem(409, 'conflict', ['mode', 'the channel has a ring group of this mode already'])
    : null
}

const SHARE = { calls: 0, answered: 0, percent: null }

/** A channel as the gateway shows it; what is not said is as of one that nobody has touched. */
export const channelNow = (known = {}) => ({
  object: 'channel',
  id: '100000000000001',
  name: 'Dering Demo',
  number: '622150000001',
  ringing_window_s: 30,
  inbound: true,
  office_hours: null,
  out_of_hours: 'reject',
  callback_permission: false,
  outbound: true,
  outbound_barred: false,
  restrictions: [],
  warnings: [],
  ...known,
  meta: {
    state: 'in_step',
    writes: true,
    differences: [],
    notes: [],
    failure: null,
    read_at: new Date().toISOString(),
    ...known.meta,
  },
  answer_rate: {
    last_24_h: { calls: 42, answered: 39, percent: 92 },
    last_7_d: SHARE,
    low: false,
    warn_under_percent: 60,
    least_calls: 20,
    ...known.answer_rate,
  },
})

/** What keeps settings from being so: the gateway's own words. */
function channelRefusal(wish) {
  const wrong = (...field) => problem(400, 'invalid_parameter', field)
  if (!(wish.ringing_window_s >= 30 && wish.ringing_window_s <= 60)) {
    return wrong('ringing_window_s', 'must be a whole number of seconds from 30 to 60')
  }
  const hours = wish.office_hours
  if (hours !== null && !Intl.supportedValuesOf('timeZone').includes(hours.time_zone)) {
    return wrong('office_hours.time_zone', 'must be a time zone such as Asia/Jakarta')
  }
  for (const [place, span] of (hours?.weekly ?? []).entries()) {
    const field = `office_hours.weekly[${place}]`
    if (span.from >= span.to) {
      return wrong(field, 'must end after it begins, on the same day')
    }
    const others = hours.weekly.slice(0, place).filter((one) => one.day === span.day)
    if (others.some((one) => one.from < span.to && span.from < one.to)) {
      return wrong(field, 'overlaps other hours of that day')
    }
  }
  return null
}

/** Answers below `/v1/`, or null: `there` says which agents have a page. */
export function startRest(settings, past, there) {
  const admin = startAdmin(settings)
  const money = startBalance(settings)
  const groups = [...(settings.groups ?? [FRONT_DESK])]
  const rooms = startRooms(settings, (id) => PEOPLE[id]?.[0] ?? id)
  const channels = (settings.channels ?? [{}]).map(channelNow)
  let made = 0

  function channelsOf(method, id, more, wish) {
    const place = channels.findIndex((channel) => channel.id === id)
    if (method === 'GET') {
      return ok({ object: 'list', data: channels, has_more: false })
    }
    if (place < 0) {
      return problem(404, 'not_found')
    }
    if (more === 'write_to_meta') {
      channels[place].meta = { ...channels[place].meta, state: 'in_step', differences: [], failure: null }
      return ok(channels[place])
    }
    const refused = channelRefusal(wish)
    if (refused === null) {
      channels[place] = { ...channels[place], ...wish }
    }
    return refused ?? ok(channels[place])
  }

  function ringGroups(method, id, wish) {
    const place = groups.findIndex((group) => group.id === id)
    if (id !== undefined && place < 0) {
      return problem(404, 'not_found')
    }
    if (method === 'DELETE') {
      groups.splice(place, 1)
      return { status: 204, body: null }
    }
    if (method === 'GET') {
      return ok({ object: 'list', data: groups, has_more: false })
    }
    const refused = refusal(groups, wish, id)
    if (refused !== null) {
      return refused
    }
    const group = { object: 'ring_group', id: id ?? `group_new${++made}`, ...wish }
    groups.splice(id === undefined ? groups.length : place, id === undefined ? 0 : 1, group)
    return ok(group, id === undefined ? 201 : 200)
  }

  /** What pages have subscribed is in `settings.pushDevices`, by its id. */
  function pushDevices(method, id, wish) {
    const devices = (settings.pushDevices ??= new Map())
    if (method === 'DELETE') {
      return devices.delete(id) ? { status: 204, body: null } : problem(404, 'not_found')
    }
    const made = `push_${String(devices.size).padStart(32, '0')}`
    devices.set(made, wish)
    return ok({ object: 'push_device', id: made, agent: wish.agent ?? 'ayu' }, 201)
  }

  function calls(id, more) {
    const call = past.find((one) => one.id === id)
    if (call === undefined) {
      return problem(404, 'not_found')
    }
    if (more === 'quality') {
      return ok(settings.quality ?? lineQuality(call))
    }
    return ok(more === 'explain' ? explanation(call) : story(call))
  }

  return (request, { pathname, searchParams }, body) => {
    const [, , collection, id, more] = pathname.split('/').map(decodeURIComponent)
    if (settings.mode !== 'dev' && request.headers.authorization !== `Bearer ${settings.token}`) {
      return problem(401, 'unauthorized')
    }
    if (settings.isRestDown) {
      return problem(503, 'unavailable')
    }
    const found = () => past.filter((call) => matches(call, searchParams))
    switch (collection) {
      case 'calls':
        return id === undefined ? page(found(), searchParams) : calls(id, more)
      case 'calls.csv':
        return csv(found())
      case 'admission':
        return ok(settings.admission ?? ADMISSION())
      case 'statistics':
        return ok(settings.statistics ?? STATISTICS())
      case 'agents':
        if (more === 'history') {
          return agentHistory(id, searchParams)
        }
        return ok({
          object: 'list',
          data: settings.agentsNow ?? Object.keys(PEOPLE).map((one) => agentNow(one, there(one))),
          has_more: false,
        })
      case 'rooms':
        return rooms(request, pathname.split('/').slice(3).map(decodeURIComponent), searchParams, body)
      case 'balance':
        return money.balance(request.method, body)
      case 'ledger':
        return money.ledger(searchParams)
      case 'meta-charges':
        return metaCharges(settings, searchParams)
      case 'rate-card':
        return money.rates(request.method, id, body)
      case 'calling-limits':
        return ok({ object: 'calling_limits', as_of: '2026-11-01', connected_calls_per_day: 10, warn_after_unanswered: 2, revoke_after_unanswered: 4, ringing_s: 60, requests_per_day: 1, requests_per_week: 2, request_lifetime_h: 72, temporary_permission_h: 168, barred_countries: ['CA', 'EG', 'NG', 'US', 'VN'] })
      case 'channels':
        return channelsOf(request.method, id, more, body)
      case 'ring_groups':
        return ringGroups(request.method, id, body)
      case 'push_key':
        return ok({ object: 'push_key', public_key: PUSH_KEY })
      case 'push_devices':
        return pushDevices(request.method, id, body)
      default:
        return admin(request.method, pathname, searchParams, body)
    }
  }
}

/** A log of any length, newest first: a call each minute. */
export function manyCalls(count, newest = Date.now()) {
  return Array.from({ length: count }, (_, index) =>
    loggedCall({
      id: `call_many${index}`,
      customer: { name: `Customer ${index}`, number: `62811${String(index).padStart(7, '0')}` },
      status: index % 3 === 0 ? 'unanswered' : 'answered',
      reason: index % 3 === 0 ? 'timed_out' : 'customer_hung_up',
      startedAt: newest - index * 60_000,
      talkMs: index % 3 === 0 ? 0 : 61_000 + index,
      agent: index % 3 === 0 ? null : { id: 'ayu', name: PEOPLE.ayu[0] },
    }),
  )
}
