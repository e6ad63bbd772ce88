/** The default storage: one lmdb file. Appends of one turn become one transaction; each is answered after the sync. */
import { statfs } from 'node:fs/promises'
import { open, type RootDatabase } from 'lmdb'
import { type Clock, systemClock } from '../../lib/base/clock.ts'
import { systemRandom } from '../../lib/base/ids.ts'
import { commit, heard } from './lmdb-commit.ts'
import { checkLmdbFile, StorageRefused } from './lmdb-file.ts'
import { LmdbLog } from './lmdb-log.ts'
import { type OwnerRecord, ownFolder } from './lmdb-owner.ts'
import { LmdbReads } from './lmdb-reads.ts'
import { LmdbRecords } from './lmdb-records.ts'
import { prepareFolder } from './lmdb-rights.ts'
import { roomLine, roomPrefix } from './record-keys.ts'
import type { Storage } from './storage.ts'

/**
 * 1: every value in one place. 2: long ones in pieces beside it; what format 1 left in one place is read as it is, and
 * goes to pieces when it is written again.
 */
export const LMDB_FORMAT = 2
const MAX_DATABASES = 8
const WRITER_KEY = 'writer'

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
  await bringUpToFormat(root, folder)
  const reads = new LmdbReads(root)
  const log = new LmdbLog(root, reads)
  const records = new LmdbRecords(root, reads, log)
  let checks = 0

  return {
    log: {
      load: (room, after) => log.load(room, after),
      append: (room, updates) => log.append(room, updates),
      compact: (room, snapshot, upTo) => log.compact(room, snapshot, upTo),
      delete: (room) =>
        log.delete(room, () => {
          for (const prefix of [roomPrefix(room), roomLine(room)]) records.removeWithin(prefix)
        }),
      isDeleted: (room) => log.isDeleted(room),
    },
    records,
    moving: {
      rooms: async (page) => log.rooms(page),
      put: (room, stored) => log.replace(room, stored),
      // The folder has one owner, and that is us.
      writers: async () => 0,
    },
    async check() {
      await heard(root.put('checked', ++checks))
    },
    async usage() {
      const { bavail, blocks, bsize } = await statfs(folder)
      const usedBytes = [root, ...log.parts, ...records.parts].reduce((sum, part) => sum + bytesOf(part), 0)
      return { usedBytes, disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize } }
    },
    async close() {
      await reads.close()
      await root.flushed
      await root.close()
      await letGo()
    },
  }
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

/** The owner of the folder does this, so nobody else does it at the same time. */
async function bringUpToFormat(root: RootDatabase<unknown, string>, folder: string): Promise<void> {
  const format = root.get('format') as number | undefined
  if (format === LMDB_FORMAT) return
  if (format !== undefined && !(format >= 1 && format < LMDB_FORMAT)) {
    await root.close()
    throw new StorageRefused(folder, `it has format ${String(format)}, and this version reads format ${LMDB_FORMAT}`)
  }
  await root.put('format', LMDB_FORMAT)
}
