import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Channel } from '../api'
import { listChannels } from '../rest'

const EVERY_MS = 60_000

/** The account's channels as they were read last; null before. */
export const channels = signal<readonly Channel[] | null>(null)

let readers = 0
let timer: ReturnType<typeof setInterval> | undefined

export async function readChannels(): Promise<void> {
  try {
    channels.value = (await listChannels()).data
  } catch {
    // A name is a comfort: without it the id stands there.
  }
}

/** Keeps [channels] read while a page shows them. */
export function useChannels(): readonly Channel[] {
  useEffect(() => {
    readers++
    if (readers === 1) {
      void readChannels()
      timer = setInterval(() => void readChannels(), EVERY_MS)
    }
    return () => {
      readers--
      if (readers === 0) {
        clearInterval(timer)
      }
    }
  }, [])
  return channels.value ?? []
}

export const channelName = (id: string): string =>
  channels.value?.find((channel) => channel.id === id)?.name ?? id
