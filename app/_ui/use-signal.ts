import { useCallback, useRef, useSyncExternalStore } from 'react'
import { type ReadonlySignal, watch } from '../../lib/base/signal.ts'
import { sameValue } from '../../lib/document/same-value.ts'

/** React subscribes anew whenever it is given another function: one for each signal. */
const useChanges = (source: ReadonlySignal<unknown>) =>
  useCallback((listener: () => void) => watch(source, listener), [source])

/** The signal's value now; renders again after each change. */
export function useSignal<T>(source: ReadonlySignal<T>): T {
  const read = () => source.value
  return useSyncExternalStore(useChanges(source), read, read)
}

/** A part of the signal's value; renders again only when that part changes. */
export function useSelected<T, Part>(source: ReadonlySignal<T>, select: (value: T) => Part): Part {
  return useComputed(useChanges(source), () => select(source.value))
}

/**
 * What `compute` makes of changing things; renders again only when that is another value (deeply compared). Presence
 * and shapes change on every frame, what the interface shows of them hardly ever. `subscribe` must stay the same
 * function between renders, or it is called again.
 */
export function useComputed<Part>(subscribe: (listener: () => void) => () => void, compute: () => Part): Part {
  const kept = useRef<{ readonly part: Part } | null>(null)
  const read = (): Part => {
    const part = compute()
    if (kept.current && sameValue(kept.current.part, part)) return kept.current.part
    kept.current = { part }
    return part
  }
  return useSyncExternalStore(subscribe, read, read)
}
