/** The default storage: one lmdb file. Appends of one turn become one transaction; each is answered after the sync. */
import { statfs } from 'node:fs/promises'
import { type Database, open, type RootDatabase } from 'lmdb'
import { type Clock, systemClock } from '../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../lib/base/ids.ts'
import { checkLmdbFile, StorageRefused } from './lmdb-file.ts'
import { type OwnerRecord, ownFolder } from './lmdb-owner.ts'
import { prepareFolder } from './lmdb-rights.ts'
import { decodeKey, encodeKey, keyRange, ownersOf, roomLine, roomPrefix, startsWith } from './record-keys.ts'
import { type RecordKey, RoomDeleted, type Seq, type Storage, type StoredRoom } from './storage.ts'

export const LMDB_FORMAT = 1
const MAX_DATABASES = 8
const SEQ_BYTES = 8
const WRITER_KEY = 'writer'
/** Rooms whose last seq is kept in memory; beyond it, idle ones are looked up again. */
const MAX_CACHED_ROOMS = 10_000
const LAST_SEQ = Number.MAX_SAFE_INTEGER
/** That there is one says all. */
const GRAVE = Buffer.from([1])

type LogKey = [RoomId, Seq]
interface RoomCursor {
  lastSeq: Seq
  pending: number
}

export async function createLmdbStorage(folder: string, clock: Clock = systemClock): Promise<Storage> {
  prepareFolder(folder)
  checkLmdbFile(folder)
  const root = openRoot(folder)
  const letGo = await ownFolder({ folder, record: ownerRecord(root), clock, random: systemRandom }).catch(
    async (error) => {
      await root.close()
      throw error
    },
  )
  const updates = root.openDB<Buffer, LogKey>({ name: 'updates', encoding: 'binary' })
  const snapshots = root.openDB<Buffer, RoomId>({ name: 'snapshots', encoding: 'binary' })
  const records = root.openDB<Buffer, Buffer>({ name: 'records', encoding: 'binary', keyEncoding: 'binary' })
  /** The rooms that were deleted; kept for good. */
  const graves = root.openDB<Buffer, RoomId>({ name: 'graves', encoding: 'binary' })
  await checkFormat(root, folder)
  const cursors = new Map<RoomId, RoomCursor>()
  let checks = 0

  const cursorOf = (room: RoomId): RoomCursor => {
    const known = cursors.get(room)
    if (known) return known
    if (cursors.size >= MAX_CACHED_ROOMS) {
      for (const [id, { pending }] of cursors) if (pending === 0) cursors.delete(id)
    }
    const cursor = { lastSeq: readLastSeq(updates, snapshots, room), pending: 0 }
    cursors.set(room, cursor)
    return cursor
  }

  /** The first one after `after`, in whichever part it is. */
  const nextRoom = (after: RoomId | null): RoomId | null => {
    const ids: RoomId[] = []
    for (const [id] of updates.getKeys(after === null ? { limit: 1 } : { start: [after, LAST_SEQ], limit: 1 }))
      ids.push(id)
    for (const part of [snapshots, graves]) {
      for (const id of part.getKeys(after === null ? { limit: 1 } : { start: after, limit: 2 })) {
        if (id !== after) ids.push(id)
      }
    }
    return ids.length === 0 ? null : ids.reduce((least, id) => (id < least ? id : least))
  }

  const requireAlive = (rooms: readonly RoomId[]): void => {
    for (const room of rooms) if (graves.doesExist(room)) throw new RoomDeleted(room)
  }

  return {
    log: {
      async load(room, after = 0) {
        requireAlive([room])
        return loadRoom({ updates, snapshots, room, after })
      },
      async append(room, batch) {
        const cursor = cursorOf(room)
        cursor.pending++
        try {
          // Puts of one turn share one transaction, so a batch is stored as a whole or not at all. That the room is not
          // deleted is looked up in that transaction.
          const written = graves.ifNoExists(room, () => {
            for (const bytes of batch) void updates.put([room, ++cursor.lastSeq], asBuffer(bytes))
          })
          const seq = cursor.lastSeq
          if (!(await heard(written))) throw new RoomDeleted(room)
          return seq
        } finally {
          cursor.pending--
        }
      },
      async compact(room, snapshot, upTo) {
        const value = encodeSnapshot(snapshot, upTo)
        await commit(root, () => {
          if (graves.doesExist(room) || (snapshots.get(room)?.readDoubleBE(0) ?? 0) >= upTo) return
          void snapshots.put(room, value)
          const old = [...updates.getKeys({ start: [room, 0], end: [room, upTo + 1] })]
          for (const key of old) void updates.remove(key)
        })
      },
      async delete(room) {
        await commit(root, () => {
          void graves.put(room, GRAVE)
          for (const prefix of [roomPrefix(room), roomLine(room)]) removeRecords(records, prefix)
          void snapshots.remove(room)
          const old = [...updates.getKeys({ start: [room, 0], end: [room, LAST_SEQ] })]
          for (const key of old) void updates.remove(key)
        })
        if (cursors.get(room)?.pending === 0) cursors.delete(room)
      },
      isDeleted: async (room) => graves.doesExist(room),
    },
    records: {
      async get(key) {
        return records.get(encodeKey(key)) ?? null
      },
      async write(changes) {
        const encoded = changes.map(({ key, value }) => ({ key: encodeKey(key), value }))
        const owners = ownersOf(changes)
        await commit(root, () => {
          requireAlive(owners)
          for (const { key, value } of encoded) void (value ? records.put(key, asBuffer(value)) : records.remove(key))
        })
      },
      async swap(key, expected, value) {
        const encoded = encodeKey(key)
        let isDone = false
        const owners = ownersOf([{ key, value }])
        await commit(root, () => {
          requireAlive(owners)
          const stored = records.get(encoded) ?? null
          isDone = expected && stored ? Buffer.compare(stored, expected) === 0 : expected === stored
          if (isDone) void records.put(encoded, asBuffer(value))
        })
        return isDone
      },
      async remove(prefix) {
        await commit(root, () => removeRecords(records, prefix))
      },
      list: async (prefix, options = {}) => listRecords(records, prefix, options),
    },
    moving: {
      async rooms({ limit, after }) {
        const found: { room: RoomId; isDeleted: boolean }[] = []
        for (let room = nextRoom(after); room !== null && found.length < limit; room = nextRoom(room)) {
          found.push({ room, isDeleted: graves.doesExist(room) })
        }
        return found
      },
      async put(room, stored) {
        await commit(root, () => {
          requireAlive([room])
          for (const key of [...updates.getKeys({ start: [room, 0], end: [room, LAST_SEQ] })]) void updates.remove(key)
          if (stored.snapshot) void snapshots.put(room, encodeSnapshot(stored.snapshot, stored.snapshotSeq))
          else void snapshots.remove(room)
          for (const { seq, bytes } of stored.updates) void updates.put([room, seq], asBuffer(bytes))
        })
        cursors.delete(room)
      },
      // The folder has one owner, and that is us.
      writers: async () => 0,
    },
    async check() {
      await heard(root.put('checked', ++checks))
    },
    async usage() {
      const { bavail, blocks, bsize } = await statfs(folder)
      const usedBytes = [root, updates, snapshots, records].reduce((sum, part) => sum + bytesOf(part), 0)
      return { usedBytes, disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize } }
    },
    async close() {
      await root.flushed
      await root.close()
      await letGo()
    },
  }
}

function encodeSnapshot(snapshot: Uint8Array, upTo: Seq): Buffer {
  const value = Buffer.allocUnsafe(SEQ_BYTES + snapshot.length)
  value.writeDoubleBE(upTo, 0)
  value.set(snapshot, SEQ_BYTES)
  return value
}

/** The pages of one tree; those that were freed belong to none. */
function bytesOf(part: { getStats(): object }): number {
  const { pageSize, treeBranchPageCount, treeLeafPageCount, overflowPages } = part.getStats() as Record<string, number>
  return pageSize * (treeBranchPageCount + treeLeafPageCount + overflowPages)
}

function openRoot(folder: string): RootDatabase<unknown, string> {
  try {
    // overlappingSync would resolve before the disk has it; the name is exact so that a folder is always a folder.
    return open<unknown, string>({ path: folder, noSubdir: false, maxDbs: MAX_DATABASES, overlappingSync: false })
  } catch (error) {
    throw new StorageRefused(folder, 'it cannot be opened', error)
  }
}

const ownerRecord = (root: RootDatabase<unknown, string>): OwnerRecord => ({
  get: () => (root.get(WRITER_KEY) as string | undefined) ?? null,
  async swap(expected, next) {
    let isDone = false
    await commit(root, () => {
      isDone = ((root.get(WRITER_KEY) as string | undefined) ?? null) === expected
      if (isDone) void root.put(WRITER_KEY, next)
    })
    return isDone
  },
})

async function checkFormat(root: RootDatabase<unknown, string>, folder: string): Promise<void> {
  const format = root.get('format')
  if (format === LMDB_FORMAT) return
  if (format === undefined) await root.put('format', LMDB_FORMAT)
  else {
    await root.close()
    throw new StorageRefused(folder, `it has format ${String(format)}, and this version reads format ${LMDB_FORMAT}`)
  }
}

function loadRoom(from: {
  readonly updates: Database<Buffer, LogKey>
  readonly snapshots: Database<Buffer, RoomId>
  readonly room: RoomId
  readonly after: Seq
}): StoredRoom | null {
  const { updates, snapshots, room, after } = from
  const stored = snapshots.get(room)
  const snapshotSeq = stored ? stored.readDoubleBE(0) : 0
  const found = [...updates.getRange({ start: [room, Math.max(snapshotSeq, after) + 1], end: [room, LAST_SEQ] })]
  const lastSeq = found.at(-1)?.key[1] ?? readLastSeq(updates, snapshots, room)
  if (lastSeq === 0) return null
  return {
    snapshot: stored && snapshotSeq > after ? stored.subarray(SEQ_BYTES) : null,
    snapshotSeq,
    lastSeq,
    updates: found.map(({ key, value }) => ({ seq: key[1], bytes: value })),
  }
}

function readLastSeq(updates: Database<Buffer, LogKey>, snapshots: Database<Buffer, RoomId>, room: RoomId): Seq {
  for (const key of updates.getKeys({ start: [room, LAST_SEQ], end: [room, 0], reverse: true, limit: 1 })) return key[1]
  return snapshots.get(room)?.readDoubleBE(0) ?? 0
}

function listRecords(
  records: Database<Buffer, Buffer>,
  prefix: RecordKey,
  options: { readonly limit?: number; readonly reverse?: true; readonly after?: RecordKey },
) {
  const [low, high] = keyRange(prefix)
  const after = options.after ? encodeKey(options.after) : null
  const found: { key: RecordKey; value: Uint8Array }[] = []
  const range = options.reverse
    ? { start: after ?? high, end: low, reverse: true, inclusiveEnd: true }
    : { start: after ?? low, end: high }
  for (const { key, value } of records.getRange(range)) {
    if (found.length === options.limit) break
    const parts = decodeKey(key)
    if (startsWith(parts, prefix) && !(after && Buffer.compare(after, key) === 0)) found.push({ key: parts, value })
  }
  return found
}

function removeRecords(records: Database<Buffer, Buffer>, prefix: RecordKey): void {
  const [start, end] = keyRange(prefix)
  for (const key of [...records.getKeys({ start, end })]) void records.remove(key)
}

const commit = (root: RootDatabase<unknown, string>, change: () => void): Promise<unknown> =>
  heard(root.transaction(change))

/**
 * lmdb (3.5) tells why a commit failed by a second promise that hangs on the error. Unheard, its rejection would count
 * as a bug of the process: a full disk is none.
 */
async function heard<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { commitError } = error as { readonly commitError?: Promise<unknown> }
    commitError?.catch(() => {})
    throw error
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
