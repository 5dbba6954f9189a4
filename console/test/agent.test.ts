import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeringAgent, type AgentEvents } from '../sdk'
import { browser, FakePeer, FakeSocket, microphone, settle } from './fakes'

const CHANNEL = { id: '1', name: 'Dering Demo', number: '622150000001' }
const SITI = { name: 'Siti', number: '6281234567890' }

const welcome = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'welcome',
  agent: { id: 'ayu', name: 'Ayu' },
  account: 'demo',
  presence: 'online',
  calls: [],
  call: null,
  features: { sandbox: true },
  ...more,
})

const rings = (call = 'call_1'): Record<string, unknown> => ({
  type: 'call.incoming',
  call,
  customer: SITI,
  channel: CHANNEL,
  deadline: '2026-11-21T09:00:30Z',
  window_ms: 30_000,
  remaining_ms: 30_000,
})

const NAMES = [
  'incoming',
  'taken',
  'cancelled',
  'connecting',
  'connected',
  'ended',
  'muted',
  'reconnecting',
  'reconnected',
  'warning',
  'warning-cleared',
  'error',
  'presence',
  'reachable',
  'leg',
] as const

let agent: DeringAgent
let heard: { name: keyof AgentEvents; event: Record<string, unknown> }[]

const names = (): string[] => heard.map(({ name }) => name)
const last = (name: string): Record<string, unknown> | undefined =>
  heard.filter((entry) => entry.name === name).at(-1)?.event

async function signIn(more: Record<string, unknown> = {}): Promise<void> {
  agent = new DeringAgent({ url: 'http://gateway.test', agent: 'ayu', page: 'page-1' })
  heard = []
  for (const name of NAMES) {
    agent.on(name, (event) => heard.push({ name, event: event as never }))
  }
  agent.connect().catch(() => undefined)
  FakeSocket.last.open()
  await settle()
  FakeSocket.last.say(welcome(more))
  await settle()
}

async function legUp(): Promise<void> {
  FakeSocket.last.say({ type: 'leg.answer', sdp: 'answer' })
  await settle()
  FakePeer.last.become('connected')
  await settle()
}

async function talk(): Promise<void> {
  await signIn()
  await legUp()
  FakeSocket.last.say(rings())
  await settle()
  await agent.accept('call_1')
  FakeSocket.last.say({ type: 'call.connecting', call: 'call_1', customer: SITI, channel: CHANNEL })
  FakeSocket.last.say({ type: 'call.connected', call: 'call_1', since: '2026-11-21T09:00:00Z', talk_ms: 0 })
  await settle()
}

beforeEach(browser)
afterEach(() => {
  agent.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('signing in', () => {
  it('says hello first, with page and agent, then offers the warm leg', async () => {
    await signIn()
    expect(FakeSocket.last.url).toBe('ws://gateway.test/v1/desk')
    expect(FakeSocket.last.sent).toEqual([
      { v: 1, type: 'hello', page: 'page-1', agent: 'ayu' },
      { v: 1, type: 'leg.offer', sdp: 'offer 1' },
    ])
    await legUp()
    expect(last('leg')).toEqual({ state: 'up' })
  })

  it('fetches a fresh token each time the socket opens', async () => {
    const token = vi.fn().mockResolvedValueOnce('first').mockResolvedValueOnce('second')
    agent = new DeringAgent({ url: 'https://gateway.test', token, page: 'p' })
    agent.connect().catch(() => undefined)
    FakeSocket.last.open()
    await settle()
    expect(FakeSocket.last.sent[0]).toMatchObject({ type: 'hello', token: 'first' })
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(6000)
    FakeSocket.last.open()
    await settle()
    expect(FakeSocket.last.sent[0]).toMatchObject({ type: 'hello', token: 'second' })
  })

  it('gives up when the gateway refuses the sign-in, and says so', async () => {
    agent = new DeringAgent({ url: 'http://gateway.test', agent: 'nobody' })
    heard = []
    agent.on('error', (event) => heard.push({ name: 'error', event }))
    const joined = agent.connect()
    FakeSocket.last.open()
    FakeSocket.last.drop(4401)
    await expect(joined).rejects.toThrow('unauthorized')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeSocket.made).toHaveLength(1)
    expect(last('error')).toEqual({ code: 'unauthorized' })
  })

  it('lets the newer window have the desk', async () => {
    await signIn()
    FakeSocket.last.drop(4409)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeSocket.made).toHaveLength(1)
    expect(last('error')).toEqual({ code: 'opened_again' })
  })
})

describe('a ringing call', () => {
  it('rings once, counts down on our own clock, and is accepted with a live microphone', async () => {
    await signIn()
    await legUp()
    FakeSocket.last.say(rings())
    FakeSocket.last.say(rings())
    await settle()
    expect(names().filter((name) => name === 'incoming')).toHaveLength(1)
    expect(last('incoming')).toMatchObject({ endsAt: Date.now() + 30_000, windowMs: 30_000 })
    expect(FakePeer.last.sender.track).toBeNull()

    await agent.accept('call_1')
    expect(FakeSocket.last.types()).toContain('call.accept')
    expect(FakePeer.last.sender.track).toBe(microphone.tracks[0])
    expect(agent.current?.state).toBe('connecting')
    FakeSocket.last.say({ type: 'call.connected', call: 'call_1', talk_ms: 1500 })
    expect(agent.current).toMatchObject({ state: 'talking', since: Date.now() - 1500 })
    expect(agent.incoming).toEqual([])
  })

  it('opens the microphone while ringing only where the browser will not ask', async () => {
    await signIn()
    FakeSocket.last.say(rings())
    await settle()
    expect(microphone.asked).toHaveLength(1)
    FakeSocket.last.say({ type: 'call.cancelled', call: 'call_1', reason: 'timed_out' })
    expect(microphone.tracks[0]?.readyState).toBe('ended')

    microphone.permission = 'prompt'
    FakeSocket.last.say(rings('call_2'))
    await settle()
    expect(microphone.asked).toHaveLength(1)
  })

  it('tells who took it (IN-5)', async () => {
    await signIn()
    FakeSocket.last.say(rings())
    FakeSocket.last.say({ type: 'call.taken', call: 'call_1', by: { id: 'budi', name: 'Budi' } })
    expect(last('taken')).toMatchObject({ call: 'call_1', by: { name: 'Budi' }, customer: SITI })
    expect(agent.incoming).toEqual([])
  })

  it('frees the agent when the accept came too late', async () => {
    await signIn()
    FakeSocket.last.say(rings())
    await settle()
    await agent.accept('call_1')
    FakeSocket.last.say({ type: 'error', code: 'too_late', re: 'call.accept' })
    expect(agent.current).toBeNull()
    expect(last('cancelled')).toMatchObject({ call: 'call_1', reason: 'gone' })
    expect(last('error')).toEqual({ code: 'too_late', re: 'call.accept' })
    expect(microphone.tracks.every((track) => track.readyState === 'ended')).toBe(true)
  })

  it('does not forget a declined call that could not be declined', async () => {
    await signIn()
    FakeSocket.last.say(rings())
    FakeSocket.last.drop()
    agent.decline('call_1')
    expect(agent.incoming).toHaveLength(1)
    expect(last('error')).toEqual({ code: 'not_connected', re: 'call.decline' })
  })

  it('holds one call only (IN-4)', async () => {
    await talk()
    FakeSocket.last.say(rings('call_2'))
    await agent.accept('call_2')
    expect(last('error')).toEqual({ code: 'busy', re: 'call.accept' })
    expect(agent.current?.call).toBe('call_1')
    expect(FakeSocket.last.types().filter((type) => type === 'call.accept')).toHaveLength(1)
  })
})

describe('a running call', () => {
  it('mutes without giving the microphone back, and tells the gateway', async () => {
    await talk()
    agent.mute(true)
    expect(microphone.tracks[0]).toMatchObject({ enabled: false, readyState: 'live' })
    expect(FakePeer.last.sender.track).toBe(microphone.tracks[0])
    expect(FakeSocket.last.sent.at(-1)).toMatchObject({ type: 'call.mute', muted: true })
    agent.mute(false)
    expect(microphone.tracks[0]?.enabled).toBe(true)
  })

  it('changes the microphone in mid-call and stays muted', async () => {
    await talk()
    agent.mute(true)
    await agent.setMicrophone('headset')
    expect(microphone.asked.at(-1)).toMatchObject({ audio: { deviceId: { exact: 'headset' } } })
    expect(microphone.tracks[0]?.readyState).toBe('ended')
    expect(FakePeer.last.sender.track).toBe(microphone.tracks[1])
    expect(microphone.tracks[1]?.enabled).toBe(false)
  })

  it('releases microphone and sound when it ends', async () => {
    await talk()
    FakeSocket.last.say({
      type: 'call.ended',
      call: 'call_1',
      status: 'answered',
      reason: 'customer_hung_up',
      talk_ms: 5000,
      ended_by: 'customer',
    })
    expect(last('ended')).toMatchObject({ talkMs: 5000, endedBy: 'customer', customer: SITI })
    expect(microphone.tracks[0]?.readyState).toBe('ended')
    expect(FakePeer.last.sender.track).toBeNull()
    expect(FakePeer.last.isClosed).toBe(false)
  })

  it('is answered without a microphone, with a warning', async () => {
    microphone.refusal = 'NotFoundError'
    await talk()
    expect(last('warning')).toMatchObject({ code: 'microphone-missing' })
    expect(agent.current).toMatchObject({ state: 'talking', listenOnly: true })
    microphone.refusal = null
    await agent.setMicrophone(null)
    expect(last('warning-cleared')).toEqual({ code: 'microphone-missing' })
    expect(agent.current?.listenOnly).toBe(false)
  })

  it('says so when the headset is unplugged', async () => {
    await talk()
    microphone.tracks[0]?.onended?.()
    expect(last('warning')).toEqual({ code: 'microphone-lost' })
    expect(FakePeer.last.sender.track).toBeNull()
  })

  it('warns of a microphone that sends nothing at all, and takes it back', async () => {
    await talk()
    FakePeer.last.stats.set('m', { type: 'media-source', kind: 'audio', audioLevel: 0 })
    await vi.advanceTimersByTimeAsync(9000)
    expect(last('warning')).toEqual({ code: 'microphone-silent' })
    FakePeer.last.stats.set('m', { type: 'media-source', kind: 'audio', audioLevel: 0.1 })
    await vi.advanceTimersByTimeAsync(500)
    expect(last('warning-cleared')).toEqual({ code: 'microphone-silent' })
  })

  it('outlives a lost socket: the leg is replaced only when the new one is up', async () => {
    await talk()
    const before = FakePeer.last
    FakeSocket.last.drop()
    expect(names()).toContain('reconnecting')
    expect(before.isClosed).toBe(false)
    await vi.advanceTimersByTimeAsync(400)
    FakeSocket.last.open()
    FakeSocket.last.say(
      welcome({
        presence: 'on_call',
        call: { call: 'call_1', customer: SITI, channel: CHANNEL, state: 'talking', since: '2026-11-21T09:00:00Z' },
      }),
    )
    await settle()
    expect(names()).toContain('reconnected')
    expect(names()).not.toContain('ended')
    expect(before.isClosed).toBe(false)
    expect(FakePeer.last).not.toBe(before)
    expect(FakePeer.last.sender.track).toBe(microphone.tracks[0])
    await legUp()
    expect(before.isClosed).toBe(true)
    expect(agent.current?.state).toBe('talking')
  })

  const backInCall = async (muted: boolean): Promise<void> => {
    await vi.advanceTimersByTimeAsync(400)
    FakeSocket.last.open()
    await settle()
    FakeSocket.last.say(
      welcome({
        presence: 'on_call',
        call: { call: 'call_1', customer: SITI, channel: CHANNEL, state: 'talking', muted },
      }),
    )
    await settle()
  }
  const mutes = (): unknown[] => FakeSocket.last.sent.filter(({ type }) => type === 'call.mute')

  it.each([true, false])('says again what it chose while the line was down: muted %s', async (chosen) => {
    await talk()
    agent.mute(!chosen)
    FakeSocket.last.drop()
    agent.mute(chosen)
    await backInCall(!chosen)
    expect(mutes()).toEqual([{ v: 1, type: 'call.mute', call: 'call_1', muted: chosen }])
    expect(agent.current?.muted).toBe(chosen)
    expect(microphone.tracks[0]?.enabled).toBe(!chosen)
    FakeSocket.last.say({ type: 'call.connected', call: 'call_1', talk_ms: 0, muted: chosen })
    expect(mutes()).toHaveLength(1)
  })

  it('says nothing about mute when the gateway knows it', async () => {
    await talk()
    agent.mute(true)
    FakeSocket.last.drop()
    await backInCall(true)
    expect(mutes()).toEqual([])
  })

  it('says its mute again when a connected call is muted otherwise at the gateway', async () => {
    await talk()
    FakeSocket.last.say({ type: 'call.connected', call: 'call_1', talk_ms: 0, muted: true })
    expect(mutes()).toEqual([{ v: 1, type: 'call.mute', call: 'call_1', muted: false }])
  })

  it('is picked up again after a reload, with microphone and the time that has passed', async () => {
    vi.setSystemTime(new Date('2026-11-21T09:01:00Z'))
    await signIn({
      call: { call: 'call_1', customer: SITI, channel: CHANNEL, state: 'talking', since: '2026-11-21T09:00:18Z', muted: true },
    })
    expect(names()).toEqual(expect.arrayContaining(['connecting', 'connected']))
    expect(Date.now() - (agent.current?.since ?? 0)).toBe(42_000)
    await legUp()
    expect(FakePeer.last.sender.track).toBe(microphone.tracks[0])
    expect(microphone.tracks[0]?.enabled).toBe(false)
  })

  it('ends here when it ended while the line was down', async () => {
    await talk()
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(400)
    FakeSocket.last.open()
    FakeSocket.last.say(welcome())
    expect(last('ended')).toMatchObject({ status: 'unknown', reason: 'ended_while_away' })
    expect(agent.current).toBeNull()
  })

  it('rings again when the accept was lost with the line', async () => {
    await signIn()
    FakeSocket.last.say(rings())
    await settle()
    await agent.accept('call_1')
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(400)
    FakeSocket.last.open()
    FakeSocket.last.say(welcome({ calls: [rings()] }))
    expect(agent.current).toBeNull()
    expect(agent.incoming).toHaveLength(1)
    expect(names()).not.toContain('ended')
  })
})

describe('the lines', () => {
  it('notices a dead socket by its own ping', async () => {
    await signIn()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(FakeSocket.last.types()).toContain('ping')
    await vi.advanceTimersByTimeAsync(6000)
    expect(names()).toContain('reconnecting')
    expect(FakeSocket.made[0]?.closedWith).toBe(4000)
  })

  it('answers a challenge when it comes, without a timer, and tells that it slept (IN-6)', async () => {
    await signIn()
    FakeSocket.last.say({ type: 'challenge', id: 41 })
    expect(FakeSocket.last.sent.at(-1)).toEqual({ v: 1, type: 'answer', id: 41 })
    FakeSocket.last.say({ type: 'reachable', silent_ms: 41_000 })
    expect(last('reachable')).toEqual({ silentMs: 41_000 })
  })

  it('reports what its check found, and again after a reconnect (IN-15)', async () => {
    await signIn()
    const found = {
      microphone: 'good',
      speaker: 'good',
      sound: 'refused',
      notifications: 'open',
    } as const
    agent.ready(found)
    const report = { v: 1, type: 'ready.report', ...found }
    expect(FakeSocket.last.sent.at(-1)).toEqual(report)
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(1_000)
    FakeSocket.last.open()
    await settle()
    expect(FakeSocket.last.types()).toEqual(['hello'])
    FakeSocket.last.say(welcome())
    await settle()
    expect(FakeSocket.last.sent).toContainEqual(report)
  })

  it('keeps the socket while pongs come', async () => {
    await signIn()
    for (let turn = 1; turn <= 6; turn += 1) {
      await vi.advanceTimersByTimeAsync(10_000)
      FakeSocket.last.say({ type: 'pong', id: String(turn) })
    }
    expect(FakeSocket.made).toHaveLength(1)
  })

  it('makes a new leg when the old one fails', async () => {
    await signIn()
    await legUp()
    FakePeer.last.become('failed')
    expect(last('leg')).toMatchObject({ state: 'down' })
    await vi.advanceTimersByTimeAsync(400)
    expect(FakePeer.made).toHaveLength(2)
    await legUp()
    expect(last('leg')).toEqual({ state: 'up' })
  })

  it('lets a short hole mend itself', async () => {
    await signIn()
    await legUp()
    FakePeer.last.become('disconnected')
    await vi.advanceTimersByTimeAsync(3000)
    FakePeer.last.become('connected')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(FakePeer.made).toHaveLength(1)
  })

  it('does not mistake the end of the old leg for the end of the new one', async () => {
    await signIn()
    FakeSocket.last.say({ type: 'leg.down', reason: 'replaced' })
    await legUp()
    expect(FakePeer.made).toHaveLength(1)
    expect(last('leg')).toEqual({ state: 'up' })
  })

  it('tries again, more and more slowly, when the gateway refuses the offer', async () => {
    await signIn()
    FakeSocket.last.say({ type: 'leg.refused', code: 'sdp_refused', detail: 'no opus' })
    expect(last('error')).toMatchObject({ code: 'sdp_refused', re: 'leg.offer' })
    await vi.advanceTimersByTimeAsync(400)
    expect(FakePeer.made).toHaveLength(2)
  })

  it('asks again when no answer comes, and when the answer cannot be read', async () => {
    await signIn()
    await vi.advanceTimersByTimeAsync(8500)
    expect(FakePeer.made).toHaveLength(2)
    FakeSocket.last.say({ type: 'leg.answer', sdp: 'broken' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(FakePeer.made).toHaveLength(3)
    expect(FakePeer.made[1]?.isClosed).toBe(true)
  })

  it('keeps the presence that was chosen while the line was down', async () => {
    await signIn()
    FakeSocket.last.drop()
    agent.presence('away')
    await vi.advanceTimersByTimeAsync(400)
    FakeSocket.last.open()
    FakeSocket.last.say(welcome())
    expect(FakeSocket.last.sent).toContainEqual({ v: 1, type: 'presence', state: 'away' })
  })

  it('tells of frames that it cannot read and goes on', async () => {
    await signIn()
    FakeSocket.last.onmessage?.({ data: '{' })
    expect(last('error')).toEqual({ code: 'malformed', detail: 'not JSON' })
    FakeSocket.last.say(rings())
    expect(agent.incoming).toHaveLength(1)
  })
})
