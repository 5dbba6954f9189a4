/** The list of rooms however long it is: what is shown is what is (RM-5). */
import { describe, expect, it } from 'vitest'
import { room } from '../dev/rooms.mjs'
import type { Room, RoomPage } from '../src/api'
import { Refusal } from '../src/rest'
import { MOST, RoomList } from '../src/room/room-list'

/** A gateway with so many rooms, whose cursors say at which room a page begins. */
class Gateway {
  rooms: Room[]
  asked = 0
  isDown = false

  constructor(count: number) {
    this.rooms = Array.from({ length: count }, (_, index) => room(`room_${index}`) as Room)
  }

  readonly ask = async ({ limit, cursor }: { limit: number; cursor?: string }): Promise<RoomPage> => {
    this.asked++
    if (this.isDown) {
      throw new Refusal(503, 'unavailable')
    }
    const found = this.rooms.findIndex((one) => one.id === cursor)
    const begin = Math.max(0, found)
    const next = this.rooms[begin + limit]
    return {
      object: 'list',
      data: this.rooms.slice(begin, begin + limit),
      has_more: next !== undefined,
      next_cursor: next?.id ?? null,
    }
  }
}

async function readToTheEnd(list: RoomList): Promise<void> {
  await list.refresh()
  while (list.now.value?.hasMore === true) {
    await list.older()
  }
}

const ids = (list: RoomList): string[] => (list.now.value?.rooms ?? []).map((one) => one.id)

describe('the list of rooms', () => {
  it('is read to its last room, however many there are, and never holds more than 500', async () => {
    const list = new RoomList(new Gateway(1234).ask)
    await readToTheEnd(list)
    expect(ids(list).at(-1)).toBe('room_1233')
    expect(ids(list).length).toBeLessThanOrEqual(MOST)
    expect((list.now.value?.left ?? 0) + ids(list).length).toBe(1234)
    await list.newest()
    expect(ids(list)[0]).toBe('room_0')
    expect(list.now.value?.left).toBe(0)
  })

  it('shows a change in a page that was loaded later: an assigned room leaves the unassigned ones', async () => {
    const gateway = new Gateway(200)
    const list = new RoomList(gateway.ask)
    await readToTheEnd(list)
    expect(ids(list)).toContain('room_150')
    gateway.rooms = gateway.rooms.filter((one) => one.id !== 'room_150')
    await list.refresh()
    expect(ids(list)).not.toContain('room_150')
    expect(ids(list).length).toBe(199)
  })

  it('shows a room once that moved to the top while pages were read', async () => {
    const gateway = new Gateway(200)
    const list = new RoomList(gateway.ask)
    await list.refresh()
    const touched = gateway.rooms.splice(100, 1)
    gateway.rooms.unshift(...touched)
    await list.older()
    gateway.rooms.unshift(...gateway.rooms.splice(150, 1))
    await list.older()
    await list.refresh()
    expect(new Set(ids(list)).size).toBe(ids(list).length)
    expect(ids(list).length).toBe(200)
  })

  it('keeps what it shows while the gateway is away, and says so', async () => {
    const gateway = new Gateway(40)
    const list = new RoomList(gateway.ask)
    await readToTheEnd(list)
    gateway.isDown = true
    await list.refresh()
    expect(list.now.value?.refusal?.code).toBe('unavailable')
    expect(ids(list).length).toBe(40)
    gateway.isDown = false
    await list.refresh()
    expect(list.now.value?.refusal).toBe(null)
  })

  it('adds a page once, however often the button is pressed', async () => {
    const gateway = new Gateway(400)
    const list = new RoomList(gateway.ask)
    await list.refresh()
    await Promise.all([list.older(), list.refresh()])
    expect(ids(list).length).toBe(130)
  })
})
