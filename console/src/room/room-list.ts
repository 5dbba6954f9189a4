import { signal } from '@preact/signals'
import type { Room, RoomPage } from '../api'
import type { Refusal } from '../rest'
import { asRefusal } from '../supervisor/load'

/** So many rooms at first; whoever reads on is in search of one. */
const FIRST = 30
const OLDER = 100
/** So many rooms at most: whoever reads on leaves the newest behind, so that a list of any length is read. */
export const MOST = 500

type Ask = (part: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<RoomPage>

/** Rooms as they were read together: where they begin, and where the next ones do. */
interface Part {
  cursor: string | null
  limit: number
  rooms: readonly Room[]
  next: string | null
}

export interface RoomsShown {
  rooms: readonly Room[]
  hasMore: boolean
  /** How many newer ones were let go to keep within [MOST]. */
  left: number
  isBusy: boolean
  refusal: Refusal | null
}

/** The rooms that one question finds, page by page, all of which are read again: what is shown is what is. */
export class RoomList {
  readonly now = signal<RoomsShown | null>(null)
  private readonly abort = new AbortController()
  private parts: readonly Part[] = []
  private left = 0
  /** One thing at a time: what is read again and what is added would else be of two moments. */
  private line: Promise<unknown> = Promise.resolve()

  constructor(private readonly ask: Ask) {}

  /** Reads all that is shown again. */
  readonly refresh = (): Promise<void> =>
    this.inTurn(async () => {
      const fresh: Part[] = []
      for (const { limit } of this.parts.length === 0 ? [{ limit: FIRST }] : this.parts) {
        const before = fresh.at(-1)
        if (before !== undefined && before.next === null) {
          break
        }
        fresh.push(await this.read(before === undefined ? (this.parts[0]?.cursor ?? null) : before.next, limit))
      }
      this.parts = fresh
    })

  /** The next older ones below; the newest are let go when there are too many. */
  readonly older = (): Promise<void> => {
    this.settle({ isBusy: true })
    return this.inTurn(async () => {
      const next = this.parts.at(-1)?.next ?? null
      if (next === null) {
        return
      }
      const parts = [...this.parts, await this.read(next, OLDER)]
      while (countOf(parts) > MOST) {
        this.left += parts.shift()?.rooms.length ?? 0
      }
      this.parts = parts
    })
  }

  /** Back to the newest ones alone. */
  readonly newest = (): Promise<void> => {
    this.settle({ isBusy: true })
    return this.inTurn(async () => {
      this.parts = [await this.read(null, FIRST)]
      this.left = 0
    })
  }

  stop(): void {
    this.abort.abort()
  }

  private async read(cursor: string | null, limit: number): Promise<Part> {
    const page = await this.ask({ limit, ...(cursor === null ? {} : { cursor }) }, this.abort.signal)
    return { cursor, limit, rooms: page.data, next: page.next_cursor }
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.line.then(async () => {
      try {
        await work()
        this.settle({ refusal: null, isBusy: false })
      } catch (error) {
        this.settle({ refusal: asRefusal(error), isBusy: false })
      }
    })
    this.line = done
    return done
  }

  private settle(more: Partial<RoomsShown>): void {
    const before = this.now.peek()
    if (this.abort.signal.aborted || (before === null && more.isBusy === true)) {
      return
    }
    this.now.value = {
      isBusy: false,
      refusal: null,
      ...before,
      rooms: once(this.parts),
      hasMore: (this.parts.at(-1)?.next ?? null) !== null,
      left: this.left,
      ...more,
    }
  }
}

const countOf = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.rooms.length, 0)

/** A room that is touched while pages are read may come twice: its first place is the newer one. */
function once(parts: readonly Part[]): Room[] {
  const byId = new Map<string, Room>()
  for (const room of parts.flatMap((part) => part.rooms)) {
    if (!byId.has(room.id)) {
      byId.set(room.id, room)
    }
  }
  return [...byId.values()]
}
