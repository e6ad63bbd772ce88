/** Going back to a version as one step of the person who asks for it, so that their undo takes it back. */
import * as Y from 'yjs'
import { fail, ok, type Result } from '../base/result.ts'
import { KEPT_ROOTS, restoreUpdate } from '../updates/restore.ts'
import type { BoardDocument } from './board-document.ts'

/** Beyond this the server does it: two more copies of the board would not fit a phone's memory. */
export const MAX_LOCAL_RESTORE_BYTES = 24 * 1024 * 1024

export type RestoreError =
  | { readonly code: 'read-only'; readonly message: string }
  | { readonly code: 'too-large'; readonly message: string }
  | { readonly code: 'unreadable'; readonly message: string }

/** Makes the shapes and the title of `document` those of `version`, an update that holds a whole board. */
export function restoreVersion(document: BoardDocument, version: Uint8Array): Result<null, RestoreError> {
  if (!document.writable.value) return fail('read-only', 'The board may only be looked at.')
  const current = Y.encodeStateAsUpdate(document.doc)
  if (current.length + version.length > MAX_LOCAL_RESTORE_BYTES) return fail('too-large', 'The board is too large.')
  document.history.end()
  try {
    Y.applyUpdate(document.doc, restoreUpdate(current, version, KEPT_ROOTS), document.history.origin)
  } catch {
    // Yjs throws on bytes that are no update; nothing has been applied then.
    return fail('unreadable', 'These bytes hold no board.')
  }
  return ok(null)
}
