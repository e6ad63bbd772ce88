import { useSyncExternalStore } from 'react'
import type { ReadonlySignal } from '../../lib/base/signal.ts'

/** The signal's value now; renders again after each change. */
export function useSignal<T>(source: ReadonlySignal<T>): T {
  return useSyncExternalStore(
    source.subscribe,
    () => source.value,
    () => source.value,
  )
}

/** A part of the signal's value; renders again only when that part changes. */
export function useSelected<T, Part>(source: ReadonlySignal<T>, select: (value: T) => Part): Part {
  return useSyncExternalStore(
    source.subscribe,
    () => select(source.value),
    () => select(source.value),
  )
}
