/**
 * Dering in a page of your own: sign an agent in, hear the ring, answer, talk.
 *
 * ```ts
 * const agent = new DeringAgent({ url: 'https://calls.example', token: () => fetchToken() })
 * agent.on('incoming', (call) => agent.accept(call))
 * await agent.connect()
 * ```
 */
export { DeringAgent } from './agent'
export type {
  AgentEvents,
  AgentOptions,
  CallRef,
  CurrentCall,
  EndedCall,
  IncomingCall,
  WaitingCall,
  WarningCode,
} from './types'
export type { LegState } from './leg'
export type { MicrophoneDevice } from './microphone'
export type {
  CancelReason,
  Channel,
  Customer,
  Person,
  PresenceState,
  Readiness,
  ReadyCheck,
  Welcome,
} from './protocol'
