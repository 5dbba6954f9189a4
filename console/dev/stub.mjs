// A stand-in for gateway and sandbox, for work on the pages alone: speaks both protocols from memory.
//
//   npm run build && npm run stub        then open http://127.0.0.1:8090/ and /sandbox/phone
//
// Voices are carried by a third page, /dev/media (dev/media.html): open it in any tab and it answers
// both sides' offers with real peer connections and joins them. Without it calls work, but in silence.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { WebSocketServer } from 'ws'
import { CHANNEL, loggedCall } from './calls.mjs'
import { exchangesOf } from './exchanges.mjs'
import { PEOPLE, startRest } from './rest.mjs'

export { loggedCall } from './calls.mjs'
export { channelNow, manyCalls } from './rest.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pages = join(root, 'target/classes/META-INF/dering/console')

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ogg': 'audio/ogg',
  '.json': 'application/json',
}

// As strict as the gateway's, so that a page that needs more is noticed here.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
  "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'"

export async function startStub(options = {}) {
  const settings = { mode: 'dev', token: 'dev', windowMs: 30_000, customer: null, ...options }
  const agents = new Map()
  const phones = new Set()
  let media = null
  let call = null
  let numbers = 0
  let phoneDeclines = 0
  let exchanges = 0
  const wires = []
  const past = [...(settings.past ?? [])]
  const offers = new Map()
  const rest = startRest(settings, past, (id) => agents.has(id))

  const send = (socket, message) =>
    socket.readyState === 1 && socket.send(JSON.stringify({ v: 1, ...message }))
  const toPhones = (message) => phones.forEach((phone) => phone.send(JSON.stringify(message)))
  const everyone = (message) => agents.forEach((agent) => send(agent.socket, message))

  function wire(kind, phase) {
    for (const exchange of exchangesOf(kind, phase, call)) {
      const entry = { type: 'wire', seq: ++exchanges, at: new Date().toISOString(), ...exchange }
      wires.push(entry)
      toPhones(entry)
    }
  }

  /** Asks the media page to answer an offer, now or once it is open; its answer goes to whoever offered. */
  function offer(side, id, sdp, answered) {
    const message = JSON.stringify({ type: 'offer', side, id, sdp })
    offers.set(`${side}/${id}`, { message, answered })
    media?.send(message)
  }

  /** The customer's room and what the call button carried, where the settings have them. */
  const beside = () => ({
    ...(settings.room === undefined ? {} : { room: settings.room }),
    ...(settings.payload === undefined ? {} : { button_payload: settings.payload }),
  })

  const incoming = () => ({
    call: call.id,
    customer: call.customer,
    channel: CHANNEL,
    ...beside(),
    deadline: new Date(call.deadline).toISOString(),
    window_ms: settings.windowMs,
    remaining_ms: Math.max(0, call.deadline - Date.now()),
  })

  function ring(phone, name) {
    const customer = settings.customer ?? { name, number: '6281234567890' }
    call = {
      id: `call_${++numbers}`,
      customer,
      deadline: Date.now() + settings.windowMs,
      state: 'ringing',
      phone,
      agent: null,
      declined: new Set(),
    }
    call.payload = settings.lastPayload
    wire('connect')
    const ready = [...agents.values()].filter((agent) => agent.presence === 'online')
    if (ready.length === 0) {
      finish('no_agents', 'nobody_there')
      return
    }
    wire('pre_accept')
    toPhones({ type: 'state', state: 'ringing' })
    ready.forEach((agent) => send(agent.socket, { type: 'call.incoming', ...incoming() }))
    call.timer = setTimeout(() => finish('timed_out', 'not_answered'), settings.windowMs)
  }

  function accepted(agent) {
    clearTimeout(call.timer)
    Object.assign(call, { state: 'connecting', agent })
    send(agent.socket, {
      type: 'call.connecting',
      call: call.id,
      customer: call.customer,
      channel: CHANNEL,
      ...beside(),
    })
    for (const other of agents.values()) {
      if (other !== agent) {
        send(other.socket, {
          type: 'call.taken',
          call: call.id,
          by: { id: agent.id, name: agent.name },
        })
      }
    }
    wire('accept')
    const id = call.id
    setTimeout(() => call?.id === id && talk(), settings.connectMs ?? 150)
  }

  function talk() {
    Object.assign(call, { state: 'talking', since: Date.now() })
    const since = new Date(call.since).toISOString()
    send(call.agent.socket, { type: 'call.connected', call: call.id, since, talk_ms: 0 })
    send(call.agent.socket, { type: 'presence', state: 'on_call' })
    toPhones({ type: 'state', state: 'connected', since })
  }

  const outgoing = () => ({
    call: call.id,
    customer: call.customer,
    channel: CHANNEL,
    ...beside(),
    state: call.state,
  })

  /** A call of the business's; how it goes on is said by `reach`, `answer`, `balance` and `end`. */
  function dial(agent, customer) {
    call = { id: `call_${++numbers}`, customer, state: 'dialling', phone: null, agent, declined: new Set(), isOutgoing: true }
    send(agent.socket, { type: 'call.outgoing', ...outgoing() })
    send(agent.socket, { type: 'presence', state: 'on_call' })
  }

  function placed(request, body) {
    const key = request.headers['idempotency-key']
    settings.placed?.push({ key, ...body })
    const why = settings.notPlaced
    if (why !== undefined) {
      return [409, { status: 409, code: 'call_not_placed', title: 'No', ...why }]
    }
    const agent = agents.get(body.agent)
    dial(agent, body.room === undefined ? { number: body.to } : { name: 'Siti Rahma', number: '6281298765432' })
    return [201, { object: 'placed_call', call: call.id, warned: false }]
  }

  function finish(reason, phoneReason, endedBy) {
    const { id, agent, customer } = call
    clearTimeout(call.timer)
    const talkMs = call.since === undefined ? 0 : Date.now() - call.since
    const status = call.since === undefined ? 'unanswered' : 'answered'
    if (call.isOutgoing !== true) {
      wire('terminate', status)
    }
    if (agent === null) {
      everyone({ type: 'call.cancelled', call: id, reason })
    } else {
      send(agent.socket, {
        type: 'call.ended',
        call: id,
        status,
        reason,
        talk_ms: talkMs,
        ended_by: endedBy,
      })
      if (settings.wrapUpMs !== undefined && call.since !== undefined) {
        agent.wrapUpEnds = Date.now() + settings.wrapUpMs
      }
      send(agent.socket, { type: 'presence', ...presenceOf(agent, 'state') })
    }
    toPhones({ type: 'state', state: 'ended', reason: phoneReason })
    past.unshift(
      loggedCall({
        id,
        customer,
        status,
        reason,
        startedAt: Date.now() - talkMs,
        talkMs,
        agent: agent === null ? null : { id: agent.id, name: agent.name },
      }),
    )
    call = null
  }

  function presenceOf(agent, field) {
    const left = (agent.wrapUpEnds ?? 0) - Date.now()
    return left > 0 ? { [field]: 'wrap_up', wrap_up_ms: left } : { [field]: agent.presence }
  }

  function welcome(agent) {
    const mine = call !== null && call.agent === agent
    send(agent.socket, {
      type: 'welcome',
      agent: { id: agent.id, name: agent.name },
      account: 'demo',
      ...(mine && call.state === 'talking'
        ? { presence: 'on_call' }
        : presenceOf(agent, 'presence')),
      ring_groups: settings.ringGroups ?? ['Front desk'],
      dials: settings.dials ?? [CHANNEL],
      calls: call?.state === 'ringing' && call.isOutgoing !== true && agent.presence === 'online' ? [incoming()] : [],
      call: mine
        ? {
            call: call.id,
            customer: call.customer,
            channel: CHANNEL,
            ...beside(),
            state: call.state,
            since: call.since && new Date(call.since).toISOString(),
            ...(call.endsAt == null ? {} : { remaining_ms: call.endsAt - Date.now() }),
          }
        : null,
      features: { sandbox: settings.mode === 'dev' },
    })
  }

  const commands = {
    'leg.offer'(agent, message) {
      offer('agent', agent.id, message.sdp, (sdp) => {
        send(agent.socket, { type: 'leg.answer', sdp })
        send(agent.socket, { type: 'leg.up' })
      })
    },
    presence(agent, message) {
      agent.presence = message.state
      agent.wrapUpEnds = 0
      send(agent.socket, { type: 'presence', state: message.state })
    },
    'call.accept'(agent, message) {
      if (call?.id !== message.call || call.state !== 'ringing') {
        send(agent.socket, { type: 'error', code: 'too_late', re: 'call.accept' })
      } else {
        accepted(agent)
      }
    },
    'call.decline'(agent, message) {
      if (call?.id === message.call) {
        call.declined.add(agent.id)
        const able = [...agents.values()].filter((one) => one.presence === 'online')
        if (able.every((one) => call.declined.has(one.id))) {
          finish('rejected', 'declined')
        }
      }
    },
    'call.hangup'(agent, message) {
      if (call?.id === message.call && call.agent === agent) {
        finish('agent_hung_up', 'ended_by_business', 'agent')
      }
    },
    'call.mute'() {},
    answer() {},
    'ready.report'() {},
    'call.quality'() {},
    ping(agent, message) {
      send(agent.socket, { type: 'pong', id: message.id })
    },
  }

  function desk(socket) {
    let agent = null
    socket.on('message', (data) => {
      const message = JSON.parse(data)
      if (message.v !== 1) {
        send(socket, { type: 'error', code: 'unsupported_version' })
        socket.close(4400)
      } else if (message.type === 'hello') {
        const id = settings.mode === 'dev' ? message.agent !== 'nobody' && message.agent : message.token === settings.token && (settings.tokenOf ?? 'ayu')
        if (!id) {
          socket.close(4401)
          return
        }
        agent = agents.get(id) ?? { id, name: PEOPLE[id]?.[0] ?? id, presence: 'online' }
        const before = agent.socket
        const isSamePage = agent.page === message.page
        Object.assign(agent, { socket, page: message.page })
        agents.set(id, agent)
        if (before !== undefined && isSamePage) {
          before.close(4409)
        }
        welcome(agent)
      } else if (agent !== null) {
        commands[message.type]?.(agent, message)
      }
    })
    socket.on('close', () => {
      const isBusy = call?.agent === agent || (agent?.wrapUpEnds ?? 0) > Date.now()
      if (agent?.socket === socket && !isBusy) {
        agents.delete(agent.id)
      }
    })
  }

  /** What the customer allows, as the sandbox keeps it. */
  const allowed = { status: 'no_permission', nudge: false, unanswered: 0, open: [], answers: {} }
  const tellAllowed = () => toPhones({ type: 'permission', ...allowed })
  const STATUS = { always: 'permanent', temporary: 'temporary', deny: 'no_permission' }

  function decide({ choice, request }) {
    allowed.nudge = false
    if (choice !== 'keep') {
      allowed.status = STATUS[choice]
      delete allowed.until
    }
    if (choice === 'temporary') {
      allowed.until = new Date(Date.now() + 7 * 86_400_000).toISOString()
    }
    if (request !== undefined) {
      allowed.answers[request] = choice
    }
    tellAllowed()
  }

  const byBusiness = (state, more) => toPhones({ type: 'state', state, by_business: true, ...more })

  function phone(socket) {
    phones.add(socket)
    const agentUrl = '/?agent=ayu'
    socket.send(
      JSON.stringify({
        type: 'hello',
        business: { name: CHANNEL.name, number: CHANNEL.number },
        customer: { name: 'Siti Rahma', number: '6281234567890' },
        agent_url: agentUrl,
      }),
    )
    socket.send(JSON.stringify({ type: 'permission', ...allowed }))
    wires.slice(-50).forEach((entry) => socket.send(JSON.stringify(entry)))
    socket.on('message', (data) => {
      const message = JSON.parse(data)
      if (message.type === 'call') {
        settings.lastPayload = message.payload
        toPhones({ type: 'state', state: 'calling' })
        offer('phone', 'phone', message.sdp, (sdp) =>
          socket.send(JSON.stringify({ type: 'answer', sdp })),
        )
        const begin = () => (call === null ? ring(socket, message.name) : setTimeout(begin, 20))
        setTimeout(begin, settings.setupMs ?? 250)
      } else if (message.type === 'end' && call !== null) {
        setTimeout(() => finish('customer_hung_up', 'ended_by_you', 'customer'), settings.endMs ?? 0)
      } else if (message.type === 'answer') {
        offer('phone', 'phone', message.sdp, (sdp) =>
          socket.send(JSON.stringify({ type: 'answer', sdp })),
        )
        byBusiness('connected', { since: new Date().toISOString() })
      } else if (message.type === 'decline') {
        phoneDeclines++
        byBusiness('ended', { reason: 'you_declined' })
      } else if (message.type === 'permission') {
        decide(message)
      } else if (message.type === 'ping') {
        socket.send(JSON.stringify({ type: 'pong', id: message.id }))
      }
    })
    socket.on('close', () => {
      phones.delete(socket)
      if (call?.phone === socket) {
        finish('customer_hung_up', 'failed', 'customer')
      }
    })
  }

  function mediaPage(socket) {
    media = socket
    socket.on('message', (data) => {
      const { side, id, sdp } = JSON.parse(data)
      offers.get(`${side}/${id}`)?.answered(sdp)
    })
    offers.forEach(({ message }) => socket.send(message))
    socket.on('close', () => {
      media = media === socket ? null : media
    })
  }

  async function serve(path) {
    const named = { '/': '/index.html', '/sandbox/phone': '/phone.html' }[path] ?? path
    const file = named.startsWith('/dev/')
      ? join(root, normalize(named === '/dev/media' ? '/dev/media.html' : named))
      : join(pages, normalize(named))
    return { body: await readFile(file), type: TYPES[extname(file)] ?? 'application/octet-stream' }
  }

  const json = (response, status, value) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }

  async function api(request, response, url) {
    const chunks = []
    for await (const chunk of request) {
      chunks.push(chunk)
    }
    const text = Buffer.concat(chunks).toString()
    if (request.method === 'POST' && url.pathname === '/v1/calls') {
      json(response, ...placed(request, JSON.parse(text)))
      return
    }
    const answer = rest(request, url, text === '' ? null : JSON.parse(text))
    if (answer === null) {
      json(response, 404, { status: 404, code: 'not_found' })
    } else if (answer.type === undefined && answer.body !== null) {
      json(response, answer.status, answer.body)
    } else {
      response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' })
      response.end(answer.body ?? '')
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://stub')
    const { pathname } = url
    if (pathname === '/v1/session') {
      const people = Object.entries(PEOPLE).map(([id, [name]]) => ({ id, name }))
      json(
        response,
        200,
        settings.mode === 'dev'
          ? { mode: 'dev', agents: people, sandbox: true }
          : { mode: 'serve', agents: [], sandbox: false },
      )
    } else if (pathname === '/sandbox/messages') {
      request.on('data', (data) => settings.written?.push(JSON.parse(data)))
      request.on('end', () => json(response, 202, { id: 'wamid.new', number: null, user_id: 'GB.1' }))
    } else if (pathname === '/sandbox/calendar') {
      request.on('data', (data) => {
        settings.aheadS = (settings.aheadS ?? 0) + JSON.parse(data).advance_s
      })
      request.on('end', () => json(response, 200, { ahead_s: settings.aheadS, speed: 1 }))
    } else if (pathname.startsWith('/v1/')) {
      void api(request, response, url)
    } else {
      serve(pathname)
        .then(({ body, type }) => {
          response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY })
          response.end(body)
        })
        .catch(() => json(response, 404, { status: 404 }))
    }
  })

  const sockets = new WebSocketServer({ noServer: true })
  const doors = { '/v1/desk': desk, '/sandbox/phone/socket': phone, '/dev/media/socket': mediaPage }
  server.on('upgrade', (request, socket, head) => {
    const door = doors[new URL(request.url, 'http://stub').pathname]
    if (door === undefined || settings.isDown) {
      socket.destroy()
    } else {
      sockets.handleUpgrade(request, socket, head, door)
    }
  })

  await new Promise((done) => server.listen(settings.port ?? 8090, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    settings,
    /** A call without a phone page. */
    ring: (name) => ring(null, name),
    hangUp: () => call !== null && finish('customer_hung_up', 'ended_by_you', 'customer'),
    /** The business writes to the customer's phone. */
    toPhone: (message) => toPhones({ type: 'message', ...message }),
    /** The business asks whether it may call. */
    ask: (id, text) => {
      allowed.open.push(id)
      toPhones({ type: 'message', id, text, at: new Date().toISOString(), permission_request: true })
      tellAllowed()
    },
    /** The business calls the phone, and gives up. */
    callPhone: () => byBusiness('incoming'),
    phoneDeclines: () => phoneDeclines,
    giveUp: () => byBusiness('ended', { reason: 'missed' }),
    /** WhatsApp asks whether the permission is to stay. */
    nudge: (unanswered) => {
      Object.assign(allowed, { nudge: true, unanswered })
      tellAllowed()
    },
    /** The customer's phone rings. */
    reach() {
      call.state = 'ringing'
      send(call.agent.socket, { type: 'call.outgoing', ...outgoing() })
    },
    answer: () => talk(),
    balance(ms) {
      call.endsAt = ms === null ? null : Date.now() + ms
      send(call.agent.socket, { type: 'call.balance', call: call.id, remaining_ms: ms })
    },
    end: (reason, by) => finish(reason, 'declined', by),
    /** From where customers may be called from now on. */
    dials(channels) {
      settings.dials = channels
      everyone({ type: 'dials', channels })
    },
    /** An own customer of everybody calls while they are on a call. */
    wait: (id, name) => everyone({ type: 'call.waiting', call: id, customer: { name }, channel: CHANNEL }),
    waitOver: (id) => everyone({ type: 'call.cancelled', call: id, reason: 'customer_hung_up' }),
    /** As if the browser had frozen the pages for so long. */
    slept: (ms) => everyone({ type: 'reachable', silent_ms: ms }),
    dropSockets: () => agents.forEach((agent) => agent.socket.terminate()),
    close() {
      sockets.clients.forEach((client) => client.terminate())
      server.close()
    },
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const stub = await startStub({ port: Number(process.env.PORT ?? 8090), mode: process.env.MODE ?? 'dev' })
  console.log(`agent   ${stub.url}/?agent=ayu`)
  console.log(`phone   ${stub.url}/sandbox/phone`)
  console.log(`voices  ${stub.url}/dev/media`)
}
