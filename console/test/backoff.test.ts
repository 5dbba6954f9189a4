import { describe, expect, it } from 'vitest'
import { Backoff } from '../sdk/backoff'

describe('Backoff', () => {
  it('doubles from 0.3 s to 5 s and starts again after a reset', () => {
    const backoff = new Backoff(300, 5000, () => 1)
    expect([1, 2, 3, 4, 5, 6, 7].map(() => backoff.next())).toEqual([
      300, 600, 1200, 2400, 4800, 5000, 5000,
    ])
    backoff.reset()
    expect(backoff.next()).toBe(300)
  })

  it('spreads pages over half of each step', () => {
    const least = new Backoff(300, 5000, () => 0)
    expect(least.next()).toBe(150)
    for (let attempt = 0; attempt < 200; attempt += 1) {
      expect(least.next()).toBeLessThanOrEqual(5000)
    }
  })
})
