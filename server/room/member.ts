/** A peer inside a room: what the room remembers about it, and what the connection may ask of the room. */

import type { CloseCode } from '../../lib/protocol/close.ts'
import type { ClientMessage } from '../../lib/protocol/codec.ts'
import type { Motion } from '../../lib/protocol/motion.ts'
import type { StateVector } from '../../lib/updates/state-vector.ts'
import { Allowance } from './allowance.ts'
import { type Sight, sightOf } from './interest.ts'
import type { Speaker } from './presence-parts.ts'
import type { Grant, Peer } from './room.ts'

/** What the connection has to do after a message; null nothing. */
export type Outcome = { readonly code: CloseCode; readonly reason: string } | null

/** The connection's handle on its place in a room. */
export interface Membership {
  /** Never throws on any decoded message. */
  receive(message: ClientMessage): Outcome | Promise<Outcome>
  /** The peer's socket is full: the room sends it no updates (`data`), or no presence, until `catchUp`. */
  fallBehind(kind: 'data' | 'presence'): void
  /** The socket has room again: sends what was missed. */
  catchUp(): void
  /** Clears its presence; safe to call twice. */
  leave(): void
}

/** What a room does for all its members; one for the room, as a connection costs memory for every function of its own. */
export interface MemberHost {
  receive(member: Member, message: ClientMessage): Outcome | Promise<Outcome>
  fallBehind(member: Member, kind: 'data' | 'presence'): void
  catchUp(member: Member): void
  leave(member: Member): void
}

const NOBODY: readonly number[] = []

export class Member implements Membership {
  readonly peer: Peer
  readonly speaker: Speaker
  readonly #host: MemberHost
  /** The grant now; `peer.grant` is the one it came with. */
  grant: Grant
  /** Sync messages received on this connection, and how many of them are durable. */
  received = 0
  stored = 0
  /** Positions of the log whose durability acknowledges that many messages, oldest first. */
  unstored: { position: number; received: number }[] = []
  /** More waits in its socket than it may: nothing long is sent until it has read on. */
  isFull = false
  /** The log position up to which it is served, or will be by what is on its way; null when it keeps up. */
  behindSince: number | null = null
  missedPresence = false
  /** What it knew when it asked for the board while its socket was full; null when nothing is to be answered. */
  question: StateVector | null = null
  isGone = false
  /** What may be told to it of others; see `Allowance`. */
  readonly allowance: Allowance
  /** The version of presence after which it was told nothing for want of bytes; null when it knows all. */
  presenceSince: number | null = null
  missedMotion = false
  /** What it sees, and whose movements it wants wherever they are. */
  sight: Sight | null = null
  followed: readonly number[] = NOBODY

  constructor(peer: Peer, speaker: Speaker, host: MemberHost, bytesPerSecond: number) {
    this.peer = peer
    this.speaker = speaker
    this.grant = peer.grant
    this.allowance = new Allowance(bytesPerSecond)
    this.#host = host
  }

  /** What it sees and whom it follows, when it says so. */
  look({ view, followed }: Motion): void {
    if (!view) return
    this.sight = sightOf(view)
    this.followed = followed
  }

  receive(message: ClientMessage): Outcome | Promise<Outcome> {
    return this.#host.receive(this, message)
  }

  fallBehind(kind: 'data' | 'presence'): void {
    this.#host.fallBehind(this, kind)
  }

  catchUp(): void {
    this.#host.catchUp(this)
  }

  leave(): void {
    this.#host.leave(this)
  }
}
