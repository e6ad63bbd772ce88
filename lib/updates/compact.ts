/** Makes one update of many and forgets deleted content, which only a document with gc can do. Slow: for a worker. */
import * as Y from 'yjs'

/** The whole state as one update. Throws when the updates contradict one another. */
export function compactUpdates(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Uint8Array {
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
