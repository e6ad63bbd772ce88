/** Makes one update of many and forgets deleted content, which only a document with gc can do. Slow: for a worker. */
import * as Y from 'yjs'

/** The whole state as one update. Throws when the updates contradict one another. */
export function compactUpdates(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc({ gc: true })
  try {
    doc.transact(() => {
      if (snapshot) Y.applyUpdate(doc, snapshot)
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    return Y.encodeStateAsUpdate(doc)
  } finally {
    doc.destroy()
  }
}
