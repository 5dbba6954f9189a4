/**
 * How loud a track is, 0..1, scaled so that ordinary speech fills about two thirds of a meter.
 *
 * The analyser is not connected to a destination: it listens only. It hears nothing until the
 * browser lets the page make sound, which a click or an open microphone does.
 */
export class LevelMeter {
  #source: MediaStreamAudioSourceNode | null = null
  #analyser: AnalyserNode | null = null
  #samples = new Float32Array(1024)

  constructor(readonly context: () => AudioContext | null) {}

  listen(stream: MediaStream | null): void {
    this.#source?.disconnect()
    this.#source = null
    this.#analyser = null
    const context = stream === null ? null : this.context()
    if (stream === null || context === null || stream.getAudioTracks().length === 0) {
      return
    }
    this.#analyser = context.createAnalyser()
    this.#analyser.fftSize = this.#samples.length
    this.#source = context.createMediaStreamSource(stream)
    this.#source.connect(this.#analyser)
  }

  level(): number {
    return this.#analyser === null ? 0 : fromPower(this.#power(this.#analyser))
  }

  #power(analyser: AnalyserNode): number {
    analyser.getFloatTimeDomainData(this.#samples)
    let sum = 0
    for (const sample of this.#samples) {
      sum += sample * sample
    }
    return sum / this.#samples.length
  }
}

const FLOOR_DB = -60

/** Mean square to 0..1 on a decibel scale from -60 dBFS to 0 dBFS. */
export function fromPower(power: number): number {
  if (!(power > 0)) {
    return 0
  }
  const db = 10 * Math.log10(power)
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB))
}
