/** Updates that are in the log already: what they are read and joined by, without the limits of a stranger's update. */
import { finish, type Steps } from '../../lib/base/steps.ts'
import type { Coverage } from '../../lib/updates/coverage.ts'
import { type ParsedUpdate, parseUpdate } from '../../lib/updates/header.ts'
import { joiningUpdates, mergeByYjs } from '../../lib/updates/merge.ts'
import type { UnfitStruct } from '../../lib/updates/struct-reader.ts'
import { wholeRoomLimits } from './compaction.ts'

/**
 * Updates that are joined have up to so many bytes together: joining more would be work that is done anew for each
 * change, and saves nobody anything.
 */
const MAX_JOINED_BYTES = 128 * 1024
/** What overlaps is left to Yjs up to here; it takes structs apart, which is slow. */
const MAX_YJS_BYTES = 8 * 1024
const MAX_YJS_UPDATES = 16

/**
 * What `coverage` knows already is what it is read on top of. Throws when the bytes are damaged: the room cannot be
 * served then. What Yjs could not take stands there as deleted: it was let in before it was known to do harm.
 */
export function* readingStored(bytes: Uint8Array, coverage: Coverage): Steps<ParsedUpdate> {
  const parsed = yield* coverage.parsing(bytes, wholeRoomLimits)
  if (!parsed.ok) throw new Error(`the stored log of a room is damaged: ${parsed.error.message}`)
  const { unfit } = parsed.value.header
  return unfit.length === 0 ? parsed.value : yield* readingStored(withoutUnfit(bytes, unfit), coverage)
}

const DELETED = 1
const REF_BITS = 31

/** Each of the structs as one that was deleted, which takes the same one clock. */
function withoutUnfit(bytes: Uint8Array, unfit: readonly UnfitStruct[]): Uint8Array {
  const fit = new Uint8Array(bytes.length)
  let [from, at] = [0, 0]
  for (const { infoAt, from: contentFrom, to } of unfit) {
    fit.set(bytes.subarray(from, contentFrom), at)
    fit[at + infoAt - from] = (bytes[infoAt] & ~REF_BITS) | DELETED
    at += contentFrom - from
    fit[at++] = 1
    from = to
  }
  fit.set(bytes.subarray(from), at)
  return fit.slice(0, at + bytes.length - from)
}

/** Fewer updates that say the same, in the same order. */
export const joinOrKeep = (updates: readonly ParsedUpdate[]): readonly ParsedUpdate[] =>
  finish(joiningOrKeeping(updates))

export function* joiningOrKeeping(updates: readonly ParsedUpdate[]): Steps<readonly ParsedUpdate[]> {
  const joined: ParsedUpdate[] = []
  let group: ParsedUpdate[] = []
  let size = 0
  for (const update of updates) {
    if (size + update.bytes.length > MAX_JOINED_BYTES) {
      joined.push(...(yield* joiningGroup(group)))
      group = []
      size = 0
    }
    group.push(update)
    size += update.bytes.length
  }
  joined.push(...(yield* joiningGroup(group)))
  return joined
}

function* joiningGroup(group: readonly ParsedUpdate[]): Steps<readonly ParsedUpdate[]> {
  if (group.length < 2) return group
  const joined = yield* joiningUpdates(group)
  if (joined) return [joined]
  const size = group.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const bytes = size <= MAX_YJS_BYTES && group.length <= MAX_YJS_UPDATES ? mergeByYjs(group) : null
  const parsed = bytes && parseUpdate(bytes, wholeRoomLimits, null)
  return parsed?.ok ? [parsed.value] : group
}
