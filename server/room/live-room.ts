/** A loaded room: takes messages in, fans out once per tick, acknowledges what is durable. Knows no sockets. */
import type { RoomId } from '../../lib/base/ids.ts'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import { type CloseCode, closeCodes } from '../../lib/protocol/close.ts'
import {
  type ClientHandlers,
  encodeDenied,
  encodeNotice,
  encodePresenceMessage,
  encodeRole,
  encodeStep1,
  encodeStored,
  handleClientMessage,
} from '../../lib/protocol/codec.ts'
import { allows } from '../../lib/protocol/grant.ts'
import { type ParsedUpdate, parseUpdate } from '../../lib/updates/header.ts'
import { decodeStateVector, encodeStateVector } from '../../lib/updates/state-vector.ts'
import type { Bus, BusRoom } from '../bus/bus.ts'
import type { Seq, StoredRoom } from '../storage/storage.ts'
import type { Answers } from './answers.ts'
import { wholeRoomLimits } from './compaction.ts'
import { FanOut } from './fan-out.ts'
import { LoadedLog, type LogParts } from './loaded-log.ts'
import { Member, type MemberHost, type Membership, type Outcome } from './member.ts'
import { PresenceBoard } from './presence-board.ts'
import { namesIn } from './presence-names.ts'
import type { Grant, Peer, Room, RoomError, RoomSnapshot, RoomStats } from './room.ts'

export interface RoomFacts {
  readonly title: string
  readonly access: string
}

export interface LiveRoomParts extends LogParts {
  readonly bus: Bus
  /** Shared by all rooms of the process. */
  readonly answers: Answers
  /** Title and access, for the role message; null when nobody has set any. */
  readonly readFacts: (room: RoomId) => Promise<RoomFacts | null>
  /** The last peer has gone. */
  readonly onEmpty: () => void
}

interface Waiter {
  readonly position: number
  readonly done: (isDurable: boolean) => void
}

export class LiveRoom implements Room {
  readonly log: LoadedLog
  readonly #parts: LiveRoomParts
  readonly #members = new Set<Member>()
  readonly #unacknowledged = new Set<Member>()
  readonly #presence: PresenceBoard
  readonly #fanOut: FanOut
  readonly #bus: BusRoom
  readonly #host: MemberHost
  #waiters: Waiter[] = []

  constructor(stored: StoredRoom | null, parts: LiveRoomParts) {
    this.#parts = parts
    this.log = new LoadedLog(stored, parts, {
      durable: (position) => this.#acknowledge(position),
      failed: () => this.#refuseUnstored(),
    })
    this.#presence = new PresenceBoard(parts.limits)
    this.#bus = parts.bus.join(parts.room, { receive() {}, lost() {} })
    this.#fanOut = new FanOut({
      ...parts,
      members: this.#members,
      presence: this.#presence,
      position: () => this.log.position,
      publish: (message) => this.#bus.publish(message),
    })
    const handlers = this.#handlers()
    this.#host = {
      receive: (member, message) => handleClientMessage(message, member, handlers),
      fallBehind: (member, kind) => this.#fallBehind(member, kind),
      catchUp: (member) => this.#catchUp(member),
      leave: (member) => this.#leave(member),
    }
  }

  get id(): RoomId {
    return this.#parts.room
  }
  get peerCount(): number {
    return this.#members.size
  }

  stats(): RoomStats {
    return { peers: this.#members.size, bytes: this.log.bytes, seq: this.log.seq }
  }

  readonly people = (): readonly string[] => namesIn(this.#presence.all())

  async snapshot(): Promise<RoomSnapshot> {
    const { seq } = this.log
    return { bytes: await this.log.wholeBytes(), seq }
  }

  async merge(bytes: Uint8Array): Promise<Result<Seq, RoomError>> {
    const parsed = this.log.coverage.parse(bytes, this.#parts.limits.updates)
    if (!parsed.ok) return parsed
    return this.#mergeParsed(parsed.value)
  }

  async restore(snapshot: Uint8Array): Promise<Result<Seq, RoomError>> {
    const target = parseUpdate(snapshot, this.#parts.limits.updates)
    if (!target.ok) return target
    const change = await this.#parts.compactor.restore(this.log.parts(), snapshot)
    const parsed = this.log.coverage.parse(change, wholeRoomLimits)
    return parsed.ok ? this.#mergeParsed(parsed.value) : parsed
  }

  notify(notice: unknown): void {
    const message = encodeNotice(notice)
    for (const { peer } of this.#members) if (peer.isInkroom) peer.send(message, 'data')
  }

  regrant(decide: (grant: Grant) => Grant | null, code: CloseCode): void {
    for (const member of [...this.#members]) {
      const grant = decide(member.grant)
      if (!grant) {
        member.peer.close(code, 'the grant has ended')
        continue
      }
      const mayWriteNow = !allows(member.grant.role, 'editor') && allows(grant.role, 'editor')
      member.grant = grant
      void this.#sendRole(member)
      if (mayWriteNow) this.#askForMissing(member)
    }
  }

  join(peer: Peer): Result<Membership, RoomError> {
    if (this.#members.size >= this.#parts.limits.maxPeers) return fail('room-full', 'the room has no place left')
    const member = new Member(peer, this.#presence.join(), this.#host)
    this.#members.add(member)
    void this.#sendRole(member)
    // A viewer is not asked for what it has: it would only be refused.
    if (allows(member.grant.role, 'editor')) this.#askForMissing(member)
    const here = this.#presence.all()
    if (here.length > 0) peer.send(encodePresenceMessage(here), 'presence')
    this.#fanOut.announce({ name: 'joined', who: peer.id })
    return ok(member)
  }

  /** Ends all connections; their presence goes as their sockets close. */
  closePeers(code: CloseCode, reason: string): void {
    for (const { peer } of [...this.#members]) peer.close(code, reason)
  }

  async close(): Promise<void> {
    this.#fanOut.stop()
    this.#bus.leave()
    await this.log.settle()
    await this.log.close()
    this.#settleWaiters(Number.POSITIVE_INFINITY, false)
  }

  #handlers(): ClientHandlers<Outcome, Member> {
    return {
      step1: ({ stateVector }, member) => {
        const theirs = decodeStateVector(stateVector)
        if (!theirs.ok) return { code: closeCodes.malformed, reason: theirs.error.message }
        this.#parts.answers.give(member, this.log, theirs.value)
        return null
      },
      step2: ({ update }, member) => this.#receiveUpdate(member, update),
      update: ({ update }, member) => this.#receiveUpdate(member, update),
      presence: ({ entries }, member) => {
        const refused = this.#presence.say(member.speaker, entries)
        if (refused > 0) this.#parts.observe.metrics.count('refusals', { reason: 'presence' }, refused)
        this.#fanOut.presenceChanged()
        return null
      },
      queryPresence: (_message, member) => {
        member.peer.send(encodePresenceMessage(this.#presence.all()), 'presence')
        return null
      },
    }
  }

  #receiveUpdate(member: Member, bytes: Uint8Array): Outcome {
    const parsed = this.log.coverage.parse(bytes, this.#parts.limits.updates)
    if (!parsed.ok) return { code: closeCodes.malformed, reason: parsed.error.message }
    const isKnown = this.log.coverage.covers(parsed.value.header)
    if (!allows(member.grant.role, 'editor')) {
      if (!isKnown) member.peer.send(encodeDenied('viewers cannot change the board'), 'data')
      return null
    }
    if (!isKnown && this.#isTooLarge(bytes)) return { code: closeCodes.roomFull, reason: 'the board is full' }
    member.received++
    // The bytes are a view into the socket's read buffer, which must not be kept alive by the log.
    if (!isKnown) this.#write({ bytes: bytes.slice(), header: parsed.value.header }, member)
    if (this.log.isDurable && member.unstored.length === 0) this.#sendStored(member, member.received)
    else {
      member.unstored.push({ position: this.log.position, received: member.received })
      this.#unacknowledged.add(member)
    }
    return null
  }

  #isTooLarge(bytes: Uint8Array): boolean {
    if (this.log.bytes + bytes.length <= this.#parts.limits.maxBytes) return false
    this.#parts.observe.metrics.count('refusals', { reason: 'room-too-large' })
    if (this.log.tailLength > 1) void this.log.compact()
    return true
  }

  #write(update: ParsedUpdate, author: Member | null): number {
    const position = this.log.accept(update)
    this.#fanOut.tell(update, author)
    return position
  }

  async #mergeParsed(update: ParsedUpdate): Promise<Result<Seq, RoomError>> {
    if (!this.log.coverage.covers(update.header)) {
      if (this.#isTooLarge(update.bytes)) return fail('room-too-large', 'the board is full')
      this.#write({ ...update, bytes: update.bytes.slice() }, null)
    }
    const { position } = this.log
    if (this.log.isDurable) return ok(this.log.seq)
    const isDurable = await new Promise<boolean>((done) => this.#waiters.push({ position, done }))
    return isDurable ? ok(this.log.seq) : fail('storage-failed', 'the change could not be stored')
  }

  #acknowledge(position: number): void {
    for (const member of this.#unacknowledged) {
      let received = 0
      while (member.unstored.length > 0 && member.unstored[0].position <= position) {
        received = member.unstored.shift()?.received ?? 0
      }
      if (received > 0) this.#sendStored(member, received)
      if (member.unstored.length === 0) this.#unacknowledged.delete(member)
    }
    this.#settleWaiters(position, true)
  }

  #settleWaiters(position: number, isDurable: boolean): void {
    const settled = this.#waiters.filter((waiter) => waiter.position <= position)
    this.#waiters = this.#waiters.filter((waiter) => waiter.position > position)
    for (const { done } of settled) done(isDurable)
  }

  /** The authors come back, offer what they have, and are told once it is stored. */
  #refuseUnstored(): void {
    for (const { peer } of [...this.#unacknowledged])
      peer.close(closeCodes.storageFailed, 'the change could not be stored')
    this.#settleWaiters(Number.POSITIVE_INFINITY, false)
  }

  #sendStored(member: Member, count: number): void {
    member.stored = count
    if (member.peer.isInkroom) member.peer.send(encodeStored(count), 'data')
  }

  async #sendRole(member: Member): Promise<void> {
    if (!member.peer.isInkroom) return
    let facts: RoomFacts | null = null
    try {
      facts = await this.#parts.readFacts(this.id)
    } catch (error) {
      // The role is what matters; the title comes with the next change.
      this.#parts.observe.log.warn('facts-unreadable', { room: this.id, error: error as Error })
    }
    const { title, access } = facts ?? { title: '', access: 'edit' }
    if (!member.isGone) member.peer.send(encodeRole({ role: member.grant.role, title, access }), 'data')
  }

  #askForMissing(member: Member): void {
    member.peer.send(encodeStep1(encodeStateVector(this.log.coverage.stateVector)), 'data')
  }

  #fallBehind(member: Member, kind: 'data' | 'presence'): void {
    member.missedPresence = true
    if (kind === 'data') member.behindSince ??= this.#fanOut.flushedPosition
  }

  #catchUp(member: Member): void {
    const since = member.behindSince
    member.behindSince = null
    if (since !== null) for (const message of this.log.messagesSince(since)) member.peer.send(message, 'data')
    if (!member.missedPresence) return
    member.missedPresence = false
    member.peer.send(encodePresenceMessage(this.#presence.allAndGone()), 'presence')
  }

  #leave(member: Member): void {
    if (member.isGone) return
    member.isGone = true
    this.#members.delete(member)
    this.#unacknowledged.delete(member)
    this.#presence.leave(member.speaker)
    this.#fanOut.presenceChanged()
    if (this.#members.size > 0) this.#fanOut.announce({ name: 'left', who: member.peer.id })
    else this.#parts.onEmpty()
  }
}
