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
  handleClientMessage,
} from '../../lib/protocol/codec.ts'
import { allows } from '../../lib/protocol/grant.ts'
import { type ParsedUpdate, parseUpdate } from '../../lib/updates/header.ts'
import { decodeStateVector, encodeStateVector } from '../../lib/updates/state-vector.ts'
import type { Seq, StoredRoom } from '../storage/storage.ts'
import { Acknowledgements } from './acknowledgements.ts'
import { afford, outcomeOf } from './afford.ts'
import { wholeRoomLimits } from './compaction.ts'
import { FanOut } from './fan-out.ts'
import { GrantRecheck } from './grant-recheck.ts'
import type { LiveRoomParts, RoomFacts } from './live-room-parts.ts'
import { LoadedLog } from './loaded-log.ts'
import { Member, type MemberHost, type Membership, type Outcome } from './member.ts'
import { Neighbours } from './neighbours.ts'
import { ownBytes } from './own-bytes.ts'
import { PresenceBoard } from './presence-board.ts'
import { namesIn } from './presence-names.ts'
import type { Grant, Pay, Peer, Room, RoomError, RoomSnapshot, RoomStats } from './room.ts'

export class LiveRoom implements Room {
  readonly log: LoadedLog
  readonly #parts: LiveRoomParts
  readonly #members = new Set<Member>()
  readonly #acknowledgements = new Acknowledgements()
  readonly #presence: PresenceBoard
  readonly #fanOut: FanOut
  readonly #neighbours: Neighbours
  readonly #recheck: GrantRecheck
  readonly #host: MemberHost

  constructor(stored: StoredRoom | null, parts: LiveRoomParts) {
    this.#parts = parts
    const deleted = (): void => parts.onVanished({ isDeleted: true })
    this.log = new LoadedLog(stored, parts, {
      durable: (position) => this.#acknowledgements.settle(position),
      stored: (range) => this.#neighbours.tellStored(range),
      failed: () => this.#acknowledgements.refuse(),
      found: (update) => this.#fanOut.relay(update),
      vanished: parts.onVanished,
    })
    this.#presence = new PresenceBoard(parts.limits)
    const members = this.#members
    this.#fanOut = new FanOut({
      ...parts,
      members,
      presence: this.#presence,
      position: () => this.log.position,
      publish: parts.bus.isShared ? (tick) => this.#neighbours.tellTick(tick) : null,
      peersElsewhere: () => this.#neighbours.peers,
    })
    this.#recheck = new GrantRecheck({
      ...parts,
      members,
      retryMs: parts.limits.retryAppendMs,
      deleted,
      apply: (member, grant) =>
        this.#applyGrant(member, grant, member.grant.byToken ? closeCodes.gone : closeCodes.notAllowed),
    })
    this.#neighbours = new Neighbours({
      ...parts,
      log: this.log,
      presence: this.#presence,
      fanOut: this.#fanOut,
      peerCount: () => members.size,
      notice: (notice) => this.notify(notice),
      regrant: (options) => void this.#recheck.run(options),
      deleted,
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
    return { peers: this.#members.size + this.#neighbours.peers, bytes: this.log.bytes, seq: this.log.seq }
  }

  readonly people = (): readonly string[] => namesIn(this.#presence.all())

  async snapshot(): Promise<RoomSnapshot> {
    const { seq } = this.log
    return { bytes: await this.log.board.whole(), seq }
  }

  async merge(bytes: Uint8Array, pay?: Pay): Promise<Result<Seq, RoomError>> {
    const parsed = this.log.coverage.parse(bytes, this.#parts.limits.updates)
    if (!parsed.ok) return parsed
    return this.#mergeParsed(parsed.value, pay)
  }

  async restore(snapshot: Uint8Array, pay?: Pay): Promise<Result<Seq, RoomError>> {
    const target = parseUpdate(snapshot, this.#parts.limits.updates)
    if (!target.ok) return target
    const change = await this.#parts.compactor.restore(this.log.board.parts(), snapshot)
    const parsed = this.log.coverage.parse(change, wholeRoomLimits)
    return parsed.ok ? this.#mergeParsed(parsed.value, pay) : parsed
  }

  notify(notice: unknown): void {
    const message = encodeNotice(notice)
    for (const { peer } of this.#members) if (peer.isInkroom) peer.send(message, 'data')
  }

  regrant(decide: (grant: Grant) => Grant | null, code: CloseCode): void {
    for (const member of [...this.#members]) this.#applyGrant(member, decide(member.grant), code)
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

  /** Stores what is under way. */
  async close(): Promise<void> {
    await this.log.settle()
    await this.forget()
  }

  /** Stores nothing more: the room is no longer, or no longer here. */
  async forget(): Promise<void> {
    this.#fanOut.stop()
    this.#neighbours.leave()
    this.#recheck.close()
    await this.log.close()
    this.#acknowledgements.close()
  }

  #applyGrant(member: Member, grant: Grant | null, code: CloseCode): void {
    if (!grant) {
      member.peer.close(code, 'the grant has ended')
      return
    }
    const mayWriteNow = !allows(member.grant.role, 'editor') && allows(grant.role, 'editor')
    member.grant = grant
    void this.#sendRole(member)
    if (mayWriteNow) this.#askForMissing(member)
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
        // Whoever has missed some gets all of it once it reads on.
        if (!member.missedPresence) member.peer.send(encodePresenceMessage(this.#presence.all()), 'presence')
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
    const afforded = isKnown ? ok(null) : this.#afford(bytes.length, (cost) => member.peer.pay?.(cost) ?? ok(null))
    if (!afforded.ok) return outcomeOf(afforded.error)
    member.received++
    if (!isKnown) this.#write({ bytes: ownBytes(bytes), header: parsed.value.header }, member)
    this.#acknowledgements.expect(member, this.log.isDurable ? null : this.log.position)
    return null
  }

  #afford(bytes: number, pay?: Pay): Result<null, RoomError> {
    return afford({ log: this.log, maxBytes: this.#parts.limits.maxBytes, observe: this.#parts.observe }, bytes, pay)
  }

  #write(update: ParsedUpdate, author: Member | null): number {
    const position = this.log.accept(update)
    this.#fanOut.tell(update, author)
    return position
  }

  async #mergeParsed(update: ParsedUpdate, pay?: Pay): Promise<Result<Seq, RoomError>> {
    if (!this.log.coverage.covers(update.header)) {
      const afforded = this.#afford(update.bytes.length, pay)
      if (!afforded.ok) return afforded
      this.#write({ ...update, bytes: ownBytes(update.bytes) }, null)
    }
    const { position } = this.log
    if (this.log.isDurable) return ok(this.log.seq)
    const isDurable = await this.#acknowledgements.whenDurable(position)
    if (isDurable) return ok(this.log.seq)
    if (this.log.isDeleted) return fail('room-deleted', 'the room was deleted')
    return fail('storage-failed', 'the change could not be stored')
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
    const { title, access, birth } = facts ?? { title: '', access: 'edit', birth: null }
    if (!member.isGone) member.peer.send(encodeRole({ role: member.grant.role, title, access, birth }), 'data')
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
    if (since !== null) for (const message of this.log.board.messagesSince(since)) member.peer.send(message, 'data')
    this.#parts.answers.resume(member, this.log)
    if (!member.missedPresence) return
    member.missedPresence = false
    member.peer.send(encodePresenceMessage(this.#presence.allAndGone()), 'presence')
  }

  #leave(member: Member): void {
    if (member.isGone) return
    member.isGone = true
    this.#members.delete(member)
    this.#acknowledgements.forget(member)
    this.#presence.leave(member.speaker)
    this.#fanOut.presenceChanged()
    if (this.#members.size > 0) this.#fanOut.announce({ name: 'left', who: member.peer.id })
    else this.#parts.onEmpty()
  }
}
