/** Whatever an engine rejects with, in words that the rest of the program knows. */
import { RoomDeleted, type Storage, StorageFailed } from './storage.ts'

/** How systems and PostgreSQL name a disk that takes no more. */
const FULL = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG', '53100'])

function coded(error: unknown): Error {
  if (error instanceof RoomDeleted || error instanceof StorageFailed) return error
  const { code } = error as { readonly code?: unknown }
  return new StorageFailed(code === 'storage-full' || FULL.has(code) ? 'storage-full' : 'storage-failed', error)
}

/**
 * lmdb (3.5) rejects a failed commit once for each of our writes, which tell whoever asked, and once more for the batch that
 * it made of them by itself and gives to nobody. That one is no bug of the process.
 */
export const isToldElsewhere = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'commitError' in error

async function telling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw coded(error)
  }
}

/** Rejects with `RoomDeleted` or `StorageFailed` and nothing else. */
export function withCodedFailures({ log, records, ...storage }: Storage): Storage {
  return {
    ...storage,
    log: {
      load: (...given) => telling(() => log.load(...given)),
      append: (...given) => telling(() => log.append(...given)),
      compact: (...given) => telling(() => log.compact(...given)),
      delete: (...given) => telling(() => log.delete(...given)),
      isDeleted: (...given) => telling(() => log.isDeleted(...given)),
    },
    records: {
      get: (...given) => telling(() => records.get(...given)),
      size: (...given) => telling(() => records.size(...given)),
      write: (...given) => telling(() => records.write(...given)),
      swap: (...given) => telling(() => records.swap(...given)),
      remove: (...given) => telling(() => records.remove(...given)),
      list: (...given) => telling(() => records.list(...given)),
    },
    check: () => telling(() => storage.check()),
    usage: () => telling(() => storage.usage()),
  }
}
