import { CallAudio, type Levels } from './audio'
import type { Events } from './events'
import type { WarmLeg } from './leg'
import { Microphone, type MicrophoneDevice, type Opened } from './microphone'
import type { CallFigures } from './protocol'
import { LineQuality, readingOf } from './quality'
import { CallReport } from './report'
import type { AgentEvents, CurrentCall, WarningCode } from './types'

const STATS_EVERY_MS = 250
/** Loss is judged over two seconds, a dead microphone over eight. */
const QUALITY_TICKS = 8
const SILENT_TICKS = 32
/** How often the gateway is told what it cannot hear itself. */
const REPORT_TICKS = 20

const MICROPHONE_WARNINGS: readonly WarningCode[] = [
  'microphone-denied',
  'microphone-missing',
  'microphone-busy',
  'microphone-insecure',
  'microphone-failed',
  'microphone-lost',
]

/** Both voices of a call: the microphone into the leg, the leg into the speaker, and what is wrong
 * with either as warnings that come and go. */
export class CallVoice {
  readonly #leg: WarmLeg
  readonly #events: Events<AgentEvents>
  readonly #microphone: Microphone
  readonly #audio: CallAudio
  readonly #quality = new LineQuality()
  readonly #warnings = new Set<WarningCode>()
  readonly #told: (call: string, figures: CallFigures) => void
  #report = new CallReport()
  #reportedAt = 0
  #call: CurrentCall | null = null
  #ticker: ReturnType<typeof setInterval> | undefined
  #ticks = 0
  #silentTicks = 0

  constructor(
    leg: WarmLeg,
    events: Events<AgentEvents>,
    settings: {
      audioContext: AudioContext | null
      microphone: string | null
      report: (call: string, figures: CallFigures) => void
    },
  ) {
    this.#told = settings.report
    this.#leg = leg
    this.#events = events
    this.#microphone = new Microphone(() => this.#lost())
    this.#microphone.deviceId = settings.microphone
    this.#audio = new CallAudio(settings.audioContext, (isBlocked) =>
      this.#warn('sound-blocked', isBlocked),
    )
  }

  microphones(): Promise<MicrophoneDevice[]> {
    return this.#microphone.devices()
  }

  levels(): Levels {
    return this.#audio.levels()
  }

  remote(stream: MediaStream): void {
    this.#audio.remote(stream)
  }

  play(): Promise<void> {
    return this.#audio.play()
  }

  /** Opened while it rings where no question is asked: the first word is not lost to a driver. */
  async warm(isStillWanted: () => boolean): Promise<void> {
    if (this.#call === null && (await this.#microphone.isAllowed()) && isStillWanted()) {
      await this.#microphone.open()
      if (!isStillWanted() && this.#call === null) {
        this.#microphone.close()
      }
    }
  }

  /** A call begins: both directions are switched on. */
  async begin(call: CurrentCall): Promise<void> {
    this.#call = call
    this.#quality.reset()
    this.#silentTicks = 0
    this.#report = new CallReport()
    this.#reportedAt = performance.now()
    clearInterval(this.#ticker)
    this.#ticker = setInterval(() => void this.#tick(), STATS_EVERY_MS)
    void this.#audio.play()
    await this.#use(call, await this.#microphone.open())
  }

  /** Tells the gateway what was measured since the last time; nothing before the talk. */
  report(): void {
    const call = this.#call
    if (call === null) {
      return
    }
    const now = performance.now()
    const microphone = call.listenOnly ? 'none' : call.muted ? 'muted' : 'live'
    const figures = this.#report.take(now - this.#reportedAt, microphone)
    this.#reportedAt = now
    if (call.state === 'talking' && figures.span_ms > 0) {
      this.#told(call.call, figures)
    }
  }

  mute(muted: boolean): void {
    if (this.#microphone.track !== null) {
      this.#microphone.track.enabled = !muted
    }
  }

  async choose(deviceId: string | null): Promise<void> {
    const call = this.#call
    const opened = await this.#microphone.choose(deviceId)
    if (call === null) {
      return
    }
    if (opened !== null) {
      await this.#use(call, opened)
    } else if (call.listenOnly) {
      await this.#use(call, await this.#microphone.open())
    }
  }

  /** The call is over; the microphone's light goes out unless the next call rings already. */
  end(keepsMicrophone: boolean): void {
    this.#call = null
    clearInterval(this.#ticker)
    this.#audio.stop()
    void this.#leg.send(null)
    for (const code of [...MICROPHONE_WARNINGS, 'microphone-silent', 'line-poor'] as const) {
      this.#warn(code, false)
    }
    if (!keepsMicrophone) {
      this.#microphone.close()
    }
  }

  close(): void {
    clearInterval(this.#ticker)
    this.#call = null
    this.#microphone.close()
    this.#audio.close()
  }

  async #use(call: CurrentCall, opened: Opened): Promise<void> {
    if (this.#call !== call) {
      // Ended while the browser asked; a track that nobody waits for any more is given back.
      if (this.#call === null) {
        this.#microphone.close()
      }
      return
    }
    for (const code of MICROPHONE_WARNINGS) {
      this.#warn(code, false)
    }
    if (opened.kind === 'refused') {
      call.listenOnly = true
      this.#warn(`microphone-${opened.problem}`, true, opened.detail)
      return
    }
    call.listenOnly = false
    opened.track.enabled = !call.muted
    this.#audio.local(opened.track)
    await this.#leg.send(opened.track)
    // An open microphone lets the page make sound, which it may have been refused before.
    await this.#audio.play()
    this.#events.emit('devices', {})
  }

  #lost(): void {
    if (this.#call !== null) {
      this.#call.listenOnly = true
      void this.#leg.send(null)
      this.#audio.local(null)
      this.#warn('microphone-lost', true)
    }
  }

  async #tick(): Promise<void> {
    const report = await this.#leg.stats()
    const call = this.#call
    if (report === null || call === null) {
      return
    }
    this.#audio.measure(report)
    this.#report.read(report)
    this.#ticks += 1
    if (this.#ticks % REPORT_TICKS === 0) {
      this.report()
    }
    if (this.#ticks % QUALITY_TICKS === 0 && this.#quality.read(readingOf(report))) {
      this.#warn('line-poor', this.#quality.isPoor)
    }
    const isSilent = hearsNothing(report) && !call.muted && !call.listenOnly
    this.#silentTicks = isSilent ? this.#silentTicks + 1 : 0
    this.#warn('microphone-silent', this.#silentTicks >= SILENT_TICKS)
  }

  #warn(code: WarningCode, isOn: boolean, detail?: string): void {
    if (isOn && !this.#warnings.has(code)) {
      this.#warnings.add(code)
      this.#events.emit('warning', detail === undefined ? { code } : { code, detail })
    } else if (!isOn && this.#warnings.delete(code)) {
      this.#events.emit('warning-cleared', { code })
    }
  }
}

/** A live, unmuted source whose level is exactly nothing: switched off on the headset. */
function hearsNothing(report: RTCStatsReport): boolean {
  let isSilent = false
  report.forEach((entry: Record<string, unknown>) => {
    if (entry['type'] === 'media-source' && entry['kind'] === 'audio') {
      isSilent = entry['audioLevel'] === 0
    }
  })
  return isSilent
}
