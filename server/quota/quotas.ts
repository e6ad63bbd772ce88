/**
 * What may be stored, checked and taken in one step by every way in: HTTP, sockets, the fallback and imports. Each address
 * has a share of rooms and bytes that grows back over a day, the server has one of rooms, and the disk has an end.
 */
import type { Clock } from '../../lib/base/clock.ts'
import { type Failure, fail, ok, type Result } from '../../lib/base/result.ts'
import type { Observe } from '../observe/observe.ts'
import { createRateLimit } from './rate-limit.ts'
import type { Space } from './space.ts'

export type QuotaError = Failure<'quota-reached' | 'storage-full'>

export interface Write {
  readonly bytes: number
  /** Makes the room, or writes into it for the first time. */
  readonly isFirst?: boolean
}

export interface Quotas {
  /** Takes all that a write needs, or nothing. */
  take(address: string, write: Write): Result<null, QuotaError>
  /** Of what was taken, the bytes that could not be stored. */
  giveBack(address: string, bytes: number): void
  /** Takes one restore of a room, which costs a version of the whole board and much work. */
  takeRestore(address: string): Result<null, QuotaError>
  /** Whether what nobody asked for, as automatic versions, finds a place. */
  hasSpace(bytes: number): boolean
}

export interface QuotaLimits {
  readonly bytesPerAddressPerDay: number
  readonly roomsPerAddressPerDay: number
  /** All addresses together. */
  readonly roomsPerDay: number
}

const MIB = 1024 * 1024
export const quotaLimits: QuotaLimits = {
  bytesPerAddressPerDay: 512 * MIB,
  roomsPerAddressPerDay: 1000,
  roomsPerDay: 50_000,
}

const SECONDS_PER_DAY = 86_400
/** Rooms that an address may make at once, and how fast it may go on. */
export const NEW_ROOMS_BURST = 100
export const NEW_ROOMS_PER_SECOND = 2
export const RESTORES_BURST = 20
const RESTORES_PER_SECOND = 0.1
/** What a stored piece costs beyond its bytes: keys, pages, the line in the list. */
const WRITE_OVERHEAD_BYTES = 256
const EVERYONE = 'everyone'

export interface QuotaOptions {
  readonly clock: Pick<Clock, 'now'>
  readonly observe: Observe
  readonly space: Space
  readonly limits: QuotaLimits
}

export function createQuotas({ clock, observe, space, limits }: QuotaOptions): Quotas {
  const perDay = (burst: number) => createRateLimit({ clock, burst, perSecond: burst / SECONDS_PER_DAY })
  const bytes = perDay(limits.bytesPerAddressPerDay)
  const rooms = perDay(limits.roomsPerAddressPerDay)
  const allRooms = perDay(limits.roomsPerDay)
  const newRooms = createRateLimit({ clock, burst: NEW_ROOMS_BURST, perSecond: NEW_ROOMS_PER_SECOND })
  const restores = createRateLimit({ clock, burst: RESTORES_BURST, perSecond: RESTORES_PER_SECOND })

  const reached = (reason: string, message: string): Result<null, QuotaError> => {
    observe.metrics.count('refusals', { reason })
    return fail('quota-reached', message)
  }

  return {
    take(address, { bytes: length, isFirst = false }) {
      const cost = length + WRITE_OVERHEAD_BYTES
      if (!space.has(cost)) {
        observe.metrics.count('refusals', { reason: 'storage-full' })
        return fail('storage-full', 'This server has no space left for more.')
      }
      // Looked at first and taken after: what is refused for one reason costs nothing of the others.
      if (isFirst) {
        if (!newRooms.has(address)) return reached('new-rooms', 'Too many new rooms from this address; try again.')
        if (!rooms.has(address)) return reached('rooms-per-day', 'Too many new rooms from this address today.')
        if (!allRooms.has(EVERYONE)) return reached('rooms-per-day', 'Too many new rooms on this server today.')
      }
      if (!bytes.take(address, cost)) return reached('bytes-per-day', 'Too much from this address today.')
      if (isFirst) {
        newRooms.take(address)
        rooms.take(address)
        allRooms.take(EVERYONE)
      }
      space.take(cost)
      return ok(null)
    },
    giveBack(address, length) {
      bytes.spend(address, -length)
      space.take(-length)
    },
    takeRestore(address) {
      if (restores.take(address)) return ok(null)
      return reached('restores', 'Too many restores from this address; try again in a while.')
    },
    hasSpace: (length) => space.has(length),
  }
}
