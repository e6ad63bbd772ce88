/** Looks at an lmdb file before it is mapped: reading past the end of a torn one would kill the process. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** A store that this program must not touch. The message says what to do. */
export class StorageRefused extends Error {
  constructor(folder: string, reason: string, cause?: unknown) {
    super(
      `the storage in ${folder} is refused: ${reason}. Nothing was changed. ` +
        'Restore the folder from a backup, or move it away and start with an empty one (STORAGE_URL).',
      { cause },
    )
    this.name = 'StorageRefused'
  }
}

const META_BYTES = 176
const META_PAGES = 2
const MAGIC = 0xbeefc0de
/** Page sizes of all platforms; the second meta page lies one page in. */
const PAGE_SIZES = [4096, 8192, 16384, 32768, 65536]
/** Offsets within a meta page, as lmdb 3 writes it. */
const at = { magic: 24, pageSize: 48, lastPage: 144, transaction: 152 } as const

interface Meta {
  readonly pageSize: number
  readonly lastPage: bigint
  readonly transaction: bigint
}

/** Throws `StorageRefused` when the file is not lmdb's or shorter than its newest transaction says. */
export function checkLmdbFile(folder: string): void {
  const path = join(folder, 'data.mdb')
  if (!existsSync(path)) return
  const file = openSync(path, 'r')
  try {
    const size = fstatSync(file).size
    if (size === 0) return
    const first = readMeta(file, 0)
    const metas = [first, ...PAGE_SIZES.map((pageSize) => readMeta(file, pageSize))].filter((meta) => meta !== null)
    if (metas.length < META_PAGES) throw new StorageRefused(folder, 'data.mdb is damaged or no lmdb file')
    const newest = metas.reduce((a, b) => (b.transaction > a.transaction ? b : a))
    const needed = (newest.lastPage + 1n) * BigInt(newest.pageSize)
    if (BigInt(size) < needed) throw new StorageRefused(folder, `data.mdb is cut short (${size} of ${needed} bytes)`)
  } finally {
    closeSync(file)
  }
}

function readMeta(file: number, offset: number): Meta | null {
  const page = Buffer.alloc(META_BYTES)
  if (readSync(file, page, 0, META_BYTES, offset) < META_BYTES) return null
  const pageSize = page.readUInt32LE(at.pageSize)
  if (page.readUInt32LE(at.magic) !== MAGIC || !PAGE_SIZES.includes(pageSize)) return null
  return {
    pageSize,
    lastPage: page.readBigUInt64LE(at.lastPage),
    transaction: page.readBigUInt64LE(at.transaction),
  }
}
