/**
 * Answers those who ask for a board. Small answers go at once; of large ones, one for each turn of the event loop in
 * the whole process, so that a crowd that joins holds nobody else up.
 */
import type { Clock } from '../../lib/base/clock.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import { isUpToDate, type StateVector } from '../../lib/updates/state-vector.ts'
import type { Observe } from '../observe/observe.ts'
import type { LoadedLog } from './loaded-log.ts'
import type { Member } from './member.ts'

/** A board from here on waits for its turn. */
const LARGE_BYTES = 64 * 1024

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
    if (log.bytes < LARGE_BYTES || isUpToDate(log.coverage.stateVector, theirs)) {
      send(member, log, theirs)
      return
    }
    const asked = this.#waiting.get(member)
    if (asked) asked.theirs = theirs
    else if (this.#isTurnTaken) this.#waiting.set(member, { log, theirs })
    else {
      this.#takeTurn()
      send(member, log, theirs)
    }
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
      try {
        send(member, log, theirs)
      } catch (error) {
        this.#observe.metrics.count('handler_failures', { where: 'answers' })
        this.#observe.log.error('answer-failed', { peer: member.peer.id, error: error as Error })
        member.peer.close(closeCodes.internalError, 'internal-error')
      }
      return
    }
  }
}

function send(member: Member, log: LoadedLog, theirs: StateVector): void {
  for (const message of log.board.messagesFor(theirs)) member.peer.send(message, 'data')
}
