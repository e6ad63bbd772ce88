/**
 * Answers those who ask for a board. Small answers go at once; of large ones, one for each turn of the event loop in
 * the whole process, so that a crowd that joins holds nobody else up.
 */
import type { Clock } from '../../lib/base/clock.ts'
import type { Steps } from '../../lib/base/steps.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import { isUpToDate, type StateVector } from '../../lib/updates/state-vector.ts'
import type { Observe } from '../observe/observe.ts'
import type { LoadedLog } from './loaded-log.ts'
import type { Member } from './member.ts'

/** A board from here on waits for its turn. */
const LARGE_BYTES = 64 * 1024
/** Authors that are compared at once. */
const QUICK_AUTHORS = 10_000

interface Question {
  readonly log: LoadedLog
  theirs: StateVector
}

export class Answers {
  readonly #clock: Clock
  readonly #observe: Observe
  /** First come, first served; whoever asks again meanwhile gets one answer, to the latest question. */
  readonly #waiting = new Map<Member, Question>()
  #isTurnTaken = false

  constructor(clock: Clock, observe: Observe) {
    this.#clock = clock
    this.#observe = observe
  }

  give(member: Member, log: LoadedLog, theirs: StateVector): void {
    // Boards that nobody takes would fill the memory: whoever does not read what it has got asks for nothing more.
    if (member.behindSince !== null) {
      member.question = theirs
      return
    }
    if (log.bytes < LARGE_BYTES || isQuicklyUpToDate(log.coverage.stateVector, theirs)) {
      this.#send(member, log, theirs)
      return
    }
    const asked = this.#waiting.get(member)
    if (asked) asked.theirs = theirs
    else if (this.#isTurnTaken) this.#waiting.set(member, { log, theirs })
    else {
      this.#takeTurn()
      this.#send(member, log, theirs)
    }
  }

  /** Gives what was accepted after `position` to one who had not read on. */
  since(member: Member, log: LoadedLog, position: number): void {
    this.#give(member, log, () => log.board.messagesSince(position))
  }

  /** Answers what was asked while the member had not read what it got before. */
  resume(member: Member, log: LoadedLog): void {
    const { question } = member
    member.question = null
    if (question) this.give(member, log, question)
  }

  #takeTurn(): void {
    this.#isTurnTaken = true
    this.#clock.after(0, () => this.#next())
  }

  #next(): void {
    this.#isTurnTaken = false
    for (const [member, { log, theirs }] of this.#waiting) {
      this.#waiting.delete(member)
      if (member.isGone) continue
      this.#takeTurn()
      this.#send(member, log, theirs)
      return
    }
  }

  #send(member: Member, log: LoadedLog, theirs: StateVector): void {
    this.#give(member, log, () => log.board.messagesFor(theirs))
  }

  #give(member: Member, log: LoadedLog, begin: () => Steps<readonly Uint8Array[]>): void {
    try {
      const messages = log.work.run(begin, member.peer.address)
      if (messages instanceof Promise)
        messages.then((all) => sendAll(member, all)).catch((error) => this.#fail(member, error))
      else sendAll(member, messages)
    } catch (error) {
      this.#fail(member, error)
    }
  }

  #fail(member: Member, error: unknown): void {
    this.#observe.metrics.count('handler_failures', { where: 'answers' })
    this.#observe.log.error('answer-failed', { peer: member.peer.id, error: error as Error })
    member.peer.close(closeCodes.internalError, 'internal-error')
  }
}

function sendAll(member: Member, messages: readonly Uint8Array[]): void {
  if (!member.isGone) for (const message of messages) member.peer.send(message, 'data')
}

/** Looked at at once where that is quick, so that whoever comes back to a large board need not wait in line. */
const isQuicklyUpToDate = (ours: StateVector, theirs: StateVector): boolean =>
  ours.size < QUICK_AUTHORS && isUpToDate(ours, theirs)
