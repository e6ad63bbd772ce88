/** The room port: what socket, http and access code may ask of live rooms. */

import type { RoomId } from '../../lib/base/ids.ts'
import type { Failure, Result } from '../../lib/base/result.ts'
import type { CloseCode } from '../../lib/protocol/close.ts'
import type { Access, Floor, Role } from '../../lib/protocol/grant.ts'
import type { PeerOrder } from '../../lib/protocol/http.ts'
import type { Seq } from '../storage/storage.ts'
import type { CompactorErrorCode } from './compactor.ts'

/** What lets a peer or a request in. `linkId` is null for the bare room link and the owner token. */
export interface Grant {
  readonly room: RoomId
  readonly role: Role
  readonly linkId: string | null
  /** Milliseconds since the epoch; null never. */
  readonly expiresAt: number | null
  /** True when it comes from a token and so does not follow the room's `access`. */
  readonly byToken: boolean
  /** Of an owner's token, so that it ends when the owner takes a new one. */
  readonly ownerKey?: string
  /** What it may do while the floor is open; `role` is what it may do now. Absent: the same. */
  readonly openRole?: Role
  /** A facilitator has let this very person write: it does so while the floor is held too, until it is taken back. */
  readonly isPass?: true
}

export interface RoomMeta {
  readonly title: string
  readonly access: Access
  readonly floor: Floor
  /** Client id of whom everyone's view follows; null: nobody leads. */
  readonly lead: number | null
  readonly createdAt: number
  readonly updatedAt: number
  /** Which of the rooms that were or will be at this id it is; copies belong to one. */
  readonly birth: string
}

/** What a change costs whoever makes it; refused, the change is not made. */
export interface Cost {
  readonly bytes: number
  /** The first change of the room: it makes it. */
  readonly isFirst: boolean
}
export type Pay = (cost: Cost) => Result<null, Failure<'quota-reached' | 'storage-full'>>

/** Whoever asks without being joined: whose turn its work takes, and who pays. */
export interface Caller {
  readonly address: string
  /** Without it everything is free. */
  readonly pay?: Pay
}

/** The room's side of one joined connection; implemented by server/socket (and by the SSE fallback). */
export interface Peer {
  readonly id: string
  /** Whose turn its work takes. */
  readonly address: string
  readonly grant: Grant
  /** Asked for `inkroom.v1`, or more. */
  readonly isInkroom: boolean
  /** Asked for `inkroom.v2`, which it then speaks besides. */
  readonly hasMotion?: boolean
  /** Asked before a change is taken; without it everything is free. */
  readonly pay?: Pay
  /** Queues one already encoded message; presence may be dropped under pressure, data never. */
  send(message: Uint8Array, kind: 'data' | 'presence'): void
  close(code: CloseCode, reason: string): void
}

/** What becomes of one who is here. */
export type PeerCommand =
  /** May do so much from now on, also when it comes back with the token. */
  | { readonly name: 'pass'; readonly linkId: string; readonly role: Role; readonly token: string }
  | { readonly name: Exclude<PeerOrder, 'write' | 'facilitate'> }

export type RoomError = Failure<
  | 'room-not-found'
  /** For good: nothing is read or taken for its id any more. */
  | 'room-deleted'
  | 'room-full'
  | 'room-too-large'
  | 'malformed-update'
  | 'storage-failed'
  | 'storage-full'
  | 'quota-reached'
  | 'not-allowed'
  | 'shutting-down'
  /** Too much of it waits already; or what a board needs is more than the server gives. */
  | CompactorErrorCode
>

export interface RoomSnapshot {
  /** The board as one Yjs v1 update. */
  readonly bytes: Uint8Array
  readonly seq: Seq
}

export interface RoomStats {
  readonly peers: number
  readonly bytes: number
  readonly seq: Seq
}

/** A room that is loaded; stays loaded while peers or callers hold it. */
export interface Room {
  readonly id: RoomId
  stats(): RoomStats
  /** What those who are here call themselves, each name once. */
  people(): readonly string[]
  /** May throw a `CompactorFailure` when parts of the board overlap. */
  snapshot(by?: Caller): Promise<RoomSnapshot>
  /** Merges a Yjs update as if an editor had sent it; resolves once durable. Structure is validated first. */
  merge(update: Uint8Array, by?: Caller): Promise<Result<Seq, RoomError>>
  /** Makes the live board that of `snapshot`, but for comments and workshop, as one ordinary update. Resolves once durable. */
  restore(snapshot: Uint8Array, by?: Caller): Promise<Result<Seq, RoomError>>
}

export interface Rooms {
  /** Opens (single flight) and runs `use`; the room is not unloaded meanwhile. `room-not-found` when it does not exist and `create` is not set. */
  withRoom<T>(
    id: RoomId,
    use: (room: Room) => Promise<T>,
    options?: { readonly create?: true },
  ): Promise<Result<T, RoomError>>
  /** The room when it is loaded now. */
  live(id: RoomId): Room | undefined
  exists(id: RoomId): Promise<boolean>
  /** Sends an `inkroom.v1` notice to all who asked for them, at every process. */
  notify(id: RoomId, notice: unknown): void
  /** Re-grants live peers: for each, the new grant, or null to close it with `code`. Sends the role message. Other processes look it up. */
  regrant(id: RoomId, decide: (grant: Grant) => Grant | null, code: CloseCode): void
  /** Does with whoever speaks for the client id what a facilitator wants; false when nobody here does. */
  order(id: RoomId, clientId: number, order: PeerCommand): boolean
  /** Deletes everything stored, for good, and closes its peers with 4410. */
  delete(id: RoomId): Promise<void>
  readonly liveCount: number
  close(): Promise<void>
}
