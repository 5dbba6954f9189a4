type Listener<T> = (event: T) => void

/** A typed emitter. A listener that throws does not keep the others from hearing. */
export class Events<M extends object> {
  readonly #listeners = new Map<keyof M, Set<Listener<never>>>()

  /** Calls `listener` on every `name`; the answer takes it off again. */
  on<K extends keyof M>(name: K, listener: Listener<M[K]>): () => void {
    const known = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, known)
    known.add(listener as Listener<never>)
    return () => known.delete(listener as Listener<never>)
  }

  emit<K extends keyof M>(name: K, event: M[K]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        ;(listener as Listener<M[K]>)(event)
      } catch (error) {
        // Reported as an uncaught error of the page that listens, not swallowed.
        setTimeout(() => {
          throw error
        })
      }
    }
  }

  clear(): void {
    this.#listeners.clear()
  }
}
