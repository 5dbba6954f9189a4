// The warm leg alone: when it is made again.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WarmLeg, type LegState } from '../sdk/leg'
import { browser, FakePeer, settle } from './fakes'

let leg: WarmLeg
let states: LegState[]

async function begin(): Promise<void> {
  states = []
  leg = new WarmLeg({ offer: () => true, state: (state) => states.push(state), remote: () => undefined })
  leg.start()
  await settle()
  await leg.answer('answer')
}

beforeEach(() => {
  browser()
  // The longest pause of each step.
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => {
  leg.close()
  vi.restoreAllMocks()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('begins anew at once after an attempt to which the network let nothing through', async () => {
  await begin()
  for (let made = 1; made < 5; made++) {
    await vi.advanceTimersByTimeAsync(15_000)
    expect(FakePeer.made).toHaveLength(made)
    leg.lost('ice_failed')
    await settle()
    expect(FakePeer.made).toHaveLength(made + 1)
    await leg.answer('answer')
  }
})

it('waits longer and longer when an attempt fails as soon as it is made', async () => {
  await begin()
  leg.lost('ice_failed')
  await settle()
  expect(FakePeer.made).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(300)
  expect(FakePeer.made).toHaveLength(2)
  await leg.answer('answer')
  leg.lost('ice_failed')
  await vi.advanceTimersByTimeAsync(599)
  expect(FakePeer.made).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(FakePeer.made).toHaveLength(3)
})

it('waits before it replaces a leg that was up: many pages may have lost theirs together', async () => {
  await begin()
  FakePeer.last.become('connected')
  await vi.advanceTimersByTimeAsync(60_000)
  leg.lost('consent_lost')
  await settle()
  expect(states).toEqual(['connecting', 'up', 'down'])
  expect(FakePeer.made).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(300)
  expect(FakePeer.made).toHaveLength(2)
})
