import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { Refusal } from '../rest'

/** What was asked for: on its way, there, or refused; `again` asks once more. */
export type Loaded<T> =
  | { state: 'loading'; again: () => void }
  | { state: 'there'; value: T; again: () => void }
  | { state: 'refused'; refusal: Refusal; again: () => void }

type Outcome<T> = { turn: number; key: string } & ({ value: T } | { refusal: Refusal })

/**
 * Asks when `key` changes; an answer to an older question is dropped. What is there stays while the same is
 * asked again.
 */
export function useLoaded<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [turn, setTurn] = useState(0)
  const [outcome, setOutcome] = useState<Outcome<T> | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    ask(abort.signal).then(
      (value) => !abort.signal.aborted && setOutcome({ turn, key, value }),
      (error: unknown) => !abort.signal.aborted && setOutcome({ turn, key, refusal: asRefusal(error) }),
    )
    return () => abort.abort()
  }, [turn, key])
  const again = useCallback(() => setTurn((now) => now + 1), [])
  if (outcome === null || outcome.key !== key) {
    return { state: 'loading', again }
  }
  if ('value' in outcome) {
    return { state: 'there', value: outcome.value, again }
  }
  return outcome.turn === turn ? { state: 'refused', refusal: outcome.refusal, again } : { state: 'loading', again }
}

/** Does it again and again while the page is seen, and at once when it is seen again. */
export function useEvery(everyMs: number, act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const look = (): void => {
      if (!document.hidden) {
        latest.current()
      }
    }
    const timer = setInterval(look, everyMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [everyMs])
}

export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal(0, 'failed')
