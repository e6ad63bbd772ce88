/** Going back to a version: the change that does it, or why there is none. */
import { fail, ok, type Result } from '../../lib/base/result.ts'
import { Coverage } from '../../lib/updates/coverage.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import { CompactorFailure } from './compactor.ts'
import type { LiveRoomParts } from './live-room-parts.ts'
import type { RoomError } from './room.ts'
import { readingStored } from './stored-updates.ts'

type Parts = Pick<LiveRoomParts, 'room' | 'turns' | 'compactor' | 'observe'>

/** `board`: all updates of the room as it is now. */
export async function changeTo(
  version: Uint8Array,
  board: () => readonly Uint8Array[],
  { room, turns, compactor, observe }: Parts,
  address: string,
): Promise<Result<Uint8Array, RoomError>> {
  let target: ParsedUpdate
  try {
    target = await turns.run(readingStored(version, new Coverage()), address)
  } catch (error) {
    observe.log.warn('version-unreadable', { room, error: error as Error })
    return fail('malformed-update', 'the version is damaged')
  }
  try {
    return ok(await compactor.restore(board(), target.bytes, { room, address }))
  } catch (error) {
    if (error instanceof CompactorFailure) return fail(error.code, error.message)
    throw error
  }
}
