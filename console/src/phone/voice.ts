/** Where the customer's words come from. */
export type VoiceSource = 'microphone' | 'recording'

export type Spoken =
  | { kind: 'speaking'; source: VoiceSource; track: MediaStreamTrack }
  | { kind: 'silent' }

export const RECORDING = '/sandbox/voice/customer.ogg'

export async function hasMicrophone(): Promise<boolean> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? []
  return devices.some((device) => device.kind === 'audioinput')
}

/** The customer's voice for one call: a microphone, or the recording, played over and over. */
export class Voice {
  #stop: (() => void) | null = null

  constructor(
    readonly context: AudioContext,
    readonly recording = RECORDING,
  ) {}

  async speak(source: VoiceSource): Promise<Spoken> {
    const track = await (source === 'microphone' ? this.#microphone() : this.#recorded())
    return track === null ? { kind: 'silent' } : { kind: 'speaking', source, track }
  }

  stop(): void {
    this.#stop?.()
    this.#stop = null
  }

  async #microphone(): Promise<MediaStreamTrack | null> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      })
      this.stop()
      this.#stop = () => stream.getTracks().forEach((track) => track.stop())
      return stream.getAudioTracks()[0] ?? null
    } catch {
      return null
    }
  }

  async #recorded(): Promise<MediaStreamTrack | null> {
    try {
      const response = await fetch(this.recording)
      const buffer = await this.context.decodeAudioData(await response.arrayBuffer())
      const player = this.context.createBufferSource()
      const out = this.context.createMediaStreamDestination()
      player.buffer = buffer
      player.loop = true
      player.connect(out)
      player.start()
      this.stop()
      this.#stop = () => {
        player.stop()
        out.stream.getTracks().forEach((track) => track.stop())
      }
      return out.stream.getAudioTracks()[0] ?? null
    } catch {
      return null
    }
  }
}
