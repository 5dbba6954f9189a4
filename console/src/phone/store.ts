import { computed, effect, signal } from '@preact/signals'
import type { MessageKey } from '../i18n'
import { LevelMeter } from '../../sdk/level'
import { context, enableSound, ring, ringBack } from '../ui/sound'
import { Line } from './line'
import type {
  Choice,
  EndReason,
  Party,
  Permission,
  PhoneState,
  Received,
  SandboxMessage,
  Wire,
} from './protocol'
import { hasMicrophone, Voice, type VoiceSource } from './voice'

const WIRES_KEPT = 200
const CONFIRM_END_MS = 1000

export const link = signal<'connecting' | 'open' | 'lost'>('connecting')
export const state = signal<PhoneState>('idle')
/** When the call was connected, on this page's clock. */
export const since = signal<number | null>(null)
export const reason = signal<EndReason | null>(null)
export const detail = signal<string | null>(null)
export const business = signal<Party>({ name: '', number: '' })
export const customer = signal<Party>({ name: '', number: '' })
export const agentUrl = signal('/')
export const callerName = signal('')
export const source = signal<VoiceSource>('microphone')
export const voiceNote = signal<'none' | 'denied' | 'failed' | null>(null)
export const isBlocked = signal(false)
export const wires = signal<readonly Wire[]>([])

/** What the business wrote, the newest last. */
export const inbox = signal<readonly Received[]>([])
const INBOX_KEPT = 20

/** What became of the last message. */
export const said = signal<MessageKey | null>(null)
const hasLeftVoice = signal(false)
/** Pressed twice, a message is sent once. */
export const isPosting = signal(false)

/** Whether the call, or the last one, is the business's. */
export const byBusiness = signal(false)
/** *Answer* was tapped, and the browser's leg is not there yet. */
export const isAnswering = signal(false)

/** What this customer allows the business. */
export const permission = signal<Omit<Permission, 'until'> & { until: number | null }>({
  status: 'no_permission',
  until: null,
  nudge: false,
  unanswered: 0,
  open: [],
  answers: {},
})

/** The newest request that waits for an answer: shown where it cannot be overlooked. */
export const pending = computed(() =>
  inbox.value
    .filter(
      (message) =>
        message.permission_request === true &&
        permission.value.open.includes(message.id) &&
        permission.value.answers[message.id] === undefined,
    )
    .at(-1),
)

/** WhatsApp offers to record after a call of the customer's that was never connected. */
export const canLeaveVoice = computed(
  () =>
    state.value === 'ended' &&
    since.value === null &&
    !hasLeftVoice.value &&
    !byBusiness.value,
)

const voice = new Voice(context)
const mine = new LevelMeter(() => context)
const theirs = new LevelMeter(() => context)
const speaker = new Audio()

export const levels = { mine: () => mine.level(), theirs: () => theirs.level() }

const line = new Line(socketUrl(), {
  link: (next) => {
    link.value = next
    if (next === 'lost' && isBusy()) {
      finished('failed')
    }
  },
  received,
  remote: (stream) => {
    speaker.srcObject = stream
    theirs.listen(stream)
    void hear()
  },
  broken: () => {
    line.end()
    finished('failed')
  },
})

function socketUrl(): string {
  const url = new URL('/sandbox/phone/socket', location.href)
  url.protocol = url.protocol.replace(/^http/, 'ws')
  return url.href
}

export function open(): void {
  line.open()
  void chooseDefault()
}

export const isBusy = (): boolean =>
  state.value === 'calling' ||
  state.value === 'ringing' ||
  state.value === 'incoming' ||
  state.value === 'connected'

async function chooseDefault(): Promise<void> {
  if (!(await hasMicrophone())) {
    source.value = 'recording'
    voiceNote.value = 'none'
  }
}

/** Settles when the sandbox has confirmed the end of the call before, so that it ends that one only. */
let lastEnded: Promise<void> = Promise.resolve()
let confirmEnd: (() => void) | null = null

/** @param payload what the button carries by which the customer calls; null for a call by hand */
export async function call(payload: string | null = null): Promise<void> {
  enableSound()
  state.value = 'calling'
  byBusiness.value = false
  hasLeftVoice.value = false
  said.value = null
  since.value = null
  reason.value = null
  detail.value = null
  try {
    const track = await speak()
    await lastEnded
    if (isBusy()) {
      await line.call(track, callerName.value, payload)
    }
  } catch {
    finished('failed')
  }
}

/** By how many days the sandbox's calendar is ahead of the clock; 0 as long as nobody moved it. */
export const daysAhead = signal(0)

/** Permissions, limits and windows go by the sandbox's calendar; calls do not. */
export async function letPass(days: number): Promise<void> {
  try {
    const response = await fetch('/sandbox/calendar', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance_s: days * 86_400 }),
    })
    if (response.ok) {
      const { ahead_s: ahead } = (await response.json()) as { ahead_s: number }
      daysAhead.value = Math.round(ahead / 86_400)
    }
  } catch {
    // The link's own word says that the sandbox does not answer.
  }
}

/** The customer writes; the sandbox sends it as Meta would. */
export const write = (text: string): Promise<boolean> => post({ text }, 'phone.write.sent')

export async function leaveVoice(): Promise<void> {
  if (await post({ voice: 'customer' }, 'phone.voice_message.left')) {
    hasLeftVoice.value = true
  }
}

async function post(what: { text: string } | { voice: string }, done: MessageKey): Promise<boolean> {
  if (isPosting.value) {
    return false
  }
  isPosting.value = true
  const line = Number(customer.value.number.slice(-3))
  const name = callerName.value.trim()
  let isSent = false
  try {
    const response = await fetch('/sandbox/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...what, customer: line, ...(name === '' ? {} : { name }) }),
    })
    isSent = response.ok
  } catch {
    // Said below, like a refusal.
  }
  isPosting.value = false
  said.value = isSent ? done : 'phone.write.failed'
  return isSent
}

export function end(): void {
  lastEnded = new Promise((done) => {
    const confirmed = (): void => {
      confirmEnd = null
      done()
    }
    confirmEnd = confirmed
    setTimeout(confirmed, CONFIRM_END_MS)
  })
  line.end()
  finished('ended_by_you')
}

/** Picks up the business's call. */
export async function answer(): Promise<void> {
  if (state.value !== 'incoming' || isAnswering.value) {
    return
  }
  enableSound()
  isAnswering.value = true
  try {
    await line.answer(await speak())
  } catch {
    line.end()
    finished('failed')
  }
}

export function decline(): void {
  line.decline()
  finished('you_declined')
}

/** @param request the message id of a request's card; `null` for the business's profile */
export function decide(choice: Choice, request: string | null): void {
  said.value = null
  line.decide(choice, request)
}

export function answerNudge(keeps: boolean): void {
  line.decide(keeps ? 'keep' : 'deny', null)
}

/** Another voice; during a call the other side hears it at once. */
export async function chooseSource(next: VoiceSource): Promise<void> {
  source.value = next
  voiceNote.value = null
  if (isBusy() && state.value !== 'incoming') {
    await line.speak(await speak())
  }
}

export async function hear(): Promise<void> {
  enableSound()
  try {
    await speaker.play()
    isBlocked.value = false
  } catch (error) {
    isBlocked.value = error instanceof Error && error.name === 'NotAllowedError'
  }
}

/** The track to send. A microphone that is refused gives way to the recording, and the page says so. */
async function speak(): Promise<MediaStreamTrack | null> {
  const wanted = source.value
  let spoken = await voice.speak(wanted)
  if (spoken.kind === 'silent' && wanted === 'microphone') {
    source.value = 'recording'
    voiceNote.value = (await hasMicrophone()) ? 'denied' : 'none'
    spoken = await voice.speak('recording')
  }
  if (spoken.kind === 'silent') {
    voiceNote.value = 'failed'
    mine.listen(null)
    return null
  }
  mine.listen(new MediaStream([spoken.track]))
  return spoken.track
}

function received(message: SandboxMessage): void {
  switch (message.type) {
    case 'hello':
      // The last exchanges follow, numbered from 1 again if the sandbox was started anew.
      wires.value = []
      business.value = message.business
      customer.value = message.customer
      agentUrl.value = message.agent_url || '/'
      if (callerName.value === '') {
        callerName.value = message.customer?.name ?? ''
      }
      return
    case 'state':
      return changed(message)
    case 'wire':
      return wired(message)
    case 'permission': {
      const until = Date.parse(message.until ?? '')
      permission.value = { ...message, until: Number.isFinite(until) ? until : null }
      return
    }
    case 'error':
      if (message.code === 'request_over') {
        said.value = 'phone.permission.over'
        return
      }
      detail.value = message.detail ?? message.code
      return isBusy() ? finished('failed') : undefined
    case 'message':
      inbox.value = [...inbox.value.filter((known) => known.id !== message.id), message].slice(-INBOX_KEPT)
      return
    case 'answer':
    case 'pong':
      return
  }
}

function changed(message: Extract<SandboxMessage, { type: 'state' }>): void {
  if (message.state === 'ended' && confirmEnd !== null) {
    confirmEnd()
  } else if (message.state === 'ended') {
    detail.value = message.detail ?? null
    finished(message.reason ?? null)
  } else if (message.state === 'idle') {
    // The sandbox rests after a call; what the page says about its end stays to be read.
    if (isBusy()) {
      finished(null)
    }
  } else {
    if (message.state === 'incoming') {
      rung()
    }
    state.value = message.state
    detail.value = message.detail ?? detail.value
    if (message.state === 'connected') {
      isAnswering.value = false
      const at = Date.parse(message.since ?? '')
      since.value = Number.isFinite(at) ? Math.min(at, Date.now()) : Date.now()
    }
  }
}

/** The business calls. */
function rung(): void {
  byBusiness.value = true
  isAnswering.value = false
  since.value = null
  reason.value = null
  detail.value = null
  said.value = null
}

function finished(why: EndReason | null): void {
  if (!isBusy()) {
    // An end that was pressed here and is then confirmed keeps the first, better reason.
    reason.value ??= why
    return
  }
  state.value = 'ended'
  isAnswering.value = false
  reason.value = why
  line.hangUp()
  voice.stop()
  mine.listen(null)
  theirs.listen(null)
  speaker.srcObject = null
  isBlocked.value = false
}

/** Newest first; one that comes again (after a reconnect, or with its answer) takes its old place. */
function wired(wire: Wire): void {
  const others = wires.value.filter((known) => known.seq !== wire.seq)
  wires.value = [...others, wire].sort((a, b) => b.seq - a.seq).slice(0, WIRES_KEPT)
}

effect(() => ringBack.set(state.value === 'ringing'))
effect(() => ring.set(state.value === 'incoming' && !isAnswering.value))
