import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeringAgent, type CurrentCall, type EndedCall } from '../sdk'
import { browser, FakeSocket, settle } from './fakes'

const CHANNEL = { id: '1', name: 'Dering Demo', number: '622150000001' }
const CALL = { call: 'call_9', customer: { number: '6281234567890' }, channel: CHANNEL }
const KNOWN = { agent: { id: 'ayu', name: 'Ayu' }, presence: 'online', calls: [], call: null, features: {} }

let agent: DeringAgent
let seen: string[]
let ended: EndedCall | null
let errors: string[]

/** What is left of a call, in whole seconds. */
const leftS = (call: CurrentCall | null): number | null =>
  call === null || call.endsAt === null ? null : Math.ceil((call.endsAt - Date.now()) / 1000)

async function signIn(more: Record<string, unknown> = {}): Promise<void> {
  agent = new DeringAgent({ url: 'http://gateway.test', agent: 'ayu', page: 'page-1' })
  seen = []
  ended = null
  errors = []
  agent.on('error', ({ code }) => errors.push(code))
  agent.on('dials', (channels) => seen.push(`dials ${channels.length}`))
  agent.on('connecting', () => seen.push('connecting'))
  agent.on('outgoing', ({ state }) => seen.push(state))
  agent.on('connected', () => seen.push('connected'))
  agent.on('ended', (call) => {
    ended = call
  })
  agent.connect().catch(() => undefined)
  FakeSocket.last.open()
  await settle()
  FakeSocket.last.say({ type: 'welcome', ...KNOWN, ...more })
  await settle()
}

beforeEach(browser)
afterEach(() => {
  agent.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a call to a customer (OUT-5)', () => {
  it('is dialling, then ringing, then connected, and ends with the balance (BAL-4)', async () => {
    await signIn({ dials: [CHANNEL] })
    FakeSocket.last.say({ type: 'call.outgoing', ...CALL, state: 'dialling' })
    await settle()
    expect(agent.current).toMatchObject({ call: 'call_9', state: 'dialling', isOutgoing: true })
    FakeSocket.last.say({ type: 'call.outgoing', ...CALL, state: 'ringing' })
    FakeSocket.last.say({ type: 'call.connected', call: 'call_9', since: 'x', talk_ms: 0 })
    expect(seen).toEqual(['dials 1', 'dialling', 'ringing', 'connected'])
    expect(agent.current).toMatchObject({ state: 'talking', endsAt: null })
    FakeSocket.last.say({ type: 'call.balance', call: 'call_9', remaining_ms: 60_000 })
    expect(leftS(agent.current)).toBe(60)
    FakeSocket.last.say({ type: 'call.balance', call: 'call_9', remaining_ms: null })
    expect(leftS(agent.current)).toBeNull()
    FakeSocket.last.say({ type: 'call.ended', call: 'call_9', status: 'answered', reason: 'balance_spent', talk_ms: 1 })
    expect(ended).toMatchObject({ reason: 'balance_spent', isOutgoing: true })
  })

  it('is there again after a reload while it rings, and is taken back', async () => {
    await signIn({ call: { ...CALL, state: 'ringing' } })
    expect(agent.current).toMatchObject({ state: 'ringing', isOutgoing: true })
    agent.hangUp()
    expect(FakeSocket.last.sent.at(-1)).toMatchObject({ type: 'call.hangup', call: 'call_9' })
  })

  const hangUps = (): unknown[] => FakeSocket.last.sent.filter(({ type }) => type === 'call.hangup')

  it('is hung up once, however often that is pressed; again only where the gateway still has the call', async () => {
    await signIn({ call: { ...CALL, state: 'ringing' } })
    agent.hangUp()
    agent.hangUp()
    expect(hangUps()).toHaveLength(1)
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(6000)
    FakeSocket.last.open()
    await settle()
    FakeSocket.last.say({ type: 'welcome', ...KNOWN, call: { ...CALL, state: 'ringing' } })
    await settle()
    agent.hangUp()
    expect(hangUps()).toHaveLength(1)
    FakeSocket.last.say({ type: 'error', code: 'malformed', re: 'call.hangup' })
    agent.hangUp()
    expect(hangUps()).toHaveLength(2)
    expect(errors).toEqual(['malformed'])
  })

  it('that had ended as it was hung up is no error: over is what it should be', async () => {
    await signIn({ call: { ...CALL, state: 'ringing' } })
    agent.hangUp()
    FakeSocket.last.say({ type: 'call.ended', call: 'call_9', status: 'unanswered', reason: 'customer_declined' })
    FakeSocket.last.say({ type: 'error', code: 'unknown_call', re: 'call.hangup' })
    expect(errors).toEqual([])
    await agent.accept('call_9')
    expect(errors).toEqual(['not_ringing'])
  })

  it('is there again after a reload in its last paid minute', async () => {
    await signIn({ call: { ...CALL, state: 'talking', talk_ms: 5, remaining_ms: 15_000 } })
    expect(agent.current?.state).toBe('talking')
    expect(leftS(agent.current)).toBe(15)
  })

  it('calls from other channels when they are switched', async () => {
    await signIn()
    FakeSocket.last.say({ type: 'dials', channels: [CHANNEL, { ...CHANNEL, id: '2' }] })
    expect(seen).toEqual(['dials 0', 'dials 2'])
  })
})
