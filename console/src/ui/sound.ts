import { signal } from '@preact/signals'

/** One context for ring, voice and meters, so that one click enables all of them. */
export const context = new AudioContext()
export const isSoundOn = signal(context.state === 'running')

context.addEventListener('statechange', () => {
  isSoundOn.value = context.state === 'running'
})

/** Resumes after a click or a key anywhere; before that the browser keeps the page silent. */
export function enableSound(): void {
  void context.resume().catch(() => undefined)
}

for (const touch of ['pointerdown', 'keydown'] as const) {
  globalThis.addEventListener(touch, () => {
    if (context.state !== 'running') {
      enableSound()
    }
  })
}
enableSound()

/** A struck tone: quick attack, slow decay, one overtone. */
function strike(frequency: number, at: number, length: number, volume: number): void {
  const envelope = context.createGain()
  envelope.gain.setValueAtTime(0, at)
  envelope.gain.linearRampToValueAtTime(volume, at + 0.008)
  envelope.gain.exponentialRampToValueAtTime(0.0001, at + length)
  envelope.connect(context.destination)
  for (const [ratio, share] of [
    [1, 1],
    [2.01, 0.35],
  ] as const) {
    const tone = context.createOscillator()
    const part = context.createGain()
    part.gain.value = share
    tone.frequency.value = frequency * ratio
    tone.connect(part).connect(envelope)
    tone.start(at)
    tone.stop(at + length)
  }
}

/** One ring: four rising strikes, twice. Made here, no file. */
export function ringOnce(): void {
  const start = context.currentTime + 0.02
  const notes = [659.3, 830.6, 987.8, 1318.5]
  for (const turn of [0, 0.62]) {
    notes.forEach((note, index) => strike(note, start + turn + index * 0.11, 0.55, 0.22))
  }
}

/** What a caller hears while the other side rings: 425 Hz, one second of every four. */
function ringBackOnce(): void {
  const start = context.currentTime + 0.02
  const tone = context.createOscillator()
  const gain = context.createGain()
  tone.frequency.value = 425
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(0.06, start + 0.02)
  gain.gain.setValueAtTime(0.06, start + 0.98)
  gain.gain.linearRampToValueAtTime(0, start + 1)
  tone.connect(gain).connect(context.destination)
  tone.start(start)
  tone.stop(start + 1)
}

/** Repeats a sound until stopped; silent, but counting, while the browser forbids sound. */
class Repeated {
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(
    readonly sound: () => void,
    readonly everyMs: number,
  ) {}

  set(isOn: boolean): void {
    if (isOn && this.#timer === undefined) {
      this.#play()
      this.#timer = setInterval(() => this.#play(), this.everyMs)
    } else if (!isOn) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  #play(): void {
    if (context.state === 'running') {
      this.sound()
    }
  }
}

export const ring = new Repeated(ringOnce, 2500)
export const ringBack = new Repeated(ringBackOnce, 4000)
