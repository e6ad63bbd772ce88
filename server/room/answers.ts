/**
 * Gives boards, and whatever else is long, to those who ask or are to be told: in pieces, as fast as their reader takes
 * them, and a few for each turn of the event loop in the whole process. So neither a crowd that joins nor a slow line holds
 * anybody up, and nothing waits in memory for those who do not read. Meanwhile they are told nothing else of the board:
 * what has come since follows at the end, so that all comes in its order.
 */
import type { Clock } from '../../lib/base/clock.ts'
import type { Steps } from '../../lib/base/steps.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import { encodeNotice, encodeStep1 } from '../../lib/protocol/codec.ts'
import { encodingStateVector, type StateVector } from '../../lib/updates/state-vector.ts'
import type { Observe } from '../observe/observe.ts'
import type { LoadedLog } from './loaded-log.ts'
import type { Member } from './member.ts'
import type { Answer, Messages } from './messages.ts'

/** What is shorter is sent at once. */
const LONG_BYTES = 64 * 1024
/** What one turn sends at most, and the steps that it takes to make it: a few milliseconds. */
const TURN_BYTES = 256 * 1024
const TURN_STEPS = 24

export interface AnsweringRoom {
  readonly log: LoadedLog
  /** It has got all that there is. */
  caughtUp(member: Member): void
}

/** Something long on its way to one member. */
interface Delivery {
  readonly room: AnsweringRoom
  readonly messages: Messages
}

export class Answers {
  readonly #clock: Clock
  readonly #observe: Observe
  /** Not all of it is sent yet. */
  readonly #deliveries = new WeakMap<Member, Delivery>()
  /** Those whose delivery goes on, in the order of their turns; whoever's line is full is not among them. */
  readonly #waiting = new Set<Member>()
  #isTurnTaken = false

  constructor(clock: Clock, observe: Observe) {
    this.#clock = clock
    this.#observe = observe
  }

  /** Asks one who may write for what the board lacks. */
  async ask(member: Member, { work, coverage }: LoadedLog): Promise<void> {
    const vector = work.run(() => encodingStateVector(coverage.stateVector), member.peer.address)
    // Not awaited when it is there: nothing may come before it on a quiet board.
    const known = vector instanceof Promise ? await vector : vector
    if (!member.isGone) member.peer.send(encodeStep1(known), 'data')
  }

  /** Brings one who knows `theirs` up to date; whoever asks again meanwhile gets one answer, to the latest question. */
  give(member: Member, room: AnsweringRoom, theirs: StateVector): void {
    // Boards that nobody takes would fill the memory: whoever does not read what it has got asks for nothing more.
    if (member.isFull) {
      member.question = theirs
      return
    }
    this.#plan(member, room, { begin: () => room.log.board.messagesFor(theirs), isAsked: true })
  }

  /** Sends something long, which ends at `position` of the log, to one who is not behind. */
  deliver(member: Member, room: AnsweringRoom, messages: Messages, position: number): void {
    member.behindSince = position
    this.#deliveries.set(member, { room, messages })
    this.#goOn(member)
  }

  /** The line has room again. */
  resume(member: Member, room: AnsweringRoom): void {
    const { question } = member
    member.question = null
    if (question) this.give(member, room, question)
    else if (this.#deliveries.has(member)) this.#goOn(member)
    else this.#tellMissed(member, room)
  }

  #plan(
    member: Member,
    room: AnsweringRoom,
    { begin, isAsked = false }: { readonly begin: () => Steps<Answer>; readonly isAsked?: boolean },
  ): void {
    const { log } = room
    const planning = function* () {
      const answer = yield* begin()
      return { answer, position: log.position }
    }
    const go = ({ answer, position }: { readonly answer: Answer; readonly position: number }): void => {
      if (member.isGone) return
      if (member.behindSince !== null) member.behindSince = position
      const isLong = answer.bytes > LONG_BYTES
      if (isLong && isAsked && member.peer.isInkroom) {
        member.peer.send(encodeNotice({ name: 'loading', bytes: answer.bytes }), 'data')
      }
      if (isLong) this.deliver(member, room, answer.messages, position)
      else this.#sendAll(member, room, answer.messages)
    }
    try {
      const planned = log.work.run(planning, member.peer.address)
      if (planned instanceof Promise) planned.then(go).catch((error) => this.#fail(member, error))
      else go(planned)
    } catch (error) {
      this.#fail(member, error)
    }
  }

  /** What is short. It is also the end of whatever long was under way: it says all that is left. */
  #sendAll(member: Member, room: AnsweringRoom, messages: Messages): void {
    if (this.#deliveries.delete(member)) this.#waiting.delete(member)
    for (const message of messages) if (message) member.peer.send(message, 'data')
    if (!member.isFull) this.#tellMissed(member, room)
  }

  /** What has come since it was behind. */
  #tellMissed(member: Member, room: AnsweringRoom): void {
    const since = member.behindSince
    if (since === null || since === room.log.position) {
      member.behindSince = null
      room.caughtUp(member)
    } else this.#plan(member, room, { begin: () => room.log.board.messagesSince(since) })
  }

  #goOn(member: Member): void {
    if (member.isFull) return
    this.#waiting.add(member)
    if (!this.#isTurnTaken) this.#turn()
  }

  #turn(): void {
    this.#isTurnTaken = false
    for (const member of this.#waiting) {
      this.#waiting.delete(member)
      if (member.isGone) continue
      this.#isTurnTaken = true
      this.#clock.after(0, () => this.#turn())
      try {
        this.#sendSome(member)
      } catch (error) {
        this.#fail(member, error)
      }
      return
    }
  }

  #sendSome(member: Member): void {
    const delivery = this.#deliveries.get(member)
    if (!delivery) return
    const { room, messages } = delivery
    for (let bytes = 0, steps = 0; bytes < TURN_BYTES && steps < TURN_STEPS; steps++) {
      if (member.isFull || member.isGone) return
      const { done, value } = messages.next()
      if (done) {
        this.#deliveries.delete(member)
        this.#tellMissed(member, room)
        return
      }
      bytes += value?.length ?? 0
      if (value) member.peer.send(value, 'data')
    }
    this.#goOn(member)
  }

  #fail(member: Member, error: unknown): void {
    this.#observe.metrics.count('handler_failures', { where: 'answers' })
    this.#observe.log.error('answer-failed', { peer: member.peer.id, error: error as Error })
    member.peer.close(closeCodes.internalError, 'internal-error')
  }
}
