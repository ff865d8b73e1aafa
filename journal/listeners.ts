/** Functions that want to hear of something, called in the order they were added. */
export interface Listeners<T> {
  /** Returns the unsubscribe function. */
  add(listener: (value: T) => void): () => void
  call(value: T): void
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    add(listener) {
      // Wrapped, so that adding the same function twice means hearing twice.
      const own = (value: T) => listener(value)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    call(value) {
      for (const listener of listeners) listener(value)
    },
  }
}
