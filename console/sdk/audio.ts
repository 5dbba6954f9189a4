import { LevelMeter, fromPower } from './level'

/** How loud both sides are, 0..1. */
export interface Levels {
  local: number
  remote: number
}

/**
 * The sound side of a call in this page: plays the customer, measures both voices.
 *
 * Browsers refuse sound before the user has touched the page. Then `blocked` is told once and the
 * next click or key, wherever on the page, tries again.
 */
export class CallAudio {
  readonly #blocked: (isBlocked: boolean) => void
  readonly #given: AudioContext | null
  #made: AudioContext | null = null
  #element: HTMLAudioElement | null = null
  #stream: MediaStream | null = null
  #isBlocked = false
  readonly #local = new LevelMeter(() => this.context())
  readonly #remote = new LevelMeter(() => this.context())
  /** From `getStats`, for the time in which the analysers may not run. */
  readonly #measured: Levels = { local: 0, remote: 0 }

  constructor(given: AudioContext | null, blocked: (isBlocked: boolean) => void) {
    this.#given = given
    this.#blocked = blocked
  }

  context(): AudioContext | null {
    if (this.#given !== null) {
      return this.#given
    }
    if (this.#made === null && typeof AudioContext !== 'undefined') {
      this.#made = new AudioContext()
    }
    return this.#made
  }

  remote(stream: MediaStream): void {
    this.#stream = stream
    if (this.#element !== null) {
      void this.play()
    }
  }

  local(track: MediaStreamTrack | null): void {
    this.#local.listen(track === null ? null : new MediaStream([track]))
  }

  /** Starts to play what the leg brings; tells when the browser refuses. */
  async play(): Promise<void> {
    void this.context()
      ?.resume()
      .catch(() => undefined)
    if (typeof Audio === 'undefined') {
      return
    }
    this.#element ??= new Audio()
    if (this.#stream === null) {
      return
    }
    if (this.#element.srcObject !== this.#stream) {
      this.#element.srcObject = this.#stream
    }
    this.#remote.listen(this.#stream)
    try {
      await this.#element.play()
      this.#say(false)
    } catch (error) {
      // AbortError only says that a newer stream took the place of this one.
      this.#say(error instanceof Error && error.name === 'NotAllowedError')
    }
  }

  /**
   * The call is over: no meter runs. The player stays and plays out what little is still in the
   * browser's jitter buffer: taken away, it would leave that for the ears of the next call.
   */
  stop(): void {
    this.#local.listen(null)
    this.#remote.listen(null)
    this.#measured.local = this.#measured.remote = 0
    this.#say(false)
  }

  levels(): Levels {
    return this.context()?.state === 'running'
      ? { local: this.#local.level(), remote: this.#remote.level() }
      : { ...this.#measured }
  }

  measure(report: RTCStatsReport): void {
    report.forEach((entry: Record<string, unknown>) => {
      const level = entry['audioLevel']
      if (typeof level === 'number' && entry['type'] === 'media-source') {
        this.#measured.local = fromPower(level * level)
      } else if (typeof level === 'number' && entry['type'] === 'inbound-rtp') {
        this.#measured.remote = fromPower(level * level)
      }
    })
  }

  close(): void {
    this.stop()
    if (this.#element !== null) {
      this.#element.pause()
      this.#element.srcObject = null
      this.#element = null
    }
    void this.#made?.close()
    this.#made = null
  }

  #retry = (): void => {
    void this.play()
  }

  #say(isBlocked: boolean): void {
    if (isBlocked === this.#isBlocked) {
      return
    }
    this.#isBlocked = isBlocked
    for (const touch of ['pointerdown', 'keydown'] as const) {
      if (isBlocked) {
        globalThis.addEventListener?.(touch, this.#retry)
      } else {
        globalThis.removeEventListener?.(touch, this.#retry)
      }
    }
    this.#blocked(isBlocked)
  }
}
