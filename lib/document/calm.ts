/** Telling of changes for what shows them beside the board: of a hand's at once, of a flood now and then and at its end. */
import type { Clock } from '../base/clock.ts'
import type { BoardChange } from './board.ts'
import type { BoardDocument } from './board-document.ts'

/** Shapes of changes that are told at once within `EVERY_MS`: hands do no more. */
export const FEW = 200
export const EVERY_MS = 1_000

const weightOf = ({ added, updated, removed }: BoardChange): number => added.size + updated.size + removed.size

/**
 * Subscribes like `observe`, without the change. A large change comes as hundreds of small ones: whoever reads all that
 * is selected, or the whole board, after each of them does nothing else. The first is told at once; what follows within
 * a second, once that is over. What my own hand does in the midst of others' flood I see at once.
 */
export function createCalmObserver(observe: BoardDocument['observe'], clock?: Clock): BoardDocument['observeCalmly'] {
  const listeners = new Set<() => void>()
  let since = Number.NEGATIVE_INFINITY
  let weight = 0
  let cancel: (() => void) | null = null
  let unobserve: (() => void) | null = null

  const tell = () => {
    cancel?.()
    cancel = null
    for (const listener of [...listeners]) listener()
  }
  const onChange = (change: BoardChange) => {
    if (!clock) return tell()
    const now = clock.now()
    const isFresh = now - since >= EVERY_MS && cancel === null
    if (isFresh) {
      since = now
      weight = 0
    }
    const own = weightOf(change)
    weight += own
    if (isFresh || weight <= FEW || (change.origin !== 'remote' && own <= FEW)) tell()
    else
      cancel ??= clock.after(EVERY_MS - (now - since), () => {
        cancel = null
        since = clock.now()
        weight = FEW
        tell()
      })
  }
  return (listener) => {
    listeners.add(listener)
    unobserve ??= observe(onChange)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      cancel?.()
      cancel = null
      unobserve?.()
      unobserve = null
    }
  }
}
