import { describe, expect, it, vi } from 'vitest'
import { deskUrl } from '../sdk/address'
import { Events } from '../sdk/events'
import { fromPower } from '../sdk/level'
import { problemOf } from '../sdk/microphone'
import { LineQuality, readingOf } from '../sdk/quality'
import { pretty, tokens } from '../src/phone/json'

describe('the address of the desk', () => {
  it('follows the page: ws for http, wss for https, a path of its own kept', () => {
    expect(deskUrl('http://127.0.0.1:8080')).toBe('ws://127.0.0.1:8080/v1/desk')
    expect(deskUrl('https://calls.example/#token=x')).toBe('wss://calls.example/v1/desk')
    expect(deskUrl('wss://calls.example/eu/v1/desk')).toBe('wss://calls.example/eu/v1/desk')
  })
})

describe('Events', () => {
  it('keeps telling the others when one listener throws, and forgets who left', () => {
    vi.useFakeTimers()
    const events = new Events<{ bell: number }>()
    const heard: number[] = []
    events.on('bell', () => {
      throw new Error('mine')
    })
    const leave = events.on('bell', (value) => heard.push(value))
    events.emit('bell', 1)
    leave()
    events.emit('bell', 2)
    expect(heard).toEqual([1])
    expect(() => vi.runAllTimers()).toThrow('mine')
    vi.useRealTimers()
  })
})

describe('level', () => {
  it('maps -60 to 0 dBFS onto 0 to 1', () => {
    expect(fromPower(0)).toBe(0)
    expect(fromPower(Number.NaN)).toBe(0)
    expect(fromPower(1e-7)).toBe(0)
    expect(fromPower(1e-3)).toBeCloseTo(0.5)
    expect(fromPower(1)).toBe(1)
    expect(fromPower(4)).toBe(1)
  })
})

describe('line quality', () => {
  const at = (packetsReceived: number, packetsLost: number, roundTripTime = 0.05) => ({
    packetsReceived,
    packetsLost,
    roundTripTime,
  })

  it('warns above 5 % loss and clears below 2 %, not between', () => {
    const quality = new LineQuality()
    expect(quality.read(at(0, 0))).toBe(false)
    expect(quality.read(at(90, 10))).toBe(true)
    expect(quality.isPoor).toBe(true)
    expect(quality.read(at(187, 13))).toBe(false)
    expect(quality.isPoor).toBe(true)
    expect(quality.read(at(287, 13))).toBe(true)
    expect(quality.isPoor).toBe(false)
  })

  it('judges nothing on a handful of packets or after a new leg', () => {
    const quality = new LineQuality()
    quality.read(at(100, 0))
    expect(quality.read(at(105, 5))).toBe(false)
    expect(quality.read(at(3, 0))).toBe(false)
  })

  it('minds a long way too', () => {
    const quality = new LineQuality()
    quality.read(at(0, 0))
    expect(quality.read(at(100, 0, 0.8))).toBe(true)
  })

  it('reads the numbers out of a report', () => {
    const report = new Map<string, unknown>([
      ['a', { type: 'inbound-rtp', kind: 'audio', packetsReceived: 7, packetsLost: 1 }],
      ['b', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 }],
      ['c', { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 }],
    ])
    expect(readingOf(report as unknown as RTCStatsReport)).toEqual(at(7, 1, 0.02))
  })
})

describe('microphone problems', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'failed'],
  ])('%s is %s', (name, problem) => {
    expect(problemOf(name)).toBe(problem)
  })
})

describe('JSON for readers', () => {
  it('indents objects and texts that hold JSON, and leaves other text alone', () => {
    expect(pretty({ a: 1 })).toBe('{\n  "a": 1\n}')
    expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}')
    expect(pretty('OK')).toBe('OK')
    expect(pretty(null)).toBe('')
  })

  it('colours parts without losing a character', () => {
    const text = pretty({ 'na"me': 'a: "b"', n: -1.5e3, yes: true, list: [null, 'v=0\r\n'] })
    const parts = tokens(text)
    expect(parts.map((part) => part.text).join('')).toBe(text)
    expect(parts.filter((part) => part.kind === 'name')).toHaveLength(4)
    expect(parts.filter((part) => part.kind === 'string')).toHaveLength(2)
    expect(parts.filter((part) => part.kind === 'number').map((part) => part.text)).toEqual(['-1500'])
    expect(parts.filter((part) => part.kind === 'word').map((part) => part.text)).toEqual(['true', 'null'])
  })
})
