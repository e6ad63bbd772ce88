/** What the compaction worker does, as plain functions: also for processes that have no worker. */
import { compactUpdates } from '../../lib/updates/compact.ts'
import { validateUpdate } from '../../lib/updates/header.ts'
import { MAX_CLOCK, updateLimits } from '../../lib/updates/limits.ts'
import { KEPT_ROOTS, restoreUpdate } from '../../lib/updates/restore.ts'
import type { Compacted, Compactor } from './compactor.ts'

/** A whole room has no limits but its own size: what is in it was let in update by update. */
export const wholeRoomLimits = {
  ...updateLimits,
  maxBytes: Number.MAX_SAFE_INTEGER,
  maxClients: MAX_CLOCK,
  maxDeleteRanges: MAX_CLOCK,
  maxTypeDepth: MAX_CLOCK,
  isStored: true,
} as const

/** Without a header: one that crosses between threads would be copied in one go. */
export function compactRoom(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Compacted {
  let skipped = 0
  const bytes = compactUpdates(snapshot, updates, () => skipped++)
  const compacted = validateUpdate(bytes, wholeRoomLimits, null)
  if (!compacted.ok) throw new Error(`compaction made an update that is refused: ${compacted.error.message}`)
  return { bytes, skipped }
}

export const restoreRoom = (updates: readonly Uint8Array[], target: Uint8Array): Uint8Array =>
  restoreUpdate(compactUpdates(null, updates), target, KEPT_ROOTS)

/** Works on the caller's own event loop: for tests and tools, not for a relay. */
export const inlineCompactor: Compactor = {
  compact: async (snapshot, updates) => compactRoom(snapshot, updates),
  restore: async (updates, target) => restoreRoom(updates, target),
  async close() {},
}
