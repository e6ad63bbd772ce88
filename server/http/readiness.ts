/** Whether new visitors would find what they need: storage, bus, room on the disk, and pages. Asking writes nothing. */
import type { Clock } from '../../lib/base/clock.ts'
import { RoomDeleted, type Storage } from '../storage/storage.ts'
import { NotReady } from './http-context.ts'

/** Remembers whether the last write failed; only then is another one tried to find out. */
export interface StorageHealth {
  readonly storage: Storage
  /** Rejects while writes fail. */
  check(): Promise<void>
}

const PROBE_EVERY_MS = 1_000

export function watchStorage(storage: Storage, clock: Pick<Clock, 'now'>): StorageHealth {
  let failure: Error | null = null
  let probedAt = Number.NEGATIVE_INFINITY
  async function noted<T>(writing: Promise<T>): Promise<T> {
    try {
      const done = await writing
      failure = null
      return done
    } catch (error) {
      // That was an answer.
      failure = error instanceof RoomDeleted ? null : (error as Error)
      throw error
    }
  }
  const { log, records } = storage
  return {
    storage: {
      ...storage,
      log: {
        ...log,
        load: (room, after) => noted(log.load(room, after)),
        append: (room, updates) => noted(log.append(room, updates)),
        compact: (room, snapshot, upTo) => noted(log.compact(room, snapshot, upTo)),
      },
      records: { ...records, write: (changes) => noted(records.write(changes)) },
    },
    async check() {
      if (failure && clock.now() - probedAt > PROBE_EVERY_MS) {
        probedAt = clock.now()
        await noted(storage.check()).catch(() => {})
      }
      if (failure) throw failure
      // Whether it can be read at all.
      await records.get(['readiness'])
    },
  }
}

export interface ReadinessParts {
  readonly storage: StorageHealth
  readonly bus: { check(): Promise<void> }
  /** Null where there is no disk of ours. */
  readonly freeBytes: () => Promise<number | null>
  readonly arePagesThere: () => boolean
  readonly isStopping: () => boolean
}

const MIB = 1024 * 1024
/** Below this the next picture or the next compaction may not fit. */
export const MIN_FREE_BYTES = 64 * MIB

/** Rejects with all that is missing, by name. */
export async function checkReadiness(parts: ReadinessParts): Promise<void> {
  if (parts.isStopping()) throw new NotReady(['stopping'], 'the server is stopping')
  const reasons = new Map<string, string>()
  const ask = (part: string, answer: Promise<void>): Promise<void> =>
    answer.catch((error: Error) => void reasons.set(part, error.message))
  await Promise.all([
    ask('storage', parts.storage.check()),
    ask('bus', parts.bus.check()),
    ask(
      'disk',
      parts.freeBytes().then((free) => {
        if (free !== null && free < MIN_FREE_BYTES) throw new Error(`${Math.floor(free / MIB)} MiB are free`)
      }),
    ),
  ])
  if (!parts.arePagesThere()) reasons.set('pages', 'the page process is not there')
  if (reasons.size === 0) return
  throw new NotReady([...reasons.keys()], [...reasons].map(([part, reason]) => `${part}: ${reason}`).join('; '))
}
