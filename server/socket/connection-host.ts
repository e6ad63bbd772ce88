/** What all connections share: everything that need not be kept once for each of thousands. */
import type { WallClock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import type { Result } from '../../lib/base/result.ts'
import { messageTypes, motionTypes } from '../../lib/protocol/messages.ts'
import type { AccessControl, AccessError } from '../access/access.ts'
import type { Observe } from '../observe/observe.ts'
import { createRateLimit } from '../quota/rate-limit.ts'
import type { JoinableRooms } from '../room/create-rooms.ts'
import type { Membership } from '../room/member.ts'
import type { Cost, Grant, Pay, Peer, RoomError } from '../room/room.ts'
import type { Rate } from './budget.ts'
import { type SocketLimits, socketLimits } from './limits.ts'
import { createTraffic, type Traffic } from './traffic.ts'

/** A name and a cursor, which everyone may say. */
const SMALL_PRESENCE_BYTES = 2048
const PRESENCE_TYPES: readonly number[] = [messageTypes.awareness, motionTypes.plainPresence]

export interface ConnectionHost {
  readonly clock: WallClock
  readonly limits: SocketLimits
  readonly rates: { readonly messages: Rate; readonly bytes: Rate }
  readonly observe: Observe
  /** False for large presence beyond what an address may say a second: it is let go unread, as the latest comes again. */
  readonly hears: (address: string, message: Uint8Array) => boolean
  readonly traffic: Traffic
  readonly authorise: (room: RoomId, token: string | null, birth: string | null) => Promise<Result<Grant, AccessError>>
  readonly join: (room: RoomId, peer: Peer) => Promise<Result<Membership, RoomError>>
  readonly pay: ((address: string, cost: Cost) => ReturnType<Pay>) | undefined
}

export interface ConnectionHostOptions {
  readonly rooms: Pick<JoinableRooms, 'join'>
  readonly access: Pick<AccessControl, 'authorise'>
  readonly clock: WallClock
  readonly observe: Observe
  readonly limits?: Partial<SocketLimits>
  /** Takes what a change costs from its author's address. */
  readonly pay?: (address: string, cost: Cost) => ReturnType<Pay>
}

export function createConnectionHost({
  rooms,
  access,
  clock,
  observe,
  limits: own,
  pay,
}: ConnectionHostOptions): ConnectionHost {
  const limits: SocketLimits = { ...socketLimits, ...own }
  const rateOf = (perSecond: number): Rate => ({ perSecond, burst: perSecond * limits.burstSeconds })
  /** Of one address, over all its connections. */
  const presence = createRateLimit({ clock, ...rateOf(limits.maxPresenceBytesPerSecond) })
  return {
    clock,
    limits,
    rates: { messages: rateOf(limits.maxMessagesPerSecond), bytes: rateOf(limits.maxBytesPerSecond) },
    observe,
    hears(address, message) {
      if (message.length <= SMALL_PRESENCE_BYTES || !PRESENCE_TYPES.includes(message[0])) return true
      if (presence.take(address, message.length)) return true
      observe.metrics.count('refusals', { reason: 'presence' })
      return false
    },
    traffic: createTraffic(observe.metrics),
    authorise: (room, token, birth) => access.authorise(room, token, birth),
    join: (room, peer) => rooms.join(room, peer),
    pay,
  }
}
