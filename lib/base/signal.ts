/** A value that can be read now and watched: the only state primitive of editor, session and app. */
export interface ReadonlySignal<T> {
  readonly value: T
  /** Calls `listener` after each change (not at once); returns the unsubscribe function. */
  subscribe(listener: () => void): () => void
}

export interface Signal<T> extends ReadonlySignal<T> {
  value: T
}

/** Creates a signal; setting a value that is `Object.is`-equal notifies nobody. */
export function signal<T>(initial: T): Signal<T> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    get value() {
      return current
    },
    set value(next: T) {
      if (Object.is(next, current)) return
      current = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
