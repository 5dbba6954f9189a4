import type { CallFigures } from './protocol'

/** Cumulative counts of one `getStats`; what the browser does not tell is null. */
interface Counts {
  /** Of the microphone: energy, and the seconds over which it was gathered. */
  spoken: Sound | null
  /** Of what was played. */
  heard: Sound | null
  concealedSamples: number
  receivedSamples: number
  bufferSeconds: number
  bufferedSamples: number
}

interface Sound {
  energy: number
  seconds: number
}

/** Louder than this somebody speaks: far above a quiet room, far below a soft voice. */
const VOICE_DB = -50
/** Nothing at all (RFC 6464): what a source that is switched off gives. */
export const NOTHING = 127
const MOST_MS = 60_000

/**
 * What the browser knows of a call and the gateway cannot: how loud both sides are, for how long each
 * spoke, and how much of the customer's voice was made up. Readings go in several times a second, a
 * report for the gateway comes out every few seconds.
 */
export class CallReport {
  #last: Counts | null = null
  #roundTripMs: number | null = null
  #spoken = new Voice()
  #heard = new Voice()
  #concealed = 0
  #received = 0
  #bufferSeconds = 0
  #buffered = 0

  read(report: RTCStatsReport): void {
    const next = countsOf(report)
    this.#roundTripMs = roundTripOf(report) ?? this.#roundTripMs
    const last = this.#last
    this.#last = next
    // A leg that took the place of another counts from zero.
    if (last === null || next.receivedSamples < last.receivedSamples) {
      return
    }
    this.#spoken.add(last.spoken, next.spoken)
    this.#heard.add(last.heard, next.heard)
    this.#concealed += next.concealedSamples - last.concealedSamples
    this.#received += next.receivedSamples - last.receivedSamples
    this.#bufferSeconds += next.bufferSeconds - last.bufferSeconds
    this.#buffered += next.bufferedSamples - last.bufferedSamples
  }

  /** The figures since the last report; begins new ones. */
  take(spanMs: number, microphone: CallFigures['microphone']): CallFigures {
    const span = within(spanMs, MOST_MS)
    const figures: CallFigures = {
      span_ms: span,
      concealed_ms: within(this.#received === 0 ? 0 : (span * this.#concealed) / this.#received, span),
      buffer_ms: within(this.#buffered === 0 ? 0 : (1000 * this.#bufferSeconds) / this.#buffered, MOST_MS),
      agent_level: this.#spoken.level(),
      agent_talk_ms: within(this.#spoken.talkMs, span),
      customer_level: this.#heard.level(),
      customer_talk_ms: within(this.#heard.talkMs, span),
      microphone,
      ...(this.#roundTripMs === null ? {} : { round_trip_ms: within(this.#roundTripMs, MOST_MS) }),
    }
    this.#spoken = new Voice()
    this.#heard = new Voice()
    this.#concealed = this.#received = this.#bufferSeconds = this.#buffered = 0
    return figures
  }
}

/** One side's sound over some seconds. */
class Voice {
  talkMs = 0
  #energy = 0
  #seconds = 0

  add(last: Sound | null, next: Sound | null): void {
    const seconds = (next?.seconds ?? 0) - (last?.seconds ?? 0)
    const energy = (next?.energy ?? 0) - (last?.energy ?? 0)
    // Another track counts from zero.
    if (seconds <= 0 || energy < 0) {
      return
    }
    this.#energy += energy
    this.#seconds += seconds
    if (decibels(energy / seconds) > VOICE_DB) {
      this.talkMs += seconds * 1000
    }
  }

  level(): number {
    return this.#seconds === 0 ? NOTHING : within(-decibels(this.#energy / this.#seconds), NOTHING)
  }
}

/** Of a mean square, 1 being the loudest. */
function decibels(power: number): number {
  return power > 0 ? 10 * Math.log10(power) : -NOTHING
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(value)))
}

function countsOf(report: RTCStatsReport): Counts {
  const counts: Counts = {
    spoken: null,
    heard: null,
    concealedSamples: 0,
    receivedSamples: 0,
    bufferSeconds: 0,
    bufferedSamples: 0,
  }
  report.forEach((entry: Record<string, unknown>) => {
    if (entry['kind'] !== 'audio') {
      return
    }
    if (entry['type'] === 'media-source') {
      counts.spoken = soundOf(entry)
    } else if (entry['type'] === 'inbound-rtp') {
      counts.heard = soundOf(entry)
      counts.concealedSamples = Number(entry['concealedSamples'] ?? 0)
      counts.receivedSamples = Number(entry['totalSamplesReceived'] ?? 0)
      counts.bufferSeconds = Number(entry['jitterBufferDelay'] ?? 0)
      counts.bufferedSamples = Number(entry['jitterBufferEmittedCount'] ?? 0)
    }
  })
  return counts
}

function soundOf(entry: Record<string, unknown>): Sound | null {
  const energy = entry['totalAudioEnergy']
  const seconds = entry['totalSamplesDuration']
  return typeof energy === 'number' && typeof seconds === 'number' ? { energy, seconds } : null
}

/** By RTCP where the gateway has reported, otherwise by the connection's own checks. */
function roundTripOf(report: RTCStatsReport): number | null {
  let byReport: number | null = null
  let byCheck: number | null = null
  report.forEach((entry: Record<string, unknown>) => {
    if (entry['type'] === 'remote-inbound-rtp' && typeof entry['roundTripTime'] === 'number') {
      byReport = entry['roundTripTime'] * 1000
    } else if (
      entry['type'] === 'candidate-pair' &&
      entry['nominated'] === true &&
      typeof entry['currentRoundTripTime'] === 'number'
    ) {
      byCheck = entry['currentRoundTripTime'] * 1000
    }
  })
  return byReport ?? byCheck
}
