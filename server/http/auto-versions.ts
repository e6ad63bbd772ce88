/** Versions that make themselves: when a changed room falls quiet, or now and then while it does not; thinned with age. */
import type { WallClock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import type { Version } from '../../lib/protocol/answers.ts'
import { MAX_VERSION_PEOPLE } from '../../lib/protocol/http.ts'
import type { FullAccess } from '../access/create-access.ts'
import type { Observe } from '../observe/observe.ts'
import type { Rooms } from '../room/room.ts'
import { RoomDeleted } from '../storage/storage.ts'
import type { VersionKeeping } from './version-keeping.ts'
import type { VersionStore } from './version-store.ts'

export interface AutoVersions {
  /** The room has something new that is durable. */
  changed(room: RoomId): void
  close(): void
}

export const SWEEP_MS = 10_000
export const QUIET_MS = 2 * 60_000
export const BUSY_MS = 15 * 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Rooms that may wait for their version at once; more are simply versioned later, by their next change. */
const MAX_WAITING = 20_000

interface Waiting {
  readonly since: number
  last: number
  isNoted: boolean
  /** Who was seen there since; they may be gone when the version is made. */
  readonly people: Set<string>
}

export interface AutoVersionsOptions {
  readonly rooms: Rooms
  readonly access: Pick<FullAccess, 'touch'>
  readonly versions: VersionStore
  readonly keeping: Pick<VersionKeeping, 'keepAuto'>
  readonly clock: WallClock
  readonly observe: Observe
  /** 0: none at all. */
  readonly keepDays: number
}

/** How coarse versions of an age are kept: all of the last hour, then one an hour, then one a day. */
function slotOf(at: number, age: number): string {
  if (age < HOUR_MS) return `each ${at}`
  return age < DAY_MS ? `hour ${Math.floor(at / HOUR_MS)}` : `day ${Math.floor(at / DAY_MS)}`
}

/** The automatic versions that age has made superfluous. `versions` come newest first; the newest of a slot stays. */
export function findSuperfluous(versions: readonly Version[], now: number, keepDays: number): readonly string[] {
  const taken = new Set<string>()
  return versions
    .filter(({ auto, at }) => {
      if (!auto) return false
      const slot = slotOf(at, now - at)
      const isFirst = !taken.has(slot)
      taken.add(slot)
      return !isFirst || now - at > keepDays * DAY_MS
    })
    .map(({ id }) => id)
}

/** Removes what age has made superfluous. */
export const thinVersions = (versions: VersionStore, room: RoomId, now: number, keepDays: number): Promise<void> =>
  versions.inTurn(room, async () => {
    const superfluous = findSuperfluous(await versions.list(room), now, keepDays)
    if (superfluous.length > 0) await versions.remove(room, superfluous)
  })

export function createAutoVersions(options: AutoVersionsOptions): AutoVersions {
  const { rooms, access, versions, keeping, clock, observe, keepDays } = options
  const waiting = new Map<RoomId, Waiting>()
  let isSweeping = false

  /** Looked up with each sweep: a name costs nothing while people draw. */
  function notePeople(room: RoomId, { people }: Waiting): void {
    if (people.size >= MAX_VERSION_PEOPLE) return
    for (const name of rooms.live(room)?.people() ?? []) people.add(name)
  }

  async function makeVersion(room: RoomId, people: readonly string[]): Promise<void> {
    await rooms.withRoom(room, (loaded) => keeping.keepAuto(loaded, people))
    await thinVersions(versions, room, clock.date(), keepDays)
  }

  async function visit(room: RoomId): Promise<void> {
    const entry = waiting.get(room)
    if (!entry) return
    notePeople(room, entry)
    if (!entry.isNoted) {
      entry.isNoted = true
      await access.touch(room)
    }
    const now = clock.now()
    if (now - entry.last < QUIET_MS && now - entry.since < BUSY_MS) return
    waiting.delete(room)
    if (keepDays > 0 && (await rooms.exists(room))) await makeVersion(room, [...entry.people])
  }

  /** One room after another: making versions must never crowd out the people who draw. */
  async function sweep(): Promise<void> {
    for (const room of [...waiting.keys()]) {
      try {
        await visit(room)
      } catch (error) {
        if (error instanceof RoomDeleted) waiting.delete(room)
        else observe.log.error('version-failed', { room, error: error as Error })
      }
    }
  }

  const stop = clock.every(SWEEP_MS, () => {
    if (isSweeping) return
    isSweeping = true
    void sweep().finally(() => {
      isSweeping = false
    })
  })
  return {
    changed(room) {
      const now = clock.now()
      const known = waiting.get(room)
      if (known) Object.assign(known, { last: now, isNoted: false })
      else if (waiting.size < MAX_WAITING) {
        const entry: Waiting = { since: now, last: now, isNoted: false, people: new Set() }
        waiting.set(room, entry)
        notePeople(room, entry)
      }
    },
    close: stop,
  }
}
