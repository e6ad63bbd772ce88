/** Makes one update of many and forgets deleted content, which only a document with gc can do. Slow: for a worker. */
import * as Y from 'yjs'

/** What nobody could read any more is left out one by one, up to so many times. */
const MAX_SKIPPED = 32

/**
 * The whole state as one update. What makes Yjs throw would make it throw at everyone who opens the board: it is left
 * out and `skipped` is told, so that the board still opens. Throws when nothing is left.
 */
export function compactUpdates(
  snapshot: Uint8Array | null,
  updates: readonly Uint8Array[],
  skipped: () => void = () => {},
): Uint8Array {
  try {
    return compactAll(snapshot, updates)
  } catch (error) {
    let kept = snapshot ? [snapshot, ...updates] : [...updates]
    for (let i = 0; i < MAX_SKIPPED; i++) {
      const bad = firstUnreadable(kept)
      kept = kept.filter((_, at) => at !== bad)
      // A single part that is bad says more by its own error.
      if (bad < 0 || kept.length === 0) throw error
      skipped()
      try {
        return compactAll(null, kept)
      } catch {
        // Another one: looked for in the next round.
      }
    }
    throw error
  }
}

/** The place of the first that cannot be read on top of those before it; -1 when all can. */
function firstUnreadable(updates: readonly Uint8Array[]): number {
  const doc = new Y.Doc({ gc: true })
  try {
    return updates.findIndex((update) => {
      try {
        Y.applyUpdate(doc, update)
        return false
      } catch {
        return true
      }
    })
  } finally {
    doc.destroy()
  }
}

/** Throws when the updates contradict one another. */
function compactAll(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc({ gc: true })
  let cause: unknown = null
  try {
    doc.transact(() => {
      try {
        if (snapshot) Y.applyUpdate(doc, snapshot)
        for (const update of updates) Y.applyUpdate(doc, update)
      } catch (error) {
        // Kept, as Yjs may throw something else while it cleans up after it.
        cause = error
        throw error
      }
    })
    return Y.encodeStateAsUpdate(doc)
  } catch (error) {
    // Types nested too deep for the stack, one update at a time: joining the bytes needs no recursion and loses
    // nothing, it only forgets nothing either.
    if (!(cause instanceof RangeError || error instanceof RangeError)) throw error
    return Y.mergeUpdates(snapshot ? [snapshot, ...updates] : [...updates])
  } finally {
    doc.destroy()
  }
}
