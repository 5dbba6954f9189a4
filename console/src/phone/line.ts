import { Backoff } from '../../sdk/backoff'
import { readMessage, type Choice, type PhoneMessage, type SandboxMessage } from './protocol'

export interface LineSink {
  link(state: 'connecting' | 'open' | 'lost'): void
  received(message: SandboxMessage): void
  remote(stream: MediaStream): void
  /** The browser's own side of the call broke. */
  broken(): void
}

const PING_EVERY_MS = 15_000

/** The phone's line: one socket for the page, one peer connection for each call. */
export class Line {
  readonly #url: string
  readonly #sink: LineSink
  readonly #backoff = new Backoff()
  #socket: WebSocket | null = null
  #pc: RTCPeerConnection | null = null
  #sender: RTCRtpSender | null = null
  #pings = 0

  constructor(url: string, sink: LineSink) {
    this.#url = url
    this.#sink = sink
  }

  open(): void {
    const socket = new WebSocket(this.#url)
    this.#socket = socket
    let pinger: ReturnType<typeof setInterval> | undefined
    socket.onopen = () => {
      this.#backoff.reset()
      this.#sink.link('open')
      pinger = setInterval(() => {
        this.#pings += 1
        this.#send({ type: 'ping', id: String(this.#pings) })
      }, PING_EVERY_MS)
    }
    socket.onmessage = (event: MessageEvent) => {
      const message = readMessage(event.data)
      if (message !== null) {
        this.#received(message)
      }
    }
    socket.onclose = () => {
      clearInterval(pinger)
      this.#socket = null
      this.hangUp()
      this.#sink.link('lost')
      setTimeout(() => this.open(), this.#backoff.next())
    }
  }

  /** Calls: the browser offers, the sandbox answers. */
  async call(track: MediaStreamTrack | null, name: string, payload: string | null): Promise<void> {
    const sdp = await this.#offer(track)
    const said = name.trim()
    this.#send({
      type: 'call',
      sdp,
      ...(said === '' ? {} : { name: said }),
      ...(payload === null ? {} : { payload }),
    })
  }

  /** Answers the business's call. Here too the browser offers: its leg is its own. */
  async answer(track: MediaStreamTrack | null): Promise<void> {
    this.#send({ type: 'answer', sdp: await this.#offer(track) })
  }

  decline(): void {
    this.#send({ type: 'decline' })
  }

  /** @param request the message id of a request; `null` for the business's profile */
  decide(choice: Choice | 'keep', request: string | null): void {
    this.#send({ type: 'permission', choice, ...(request === null ? {} : { request }) })
  }

  async #offer(track: MediaStreamTrack | null): Promise<string> {
    this.hangUp()
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' })
    this.#pc = pc
    const transceiver = pc.addTransceiver('audio', { direction: 'sendrecv' })
    this.#sender = transceiver.sender
    pc.ontrack = (event) => {
      this.#sink.remote(event.streams[0] ?? new MediaStream([event.track]))
    }
    pc.onconnectionstatechange = () => {
      if (pc.connectionState === 'failed' && this.#pc === pc) {
        this.#sink.broken()
      }
    }
    await transceiver.sender.replaceTrack(track)
    const offer = await pc.createOffer()
    await pc.setLocalDescription(offer)
    return offer.sdp ?? ''
  }

  end(): void {
    this.#send({ type: 'end' })
  }

  async speak(track: MediaStreamTrack | null): Promise<void> {
    await this.#sender?.replaceTrack(track)
  }

  /** Takes the browser's side of the call down. */
  hangUp(): void {
    if (this.#pc !== null) {
      this.#pc.ontrack = null
      this.#pc.onconnectionstatechange = null
      this.#pc.close()
      this.#pc = null
      this.#sender = null
    }
  }

  #received(message: SandboxMessage): void {
    if (message.type === 'answer') {
      this.#pc
        ?.setRemoteDescription({ type: 'answer', sdp: message.sdp })
        .catch(() => this.#sink.broken())
    }
    this.#sink.received(message)
  }

  #send(message: PhoneMessage): void {
    if (this.#socket?.readyState === 1) {
      this.#socket.send(JSON.stringify(message))
    }
  }
}
