/**
 * Looks after rooms that nobody draws in: their versions are thinned as they age, and, where that is wanted, rooms that
 * nobody has opened for long are deleted. Every process does so, a few rooms at a time; twice does no harm.
 */
import { LRUCache } from 'lru-cache'
import type { WallClock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import type { FullAccess } from '../access/create-access.ts'
import { listRoomIds, noteVisit, readVisit } from '../access/room-records.ts'
import type { Observe } from '../observe/observe.ts'
import type { JoinableRooms } from '../room/create-rooms.ts'
import { type Records, RoomDeleted } from '../storage/storage.ts'
import { thinVersions } from './auto-versions.ts'
import { startExpiry } from './expiry-since.ts'
import type { VersionStore } from './version-store.ts'

export interface Housekeeping {
  /** Somebody comes in. */
  visited(room: RoomId): void
  /** Looks at the next rooms, now. */
  sweep(): Promise<void>
  close(): void
}

export interface HousekeepingOptions {
  readonly rooms: Pick<JoinableRooms, 'inhabited' | 'withRoom' | 'delete'>
  readonly access: Pick<FullAccess, 'readMeta'>
  readonly records: Records
  readonly versions: VersionStore
  readonly clock: WallClock
  readonly observe: Observe
  /** Days that automatic versions are kept; 0: none are made. */
  readonly versionDays: number
  /** Days after which a room that nobody opens is deleted; 0: never. */
  readonly expiryDays: number
  /** Rejects while other processes cannot be asked who is in a room. */
  readonly bus: { readonly isShared: boolean; check(): Promise<void> }
}

const SWEEP_MS = 60_000
const ROOMS_A_SWEEP = 200
const DAY_MS = 24 * 3_600_000
/** A stay is noted so often; less than the shortest life of a room. */
const VISIT_EVERY_MS = 6 * 3_600_000
const MAX_VISITS_KNOWN = 50_000
/** Other processes say within this time who is joined there. */
const ANSWER_MS = 2_000

export function createHousekeeping(options: HousekeepingOptions): Housekeeping {
  const { rooms, access, records, versions, clock, observe, versionDays, expiryDays, bus } = options
  const noted = new LRUCache<RoomId, number>({ max: MAX_VISITS_KNOWN })
  const expiry = expiryDays > 0 ? startExpiry(records, clock) : null
  let after: RoomId | null = null
  let isSweeping = false

  async function note(room: RoomId): Promise<void> {
    const now = clock.date()
    if (now - (noted.get(room) ?? 0) < VISIT_EVERY_MS) return
    noted.set(room, now)
    // Whoever looks at rooms that are none leaves nothing behind.
    if (await access.readMeta(room)) await noteVisit(records, room, now)
  }

  function report(room: RoomId, error: unknown): void {
    noted.delete(room)
    if (!(error instanceof RoomDeleted)) observe.log.warn('housekeeping-failed', { room, error: error as Error })
  }

  async function isOver(room: RoomId, since: number): Promise<boolean> {
    const meta = await access.readMeta(room)
    // A record that cannot be read says nothing about its room.
    if (!meta || meta.updatedAt === 0) return false
    const last = Math.max(meta.updatedAt, await readVisit(records, room), since)
    return clock.date() - last >= expiryDays * DAY_MS
  }

  /** Never with someone in it, here or at another process: being held open, the room hears who is there. */
  async function expire(room: RoomId, since: number): Promise<void> {
    if (!(await isOver(room, since))) return
    await bus.check()
    const asked = await rooms.withRoom(room, async (loaded) => {
      if (bus.isShared) await new Promise<void>((resolve) => clock.after(ANSWER_MS, resolve))
      return loaded.stats().peers
    })
    const isEmpty = asked.ok ? asked.value === 0 : asked.error.code === 'room-not-found'
    if (!isEmpty || !(await isOver(room, since))) return
    await rooms.delete(room)
    observe.metrics.count('rooms_expired')
    observe.log.info('room-expired', { room })
  }

  async function sweep(): Promise<void> {
    const since = expiry && (await expiry.since())
    if (expiry) for (const room of rooms.inhabited()) await note(room).catch((error) => report(room, error))
    const found = await listRoomIds(records, { limit: ROOMS_A_SWEEP, after })
    after = found.length < ROOMS_A_SWEEP ? null : found[found.length - 1]
    for (const room of found) {
      try {
        if (versionDays > 0) await thinVersions(versions, room, clock.date(), versionDays)
        if (since !== null) await expire(room, since)
      } catch (error) {
        report(room, error)
      }
    }
  }

  const stop = clock.every(SWEEP_MS, () => {
    if (isSweeping) return
    isSweeping = true
    sweep()
      .catch((error: Error) => observe.log.warn('housekeeping-failed', { error }))
      .finally(() => {
        isSweeping = false
      })
  })
  return {
    visited(room) {
      if (expiry) note(room).catch((error) => report(room, error))
    },
    sweep,
    close: stop,
  }
}
