import { deskUrl, randomPage } from './address'
import type { Levels } from './audio'
import { Events } from './events'
import { WarmLeg } from './leg'
import type { MicrophoneDevice } from './microphone'
import type { CallSnapshot, ClientMessage, PresenceState, Readiness, ServerMessage, Welcome } from './protocol'
import { CLOSED, GONE, pick } from './refused'
import { DeskSocket } from './socket'
import {
  besideOf,
  currentOf,
  idOf,
  incomingOf,
  waitingOf,
  type AgentEvents,
  type AgentOptions,
  type Begun,
  type CallRef,
  type CurrentCall,
  type EndedCall,
  type IncomingCall,
  type WaitingCall,
} from './types'
import { CallVoice } from './voice'

const BUSY: ReadonlySet<PresenceState> = new Set(['on_call', 'wrap_up'])

/**
 * An agent at the gateway: the socket that rings, the warm leg that carries the voice, and the one
 * call that the agent may hold.
 *
 * The gateway is right about calls: what this object believes is replaced by each `welcome`. So a
 * page that reloads or loses the network in mid-call is back in it with the first message.
 */
export class DeringAgent {
  readonly #options: AgentOptions
  readonly #events = new Events<AgentEvents>()
  readonly #socket: DeskSocket
  readonly #leg: WarmLeg
  readonly #voice: CallVoice
  readonly #incoming = new Map<string, IncomingCall>()
  readonly #waiting = new Map<string, WaitingCall>()
  readonly #page: string
  #current: CurrentCall | null = null
  #accepting: string | null = null
  /** The call that was hung up here and whose end was not told yet. */
  #hungUp: string | null = null
  #welcome: Welcome | null = null
  #wantedPresence: 'online' | 'away' | null = null
  #readiness: Readiness | null = null
  #interrupted = false
  #joined: { done: (welcome: Welcome) => void; failed: (error: Error) => void } | null = null

  constructor(options: AgentOptions) {
    this.#options = options
    this.#page = options.page ?? randomPage()
    this.#socket = new DeskSocket(() => deskUrl(options.url), {
      opened: () => void this.#hello(),
      received: (message) => this.#received(message),
      reconnecting: (attempt, delayMs) => this.#lost(attempt, delayMs),
      closed: (code) => this.#closed(code),
      malformed: (detail) => this.#events.emit('error', { code: 'malformed', detail }),
    })
    this.#leg = new WarmLeg({
      offer: (sdp) => this.#socket.send({ type: 'leg.offer', sdp }),
      state: (state, reason) =>
        this.#events.emit('leg', reason === undefined ? { state } : { state, reason }),
      remote: (stream) => this.#voice.remote(stream),
    })
    this.#voice = new CallVoice(this.#leg, this.#events, {
      audioContext: options.audioContext ?? null,
      microphone: options.microphone ?? null,
      report: (call, figures) => this.#socket.send({ type: 'call.quality', call, ...figures }),
    })
  }

  /** Calls `listener` on every such event; the answer takes it off again. */
  on<K extends keyof AgentEvents>(name: K, listener: (event: AgentEvents[K]) => void): () => void {
    return this.#events.on(name, listener)
  }

  /** Signs in. Settles with the first welcome; fails when the gateway refuses the sign-in. */
  connect(): Promise<Welcome> {
    const joined = new Promise<Welcome>((done, failed) => {
      this.#joined = { done, failed }
    })
    globalThis.addEventListener?.('online', this.#hurry)
    globalThis.document?.addEventListener('visibilitychange', this.#hurry)
    globalThis.navigator?.mediaDevices?.addEventListener?.('devicechange', this.#devices)
    this.#socket.open()
    return joined
  }

  get incoming(): readonly IncomingCall[] {
    return [...this.#incoming.values()]
  }

  /** Calls of own customers that wait while another call goes on here. */
  get waiting(): readonly WaitingCall[] {
    return [...this.#waiting.values()]
  }

  get current(): CurrentCall | null {
    return this.#current
  }

  /** Answers a ringing call. The microphone opens meanwhile; without one the agent only listens. */
  async accept(ref: CallRef): Promise<void> {
    const ringing = this.#incoming.get(idOf(ref))
    if (ringing === undefined || this.#current !== null) {
      const code = ringing === undefined ? 'not_ringing' : 'busy'
      this.#events.emit('error', { code, re: 'call.accept' })
      return
    }
    if (!this.#command({ type: 'call.accept', call: ringing.call })) {
      return
    }
    this.#accepting = ringing.call
    await this.#begin({ ...ringing, muted: false })
  }

  decline(ref: CallRef): void {
    const call = idOf(ref)
    if (this.#command({ type: 'call.decline', call })) {
      this.#noLongerWaiting(call)
      this.#noLongerRinging(call, (customer) =>
        this.#events.emit('cancelled', { call, reason: 'declined', customer }),
      )
    }
  }

  hangUp(): void {
    const call = this.#current?.call
    if (call !== undefined && call !== this.#hungUp) {
      this.#voice.report()
      this.#hungUp = this.#command({ type: 'call.hangup', call }) ? call : null
    }
  }

  /** Muted, the microphone stays and sends silence: nothing has to be set up to speak again. */
  mute(muted: boolean): void {
    const call = this.#current
    if (call === null) {
      return
    }
    call.muted = muted
    this.#voice.mute(muted)
    this.#socket.send({ type: 'call.mute', call: call.call, muted })
    this.#events.emit('muted', { muted })
  }

  microphones(): Promise<MicrophoneDevice[]> {
    return this.#voice.microphones()
  }

  /** The microphone to use, at once when a call runs; `null` is the system's own choice. */
  setMicrophone(deviceId: string | null): Promise<void> {
    return this.#voice.choose(deviceId)
  }

  level(): Levels {
    return this.#voice.levels()
  }

  /** What the page's own check found; said again after each reconnect. */
  ready(readiness: Readiness): void {
    this.#readiness = readiness
    if (this.#welcome !== null && !this.#interrupted) {
      this.#socket.send({ type: 'ready.report', ...readiness })
    }
  }

  presence(state: 'online' | 'away'): void {
    this.#wantedPresence = state
    this.#socket.send({ type: 'presence', state })
  }

  /** After a click: makes the browser play what it refused to play by itself. */
  enableSound(): Promise<void> {
    return this.#voice.play()
  }

  /** Signs out and gives everything back. */
  close(): void {
    globalThis.removeEventListener?.('online', this.#hurry)
    globalThis.document?.removeEventListener('visibilitychange', this.#hurry)
    globalThis.navigator?.mediaDevices?.removeEventListener?.('devicechange', this.#devices)
    this.#socket.close()
    this.#leg.close()
    this.#voice.close()
    this.#events.clear()
  }

  readonly #hurry = (): void => {
    if (globalThis.document?.visibilityState !== 'hidden') {
      this.#socket.hurry()
    }
  }

  readonly #devices = (): void => this.#events.emit('devices', {})

  async #hello(): Promise<void> {
    const { token, agent } = this.#options
    try {
      const given = typeof token === 'function' ? await token() : token
      this.#socket.send({
        type: 'hello',
        page: this.#page,
        ...(given === undefined ? {} : { token: given }),
        ...(agent === undefined ? {} : { agent }),
      })
    } catch (error) {
      // The gateway closes a socket without a hello, and the next attempt asks for a token again.
      this.#events.emit('error', { code: 'no_token', detail: String(error) })
    }
  }

  #received(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.#welcomed(message)
      case 'leg.answer':
        return void this.#leg.answer(message.sdp)
      case 'leg.up':
      case 'pong':
      case 'challenge':
        return
      case 'reachable':
        return this.#events.emit('reachable', { silentMs: message.silent_ms })
      case 'leg.down':
        return this.#leg.lost(message.reason)
      case 'leg.refused':
        this.#events.emit('error', { ...pick(message), re: 'leg.offer' })
        return this.#leg.refused(message.code)
      case 'call.incoming':
        return this.#rings(incomingOf(message, Date.now()))
      case 'call.waiting':
        this.#waiting.set(message.call, waitingOf(message))
        return this.#events.emit('waiting', waitingOf(message))
      case 'call.taken':
        this.#noLongerWaiting(message.call)
        return this.#noLongerRinging(message.call, (customer) =>
          this.#events.emit('taken', { call: message.call, by: message.by, customer }),
        )
      case 'call.cancelled':
        this.#noLongerWaiting(message.call)
        return this.#noLongerRinging(message.call, (customer) =>
          this.#events.emit('cancelled', { call: message.call, reason: message.reason, customer }),
        )
      case 'call.connecting':
        return this.#connecting({ ...message, state: 'connecting' })
      case 'call.outgoing':
        return this.#connecting(message)
      case 'call.balance':
        return this.#balance(message.call, message.remaining_ms)
      case 'dials':
        return this.#events.emit('dials', message.channels)
      case 'call.connected':
        return this.#connected(message)
      case 'call.ended':
        return this.#ended(message)
      case 'presence':
        return this.#events.emit('presence', {
          state: message.state,
          ...(message.wrap_up_ms === undefined ? {} : { endsAt: Date.now() + message.wrap_up_ms }),
        })
      case 'error':
        return this.#refused(message)
    }
  }

  #welcomed(welcome: Welcome): void {
    this.#socket.settled()
    this.#welcome = welcome
    this.#events.emit('welcome', welcome)
    this.#events.emit('dials', welcome.dials ?? [])
    if (this.#interrupted) {
      this.#interrupted = false
      this.#events.emit('reconnected', {})
    }
    this.#joined?.done(welcome)
    this.#joined = null
    this.#reconcile(welcome)
    // On a call it shows afterwards anyway; a wrap-up would be ended by it.
    if (this.#wantedPresence !== null && !BUSY.has(welcome.presence)) {
      this.#socket.send({ type: 'presence', state: this.#wantedPresence })
    }
    if (this.#readiness !== null) {
      this.#socket.send({ type: 'ready.report', ...this.#readiness })
    }
    this.#leg.start()
  }

  /** What rang or ran here and is unknown to the gateway now has ended while we were away. */
  #reconcile(welcome: Welcome): void {
    this.#accepting = null
    this.#hungUp = null
    // Those that still wait are told anew behind the welcome.
    this.waiting.forEach((call) => this.#noLongerWaiting(call.call))
    const ringing = new Set(welcome.calls.map((call) => call.call))
    for (const known of this.incoming) {
      if (!ringing.has(known.call) && known.call !== welcome.call?.call) {
        this.#noLongerRinging(known.call, (customer) => this.#events.emit('cancelled', { call: known.call, reason: 'gone', customer }))
      }
    }
    const current = this.#current
    if (current !== null && current.call !== welcome.call?.call && ringing.has(current.call)) {
      // Our accept was lost with the line: it rings on, and may be accepted again.
      this.#current = null
      this.#rest()
    } else if (current !== null && current.call !== welcome.call?.call) {
      this.#end({
        call: current.call,
        customer: current.customer,
        channel: current.channel,
        status: 'unknown',
        reason: 'ended_while_away',
        talkMs: current.since === null ? 0 : Date.now() - current.since,
        isOutgoing: current.isOutgoing,
      })
    }
    for (const call of welcome.calls) {
      this.#rings(incomingOf(call, Date.now()))
    }
    if (welcome.call !== null && welcome.call !== undefined) {
      this.#resumed(welcome.call)
    }
  }

  #resumed(snapshot: CallSnapshot): void {
    this.#connecting(snapshot)
    if (snapshot.state === 'talking') {
      const talked = snapshot.since === undefined ? 0 : Date.now() - Date.parse(snapshot.since)
      this.#connected({ call: snapshot.call, talk_ms: snapshot.talk_ms ?? Math.max(0, talked) })
      if (snapshot.remaining_ms !== undefined) {
        this.#balance(snapshot.call, snapshot.remaining_ms)
      }
    }
  }

  #rings(call: IncomingCall): void {
    this.#noLongerWaiting(call.call)
    const isNew = !this.#incoming.has(call.call)
    this.#incoming.set(call.call, call)
    if (isNew) {
      this.#events.emit('incoming', call)
      void this.#voice.warm(() => this.#incoming.size > 0)
    }
  }

  #noLongerWaiting(call: string): void {
    if (this.#waiting.delete(call)) {
      this.#events.emit('waiting-over', { call })
    }
  }

  #noLongerRinging(call: string, tell: (customer: IncomingCall['customer']) => void): void {
    const known = this.#incoming.get(call)
    const accepting = this.#accepting === call
    if (known === undefined && !accepting) {
      return
    }
    this.#incoming.delete(call)
    if (accepting) {
      this.#accepting = null
      this.#current = null
    }
    tell(known?.customer ?? {})
    this.#rest()
  }

  #connecting(snapshot: CallSnapshot): void {
    this.#accepting = null
    this.#incoming.delete(snapshot.call)
    const call = this.#current
    if (call?.call !== snapshot.call) {
      void this.#begin({ ...snapshot, ...besideOf(snapshot), muted: snapshot.muted ?? false }, snapshot.state)
      return
    }
    this.#assertMute(call, snapshot.muted)
    if (call.isOutgoing && call.state !== snapshot.state && snapshot.state !== 'talking') {
      call.state = snapshot.state
      this.#events.emit('outgoing', call)
    }
  }

  #balance(call: string, remainingMs: number | null): void {
    const current = this.#current
    if (current?.call === call) {
      current.endsAt = remainingMs === null ? null : Date.now() + remainingMs
      // Only those are paid for.
      current.isOutgoing = true
      this.#events.emit('balance', current)
    }
  }

  /** A mute or unmute may be lost with the line: what the agent sees here is what must hold. */
  #assertMute(call: CurrentCall, gateways: boolean | undefined): void {
    if (gateways !== undefined && gateways !== call.muted) {
      this.#socket.send({ type: 'call.mute', call: call.call, muted: call.muted })
    }
  }

  #connected(message: { call: string; talk_ms?: number; muted?: boolean }): void {
    this.#accepting = null
    this.#incoming.delete(message.call)
    const call = this.#current
    if (call?.call === message.call) {
      call.state = 'talking'
      call.since = Date.now() - (message.talk_ms ?? 0)
      this.#assertMute(call, message.muted)
      this.#events.emit('connected', call)
    }
  }

  #ended(message: Extract<ServerMessage, { type: 'call.ended' }>): void {
    const ringing = this.#incoming.get(message.call)
    const call = this.#current?.call === message.call ? this.#current : ringing
    if (call === undefined) {
      return
    }
    this.#end({
      call: message.call,
      customer: call.customer,
      channel: call.channel,
      status: message.status,
      reason: message.reason,
      talkMs: message.talk_ms ?? 0,
      isOutgoing: 'isOutgoing' in call && call.isOutgoing,
      ...(message.ended_by === undefined ? {} : { endedBy: message.ended_by }),
    })
  }

  #end(ended: EndedCall): void {
    this.#incoming.delete(ended.call)
    if (this.#current?.call === ended.call) {
      this.#current = null
      this.#accepting = null
    }
    this.#events.emit('ended', ended)
    this.#rest()
  }

  /** The gateway said no. A refused accept leaves the agent free, and the call where it was. */
  #refused(message: Extract<ServerMessage, { type: 'error' }>): void {
    if (message.re === 'call.hangup') {
      const isOver = message.code === 'unknown_call' && this.#current?.call !== this.#hungUp
      this.#hungUp = null
      if (isOver) {
        return // It had ended already, which is what was wanted.
      }
    }
    const call = this.#accepting
    if (call !== null && (message.re === undefined || message.re === 'call.accept')) {
      this.#accepting = null
      this.#current = null
      if (GONE.has(message.code)) {
        this.#noLongerRinging(call, (customer) => this.#events.emit('cancelled', { call, reason: 'gone', customer }))
      }
      this.#rest()
    }
    this.#events.emit('error', pick(message))
  }

  async #begin(of: Begun, state: CurrentCall['state'] = 'connecting'): Promise<void> {
    const call = currentOf(of, state === 'talking' ? 'connecting' : state)
    this.#current = call
    this.#events.emit(call.isOutgoing ? 'outgoing' : 'connecting', call)
    await this.#voice.begin(this.#current)
  }

  /** A call is over: unless another one runs, its sound stops. */
  #rest(): void {
    if (this.#current === null) {
      this.#voice.end(this.#incoming.size > 0)
    }
  }

  #command(message: ClientMessage): boolean {
    const isSent = this.#socket.send(message)
    if (!isSent) {
      this.#events.emit('error', { code: 'not_connected', re: message.type })
    }
    return isSent
  }

  #lost(attempt: number, delayMs: number): void {
    this.#interrupted = this.#welcome !== null
    this.#leg.suspend()
    this.#events.emit('reconnecting', { attempt, delayMs })
  }

  #closed(code: number): void {
    this.#leg.close()
    const reason = CLOSED[code] ?? 'closed'
    this.#joined?.failed(new Error(reason))
    this.#joined = null
    this.#events.emit('error', { code: reason })
  }
}
