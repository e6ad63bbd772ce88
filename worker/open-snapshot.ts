/** A board from a snapshot's bytes, in a document of its own. */
import * as Y from 'yjs'
import type { BoardDocument } from '../lib/document/board-document.ts'
import { createBoardDocument } from '../lib/document/create-board-document.ts'

/** Null when the bytes are no Yjs update. */
export function openSnapshot(bytes: Uint8Array | null): BoardDocument | null {
  const doc = new Y.Doc()
  try {
    if (bytes) Y.applyUpdate(doc, bytes)
  } catch {
    doc.destroy()
    return null
  }
  return createBoardDocument({ doc })
}
