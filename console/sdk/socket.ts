import { Backoff } from './backoff'
import { CloseCode, decode, encode, type ClientMessage, type ServerMessage } from './protocol'

export interface SocketSink {
  opened(): void
  received(message: ServerMessage): void
  /** Lost; the next attempt starts in `delayMs`. */
  reconnecting(attempt: number, delayMs: number): void
  /** Closed for good: the gateway said why. */
  closed(code: number): void
  malformed(detail: string): void
}

/** Close codes after which trying again cannot help. */
const FINAL: ReadonlySet<number> = new Set([
  CloseCode.badMessage,
  CloseCode.notSignedIn,
  CloseCode.openedAgain,
])

const PING_EVERY_MS = 10_000
const PONG_WITHIN_MS = 6_000
const OPEN_WITHIN_MS = 8_000

/**
 * The socket to the gateway: comes back by itself, and notices a dead line by its own ping, since a
 * browser may take minutes to tell.
 */
export class DeskSocket {
  readonly #url: () => string
  readonly #sink: SocketSink
  readonly #backoff = new Backoff()
  #socket: WebSocket | null = null
  #stopped = false
  #retry: ReturnType<typeof setTimeout> | undefined
  #pinger: ReturnType<typeof setInterval> | undefined
  #watch: ReturnType<typeof setTimeout> | undefined
  #pings = 0

  constructor(url: () => string, sink: SocketSink) {
    this.#url = url
    this.#sink = sink
  }

  open(): void {
    this.#stopped = false
    this.#connect()
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === 1
  }

  /** Sends if the line is up; `false` says that nothing was sent. */
  send(message: ClientMessage): boolean {
    if (!this.isOpen) {
      return false
    }
    this.#socket?.send(encode(message))
    return true
  }

  /** The network or the page came back: do not wait for the pause to end. */
  hurry(): void {
    if (this.#retry !== undefined && !this.#stopped) {
      clearTimeout(this.#retry)
      this.#retry = undefined
      this.#connect()
    } else if (this.isOpen) {
      this.#ping()
    }
  }

  /** The welcome arrived: the line is good, pauses start from the shortest again. */
  settled(): void {
    this.#backoff.reset()
  }

  close(): void {
    this.#stopped = true
    clearTimeout(this.#retry)
    this.#drop(1000)
  }

  #connect(): void {
    let socket: WebSocket
    try {
      socket = new WebSocket(this.#url())
    } catch {
      this.#lost(0)
      return
    }
    this.#socket = socket
    this.#watch = setTimeout(() => this.#giveUp(socket), OPEN_WITHIN_MS)
    socket.onopen = () => {
      clearTimeout(this.#watch)
      this.#watch = undefined
      this.#pinger = setInterval(() => this.#ping(), PING_EVERY_MS)
      this.#sink.opened()
    }
    socket.onmessage = (event: MessageEvent) => this.#read(event.data)
    socket.onclose = (event: CloseEvent) => {
      if (this.#socket === socket) {
        this.#drop(null)
        this.#lost(event.code)
      }
    }
  }

  #read(data: unknown): void {
    const decoded = decode(data)
    if (decoded.kind === 'malformed') {
      this.#sink.malformed(decoded.detail)
    } else if (decoded.kind === 'message') {
      if (decoded.message.type === 'pong') {
        clearTimeout(this.#watch)
        this.#watch = undefined
      } else if (decoded.message.type === 'challenge') {
        // At once and from here: timers of hidden pages are slowed down, messages are not.
        this.send({ type: 'answer', id: decoded.message.id })
      } else {
        this.#sink.received(decoded.message)
      }
    }
  }

  #ping(): void {
    const socket = this.#socket
    if (socket !== null && this.#watch === undefined && this.isOpen) {
      this.#pings += 1
      this.send({ type: 'ping', id: String(this.#pings) })
      this.#watch = setTimeout(() => this.#giveUp(socket), PONG_WITHIN_MS)
    }
  }

  /** No answer in time: a close handshake on a dead line would hang, so it is not awaited. */
  #giveUp(socket: WebSocket): void {
    if (this.#socket === socket) {
      this.#drop(4000)
      this.#lost(0)
    }
  }

  #drop(code: number | null): void {
    clearInterval(this.#pinger)
    clearTimeout(this.#watch)
    this.#watch = undefined
    const socket = this.#socket
    this.#socket = null
    if (socket !== null && code !== null) {
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close(code)
    }
  }

  #lost(code: number): void {
    if (this.#stopped) {
      return
    }
    if (FINAL.has(code)) {
      this.#stopped = true
      this.#sink.closed(code)
      return
    }
    const delayMs = this.#backoff.next()
    this.#sink.reconnecting(this.#backoff.attempt, delayMs)
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#connect()
    }, delayMs)
  }
}
