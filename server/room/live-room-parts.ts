/** What a live room needs of the world around it. */
import type { RoomId } from '../../lib/base/ids.ts'
import type { Floor } from '../../lib/protocol/grant.ts'
import type { Bus } from '../bus/bus.ts'
import type { Answers } from './answers.ts'
import type { LogParts } from './log-parts.ts'
import type { PresenceTotal } from './presence-parts.ts'
import type { Grant } from './room.ts'

export interface RoomFacts {
  readonly title: string
  readonly access: string
  readonly floor: Floor
  readonly lead: number | null
  readonly birth: string
  /** Days after which it is deleted when nobody opens it; absent: never. */
  readonly expiryDays?: number
}

export interface LiveRoomParts extends LogParts {
  readonly bus: Bus
  /** Shared by all rooms of the process. */
  readonly answers: Answers
  readonly presenceTotal: PresenceTotal
  /** Title and access, for the role message; null when nobody has set any. */
  readonly readFacts: (room: RoomId) => Promise<RoomFacts | null>
  /** The grant as it is now, when another process changed what is allowed; null when it was taken back. */
  readonly recheck: (grant: Grant) => Promise<Grant | null | 'deleted'>
  /** Ends a pass, and re-grants those who write by it. */
  readonly revoke: (room: RoomId, linkId: string) => Promise<void>
  /** The last peer has gone. */
  readonly onEmpty: () => void
  /** The room was deleted at another process, or storage has lost what is here. */
  readonly onVanished: (end: { readonly isDeleted: boolean }) => void
}
