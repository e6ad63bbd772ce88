/** Updates that are in the log already: what they are read and joined by, without the limits of a stranger's update. */
import { type ParsedUpdate, parseUpdate } from '../../lib/updates/header.ts'
import { mergeUpdates } from '../../lib/updates/merge.ts'
import { wholeRoomLimits } from './compaction.ts'

/** Throws when the bytes are damaged: the room cannot be served then. */
export function readStored(bytes: Uint8Array): ParsedUpdate {
  const parsed = parseUpdate(bytes, wholeRoomLimits)
  if (!parsed.ok) throw new Error(`the stored log of a room is damaged: ${parsed.error.message}`)
  return parsed.value
}

/** One update when they can be joined. */
export function mergeOrKeep(updates: readonly ParsedUpdate[]): readonly ParsedUpdate[] {
  if (updates.length < 2) return updates
  const bytes = mergeUpdates(updates)
  return bytes ? [readStored(bytes)] : updates
}
