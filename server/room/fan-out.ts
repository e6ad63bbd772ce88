/** Collects what a room has to tell and sends it to all members, merged, once per tick, one encoded message for all. */
import type { Clock } from '../../lib/base/clock.ts'
import { encodeNotice, encodePresenceMessage, encodeUpdate } from '../../lib/protocol/codec.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import { mergeUpdates } from '../../lib/updates/merge.ts'
import type { Observe } from '../observe/observe.ts'
import type { RoomLimits } from './limits.ts'
import type { Member } from './member.ts'
import type { PresenceBoard } from './presence-board.ts'
import { Ticker } from './ticker.ts'

export interface FanOutParts {
  readonly clock: Clock
  readonly limits: RoomLimits
  readonly observe: Observe
  readonly members: ReadonlySet<Member>
  readonly presence: PresenceBoard
  /** Number of the last update that the log accepted. */
  readonly position: () => number
  /** What goes to the other processes. */
  readonly publish: (message: Uint8Array) => void
}

type Arrival = { readonly name: 'joined' | 'left'; readonly who: string }

export class FanOut {
  readonly #parts: FanOutParts
  readonly #ticker: Ticker
  #updates: ParsedUpdate[] = []
  /** The only author of this tick's updates; null when there are several. */
  #author: Member | null = null
  #arrival: Arrival | null = null
  #flushedPosition = 0

  constructor(parts: FanOutParts) {
    this.#parts = parts
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

  presenceChanged(): void {
    if (this.#parts.presence.hasChanges) this.#ticker.wake()
  }

  /** Of many who come in one tick only the last is named, with the count of all: a crowd costs one message. */
  announce(arrival: Arrival): void {
    this.#arrival = arrival
    this.#ticker.wake()
  }

  stop(): void {
    this.#ticker.stop()
  }

  #flush(): void {
    const { clock, observe, position } = this.#parts
    const startedAt = clock.now()
    this.#flushedPosition = position()
    this.#flushUpdates()
    this.#flushPresence()
    this.#flushArrival()
    observe.metrics.observe('tick_ms', clock.now() - startedAt)
  }

  #flushUpdates(): void {
    if (this.#updates.length === 0) return
    const merged = mergeUpdates(this.#updates)
    const messages = (merged ? [merged] : this.#updates.map(({ bytes }) => bytes)).map(encodeUpdate)
    const author = this.#author
    this.#updates = []
    this.#author = null
    for (const message of messages) {
      for (const member of this.#parts.members) {
        if (member !== author && member.behindSince === null) member.peer.send(message, 'data')
      }
      this.#parts.publish(message)
    }
  }

  /** Also to those who said it: a stock client gives up a connection on which it does not hear itself. */
  #flushPresence(): void {
    const entries = this.#parts.presence.takeChanges()
    if (entries.length === 0) return
    const message = encodePresenceMessage(entries)
    let dropped = 0
    for (const member of this.#parts.members) {
      if (member.missedPresence) dropped++
      else member.peer.send(message, 'presence')
    }
    if (dropped > 0) this.#parts.observe.metrics.count('presence_dropped', undefined, dropped)
    this.#parts.publish(message)
  }

  #flushArrival(): void {
    if (!this.#arrival) return
    const message = encodeNotice({ ...this.#arrival, peers: this.#parts.members.size })
    this.#arrival = null
    for (const { peer } of this.#parts.members) if (peer.isInkroom) peer.send(message, 'data')
  }
}
