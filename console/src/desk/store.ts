import { batch, computed, effect, signal } from '@preact/signals'
import {
  DeringAgent,
  type Channel,
  type CurrentCall,
  type Customer,
  type EndedCall,
  type IncomingCall,
  type LegState,
  type MicrophoneDevice,
  type PresenceState,
  type Readiness,
  type WaitingCall,
  type WarningCode,
  type Welcome,
} from '../../sdk'
import { phoneNumber, t } from '../i18n'
import { authorize } from '../rest'
import { context, ring } from '../ui/sound'
import { loadLog, remember } from './history'
import { notificationPermission, notify, stopNotifying } from './notifications'
import { beginPush, endPush } from './push'
import { forgetRole, isSupervisor, learnRole } from './role'
import { credentialForNotification, forget, initialCredential, keep, pageId, type Credential } from './session'
import { onNotificationClick, onPushChanged, startWorker } from './worker'

export type Link =
  | { state: 'out' }
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'reconnecting'; attempt: number }
  | { state: 'refused'; by: 'agent' | 'token' }
  | { state: 'opened_again' }

const MICROPHONE_AS = 'dering.microphone'
const MUTED_AS = 'dering.muted'
const ENDED_SHOWN_MS = 4000

export const link = signal<Link>({ state: 'out' })
export const welcome = signal<Welcome | null>(null)
export const presence = signal<PresenceState>('offline')
/** When the wrap-up ends, on our own clock; `null` without one. */
export const wrapUpEndsAt = signal<number | null>(null)
export const leg = signal<LegState>('idle')
export const incoming = signal<readonly IncomingCall[]>([])
export const current = signal<CurrentCall | null>(null)
/** Own customers who call while another call goes on here (IN-4). */
export const waiting = signal<readonly WaitingCall[]>([])
export const warnings = signal<readonly WarningCode[]>([])
/** Whether a call rang here since the groups were told, which the gateway does only at sign-in. */
export const hasRung = signal(false)
/** For how long the browser had frozen this page, until the agent has read it. */
export const slept = signal<number | null>(null)
export const problem = signal<{ code: string } | null>(null)
/** The channels from which customers may be called here (OUT-1); none: nothing that calls is shown. */
export const dials = signal<readonly Channel[]>([])
/** A call to a customer that has just ended, and how; until it is put away or the next call comes. */
export const over = signal<EndedCall | null>(null)
export const devices = signal<readonly MicrophoneDevice[]>([])
export const microphone = signal<string>(localStorage.getItem(MICROPHONE_AS) ?? '')
const justEnded = signal(false)
/** Who took the call that has just stopped ringing here; `null` where nobody else did. */
export const takenBy = signal<string | null>(null)

/** How a call to a customer may end (OUT-5). */
export type Outcome = 'ended' | 'not_answered' | 'customer_declined' | 'customer_busy' | 'failed'

/** `ringing_out`: at the customer's phone, in place of here. */
export type CallState = 'idle' | 'ringing' | 'connecting' | 'dialling' | 'ringing_out' | 'talking' | Outcome

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  not_answered: 'not_answered',
  timed_out: 'not_answered',
  customer_declined: 'customer_declined',
  customer_busy: 'customer_busy',
  agent_hung_up: 'ended',
}

export const outcomeOf = ({ status, reason }: Pick<EndedCall, 'status' | 'reason'>): Outcome =>
  status === 'unanswered' ? (OUTCOMES[reason] ?? 'failed') : 'ended'

/** The one word for what goes on; `call-state` on the page. */
export const callState = computed<CallState>(() => {
  if (current.value !== null) {
    return current.value.state === 'ringing' ? 'ringing_out' : current.value.state
  }
  if (incoming.value.length > 0) {
    return 'ringing'
  }
  if (over.value !== null) {
    return outcomeOf(over.value)
  }
  return justEnded.value ? 'ended' : 'idle'
})

export function nameOf(customer: Customer): string {
  return customer.name ?? (phoneNumber(customer.number) || t('call.unknown'))
}

let agent: DeringAgent | null = null
let credential: Credential | null = null
let endedTimer: ReturnType<typeof setTimeout> | undefined
const page = pageId()

export function signIn(next: Credential): void {
  agent?.close()
  credential = next
  keep(next)
  authorize('token' in next ? next.token : null)
  link.value = { state: 'connecting' }
  agent = new DeringAgent({
    url: location.origin,
    page,
    audioContext: context,
    microphone: microphone.value === '' ? null : microphone.value,
    ...next,
  })
  listen(agent)
  agent.connect().catch(() => undefined)
}

export function signOut(): void {
  void endPush()
  agent?.close()
  agent = null
  credential = null
  authorize(null)
  forget()
  forgetRole()
  batch(() => {
    link.value = { state: 'out' }
    welcome.value = null
    incoming.value = []
    current.value = null
    waiting.value = []
    dials.value = []
    over.value = null
    warnings.value = []
  })
}

export function takeOver(): void {
  if (credential !== null) {
    signIn(credential)
  }
}

/** With a credential in the address or kept by this tab, the page signs in by itself. */
export function resume(): void {
  const known = initialCredential()
  if (known !== null) {
    signIn(known)
  }
}

/** A desk that nobody is signed in at any more comes back for the call that was announced. */
onNotificationClick(() => {
  const known = link.value.state === 'out' ? credentialForNotification() : null
  if (known !== null) {
    signIn(known)
  }
})

/** The browser took the subscription away: another one, and the gateway is told. */
onPushChanged(() => {
  if (credential !== null && link.value.state !== 'out') {
    void beginPush(credential)
  }
})

/** Signed in, and notifications allowed, whichever comes last: once for each sign-in. */
let pushedFor: Credential | null = null
effect(() => {
  const isAllowed = notificationPermission.value === 'granted'
  if (link.value.state === 'open' && isAllowed && credential !== null && credential !== pushedFor) {
    pushedFor = credential
    void beginPush(credential)
  }
})

export const accept = (call: string): void => void agent?.accept(call)
export const decline = (call: string): void => agent?.decline(call)
export const hangUp = (): void => agent?.hangUp()
export const hear = (): void => void agent?.enableSound()
export const levels = (): { local: number; remote: number } =>
  agent?.level() ?? { local: 0, remote: 0 }
export const reportReady = (readiness: Readiness): void => agent?.ready(readiness)
export const setPresence = (state: 'online' | 'away'): void => agent?.presence(state)

export function toggleMute(): void {
  if (current.value !== null) {
    agent?.mute(!current.value.muted)
  }
}

export function chooseMicrophone(id: string): void {
  microphone.value = id
  localStorage.setItem(MICROPHONE_AS, id)
  void agent?.setMicrophone(id === '' ? null : id)
}

/** Signals hold copies: the SDK's own call object changes in place. */
function look(): void {
  incoming.value = agent?.incoming ?? []
  current.value = agent?.current ? { ...agent.current } : null
  waiting.value = agent?.waiting ?? []
}

function past(
  call: string,
  customer: Customer,
  rest: { status?: 'answered' | 'unanswered' | 'unknown'; reason: string; talkMs?: number; by?: string; isOutgoing?: boolean },
): void {
  remember({
    call,
    at: Date.now(),
    customer,
    status: rest.status ?? 'unanswered',
    reason: rest.reason,
    talkMs: rest.talkMs ?? 0,
    agent: rest.by ?? null,
    isOutgoing: rest.isOutgoing ?? false,
  })
}

function showEnded(by: string | null = null): void {
  takenBy.value = by
  justEnded.value = true
  clearTimeout(endedTimer)
  endedTimer = setTimeout(() => {
    justEnded.value = false
  }, ENDED_SHOWN_MS)
  setTimeout(loadPast, 1500)
}

/** An agent's own past: what rang here, missed or taken, and what was made here. Supervisors look at the account's. */
function loadPast(): void {
  void loadLog(isSupervisor.value ? undefined : welcome.value?.agent.id)
}

function listen(desk: DeringAgent): void {
  listenToLine(desk)
  listenToCalls(desk)
}

function listenToLine(desk: DeringAgent): void {
  desk.on('welcome', (event) =>
    batch(() => {
      link.value = { state: 'open' }
      void startWorker()
      welcome.value = event
      presence.value = event.presence
      wrapUpEndsAt.value =
        event.wrap_up_ms === undefined ? null : Date.now() + event.wrap_up_ms
      look()
      hasRung.value = incoming.value.length > 0
      void learnRole(credential, event.agent.id).then(loadPast)
      void lookAtDevices()
    }),
  )
  desk.on('reconnecting', ({ attempt }) => {
    link.value =
      welcome.value === null && attempt < 2
        ? { state: 'connecting' }
        : { state: 'reconnecting', attempt }
  })
  desk.on('presence', ({ state, endsAt }) =>
    batch(() => {
      presence.value = state
      wrapUpEndsAt.value = endsAt ?? null
    }),
  )
  desk.on('reachable', ({ silentMs }) => {
    slept.value = silentMs
  })
  desk.on('leg', ({ state }) => {
    leg.value = state
  })
  desk.on('devices', () => void lookAtDevices())
  desk.on('warning', ({ code }) => {
    warnings.value = [...warnings.value.filter((known) => known !== code), code]
  })
  desk.on('warning-cleared', ({ code }) => {
    warnings.value = warnings.value.filter((known) => known !== code)
  })
  desk.on('error', ({ code }) => {
    look()
    if (code === 'unauthorized' && link.value.state !== 'open') {
      // Kept, it would only be refused again with the next reload.
      forget()
      link.value = { state: 'refused', by: credential !== null && 'agent' in credential ? 'agent' : 'token' }
    } else if (code === 'opened_again') {
      link.value = { state: 'opened_again' }
    } else {
      problem.value = { code }
    }
  })
}

function listenToCalls(desk: DeringAgent): void {
  desk.on('dials', (channels) => {
    dials.value = channels
  })
  desk.on('incoming', () => {
    over.value = null
    hasRung.value = true
    justEnded.value = false
    problem.value = null
    look()
  })
  desk.on('waiting', look)
  desk.on('waiting-over', look)
  desk.on('taken', ({ call, customer, by }) => {
    look()
    past(call, customer, { status: 'answered', reason: 'taken', by: by.name })
    showEnded(by.name)
  })
  desk.on('cancelled', ({ call, customer, reason }) => {
    look()
    past(call, customer, { reason: reason === 'declined' ? 'you_declined' : reason })
    showEnded()
  })
  desk.on('connecting', began)
  desk.on('outgoing', began)
  desk.on('balance', look)
  function began(call: CurrentCall): void {
    over.value = null
    // Muted before a reload is muted after it: nobody goes on air without knowing.
    if (sessionStorage.getItem(MUTED_AS) === call.call) {
      desk.mute(true)
    }
    problem.value = null
    justEnded.value = false
    look()
  }
  desk.on('connected', look)
  desk.on('muted', ({ muted }) => {
    if (muted) {
      sessionStorage.setItem(MUTED_AS, desk.current?.call ?? '')
    } else {
      sessionStorage.removeItem(MUTED_AS)
    }
    look()
  })
  desk.on('ended', (ended) => {
    look()
    const isMine = ended.reason === 'agent_hung_up'
    over.value = ended.isOutgoing ? ended : null
    past(ended.call, ended.customer, isMine ? { ...ended, reason: 'you_hung_up' } : ended)
    showEnded()
  })
}

async function lookAtDevices(): Promise<void> {
  devices.value = (await agent?.microphones()) ?? []
}

/** Ring, notification and title follow the state, whoever changed it. */
effect(() => {
  const ringing = incoming.value
  ring.set(ringing.length > 0 && current.value === null)
  if (current.value === null) {
    ringing.forEach((call) => notify(call.call, nameOf(call.customer), call.channel.name))
  }
  stopNotifying(current.value === null ? ringing.map((call) => call.call) : [])
})
