/** A loaded room: takes messages in, fans out once per tick, acknowledges what is durable. Knows no sockets. */
import type { RoomId } from '../../lib/base/ids.ts'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import type { Steps } from '../../lib/base/steps.ts'
import { type CloseCode, closeCodes, closeReasons } from '../../lib/protocol/close.ts'
import {
  type ClientHandlers,
  encodeNotice,
  encodePresenceMessage,
  handleClientMessage,
} from '../../lib/protocol/codec.ts'
import { allows } from '../../lib/protocol/grant.ts'
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import { decodingStateVector } from '../../lib/updates/state-vector.ts'
import type { Seq, StoredRoom } from '../storage/storage.ts'
import { Acknowledgements } from './acknowledgements.ts'
import type { AnsweringRoom } from './answers.ts'
import { Audience } from './audience.ts'
import { wholeRoomLimits } from './compaction.ts'
import { FanOut } from './fan-out.ts'
import { GrantRecheck } from './grant-recheck.ts'
import { Intake } from './intake.ts'
import type { LiveRoomParts } from './live-room-parts.ts'
import { LoadedLog } from './loaded-log.ts'
import { Member, type MemberHost, type Membership, type Outcome } from './member.ts'
import { MotionBoard } from './motion-board.ts'
import { Neighbours } from './neighbours.ts'
import { PeerOrders } from './peer-orders.ts'
import { PresenceBoard } from './presence-board.ts'
import { namesIn } from './presence-names.ts'
import { changeTo } from './restoring.ts'
import { tellRole } from './role-words.ts'
import type { Caller, Grant, Peer, PeerCommand, Room, RoomError, RoomSnapshot, RoomStats } from './room.ts'

/** An answer to presence from which nothing comes: an awareness update about nobody. */
const NOTHING_NEW = encodePresenceMessage([])
const notAsked: Outcome = { code: closeCodes.malformed, reason: 'a message of inkroom.v2, which was not asked for' }

/** A caller of our own, whose work is free. */
const nobody: Caller = { address: '' }

export class LiveRoom implements Room {
  readonly log: LoadedLog
  readonly #parts: LiveRoomParts
  readonly #members = new Set<Member>()
  readonly #acknowledgements = new Acknowledgements()
  readonly #presence: PresenceBoard
  readonly #motion = new MotionBoard()
  readonly #audience: Audience
  readonly #fanOut: FanOut
  readonly #intake: Intake
  readonly #neighbours: Neighbours
  readonly #recheck: GrantRecheck
  readonly #orders: PeerOrders
  readonly #host: MemberHost
  readonly #answering: AnsweringRoom

  constructor(parts: LiveRoomParts) {
    this.#parts = parts
    const deleted = (): void => parts.onVanished({ isDeleted: true })
    this.log = new LoadedLog(parts, {
      durable: (position) => this.#acknowledgements.settle(position),
      stored: (range) => this.#neighbours.tellStored(range),
      failed: () => this.#acknowledgements.refuse(),
      found: (update) => this.#fanOut.relay(update),
      vanished: parts.onVanished,
    })
    this.#presence = new PresenceBoard(parts.limits, parts.presenceTotal)
    this.#answering = { log: this.log, caughtUp: (member) => this.#caughtUp(member) }
    const members = this.#members
    this.#fanOut = new FanOut({
      ...parts,
      members,
      presence: this.#presence,
      motion: this.#motion,
      position: () => this.log.position,
      publish: parts.bus.isShared ? (tick) => this.#neighbours.tellTick(tick) : null,
      peersElsewhere: () => this.#neighbours.peers,
      deliver: (member, messages, position) => parts.answers.deliver(member, this.#answering, messages, position),
    })
    this.#intake = new Intake({
      ...parts,
      log: this.log,
      acknowledgements: this.#acknowledgements,
      tell: (update, author) => this.#fanOut.tell(update, author),
    })
    this.#audience = new Audience(members, () => this.#neighbours.hasPlain)
    this.#recheck = new GrantRecheck({
      ...parts,
      members,
      retryMs: parts.limits.retryAppendMs,
      deleted,
      apply: (member, grant) =>
        this.#applyGrant(member, grant, member.grant.byToken ? closeCodes.gone : closeCodes.notAllowed),
    })
    this.#orders = new PeerOrders({
      ...parts,
      members,
      presence: this.#presence,
      apply: (member, grant) => this.#applyGrant(member, grant, closeCodes.notAllowed),
    })
    this.#neighbours = new Neighbours({
      ...parts,
      log: this.log,
      presence: this.#presence,
      motion: this.#motion,
      fanOut: this.#fanOut,
      peerCount: () => members.size,
      audience: this.#audience,
      notice: (notice) => this.notify(notice),
      regrant: (options) => void this.#recheck.run(options),
      order: (clientId, order) => this.order(clientId, order),
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

  /** Takes in what is stored; before anyone joins. */
  async open(stored: StoredRoom | null): Promise<void> {
    if (stored) await this.log.work.run(() => this.log.opening(stored))
  }

  get presenceBytes(): number {
    return this.#presence.bytes
  }

  stats(): RoomStats {
    return { peers: this.#members.size + this.#neighbours.peers, bytes: this.log.bytes, seq: this.log.seq }
  }

  readonly people = (): readonly string[] => namesIn(this.#presence.all())

  async snapshot(by: Caller = nobody): Promise<RoomSnapshot> {
    const { seq } = this.log
    const bytes = await this.log.work.run(() => this.log.board.joining(), by.address)
    return { bytes: bytes ?? (await this.log.board.compacted({ room: this.id, address: by.address })), seq }
  }

  merge(bytes: Uint8Array, by: Caller = nobody): Promise<Result<Seq, RoomError>> {
    return this.#intake.merge(bytes, this.#parts.limits.updates, by)
  }

  async restore(snapshot: Uint8Array, by: Caller = nobody): Promise<Result<Seq, RoomError>> {
    const change = await changeTo(snapshot, () => this.log.board.parts(), this.#parts, by.address)
    return change.ok ? this.#intake.merge(change.value, wholeRoomLimits, by) : change
  }

  notify(notice: unknown): void {
    const message = encodeNotice(notice)
    for (const { peer } of this.#members) if (peer.isInkroom) peer.send(message, 'data')
  }

  regrant(decide: (grant: Grant) => Grant | null, code: CloseCode): void {
    for (const member of [...this.#members]) this.#applyGrant(member, decide(member.grant), code)
  }

  readonly order = (clientId: number, order: PeerCommand): boolean => this.#orders.take(clientId, order)

  join(peer: Peer): Result<Membership, RoomError> {
    if (this.#members.size >= this.#parts.limits.maxPeers) return fail('room-full', 'the room has no place left')
    const member = new Member(peer, this.#presence.join(), this.#host, this.#parts.limits.recipientBytesPerSecond)
    this.#members.add(member)
    this.#audience.joined(peer)
    void tellRole(member, this.#parts)
    // A viewer is not asked for what it has: it would only be refused.
    if (allows(member.grant.role, 'editor')) void this.#parts.answers.ask(member, this.log)
    this.#fanOut.welcome(member)
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
    this.#presence.close()
    await this.log.close()
    this.#acknowledgements.close()
  }

  #applyGrant(member: Member, grant: Grant | null, code: CloseCode): void {
    if (!grant && member.grant.isPass && !member.peer.grant.isPass) {
      // What it came with is no pass: this comes back at most once.
      member.grant = member.peer.grant
      void this.#orders.fallBack(member)
      return
    }
    if (!grant) {
      member.peer.close(code, 'the grant has ended')
      return
    }
    const mayWriteNow = !allows(member.grant.role, 'editor') && allows(grant.role, 'editor')
    member.grant = grant
    void tellRole(member, this.#parts)
    if (mayWriteNow) void this.#parts.answers.ask(member, this.log)
  }

  #handlers(): ClientHandlers<Outcome | Promise<Outcome>, Member> {
    return {
      step1: ({ stateVector }, member) => this.log.work.run(() => this.#hearingStep1(member, stateVector)),
      step2: ({ update }, member) => this.#intake.hear(member, update),
      update: ({ update }, member) => this.#intake.hear(member, update),
      presence: ({ entries }, member) => this.#hearPresence(member, entries, false),
      plainPresence: ({ entries }, member) =>
        member.peer.hasMotion ? this.#hearPresence(member, entries, true) : notAsked,
      motion: ({ motion }, member) => {
        if (!member.peer.hasMotion) return notAsked
        member.look(motion)
        const isOwn = this.#presence.owns(member.speaker, motion.clientId)
        if (isOwn && this.#motion.say(member.speaker, motion)) this.#fanOut.wake()
        else member.peer.send(NOTHING_NEW, 'presence')
        return null
      },
      queryPresence: (_message, member) => {
        // Whoever has missed some gets all of it once it reads on.
        if (!member.missedPresence) member.peer.send(encodePresenceMessage(this.#presence.all()), 'presence')
        return null
      },
    }
  }

  #hearPresence(member: Member, entries: readonly PresenceEntry[], isPlain: boolean): Outcome {
    if (this.#presence.isTooMuch(member.speaker, entries)) {
      return { code: closeCodes.roomFull, reason: 'presence takes too much room: say less' }
    }
    if (this.#orders.isUnwanted(entries)) return { code: closeCodes.gone, reason: closeReasons.removed }
    const refused = this.#presence.say(member.speaker, entries, isPlain)
    if (refused > 0) this.#parts.observe.metrics.count('refusals', { reason: 'presence' }, refused)
    this.#fanOut.presenceChanged()
    // It hears no renewal of its own, and asks by one whether the line lives.
    if (member.peer.hasMotion && !member.missedPresence) member.peer.send(NOTHING_NEW, 'presence')
    return null
  }

  *#hearingStep1(member: Member, stateVector: Uint8Array): Steps<Outcome> {
    const theirs = yield* decodingStateVector(stateVector)
    if (!theirs.ok) return { code: closeCodes.malformed, reason: theirs.error.message }
    this.#parts.answers.give(member, this.#answering, theirs.value)
    return null
  }

  #fallBehind(member: Member, kind: 'data' | 'presence'): void {
    member.isFull = true
    member.missedPresence = true
    if (kind === 'data') member.behindSince ??= this.#fanOut.flushedPosition
  }

  #catchUp(member: Member): void {
    member.isFull = false
    this.#parts.answers.resume(member, this.#answering)
  }

  #caughtUp(member: Member): void {
    if (!member.missedPresence || member.isFull) return
    member.missedPresence = false
    member.presenceSince = null
    member.peer.send(encodePresenceMessage(this.#presence.allAndGone()), 'presence')
    this.#fanOut.tellAllMotion(member)
  }

  #leave(member: Member): void {
    if (member.isGone) return
    member.isGone = true
    this.#members.delete(member)
    this.#acknowledgements.forget(member)
    this.#presence.leave(member.speaker)
    this.#fanOut.presenceChanged()
    this.#audience.changed()
    if (this.#members.size > 0) this.#fanOut.announce({ name: 'left', who: member.peer.id })
    else this.#parts.onEmpty()
  }
}
