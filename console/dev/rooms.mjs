// Rooms of the stub: one customer with a voicemail, or what the settings say.
import { readFileSync } from 'node:fs'
import { CHANNEL, loggedCall } from './calls.mjs'

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString()

/** A message as `config/openapi.yaml` has it. */
export function message(id, more = {}) {
  return {
    id,
    direction: 'inbound',
    kind: 'text',
    text: null,
    media_id: null,
    media: null,
    answers: null,
    call: null,
    by: null,
    sent_at: minutesAgo(5),
    status: null,
    status_at: null,
    permission_request: null,
    ...more,
  }
}

export const kept = { id: `media_${'0'.repeat(32)}`, state: 'kept', type: 'audio/ogg', size_bytes: 60_000, failure: null }

/** Nobody has asked, granted or called. */
export function permission(more = {}) {
  return {
    object: 'call_permission',
    room: 'room_siti',
    state: 'none',
    expires_at: null,
    source: 'nobody',
    since: null,
    call: { allowed: false, reason: 'no_permission', next_allowed_at: null, attempts_left: 10, attempts_per_day: 10, unanswered: 0, warning: false },
    request: { allowed: true, form: 'free_form', reason: null, next_allowed_at: null, left: 1 },
    waiting: null,
    limits_as_of: '2026-11-01',
    ...more,
  }
}

/** A room as `config/openapi.yaml` has it, with what belongs to it. */
export function room(id, more = {}) {
  return {
    object: 'room',
    id,
    channel: CHANNEL.id,
    channel_name: CHANNEL.name,
    state: 'open',
    archived: false,
    customer: { name: 'Siti Rahma', number: '6281298765432', user_id: null, parent_user_id: null },
    agents: [],
    labels: [],
    first_interaction_at: minutesAgo(60 * 24 * 40),
    last_interaction_at: minutesAgo(4),
    customer_wrote_at: minutesAgo(4),
    window_ends_at: new Date(Date.now() + 23 * 3_600_000).toISOString(),
    notes: [],
    sessions: [],
    calls: [],
    permission: permission(),
    messages: [],
    ...more,
  }
}

export function sampleRoom(id = 'room_siti') {
  return room(id, {
    labels: [
      { name: 'VIP', colour: '#c62828' },
      { name: 'Tagihan', colour: '#1565c0' },
    ],
    notes: [
      { object: 'note', id: 'note_1', at: minutesAgo(60 * 26), by: { id: 'budi', name: 'Budi Santoso' }, text: 'Wants the invoice for October by Friday.' },
    ],
    sessions: [
      { opened_at: minutesAgo(60 * 30), answered_at: minutesAgo(60 * 29), resolved_at: minutesAgo(60 * 26), agents: [{ id: 'budi', name: 'Budi Santoso' }] },
    ],
    calls: [
      loggedCall({ id: 'call_past', customer: { name: 'Siti Rahma' }, status: 'answered', reason: 'customer_hung_up', startedAt: Date.now() - 26 * 3_600_000, talkMs: 184_000, agent: { id: 'budi', name: 'Budi Santoso' } }),
      loggedCall({ id: 'call_missed', customer: { name: 'Siti Rahma' }, status: 'unanswered', reason: 'timed_out', startedAt: Date.now() - 20 * 60_000 }),
    ],
    messages: [
      message('wamid.3', { text: 'Saya tunggu ya 🙏', sent_at: minutesAgo(4) }),
      message('wacid.1', { kind: 'voicemail', call: 'call_missed', media: kept, sent_at: minutesAgo(19) }),
      message('wamid.2', { direction: 'outbound', kind: 'sent', status: 'read', sent_at: minutesAgo(60 * 26) }),
      message('wamid.1', { text: 'Halo, invoice bulan Oktober belum saya terima. Bisa dibantu?', sent_at: minutesAgo(60 * 30) }),
    ],
  })
}

const problem = (status, code) => ({ status, body: { type: `urn:dering:problem:${code}`, title: code, status, code } })
const ok = (body, status = 200) => ({ status, body })
const shown = ({ messages: _, ...rest }) => rest
const listed = ({ messages: _, notes: _n, sessions: _s, calls: _c, permission: _p, ...rest }) => rest

/** Answers below `/v1/rooms`; `nameOf` says what an agent is called. */
export function startRooms(settings, nameOf) {
  const rooms = settings.rooms ?? [sampleRoom()]
  settings.rooms = rooms
  let notes = 0

  function list(query) {
    const of = (name) => query.get(name)
    const found = rooms.filter(
      (one) =>
        (of('agent') === null || one.agents.some((agent) => agent.id === of('agent'))) &&
        one.archived === (of('list') === 'archived') &&
        (of('list') !== 'unassigned' || one.state !== 'answered') &&
        (of('status') === null || one.state === of('status')) &&
        (of('label') === null || one.labels.some((label) => label.name === of('label'))) &&
        (of('channel') === null || one.channel === of('channel')) &&
        (of('from') === null || one.last_interaction_at >= of('from')) &&
        (of('to') === null || one.last_interaction_at < of('to')) &&
        (of('name') === null || (one.customer.name ?? '').toLowerCase().includes(of('name').toLowerCase())),
    )
    const begin = Number((of('cursor') ?? '0').split('.')[0])
    const end = begin + Number(of('limit') ?? 20)
    return ok({
      object: 'list',
      data: found.slice(begin, end).map(listed),
      has_more: end < found.length,
      next_cursor: end < found.length ? `${end}.room_x` : null,
    })
  }

  return (request, [id, what], query, body) => {
    if (id === undefined) {
      return list(query)
    }
    const one = rooms.find((known) => known.id === id)
    if (one === undefined) {
      return problem(404, 'not_found')
    }
    switch (what) {
      case undefined:
        return ok(shown(one))
      case 'messages':
        return ok({ object: 'list', data: one.messages, has_more: false })
      case 'media':
        return { status: 200, type: 'audio/ogg', body: readFileSync(new URL('../public/sandbox/voice/customer.ogg', import.meta.url)) }
      case 'take_over':
        Object.assign(one, { state: 'answered', archived: false, agents: [{ id: body.agent, name: nameOf(body.agent) }] })
        return ok(shown(one))
      case 'resolve':
        if (one.state === 'resolved') {
          return problem(409, 'conflict')
        }
        Object.assign(one, { state: 'resolved', agents: [] })
        return ok(shown(one))
      case 'assign':
        Object.assign(one, { state: 'answered', archived: false, agents: body.agents.map((agent) => ({ id: agent, name: nameOf(agent) })) })
        return ok(shown(one))
      case 'archive':
      case 'unarchive':
        if (one.archived === (what === 'archive') || one.state === 'answered') {
          return problem(409, 'conflict')
        }
        one.archived = what === 'archive'
        return ok(shown(one))
      case 'labels':
        one.labels = body.labels
        return ok(shown(one))
      case 'call_button': {
        if (body.text === 'closed') {
          return problem(409, 'meta_refused')
        }
        const sent = message(`wamid.out${++notes}`, { direction: 'outbound', kind: 'call_button', text: body.text, status: 'sent', by: { id: 'ayu', name: nameOf('ayu') }, sent_at: new Date().toISOString() })
        one.messages.unshift(sent)
        return ok(sent, 201)
      }
      case 'permission-requests': {
        if (!one.permission.request.allowed) {
          return problem(409, 'conflict')
        }
        const now = new Date()
        const ends = new Date(now.getTime() + 72 * 3_600_000).toISOString()
        const asked = message(`wamid.ask${++notes}`, { direction: 'outbound', kind: 'permission_request', text: body.caption, status: 'sent', by: { id: 'ayu', name: nameOf('ayu') }, sent_at: now.toISOString(), permission_request: { state: 'open', ends_at: ends } })
        one.messages.unshift(asked)
        one.permission.waiting = { id: 'ask_1', message: asked.id, state: 'open', form: 'free_form', caption: body.caption, by: asked.by, asked_at: asked.sent_at, ends_at: ends }
        one.permission.request = { allowed: false, form: null, reason: 'limit', next_allowed_at: new Date(now.getTime() + 86_400_000).toISOString(), left: 0 }
        return ok(one.permission, 201)
      }
      case 'notes': {
        const note = { object: 'note', id: `note_new${++notes}`, at: new Date().toISOString(), by: { id: 'ayu', name: nameOf('ayu') }, text: body.text }
        one.notes.push(note)
        return ok(note, 201)
      }
      default:
        return null
    }
  }
}
