/** What a room's log needs, and what it tells. */
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import type { Observe } from '../observe/observe.ts'
import type { RoomLog, Seq } from '../storage/storage.ts'
import type { Compactor } from './compactor.ts'
import type { GroupCommit } from './group-commit.ts'
import type { RoomLimits } from './limits.ts'
import type { Turns } from './turns.ts'
import type { WaitingBytes } from './waiting-bytes.ts'

/** Positions after `after` and up to `upTo` have the numbers `first` to `last` in storage. */
export interface StoredRange {
  /** Null when the range holds what only another process has told about. */
  readonly after: number | null
  readonly upTo: number
  readonly first: Seq
  readonly last: Seq
}

export interface LogListener {
  /** Everything accepted up to `position` is on disk. */
  durable(position: number): void
  /** A write of ours is on disk. */
  stored(range: StoredRange): void
  /** A write failed: what is waiting is kept and tried again, but its authors must not believe that it is safe. */
  failed(): void
  /** Another process wrote this, and it was not known. */
  found(update: ParsedUpdate): void
  /** Storage will have nothing more of this: the room was deleted (`isDeleted`), or it has lost what it had. */
  vanished(end: { readonly isDeleted: boolean }): void
}

export interface LogParts {
  readonly room: RoomId
  readonly storage: RoomLog
  /** Other processes write the same log. */
  readonly isShared: boolean
  readonly compactor: Compactor
  /** Shared by all rooms of the process. */
  readonly commit: GroupCommit
  /** Shared by all rooms of the process. */
  readonly turns: Turns
  /** Shared by all rooms of the process. */
  readonly waiting: WaitingBytes
  readonly limits: RoomLimits
  readonly clock: Clock
  readonly observe: Observe
}
