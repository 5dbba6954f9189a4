import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Room } from '../api'
import { channels, readChannels } from '../admin/channels-names'
import { isSupervisor } from '../desk/role'

/** Channels of the rooms that were listed, by id: what an agent, who may not read channels, knows of them. */
const seen = signal<ReadonlyMap<string, string>>(new Map())

export function learnChannels(rooms: readonly Room[]): void {
  const added = rooms.filter((room) => seen.value.get(room.channel) !== room.channel_name)
  if (added.length > 0) {
    seen.value = new Map([...seen.value, ...added.map((room) => [room.channel, room.channel_name] as const)])
  }
}

/** Id and name of each channel that can be asked for, by name. */
export function useRoomChannels(): readonly (readonly [string, string])[] {
  const mayRead = isSupervisor.value
  useEffect(() => {
    if (mayRead) {
      void readChannels()
    }
  }, [mayRead])
  const known = new Map([...seen.value, ...(channels.value ?? []).map(({ id, name }) => [id, name] as const)])
  return [...known].sort(([, one], [, other]) => one.localeCompare(other))
}
