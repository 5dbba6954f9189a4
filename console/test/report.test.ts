/** What the page tells the gateway of a call: levels, talk, concealment, as the browser counts them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeringAgent } from '../sdk'
import { CallReport, NOTHING } from '../sdk/report'
import { browser, FakePeer, FakeSocket, settle } from './fakes'

/** A browser whose counts go on from reading to reading. */
class Counting {
  #at = { spoken: 0, heard: 0, seconds: 0, concealed: 0, received: 0, buffer: 0 }

  /** A quarter of a second with these loudnesses (0 to 1), of which so much was made up. */
  quarter(spoken: number, heard: number, concealed = 0): RTCStatsReport {
    const at = this.#at
    at.seconds += 0.25
    at.spoken += spoken * spoken * 0.25
    at.heard += heard * heard * 0.25
    at.received += 12_000
    at.concealed += 12_000 * concealed
    at.buffer += 12_000 * 0.04
    return new Map<string, object>([
      ['mic', { type: 'media-source', kind: 'audio', totalAudioEnergy: at.spoken, totalSamplesDuration: at.seconds }],
      [
        'in',
        {
          type: 'inbound-rtp',
          kind: 'audio',
          totalAudioEnergy: at.heard,
          totalSamplesDuration: at.seconds,
          concealedSamples: at.concealed,
          totalSamplesReceived: at.received,
          jitterBufferDelay: at.buffer,
          jitterBufferEmittedCount: at.received,
        },
      ],
      ['video', { type: 'media-source', kind: 'video' }],
      ['pair', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.031 }],
    ]) as unknown as RTCStatsReport
  }
}

function readAll(report: CallReport, readings: RTCStatsReport[]): void {
  readings.forEach((reading) => report.read(reading))
}

describe('a report of the page (REP-1)', () => {
  it('tells talk from silence, and how loud it was', () => {
    const report = new CallReport()
    const browser = new Counting()
    // The agent speaks for one second of three, the customer is still.
    const said = [0, 0.1, 0.1, 0.1, 0.1, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001]
    readAll(
      report,
      said.map((level) => browser.quarter(level, 0)),
    )
    expect(report.take(3000, 'live')).toEqual({
      span_ms: 3000,
      concealed_ms: 0,
      buffer_ms: 40,
      round_trip_ms: 31,
      agent_level: 25,
      agent_talk_ms: 1000,
      customer_level: NOTHING,
      customer_talk_ms: 0,
      microphone: 'live',
    })
  })

  it('says how much was made up, and begins anew after each', () => {
    const report = new CallReport()
    const browser = new Counting()
    readAll(report, [browser.quarter(0, 0.1), browser.quarter(0, 0.1, 0.5), browser.quarter(0, 0.1, 0.1)])
    expect(report.take(500, 'muted')).toMatchObject({ concealed_ms: 150, customer_talk_ms: 500, customer_level: 20, microphone: 'muted' })
    report.read(browser.quarter(0, 0.1))
    expect(report.take(250, 'live')).toMatchObject({ concealed_ms: 0, customer_talk_ms: 250 })
  })

  it('believes RTCP before the checks of the connection', () => {
    const report = new CallReport()
    const reading = new Counting().quarter(0, 0) as unknown as Map<string, object>
    reading.set('remote', { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.02 })
    report.read(reading as unknown as RTCStatsReport)
    expect(report.take(250, 'live').round_trip_ms).toBe(20)
  })

  it('passes over a leg that took the place of another', () => {
    const report = new CallReport()
    const before = new Counting()
    readAll(report, [before.quarter(0, 0.5, 1), before.quarter(0, 0.5, 1)])
    report.read(new Counting().quarter(0, 0.5, 0))
    expect(report.take(500, 'none')).toMatchObject({ concealed_ms: 500, customer_talk_ms: 250, microphone: 'none' })
  })

  it('knows nothing where the browser tells nothing, and stays in its bounds', () => {
    const report = new CallReport()
    readAll(report, [new Map() as unknown as RTCStatsReport, new Map() as unknown as RTCStatsReport])
    expect(report.take(600_000, 'live')).toEqual({
      span_ms: 60_000,
      concealed_ms: 0,
      buffer_ms: 0,
      agent_level: NOTHING,
      agent_talk_ms: 0,
      customer_level: NOTHING,
      customer_talk_ms: 0,
      microphone: 'live',
    })
  })
})

describe('the agent of the SDK', () => {
  const CALL = { call: 'call_1', customer: {}, channel: { id: '1', name: 'Demo' } }
  const WELCOME = { type: 'welcome', agent: { id: 'ayu', name: 'Ayu' }, presence: 'on_call', calls: [], features: {} }

  beforeEach(browser)
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('tells the gateway every 5 s of a talk how it sounded, and once more before it hangs up', async () => {
    const agent = new DeringAgent({ url: 'http://gateway.test', agent: 'ayu', page: 'page-1' })
    agent.connect().catch(() => undefined)
    FakeSocket.last.open()
    await settle()
    FakeSocket.last.say({ ...WELCOME, call: { ...CALL, state: 'connecting' } })
    await settle()
    FakeSocket.last.say({ type: 'leg.answer', sdp: 'answer' })
    await settle()
    FakePeer.last.become('connected')
    await vi.advanceTimersByTimeAsync(5000)
    FakeSocket.last.say({ type: 'pong', id: '1' })
    const reports = () => FakeSocket.last.sent.filter((message) => message.type === 'call.quality')
    expect(reports()).toEqual([])
    FakeSocket.last.say({ type: 'call.connected', call: 'call_1', talk_ms: 0 })
    await vi.advanceTimersByTimeAsync(5000)
    FakeSocket.last.say({ type: 'pong', id: '2' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(reports()).toHaveLength(2)
    expect(reports()[1]).toMatchObject({ call: 'call_1', span_ms: 5000, agent_talk_ms: 0, microphone: 'live' })
    agent.mute(true)
    await vi.advanceTimersByTimeAsync(1000)
    agent.hangUp()
    expect(reports()).toHaveLength(3)
    expect(reports()[2]).toMatchObject({ span_ms: 1000, microphone: 'muted' })
    expect(FakeSocket.last.types().slice(-2)).toEqual(['call.quality', 'call.hangup'])
    agent.close()
  })
})
