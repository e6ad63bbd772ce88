/** A peer inside a room: what the room remembers about it, and what the connection may ask of the room. */

import type { CloseCode } from '../../lib/protocol/close.ts'
import type { ClientMessage } from '../../lib/protocol/codec.ts'
import type { Speaker } from './presence-board.ts'
import type { Grant, Peer } from './room.ts'

/** What the connection has to do after a message; null nothing. */
export type Outcome = { readonly code: CloseCode; readonly reason: string } | null

/** The connection's handle on its place in a room. */
export interface Membership {
  /** Never throws on any decoded message. */
  receive(message: ClientMessage): Outcome
  /** The peer's socket is full: the room sends it no updates (`data`), or no presence, until `catchUp`. */
  fallBehind(kind: 'data' | 'presence'): void
  /** The socket has room again: sends what was missed. */
  catchUp(): void
  /** Clears its presence; safe to call twice. */
  leave(): void
}

export interface Member {
  readonly peer: Peer
  readonly speaker: Speaker
  /** The grant now; `peer.grant` is the one it came with. */
  grant: Grant
  /** Sync messages received on this connection, and how many of them are durable. */
  received: number
  stored: number
  /** Positions of the log whose durability acknowledges that many messages, oldest first. */
  unstored: { position: number; received: number }[]
  /** The log position up to which it was served before its socket was full; null when it keeps up. */
  behindSince: number | null
  missedPresence: boolean
  isGone: boolean
}

export const createMember = (peer: Peer, speaker: Speaker): Member => ({
  peer,
  speaker,
  grant: peer.grant,
  received: 0,
  stored: 0,
  unstored: [],
  behindSince: null,
  missedPresence: false,
  isGone: false,
})
