/** Watches a room log from outside: tells which room got something new, without anyone in between knowing. */
import type { RoomId } from '../../lib/base/ids.ts'
import type { RoomLog, Storage } from '../storage/storage.ts'

export interface LogWatcher {
  /** Runs beside the append; the append is done when both are. */
  beforeFirst(room: RoomId): Promise<void>
  /** After the append is durable. */
  appended(room: RoomId): void
}

/** How many rooms are remembered as seen; a forgotten one only costs one more look. */
const MAX_SEEN = 50_000

/** The same storage, watched. */
export function watchLog(storage: Storage, watcher: LogWatcher): Storage {
  const seen = new Set<RoomId>()
  const { log } = storage
  const watched: RoomLog = {
    async load(room, after) {
      const stored = await log.load(room, after)
      // Deleted, perhaps by another process: its next append is its first.
      if (!stored) seen.delete(room)
      return stored
    },
    async append(room, updates) {
      if (seen.size > MAX_SEEN) seen.clear()
      const isFirst = !seen.has(room)
      const appended = log.append(room, updates)
      const [seq] = await Promise.all([appended, isFirst ? watcher.beforeFirst(room) : undefined])
      seen.add(room)
      watcher.appended(room)
      return seq
    },
    compact: (room, snapshot, upTo) => log.compact(room, snapshot, upTo),
    async delete(room) {
      seen.delete(room)
      await log.delete(room)
    },
    isDeleted: (room) => log.isDeleted(room),
  }
  return {
    log: watched,
    records: storage.records,
    moving: storage.moving,
    check: () => storage.check(),
    usage: () => storage.usage(),
    close: () => storage.close(),
  }
}
