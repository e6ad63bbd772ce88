/** Collects what a room has to tell and sends it to all members, merged, once per tick, one encoded message for all. */
import type { Clock } from '../../lib/base/clock.ts'
import { encodeNotice, encodePresenceMessage } from '../../lib/protocol/codec.ts'
import type { Motion } from '../../lib/protocol/motion.ts'
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import type { Observe } from '../observe/observe.ts'
import type { RoomLimits } from './limits.ts'
import type { Member } from './member.ts'
import { type Messages, messagesOf, type Part, sharedPart } from './messages.ts'
import type { MotionBoard } from './motion-board.ts'
import { MotionFanOut } from './motion-fan-out.ts'
import type { PresenceBoard } from './presence-board.ts'
import { PresenceFanOut } from './presence-fan-out.ts'
import { type Asked, Renewals } from './renewals.ts'
import { joinOrKeep } from './stored-updates.ts'
import { Ticker } from './ticker.ts'

export interface FanOutParts {
  readonly clock: Clock
  readonly limits: RoomLimits
  readonly observe: Observe
  readonly members: ReadonlySet<Member>
  readonly presence: PresenceBoard
  readonly motion: MotionBoard
  /** Number of the last update that the log accepted. */
  readonly position: () => number
  /** Tells the other processes; null when there are none. */
  readonly publish: ((tick: Tick) => void) | null
  /** Peers of this room at other processes. */
  readonly peersElsewhere: () => number
  /** Sends something long to one who keeps up, up to a position of the log. */
  readonly deliver: (member: Member, messages: Messages, position: number) => void
}

export interface Arrival {
  readonly name: 'joined' | 'left'
  readonly who: string
}

/** What came from this process's own peers in one tick. */
export interface Tick {
  /** Positions of the log that its updates hold: after the one, up to the other. */
  readonly after: number
  readonly upTo: number
  readonly updates: readonly Uint8Array[]
  readonly presence: readonly PresenceEntry[]
  /** Presence that those who are told of movements know already. */
  readonly plainPresence: readonly PresenceEntry[]
  readonly motions: readonly Pick<Motion, 'clientId' | 'place' | 'step'>[]
  readonly arrival: Arrival | null
  /** Who is to say themselves anew. */
  readonly asked: Asked | null
}

export class FanOut {
  readonly #parts: FanOutParts
  readonly #ticker: Ticker
  readonly #motion: MotionFanOut
  #updates: ParsedUpdate[] = []
  /** What other processes sent: for our members, and not to be sent on. */
  #elsewhere: ParsedUpdate[] = []
  /** The only author of this tick's updates; null when there are several. */
  #author: Member | null = null
  #arrival: (Arrival & { readonly isElsewhere?: true }) | null = null
  #flushedPosition = 0
  #toldVersion = 0
  readonly #presence: PresenceFanOut
  readonly #renewals: Renewals
  #asked: Asked | null = null

  constructor(parts: FanOutParts) {
    this.#parts = parts
    this.#renewals = new Renewals({
      ...parts,
      tell: (asked) => {
        this.#asked = asked
        this.#ticker.wake()
      },
    })
    this.#motion = new MotionFanOut(parts.motion, parts.members)
    this.#presence = new PresenceFanOut(parts)
    this.#ticker = new Ticker(
      parts.clock,
      parts.limits,
      () => parts.members.size,
      () => this.#flush(),
    )
  }

  /** Everything up to this position was handed to the members that keep up. */
  get flushedPosition(): number {
    return this.#flushedPosition
  }

  tell(update: ParsedUpdate, author: Member | null): void {
    this.#author = this.#updates.length === 0 || this.#author === author ? author : null
    this.#updates.push(update)
    this.#ticker.wake()
  }

  /** Hands an update of another process to the members. */
  relay(update: ParsedUpdate): void {
    this.#elsewhere.push(update)
    this.#ticker.wake()
  }

  /** There is something to be published that no member is told. */
  wake(): void {
    this.#ticker.wake()
  }

  /** Tells whoever joins of everyone who is here, and everyone of it. */
  welcome(member: Member): void {
    const { peer } = member
    const here = this.#parts.presence.all()
    if (here.length > 0) peer.send(encodePresenceMessage(here), 'presence')
    this.tellAllMotion(member)
    this.announce({ name: 'joined', who: peer.id })
    // Ours forget the clocks of others with the connection.
    if (!peer.isInkroom) this.#renewals.askEveryone()
  }

  /** Another process asks those who are here to say themselves anew. */
  renew(asked: Asked): void {
    this.#renewals.hear(asked)
  }

  /** For whoever joins or has missed some. */
  tellAllMotion({ peer }: Member): void {
    if (peer.hasMotion) for (const message of this.#motion.whole()) peer.send(message, 'presence')
  }

  presenceChanged(): void {
    if (this.#parts.presence.hasChanges) this.#ticker.wake()
    this.#renewals.look()
  }

  /** Of many who come in one tick only the last is named, with the count of all: a crowd costs one message. */
  announce(arrival: Arrival & { readonly isElsewhere?: true }): void {
    this.#arrival = arrival
    this.#ticker.wake()
  }

  stop(): void {
    this.#ticker.stop()
    this.#renewals.stop()
  }

  #flush(): void {
    const { clock, observe, position, publish } = this.#parts
    const startedAt = clock.now()
    const after = this.#flushedPosition
    const upTo = position()
    const updates = this.#flushUpdates(upTo)
    // Not before: whose socket fills up in the middle of it is told the rest once more.
    this.#flushedPosition = upTo
    const { presence, plainPresence } = this.#flushPresence(startedAt)
    // After what is told of who they are: a movement is a difference to that.
    const motions = this.#motion.flush(startedAt)
    const arrival = this.#flushArrival()
    publish?.({ after, upTo, updates, presence, plainPresence, motions, arrival, asked: this.#asked })
    this.#asked = null
    if (this.#motion.isWaiting || this.#presence.isOwing) this.#ticker.wake()
    observe.metrics.observe('tick_ms', clock.now() - startedAt)
  }

  /** Gives what came from here. */
  #flushUpdates(upTo: number): readonly Uint8Array[] {
    if (this.#isAlone()) {
      this.#updates = []
      this.#author = null
      return []
    }
    const own = joinOrKeep(this.#updates)
    const isMixed = this.#elsewhere.length > 0
    const all = isMixed ? joinOrKeep([...this.#updates, ...this.#elsewhere]) : own
    const author = isMixed ? null : this.#author
    this.#updates = []
    this.#elsewhere = []
    this.#author = null
    this.#tellAll(all.map(sharedPart), author, upTo)
    return own.map(({ bytes }) => bytes)
  }

  #tellAll(parts: readonly Part[], author: Member | null, upTo: number): void {
    const { members, deliver } = this.#parts
    if (parts.some((part) => 'messages' in part)) {
      for (const member of members) {
        if (member !== author && member.behindSince === null) deliver(member, messagesOf(parts), upTo)
      }
      return
    }
    for (const message of messagesOf(parts)) {
      for (const member of members) {
        if (!message || member === author || member.behindSince !== null) continue
        member.allowance.spend(message.length)
        member.peer.send(message, 'data')
      }
    }
  }

  /** Who draws alone is the most frequent of all, and nothing needs to be written for anyone then. */
  #isAlone(): boolean {
    const { members, publish } = this.#parts
    return !publish && this.#elsewhere.length === 0 && members.size === 1 && members.has(this.#author as Member)
  }

  /** Also to those who said it: a stock client gives up a connection on which it does not hear itself. */
  #flushPresence(now: number): Pick<Tick, 'presence' | 'plainPresence'> {
    const { presence, motion, publish } = this.#parts
    const before = this.#toldVersion
    const news = presence.takeChanges()
    const plain = presence.takePlainChanges()
    this.#toldVersion = presence.version
    for (const { clientId, state } of news) if (state === null) motion.forget(clientId)
    this.#presence.tell({ news, plain, before, now })
    return publish
      ? { presence: presence.ownOf(news), plainPresence: presence.ownOf(plain) }
      : { presence: news, plainPresence: plain }
  }

  #flushArrival(): Arrival | null {
    if (!this.#arrival) return null
    const { name, who, isElsewhere } = this.#arrival
    this.#arrival = null
    const { members, peersElsewhere } = this.#parts
    const message = encodeNotice({ name, who, peers: members.size + peersElsewhere() })
    for (const { peer } of members) if (peer.isInkroom) peer.send(message, 'data')
    return isElsewhere ? null : { name, who }
  }
}
