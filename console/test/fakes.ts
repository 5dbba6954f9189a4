import { vi } from 'vitest'
import type { ClientMessage, ServerMessage } from '../sdk/protocol'

/** A socket whose other end is the test. */
export class FakeSocket {
  static made: FakeSocket[] = []
  static get last(): FakeSocket {
    return FakeSocket.made.at(-1) as FakeSocket
  }

  readyState = 0
  sent: (ClientMessage & { v: number })[] = []
  closedWith: number | undefined
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(readonly url: string) {
    FakeSocket.made.push(this)
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(code?: number): void {
    this.closedWith = code
    this.readyState = 3
  }

  open(): void {
    this.readyState = 1
    this.onopen?.()
  }

  say(message: ServerMessage | Record<string, unknown>): void {
    this.onmessage?.({ data: JSON.stringify({ v: 1, ...message }) })
  }

  drop(code = 1006): void {
    this.readyState = 3
    this.onclose?.({ code })
  }

  types(): string[] {
    return this.sent.map((message) => message.type)
  }
}

export class FakeTrack {
  enabled = true
  readyState = 'live'
  onended: (() => void) | null = null

  constructor(readonly name: string) {}

  stop(): void {
    this.readyState = 'ended'
  }
}

export class FakePeer {
  static made: FakePeer[] = []
  static get last(): FakePeer {
    return FakePeer.made.at(-1) as FakePeer
  }

  connectionState = 'new'
  signalingState = 'stable'
  remote: string | null = null
  isClosed = false
  onconnectionstatechange: (() => void) | null = null
  ontrack: ((event: unknown) => void) | null = null
  stats = new Map<string, Record<string, unknown>>()
  sender = {
    track: null as FakeTrack | null,
    replaceTrack: (track: FakeTrack | null) => {
      this.sender.track = track
      return Promise.resolve()
    },
  }

  constructor() {
    FakePeer.made.push(this)
  }

  addTransceiver(): unknown {
    return { sender: this.sender }
  }

  createOffer(): Promise<unknown> {
    return Promise.resolve({ type: 'offer', sdp: `offer ${FakePeer.made.indexOf(this) + 1}` })
  }

  setLocalDescription(): Promise<void> {
    this.signalingState = 'have-local-offer'
    return Promise.resolve()
  }

  setRemoteDescription(description: { sdp: string }): Promise<void> {
    if (description.sdp === 'broken') {
      return Promise.reject(new Error('cannot parse'))
    }
    this.remote = description.sdp
    this.signalingState = 'stable'
    return Promise.resolve()
  }

  getStats(): Promise<Map<string, Record<string, unknown>>> {
    return Promise.resolve(this.stats)
  }

  close(): void {
    this.isClosed = true
  }

  become(state: string): void {
    this.connectionState = state
    this.onconnectionstatechange?.()
  }
}

/** What the fake browser's microphone does when it is asked. */
export const microphone = {
  permission: 'granted',
  refusal: null as string | null,
  tracks: [] as FakeTrack[],
  asked: [] as unknown[],
}

export function browser(): void {
  FakeSocket.made = []
  FakePeer.made = []
  microphone.permission = 'granted'
  microphone.refusal = null
  microphone.tracks = []
  microphone.asked = []
  vi.useFakeTimers()
  vi.setSystemTime(new Date('2026-11-21T09:00:00Z'))
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('RTCPeerConnection', FakePeer)
  vi.stubGlobal('MediaStream', class {})
  vi.stubGlobal('navigator', {
    permissions: { query: () => Promise.resolve({ state: microphone.permission }) },
    mediaDevices: {
      enumerateDevices: () => Promise.resolve([{ kind: 'audioinput', deviceId: 'a', label: 'A' }]),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      getUserMedia: (constraints: unknown) => {
        microphone.asked.push(constraints)
        if (microphone.refusal !== null) {
          const error = new Error('refused')
          error.name = microphone.refusal
          return Promise.reject(error)
        }
        const track = new FakeTrack(`microphone ${microphone.tracks.length + 1}`)
        microphone.tracks.push(track)
        return Promise.resolve({ getAudioTracks: () => [track] })
      },
    },
  })
}

/** Lets promises settle without moving the clock. */
export const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)
