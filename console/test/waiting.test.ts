/** The SDK's second caller, its room and what the button carried, against fakes of the browser. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DeringAgent } from '../sdk'
import { browser, FakeSocket, settle } from './fakes'

const CHANNEL = { id: '1', name: 'Dering Demo', number: '622150000001' }
const SITI = { name: 'Siti', number: '6281234567890' }
const WAITING = { type: 'call.waiting', call: 'call_2', customer: SITI, channel: CHANNEL, room: 'room_1', link_payload: 'sale' }

let agent: DeringAgent

beforeEach(browser)
afterEach(() => {
  agent.close()
  vi.unstubAllGlobals()
})

it('tells of the second caller while on a call, of the room and of what the button carried (IN-4, IN-14, RM-4)', async () => {
  agent = new DeringAgent({ url: 'http://gateway.test', agent: 'ayu', page: 'page-1' })
  const over: string[] = []
  agent.on('waiting-over', ({ call }) => over.push(call))
  agent.connect().catch(() => undefined)
  FakeSocket.last.open()
  await settle()
  const call = { call: 'call_1', customer: SITI, channel: CHANNEL, state: 'talking' as const }
  FakeSocket.last.say({ type: 'welcome', agent: { id: 'ayu', name: 'Ayu' }, account: 'demo', presence: 'on_call', calls: [], call, features: { sandbox: true } })
  await settle()
  FakeSocket.last.say(WAITING)
  expect(agent.waiting).toEqual([{ call: 'call_2', customer: SITI, channel: CHANNEL, room: 'room_1', payload: 'sale' }])
  FakeSocket.last.say({ type: 'call.cancelled', call: 'call_2', reason: 'timed_out' })
  expect(over).toEqual(['call_2'])
  FakeSocket.last.say(WAITING)
  FakeSocket.last.say({ type: 'call.incoming', call: 'call_2', customer: SITI, channel: CHANNEL, room: 'room_1', button_payload: 'order-4471', window_ms: 30_000, remaining_ms: 30_000 })
  expect(agent.waiting).toEqual([])
  expect(agent.incoming[0]).toMatchObject({ call: 'call_2', room: 'room_1', payload: 'order-4471' })
  FakeSocket.last.say({ ...WAITING, call: 'call_3' })
  agent.decline('call_3')
  expect(FakeSocket.last.sent.at(-1)).toEqual({ v: 1, type: 'call.decline', call: 'call_3' })
  expect(agent.waiting).toEqual([])
})
