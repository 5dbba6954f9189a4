/** The part of `inbound-rtp` and `candidate-pair` that tells a good line from a poor one. */
export interface Reading {
  packetsReceived: number
  packetsLost: number
  roundTripTime: number
}

const POOR_LOSS = 0.05
const FINE_LOSS = 0.02
const POOR_ROUND_TRIP_S = 0.5
const FINE_ROUND_TRIP_S = 0.35
/** Fewer packets than this in an interval say nothing about loss. */
const ENOUGH_PACKETS = 20

export function readingOf(report: RTCStatsReport): Reading {
  const reading: Reading = { packetsReceived: 0, packetsLost: 0, roundTripTime: 0 }
  report.forEach((entry: Record<string, unknown>) => {
    if (entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio') {
      reading.packetsReceived = Number(entry['packetsReceived'] ?? 0)
      reading.packetsLost = Number(entry['packetsLost'] ?? 0)
    } else if (entry['type'] === 'candidate-pair' && entry['nominated'] === true) {
      reading.roundTripTime = Number(entry['currentRoundTripTime'] ?? 0)
    }
  })
  return reading
}

/** Is the line poor? Two thresholds, so that the warning does not flicker at the edge of one. */
export class LineQuality {
  #last: Reading | null = null
  #poor = false

  get isPoor(): boolean {
    return this.#poor
  }

  /** Takes the next reading; answers whether the verdict changed. */
  read(next: Reading): boolean {
    const last = this.#last
    this.#last = next
    if (last === null) {
      return false
    }
    const received = next.packetsReceived - last.packetsReceived
    const lost = Math.max(0, next.packetsLost - last.packetsLost)
    if (received < 0 || received + lost < ENOUGH_PACKETS) {
      return false
    }
    const loss = lost / (received + lost)
    const limits = this.#poor
      ? loss > FINE_LOSS || next.roundTripTime > FINE_ROUND_TRIP_S
      : loss > POOR_LOSS || next.roundTripTime > POOR_ROUND_TRIP_S
    const changed = limits !== this.#poor
    this.#poor = limits
    return changed
  }

  reset(): void {
    this.#last = null
    this.#poor = false
  }
}
