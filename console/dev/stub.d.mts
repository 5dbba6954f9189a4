import type { Channel, LoggedCall } from '../src/api'

export interface Stub {
  url: string
  settings: Record<string, unknown> & { isDown?: boolean; isRestDown?: boolean }
  ring(name?: string): void
  hangUp(): void
  toPhone(message: Record<string, unknown>): void
  ask(id: string, text: string): void
  callPhone(): void
  /** How many calls the phone has declined, as the other side has heard. */
  phoneDeclines(): number
  giveUp(): void
  nudge(unanswered: number): void
  reach(): void
  answer(): void
  balance(ms: number | null): void
  end(reason: string, by?: string): void
  dials(channels: readonly { id: string; name: string; number: string }[]): void
  wait(id: string, name: string): void
  waitOver(id: string): void
  slept(ms: number): void
  dropSockets(): void
  close(): void
}

export function startStub(options?: Record<string, unknown>): Promise<Stub>

/** What is not said is as of a call that nobody answered. */
export function loggedCall(
  call: { id: string; startedAt: number; talkMs?: number } & Partial<
    Omit<LoggedCall, 'id' | 'customer'> & { customer: Partial<LoggedCall['customer']> }
  >,
): LoggedCall

export function manyCalls(count: number, newest?: number): LoggedCall[]

/** What is not said is as of a channel that nobody has touched. */
export function channelNow(known?: object): Channel
