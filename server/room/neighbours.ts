/**
 * A room's side of the bus: what the other processes that serve it say, and what they are told. Storage is the truth;
 * what is heard here only makes it faster, and whatever may be missing is read from there.
 */
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import type { Steps } from '../../lib/base/steps.ts'
import type { Bus, BusRoom } from '../bus/bus.ts'
import type { Observe } from '../observe/observe.ts'
import type { Audience } from './audience.ts'
import { type BusPart, decodeBusMessage, encodeBusMessage } from './bus-messages.ts'
import type { FanOut, Tick } from './fan-out.ts'
import type { LoadedLog } from './loaded-log.ts'
import type { StoredRange } from './log-parts.ts'
import type { MotionBoard } from './motion-board.ts'
import type { PresenceBoard } from './presence-board.ts'
import type { Speaker } from './presence-parts.ts'
import type { PeerCommand } from './room.ts'
import { readingStored } from './stored-updates.ts'

export interface NeighboursParts {
  readonly bus: Bus
  readonly room: RoomId
  readonly log: LoadedLog
  readonly presence: PresenceBoard
  readonly motion: MotionBoard
  readonly fanOut: FanOut
  readonly clock: Clock
  readonly observe: Observe
  readonly peerCount: () => number
  readonly audience: Audience
  /** What live peers are to be told. */
  readonly notice: (notice: unknown) => void
  /** Grants may have changed; `isSure`: they have, or what else the role message says. */
  readonly regrant: (options: { readonly isSure: boolean }) => void
  /** A facilitator's word about one who may be joined here. */
  readonly order: (clientId: number, order: PeerCommand) => void
  /** The room was deleted at another process. */
  readonly deleted: () => void
}

interface Neighbour {
  readonly speaker: Speaker
  peers: number
  hasPlain: boolean
  /** All that it sent after this position of its log was heard; null: some of it was not. */
  heardAfter: number | null
}

export class Neighbours {
  readonly #parts: NeighboursParts
  readonly #known = new Map<string, Neighbour>()
  readonly #bus: BusRoom
  #stored: StoredRange[] = []
  #toldPeers = 0
  #toldPlain = false

  constructor(parts: NeighboursParts) {
    this.#parts = parts
    this.#bus = parts.bus.join(parts.room, {
      receive: (message, from) => this.#receive(message, from),
      lost: () => this.#catchUp(),
      gone: (from) => this.#forget(from),
    })
  }

  /** Peers at other processes. */
  get peers(): number {
    let sum = 0
    for (const { peers } of this.#known.values()) sum += peers
    return sum
  }

  get hasPlain(): boolean {
    for (const { hasPlain } of this.#known.values()) if (hasPlain) return true
    return false
  }

  /** The numbers of what was sent go out with the next tick, never before it. */
  tellStored(range: StoredRange): void {
    if (!this.#parts.bus.isShared) return
    this.#stored.push(range)
    this.#parts.fanOut.wake()
  }

  tellTick({ after, upTo, updates, presence, plainPresence, motions, arrival, asked }: Tick): void {
    const parts: BusPart[] = updates.map((bytes) => ({ name: 'update', after, upTo, bytes }))
    if (presence.length > 0) parts.push({ name: 'presence', isWhole: false, entries: presence })
    if (plainPresence.length > 0) {
      parts.push({ name: 'presence', isWhole: false, isPlain: true, entries: plainPresence })
    }
    if (motions.length > 0) parts.push({ name: 'motion', motions })
    parts.push(...this.#stored.map((range) => ({ name: 'stored' as const, ...range })))
    this.#stored = []
    const count = this.#parts.peerCount()
    if (count !== this.#toldPeers) parts.push({ name: 'peers', count })
    this.#toldPeers = count
    const hasPlain = this.#parts.audience.hasPlain
    if (hasPlain !== this.#toldPlain) parts.push({ name: 'plain', isThere: hasPlain })
    this.#toldPlain = hasPlain
    if (arrival) parts.push({ name: 'arrival', arrival: arrival.name, who: arrival.who })
    if (asked) parts.push({ name: 'renew', ...asked })
    // Whoever comes says hello, and reads what is stored: a room that only this process serves costs the bus nothing.
    if (parts.length > 0 && this.#known.size > 0) this.#publish(parts)
  }

  leave(): void {
    this.#bus.leave()
  }

  #receive(message: Uint8Array, from: string): void {
    const { observe, log } = this.#parts
    observe.metrics.count('bus_messages', { direction: 'in' })
    try {
      const parts = decodeBusMessage(message)
      if (!parts) throw new Error('another version, or no process of ours')
      for (const part of parts) {
        const taken = log.work.run(() => this.#takingPart(part, from), from)
        if (taken instanceof Promise) taken.catch((error) => this.#fail(error))
      }
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    const { observe, room, log } = this.#parts
    observe.metrics.count('handler_failures', { where: 'bus' })
    observe.log.error('bus-message-unreadable', { room, error: error as Error })
    void log.reread()
  }

  /** One after another, also when one takes longer: "stored" means nothing before the update that it speaks of. */
  *#takingPart(part: BusPart, from: string): Steps<void> {
    const { presence, fanOut, notice, regrant, deleted } = this.#parts
    switch (part.name) {
      case 'update':
        yield* this.#takingUpdate(part, from)
        return
      case 'stored':
        this.#takeStored(part, from)
        return
      case 'presence':
        presence.hear(this.#neighbour(from).speaker, part)
        fanOut.presenceChanged()
        return
      case 'motion': {
        const { speaker } = this.#neighbour(from)
        for (const each of part.motions)
          if (presence.owns(speaker, each.clientId)) this.#parts.motion.say(speaker, each)
        fanOut.wake()
        return
      }
      case 'plain':
        this.#neighbour(from).hasPlain = part.isThere
        this.#parts.audience.changed()
        return
      case 'peers':
        this.#neighbour(from).peers = part.count
        return
      case 'renew':
        fanOut.renew(part)
        return
      case 'arrival':
        fanOut.announce({ name: part.arrival, who: part.who, isElsewhere: true })
        return
      case 'hello':
        this.#neighbour(from)
        // While nobody was there nothing was said: what became durable meanwhile, it may have read too early to find.
        this.#introduce([{ name: 'reread' }])
        return
      case 'reread':
        void this.#parts.log.reread()
        return
      case 'notice':
        notice(part.notice)
        return
      case 'regrant':
        regrant({ isSure: true })
        return
      case 'order':
        this.#parts.order(part.clientId, part.order)
        return
      case 'deleted':
        deleted()
        return
    }
  }

  *#takingUpdate(part: Extract<BusPart, { name: 'update' }>, from: string): Steps<void> {
    const { log, fanOut } = this.#parts
    const neighbour = this.#neighbour(from)
    neighbour.heardAfter ??= part.after
    // The message lies in a buffer that is not ours to keep.
    const update = yield* readingStored(part.bytes.slice(), log.coverage)
    if (yield* log.coverage.covering(update.header)) return
    yield* log.hearing(update, from, part.upTo)
    fanOut.relay(update)
  }

  #takeStored({ after, upTo, first, last }: StoredRange, from: string): void {
    const { log } = this.#parts
    const { heardAfter } = this.#neighbour(from)
    log.confirm(from, upTo)
    if (last <= log.seq) return
    if (heardAfter !== null && after !== null && after >= heardAfter) log.know(first, last)
    else void log.reread()
  }

  #neighbour(from: string): Neighbour {
    let known = this.#known.get(from)
    if (!known) {
      known = { speaker: this.#parts.presence.joinRemote(), peers: 0, hasPlain: false, heardAfter: null }
      this.#known.set(from, known)
    }
    return known
  }

  #catchUp(): void {
    this.#parts.observe.metrics.count('bus_gaps')
    for (const neighbour of this.#known.values()) neighbour.heardAfter = null
    void this.#parts.log.reread()
    this.#parts.regrant({ isSure: false })
    this.#introduce([{ name: 'hello' }])
  }

  #introduce(parts: readonly BusPart[]): void {
    const { presence, peerCount, motion, audience } = this.#parts
    this.#toldPeers = peerCount()
    this.#toldPlain = audience.hasPlain
    const entries = presence.ownOf(presence.all())
    const here: BusPart[] = [
      { name: 'presence', isWhole: true, entries },
      { name: 'peers', count: this.#toldPeers },
      { name: 'plain', isThere: this.#toldPlain },
    ]
    const motions = motion.own()
    if (motions.length > 0) here.push({ name: 'motion', motions })
    this.#publish([...parts, ...here])
  }

  #publish(parts: readonly BusPart[]): void {
    this.#parts.observe.metrics.count('bus_messages', { direction: 'out' })
    this.#bus.publish(encodeBusMessage(parts))
  }

  #forget(from: string): void {
    const known = this.#known.get(from)
    if (!known) return
    this.#known.delete(from)
    const { presence, fanOut, log } = this.#parts
    presence.leaveRemote(known.speaker)
    fanOut.presenceChanged()
    this.#parts.audience.changed()
    log.adoptFrom(from)
    // It may have stored more than it had the time to tell.
    void log.reread()
  }
}
