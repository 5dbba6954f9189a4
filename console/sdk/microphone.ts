export interface MicrophoneDevice {
  id: string
  /** Empty until the browser has given permission once. */
  label: string
}

export type MicrophoneProblem = 'denied' | 'missing' | 'busy' | 'insecure' | 'failed'

export type Opened =
  | { kind: 'open'; track: MediaStreamTrack }
  | { kind: 'refused'; problem: MicrophoneProblem; detail: string }

/** Headsets work best with the browser's own echo, noise and gain control. */
const PROCESSING = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** Why `getUserMedia` refused, in words a page can explain. */
export function problemOf(name: string): MicrophoneProblem {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'failed'
  }
}

/** One microphone at a time: opened for a call, released after it. */
export class Microphone {
  #track: MediaStreamTrack | null = null
  #opening: Promise<Opened> | null = null
  #generation = 0
  deviceId: string | null = null

  constructor(readonly lost: () => void) {}

  get track(): MediaStreamTrack | null {
    return this.#track
  }

  async devices(): Promise<MicrophoneDevice[]> {
    const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? []
    return all
      .filter((device) => device.kind === 'audioinput')
      .map((device) => ({ id: device.deviceId, label: device.label }))
  }

  /** Has the user already said yes, so that opening asks nothing? */
  async isAllowed(): Promise<boolean> {
    try {
      const status = await navigator.permissions.query({ name: 'microphone' as PermissionName })
      return status.state === 'granted'
    } catch {
      return false
    }
  }

  /** Opens, or answers what is open already. Two callers at once share one request. */
  open(): Promise<Opened> {
    if (this.#track !== null && this.#track.readyState === 'live') {
      return Promise.resolve({ kind: 'open', track: this.#track })
    }
    this.#opening ??= this.#request(this.#generation).finally(() => {
      this.#opening = null
    })
    return this.#opening
  }

  /** Another device, at once if one is open now. The old one is given back only after. */
  async choose(deviceId: string | null): Promise<Opened | null> {
    this.deviceId = deviceId
    if (this.#track === null) {
      return null
    }
    const before = this.#track
    const opened = await this.#request(this.#generation)
    if (opened.kind === 'open') {
      before.onended = null
      before.stop()
    }
    return opened
  }

  close(): void {
    this.#generation += 1
    this.#opening = null
    if (this.#track !== null) {
      this.#track.onended = null
      this.#track.stop()
      this.#track = null
    }
  }

  async #request(generation: number): Promise<Opened> {
    if (navigator.mediaDevices?.getUserMedia === undefined) {
      return { kind: 'refused', problem: 'insecure', detail: 'no secure origin' }
    }
    const first = await this.#ask(this.deviceId)
    // A remembered headset that is unplugged today: any microphone is better than none.
    const result =
      first.kind === 'refused' && first.problem === 'missing' && this.deviceId !== null
        ? await this.#ask(null)
        : first
    if (result.kind === 'open') {
      if (generation !== this.#generation) {
        result.track.stop()
        return { kind: 'refused', problem: 'failed', detail: 'no longer wanted' }
      }
      this.#track = result.track
      result.track.onended = () => {
        this.#track = null
        this.lost()
      }
    }
    return result
  }

  async #ask(deviceId: string | null): Promise<Opened> {
    const device = deviceId === null ? {} : { deviceId: { exact: deviceId } }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { ...PROCESSING, ...device },
      })
      const track = stream.getAudioTracks()[0]
      return track === undefined
        ? { kind: 'refused', problem: 'missing', detail: 'no audio track' }
        : { kind: 'open', track }
    } catch (error) {
      const name = error instanceof Error ? error.name : ''
      const detail = error instanceof Error ? error.message : String(error)
      return { kind: 'refused', problem: problemOf(name), detail }
    }
  }
}
