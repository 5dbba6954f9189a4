import { useCallback, useEffect, useState } from 'preact/hooks'
import { Refusal } from '../rest'

/** What was asked for: on its way, there, or refused; `again` asks once more. */
export type Loaded<T> =
  | { state: 'loading'; again: () => void }
  | { state: 'there'; value: T; again: () => void }
  | { state: 'refused'; refusal: Refusal; again: () => void }

type Outcome<T> = { of: string } & ({ value: T } | { refusal: Refusal })

/** Asks when `key` changes; an answer to an older question is dropped. */
export function useLoaded<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [turn, setTurn] = useState(0)
  const [outcome, setOutcome] = useState<Outcome<T> | null>(null)
  const of = `${turn} ${key}`
  useEffect(() => {
    const abort = new AbortController()
    ask(abort.signal).then(
      (value) => !abort.signal.aborted && setOutcome({ of, value }),
      (error: unknown) => !abort.signal.aborted && setOutcome({ of, refusal: asRefusal(error) }),
    )
    return () => abort.abort()
  }, [of])
  const again = useCallback(() => setTurn((now) => now + 1), [])
  if (outcome === null || outcome.of !== of) {
    return { state: 'loading', again }
  }
  return 'value' in outcome
    ? { state: 'there', value: outcome.value, again }
    : { state: 'refused', refusal: outcome.refusal, again }
}

export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal(0, 'failed')
