import { batch, computed, effect, signal, untracked } from '@preact/signals'
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { RoomMessage, RoomWhole } from '../api'
import { current, incoming, link } from '../desk/store'
import { getRoom, listRoomMessages, type Refusal } from '../rest'
import { asRefusal } from '../supervisor/load'

/** What is shown beside a call: whose it is, and the customer's room if there is one. */
export interface BesideCall {
  call: string
  room: string | null
  name: string | undefined
  number: string | undefined
  payload: string | null
}

/** The call that the agent looks at: the one that runs, else the first that rings. */
const now = computed<BesideCall | null>(() => {
  const call = current.value ?? incoming.value[0]
  return call === undefined
    ? null
    : {
        call: call.call,
        room: call.room,
        name: call.customer.name,
        number: call.customer.number,
        payload: call.payload,
      }
})

/** It stays after the call, for the note that is written then, until it is closed or another call comes. */
export const beside = signal<BesideCall | null>(null)

/** Who rings while a note is being written beside an earlier call: shown when that is saved, or by a press. */
export const ringsNext = signal<BesideCall | null>(null)

/** Notes that are begun and not saved, by room: another call, or another page, takes none of them away. */
export const drafts = signal<ReadonlyMap<string, Draft>>(new Map())

interface Draft {
  text: string
  /** Whose room it is, for who looks for it. */
  name: string
}

export const draftIn = (room: string | null | undefined): string => drafts.value.get(room ?? '')?.text ?? ''

export function keepDraft(room: string, text: string, name: string): void {
  const next = new Map(drafts.value)
  next.delete(room)
  drafts.value = text === '' ? next : next.set(room, { text, name })
}

const isWriting = (room: string | null | undefined): boolean => draftIn(room).trim() !== ''

/** The call that was brought here last: one that was closed comes back with no change of its own. */
let brought: string | null = null

effect(() => {
  const call = now.value
  if (call === null) {
    ringsNext.value = null
    return
  }
  const isAnswered = current.value !== null
  const shown = beside.peek()
  if (call.call === brought && !(isAnswered && ringsNext.peek() !== null)) {
    return
  }
  brought = call.call
  const mayWait = !isAnswered && shown !== null && shown.room !== call.room
  if (mayWait && untracked(() => isWriting(shown.room))) {
    ringsNext.value = call
  } else {
    showBeside(call)
  }
})

effect(() => {
  if (ringsNext.value !== null && !isWriting(beside.value?.room)) {
    showBeside(ringsNext.value)
  }
})

effect(() => {
  if (link.value.state === 'out') {
    brought = null
    beside.value = null
    ringsNext.value = null
    drafts.value = new Map()
  }
})

export function showBeside(call: BesideCall): void {
  batch(() => {
    beside.value = call
    ringsNext.value = null
  })
}

export const closeBeside = (): void => {
  beside.value = null
}

/** While a room is on the screen it is looked at again so often. */
const EVERY_MS = 4000

export type RoomNow =
  | { state: 'loading' }
  | { state: 'there'; room: RoomWhole; messages: readonly RoomMessage[]; hasMore: boolean }
  | { state: 'refused'; refusal: Refusal }

/** A room and its messages, followed as long as it shows; `again` looks at once. */
export function useRoom(id: string): { now: RoomNow; again: () => void } {
  const [turn, setTurn] = useState(0)
  const [kept, setKept] = useState<{ id: string; now: RoomNow }>({ id, now: { state: 'loading' } })
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      try {
        const [room, page] = await Promise.all([getRoom(id, abort.signal), listRoomMessages(id, abort.signal)])
        if (!abort.signal.aborted) {
          setKept({ id, now: { state: 'there', room, messages: page.data, hasMore: page.has_more } })
        }
      } catch (error) {
        if (!abort.signal.aborted) {
          const refusal = asRefusal(error)
          // What is there stays when the gateway is away for a moment.
          setKept((before) =>
            before.id === id && before.now.state === 'there' && refusal.status !== 404
              ? before
              : { id, now: { state: 'refused', refusal } },
          )
        }
      }
      if (!abort.signal.aborted) {
        timer = setTimeout(() => void look(), EVERY_MS)
      }
    }
    void look()
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [id, turn])
  const again = useCallback(() => setTurn((before) => before + 1), [])
  return { now: kept.id === id ? kept.now : { state: 'loading' }, again }
}

/** What one may do here, one press at a time: its key makes a lost answer harmless. */
export function useChange(done: () => void): {
  busy: boolean
  refusal: Refusal | null
  run: (change: (key: string) => Promise<unknown>) => Promise<boolean>
} {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const run = async (change: (key: string) => Promise<unknown>): Promise<boolean> => {
    if (busy) {
      return false
    }
    setBusy(true)
    try {
      await change(crypto.randomUUID())
      setRefusal(null)
      return true
    } catch (error) {
      setRefusal(asRefusal(error))
      return false
    } finally {
      setBusy(false)
      done()
    }
  }
  return { busy, refusal, run }
}
