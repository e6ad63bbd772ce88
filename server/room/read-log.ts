/** A room's log as storage has it, read into a board, and how far a log is on disk. */
import type { Steps } from '../../lib/base/steps.ts'
import type { StoredRoom } from '../storage/storage.ts'
import type { BoardBytes, Entry } from './board-bytes.ts'
import { readingStored } from './stored-updates.ts'

/** What came after the snapshot. Throws when the log is damaged. */
export function* readingLog(stored: StoredRoom, board: BoardBytes): Steps<Entry[]> {
  if (stored.snapshot) {
    const snapshot = yield* readingStored(stored.snapshot.slice(), board.coverage)
    yield* board.coverage.adding(snapshot.header)
    board.takeSnapshot(snapshot, 0)
  }
  const entries: Entry[] = []
  for (const { bytes } of stored.updates) {
    const update = yield* readingStored(bytes.slice(), board.coverage)
    entries.push({ first: 0, position: 0, update })
    yield* board.taking(update)
  }
  return entries
}

/** The last number before all that is in the lists: everything up to there is on disk. */
export function lastBefore(open: readonly (readonly Entry[])[], position: number): number {
  let lowest = position + 1
  for (const entries of open) for (const { first } of entries) if (first < lowest) lowest = first
  return lowest - 1
}
