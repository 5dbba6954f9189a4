/** Growing pauses between attempts: 0.3 s, doubled up to 5 s, with jitter so that a thousand pages
 * that lost the same gateway do not come back in the same millisecond. */
export class Backoff {
  #attempt = 0

  constructor(
    readonly firstMs = 300,
    readonly longestMs = 5000,
    readonly random: () => number = Math.random,
  ) {}

  get attempt(): number {
    return this.#attempt
  }

  /** The next pause: between half and the whole of the step. */
  next(): number {
    const step = Math.min(this.longestMs, this.firstMs * 2 ** Math.min(this.#attempt, 16))
    this.#attempt += 1
    return Math.round(step * (0.5 + this.random() / 2))
  }

  reset(): void {
    this.#attempt = 0
  }
}
