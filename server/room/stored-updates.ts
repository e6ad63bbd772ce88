/** Updates that are in the log already: what they are read and joined by, without the limits of a stranger's update. */
import type { Result } from '../../lib/base/result.ts'
import type { Coverage } from '../../lib/updates/coverage.ts'
import { type ParsedUpdate, parseUpdate, type UpdateError } from '../../lib/updates/header.ts'
import { joinUpdates, mergeByYjs } from '../../lib/updates/merge.ts'
import { wholeRoomLimits } from './compaction.ts'

/** What `coverage` knows already is what it is read on top of. Throws when the bytes are damaged: the room cannot be served then. */
export const readStored = (bytes: Uint8Array, coverage: Coverage): ParsedUpdate =>
  orThrow(coverage.parse(bytes, wholeRoomLimits))

function orThrow(parsed: Result<ParsedUpdate, UpdateError>): ParsedUpdate {
  if (!parsed.ok) throw new Error(`the stored log of a room is damaged: ${parsed.error.message}`)
  return parsed.value
}

/** One update when they can be joined. */
export function mergeOrKeep(updates: readonly ParsedUpdate[]): readonly ParsedUpdate[] {
  if (updates.length < 2) return updates
  const joined = joinUpdates(updates)
  if (joined) return [joined]
  const bytes = mergeByYjs(updates)
  return bytes ? [orThrow(parseUpdate(bytes, wholeRoomLimits, null))] : updates
}
