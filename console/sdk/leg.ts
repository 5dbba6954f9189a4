import { Backoff } from './backoff'

export type LegState = 'idle' | 'connecting' | 'up' | 'down'

export interface LegSink {
  /** Hands an offer to the gateway; `false` when the socket is not there. */
  offer(sdp: string): boolean
  state(state: LegState, reason?: string): void
  remote(stream: MediaStream): void
}

const ANSWER_WITHIN_MS = 8_000
/** A short hole (Wi-Fi roaming) mends itself; only a longer one costs a new leg. */
const DISCONNECTED_FOR_MS = 4_000

interface Attempt {
  readonly since: number
  pc: RTCPeerConnection
  sender: RTCRtpSender
  stream: MediaStream | null
}

/**
 * The warm leg: one peer connection made at sign-in and kept, with one audio transceiver whose
 * microphone is put in when a call starts (`replaceTrack`, no new negotiation).
 *
 * The gateway is ICE-lite and learns our address from our checks, so the offer leaves at once,
 * without waiting for candidates. A new leg is made beside the old one and takes its place only
 * when it is up: a running call keeps its sound meanwhile.
 */
export class WarmLeg {
  readonly #sink: LegSink
  readonly #backoff = new Backoff()
  #current: Attempt | null = null
  #next: Attempt | null = null
  #track: MediaStreamTrack | null = null
  #state: LegState = 'idle'
  #retry: ReturnType<typeof setTimeout> | undefined
  #answerTimer: ReturnType<typeof setTimeout> | undefined
  #grace: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(sink: LegSink) {
    this.#sink = sink
  }

  get state(): LegState {
    return this.#state
  }

  /** Makes a leg, or a fresh one in place of what is there. */
  start(): void {
    clearTimeout(this.#retry)
    this.#retry = undefined
    if (this.#closed) {
      return
    }
    this.#abandonNext()
    if (this.#current === null) {
      this.#change('connecting')
    }
    void this.#negotiate()
  }

  /** The socket is gone: nothing can be negotiated until it is back; sound may still flow. */
  suspend(): void {
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#abandonNext()
  }

  async answer(sdp: string): Promise<void> {
    const attempt = this.#next
    clearTimeout(this.#answerTimer)
    if (attempt === null || attempt.pc.signalingState !== 'have-local-offer') {
      return
    }
    try {
      await attempt.pc.setRemoteDescription({ type: 'answer', sdp })
    } catch (error) {
      this.#failed(attempt, `answer not usable: ${describe(error)}`)
    }
  }

  /**
   * The gateway says that its side is gone. While an offer is unanswered that can only mean the leg
   * before it, which the offer is about to replace anyway.
   */
  lost(reason: string): void {
    const unanswered = this.#next?.pc.signalingState === 'have-local-offer'
    if (unanswered || (this.#next !== null && this.#current !== null)) {
      release(this.#current)
      this.#current = null
      this.#change('connecting', reason)
    } else {
      const attempt = this.#next ?? this.#current
      if (attempt !== null) {
        this.#failed(attempt, reason)
      }
    }
  }

  /** The gateway did not take the offer. */
  refused(reason: string): void {
    if (this.#next !== null) {
      this.#failed(this.#next, reason)
    }
  }

  /** What is sent from now on; `null` sends nothing (the gateway fills in silence). */
  async send(track: MediaStreamTrack | null): Promise<void> {
    this.#track = track
    const senders = [this.#current, this.#next].filter((attempt) => attempt !== null)
    await Promise.all(senders.map((attempt) => attempt.sender.replaceTrack(track)))
  }

  async stats(): Promise<RTCStatsReport | null> {
    return (await this.#current?.pc.getStats()) ?? null
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
    clearTimeout(this.#grace)
    this.#abandonNext()
    release(this.#current)
    this.#current = null
    this.#change('idle')
  }

  async #negotiate(): Promise<void> {
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' })
    const transceiver = pc.addTransceiver('audio', { direction: 'sendrecv' })
    const attempt: Attempt = { since: performance.now(), pc, sender: transceiver.sender, stream: null }
    this.#next = attempt
    preferOpus(transceiver)
    pc.ontrack = (event) => {
      attempt.stream = event.streams[0] ?? new MediaStream([event.track])
    }
    pc.onconnectionstatechange = () => this.#changed(attempt)
    this.#answerTimer = setTimeout(() => this.#failed(attempt, 'no answer'), ANSWER_WITHIN_MS)
    try {
      if (this.#track !== null) {
        await attempt.sender.replaceTrack(this.#track)
      }
      const offer = await pc.createOffer()
      if (this.#next !== attempt) {
        return
      }
      await pc.setLocalDescription(offer)
      if (this.#next === attempt && !this.#sink.offer(offer.sdp ?? '')) {
        this.#abandonNext()
      }
    } catch (error) {
      this.#failed(attempt, describe(error))
    }
  }

  #changed(attempt: Attempt): void {
    const state = attempt.pc.connectionState
    if (state === 'connected' && attempt === this.#next) {
      this.#promote(attempt)
    } else if (state === 'connected' && attempt === this.#current) {
      clearTimeout(this.#grace)
      this.#change('up')
    } else if (state === 'disconnected' && attempt === this.#current) {
      clearTimeout(this.#grace)
      this.#grace = setTimeout(() => this.#failed(attempt, 'disconnected'), DISCONNECTED_FOR_MS)
    } else if (state === 'failed') {
      this.#failed(attempt, 'failed')
    }
  }

  #promote(attempt: Attempt): void {
    clearTimeout(this.#grace)
    release(this.#current)
    this.#current = attempt
    this.#next = null
    this.#backoff.reset()
    if (attempt.stream !== null) {
      this.#sink.remote(attempt.stream)
    }
    this.#change('up')
  }

  #failed(attempt: Attempt, reason: string): void {
    let waited = 0
    if (attempt === this.#next) {
      this.#abandonNext()
      waited = performance.now() - attempt.since
    } else if (attempt === this.#current) {
      clearTimeout(this.#grace)
      release(attempt)
      this.#current = null
    } else {
      return
    }
    this.#again(reason, waited)
  }

  /** The pause counts from when a leg that never came up was begun: after one that nothing answered
   *  for 15 s a further pause would only keep the network's return from being noticed. */
  #again(reason: string, waitedMs: number): void {
    if (this.#closed) {
      return
    }
    if (this.#current === null) {
      this.#change('down', reason)
    }
    if (this.#retry === undefined && this.#next === null) {
      this.#retry = setTimeout(() => this.start(), Math.max(0, this.#backoff.next() - waitedMs))
    }
  }

  #abandonNext(): void {
    clearTimeout(this.#answerTimer)
    release(this.#next)
    this.#next = null
  }

  #change(state: LegState, reason?: string): void {
    if (state !== this.#state) {
      this.#state = state
      this.#sink.state(state, reason)
    }
  }
}

function release(attempt: Attempt | null): void {
  if (attempt !== null) {
    attempt.pc.onconnectionstatechange = null
    attempt.pc.ontrack = null
    attempt.pc.close()
  }
}

/** The bridge carries Opus and telephone-event; offering less makes a shorter, clearer session. */
function preferOpus(transceiver: RTCRtpTransceiver): void {
  const codecs = globalThis.RTCRtpReceiver?.getCapabilities?.('audio')?.codecs ?? []
  const wanted = codecs.filter((codec) => /^audio\/(opus|telephone-event)$/i.test(codec.mimeType))
  if (wanted.some((codec) => /opus/i.test(codec.mimeType))) {
    transceiver.setCodecPreferences?.(wanted)
  }
}

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
