import { describe, expect, it } from 'vitest'
import { decode, encode } from '../sdk/protocol'
import { readMessage } from '../src/phone/protocol'

const frame = (fields: Record<string, unknown>): string => JSON.stringify({ v: 1, ...fields })

describe('desk protocol', () => {
  it('writes the version into every frame', () => {
    expect(JSON.parse(encode({ type: 'call.mute', call: 'c', muted: true }))).toEqual({
      v: 1,
      type: 'call.mute',
      call: 'c',
      muted: true,
    })
  })

  it('reads what it knows', () => {
    expect(decode(frame({ type: 'leg.answer', sdp: 'v=0' }))).toEqual({
      kind: 'message',
      message: { v: 1, type: 'leg.answer', sdp: 'v=0' },
    })
  })

  it('skips what a newer gateway may add', () => {
    expect(decode(frame({ type: 'call.held', call: 'c' }))).toEqual({ kind: 'skipped', type: 'call.held' })
    expect(decode(frame({ type: 'toString' }))).toEqual({ kind: 'skipped', type: 'toString' })
  })

  it.each([
    ['not JSON', '{'],
    ['not an object', '[]'],
    ['not an object', 'null'],
    ['version 2', '{"v":2,"type":"pong","id":"1"}'],
    ['no type', '{"v":1}'],
    ['welcome without a usable agent', frame({ type: 'welcome', calls: [], call: null })],
    ['call.incoming without a usable remaining_ms', frame({ type: 'call.incoming', call: 'c', customer: {}, channel: {}, window_ms: 1 })],
    ['call.taken without a usable by', frame({ type: 'call.taken', call: 'c' })],
  ])('says what is wrong: %s', (detail, text) => {
    expect(decode(text)).toEqual({ kind: 'malformed', detail })
  })

  it('takes no binary frame', () => {
    expect(decode(new ArrayBuffer(3))).toEqual({ kind: 'malformed', detail: 'not a text frame' })
  })

  it('refuses a welcome with a broken ringing call inside', () => {
    const text = frame({ type: 'welcome', agent: { id: 'a' }, presence: 'online', calls: [{ call: 1 }], call: null })
    expect(decode(text)).toEqual({ kind: 'malformed', detail: 'welcome without a usable calls' })
  })
})

describe('phone protocol', () => {
  it('reads states it knows, and nothing else', () => {
    expect(readMessage('{"type":"state","state":"ringing"}')).toEqual({ type: 'state', state: 'ringing' })
    expect(readMessage('{"type":"state","state":"melting"}')).toBeNull()
    expect(readMessage('{"type":"constructor"}')).toBeNull()
    expect(readMessage('{"type":"wire","seq":"1","kind":"graph"}')).toBeNull()
    expect(readMessage('nonsense')).toBeNull()
    expect(readMessage('{"type":"state","state":"incoming","by_business":true}')).toEqual({
      type: 'state',
      state: 'incoming',
      by_business: true,
    })
  })

  it('reads what the customer allows, whole or not at all', () => {
    const whole = { type: 'permission', status: 'temporary', nudge: false, unanswered: 0, open: ['wamid.1'], answers: {} }
    expect(readMessage(JSON.stringify(whole))).toEqual(whole)
    expect(readMessage(JSON.stringify({ ...whole, open: null }))).toBeNull()
    expect(readMessage(JSON.stringify({ ...whole, answers: null }))).toBeNull()
  })
})
