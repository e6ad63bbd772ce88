/** Builds what looks after stored rooms beside their people: versions, who makes them, and who clears up. */
import type { WallClock } from '../lib/base/clock.ts'
import type { RandomBytes } from '../lib/base/ids.ts'
import type { FullAccess } from './access/create-access.ts'
import type { Bus } from './bus/bus.ts'
import type { Config } from './config.ts'
import { type AutoVersions, createAutoVersions } from './http/auto-versions.ts'
import { createHousekeeping, type Housekeeping } from './http/housekeeping.ts'
import { createVersionKeeping, type VersionKeeping } from './http/version-keeping.ts'
import { createVersionStore, type VersionStore } from './http/version-store.ts'
import type { Observe } from './observe/observe.ts'
import type { Quotas } from './quota/quotas.ts'
import type { JoinableRooms } from './room/create-rooms.ts'
import type { Records } from './storage/storage.ts'

export interface CaretakersParts {
  readonly rooms: JoinableRooms
  readonly access: FullAccess
  readonly records: Records
  readonly quotas: Quotas
  readonly clock: WallClock
  readonly random: RandomBytes
  readonly observe: Observe
  readonly bus: Bus
  readonly config: Pick<Config, 'versionDays' | 'roomExpiryDays' | 'limits'>
}

export interface Caretakers {
  readonly versions: VersionStore
  readonly keeping: VersionKeeping
  readonly autoVersions: AutoVersions
  readonly housekeeping: Housekeeping
}

export function createCaretakers({ config, quotas, ...parts }: CaretakersParts): Caretakers {
  const versions = createVersionStore(parts)
  const keeping = createVersionKeeping({ versions, quotas, roomBytes: config.limits.roomBytes })
  return {
    versions,
    keeping,
    autoVersions: createAutoVersions({ ...parts, versions, keeping, keepDays: config.versionDays }),
    housekeeping: createHousekeeping({
      ...parts,
      versions,
      versionDays: config.versionDays,
      expiryDays: config.roomExpiryDays,
    }),
  }
}
