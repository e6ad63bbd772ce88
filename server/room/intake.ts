/** What comes into a room: each update is read, looked up, weighed, stored and passed on, or refused with a reason. */
import { fail, ok, type Result } from '../../lib/base/result.ts'
import type { Steps } from '../../lib/base/steps.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import { encodeDenied } from '../../lib/protocol/codec.ts'
import { allows } from '../../lib/protocol/grant.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import type { UpdateLimits } from '../../lib/updates/limits.ts'
import { fittingUpdate } from '../../lib/updates/trim.ts'
import type { Observe } from '../observe/observe.ts'
import type { Seq } from '../storage/storage.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import { afford, outcomeOf } from './afford.ts'
import type { RoomLimits } from './limits.ts'
import type { LoadedLog } from './loaded-log.ts'
import type { Member, Outcome } from './member.ts'
import { ownBytes } from './own-bytes.ts'
import type { Caller, Pay, RoomError } from './room.ts'
import type { WaitingBytes } from './waiting-bytes.ts'

export interface IntakeParts {
  readonly log: LoadedLog
  readonly acknowledgements: Acknowledgements
  readonly waiting: WaitingBytes
  readonly limits: RoomLimits
  readonly observe: Observe
  /** Passes on what was accepted; `author` is null for a caller of the API. */
  readonly tell: (update: ParsedUpdate, author: Member | null) => void
}

export class Intake {
  readonly #parts: IntakeParts

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /** What a member says; what is long is done in steps, and nothing else in the room meanwhile. */
  hear(member: Member, bytes: Uint8Array): Outcome | Promise<Outcome> {
    const { log, waiting } = this.#parts
    const { address } = member.peer
    if (!waiting.hasRoom(address, bytes.length)) return outcomeOf(this.#tooMuch())
    const outcome = log.work.run(() => this.#hearing(member, bytes), address)
    return outcome instanceof Promise ? waiting.hold(address, bytes.length, outcome) : outcome
  }

  /** The same for a caller of the API; resolves once it is durable. */
  async merge(bytes: Uint8Array, limits: UpdateLimits, by: Caller): Promise<Result<Seq, RoomError>> {
    const { log, acknowledgements, waiting } = this.#parts
    if (!waiting.hasRoom(by.address, bytes.length)) return { ok: false, error: this.#tooMuch() }
    const work = log.work.run(() => this.#merging(bytes, limits, by), by.address)
    const merged = await (work instanceof Promise ? waiting.hold(by.address, bytes.length, work) : work)
    if (!merged.ok) return merged
    const { position } = log
    if (log.isDurable) return ok(log.seq)
    const isDurable = await acknowledgements.whenDurable(position)
    if (isDurable) return ok(log.seq)
    if (log.isDeleted) return fail('room-deleted', 'the room was deleted')
    return fail('storage-failed', 'the change could not be stored')
  }

  #tooMuch(): RoomError {
    this.#parts.observe.metrics.count('refusals', { reason: 'busy' })
    return { code: 'busy', message: 'too much of this address waits already' }
  }

  *#hearing(member: Member, bytes: Uint8Array): Steps<Outcome> {
    const { log, acknowledgements } = this.#parts
    const parsed = yield* log.coverage.parsing(bytes, this.#parts.limits.updates)
    if (!parsed.ok) return { code: closeCodes.malformed, reason: parsed.error.message }
    const isKnown = yield* log.coverage.covering(parsed.value.header)
    if (!allows(member.grant.role, 'editor')) {
      if (!isKnown) member.peer.send(encodeDenied('viewers cannot change the board'), 'data')
      return null
    }
    const fit = isKnown ? parsed : yield* fittingUpdate(parsed.value, log.coverage, this.#parts.limits.updates)
    if (!fit.ok) return outcomeOf(fit.error)
    const pay: Pay = (cost) => member.peer.pay?.(cost) ?? ok(null)
    const afforded = isKnown ? ok(null) : yield* this.#affording(fit.value, pay)
    if (!afforded.ok) return outcomeOf(afforded.error)
    member.received++
    if (!isKnown) {
      yield* this.#writing({ bytes: ownBytes(fit.value.bytes), header: fit.value.header }, member.peer, member)
    }
    if (!member.isGone) acknowledgements.expect(member, log.isDurable ? null : log.position)
    return null
  }

  /** Takes what the change costs, or nothing. */
  *#affording({ bytes, header }: ParsedUpdate, pay?: Pay): Steps<Result<null, RoomError>> {
    const { log, observe, limits } = this.#parts
    const { maxBytes, maxAuthors } = limits
    const authors = log.coverage.authors + Math.max(header.blocks.length, header.deletes.length)
    // Most have written before, so that a board near the limit does not refuse its own people.
    if (authors > maxAuthors && (yield* log.coverage.countingAuthors(header)) > maxAuthors) {
      observe.metrics.count('refusals', { reason: 'room-too-large' })
      return fail('room-too-large', 'the board is full')
    }
    return afford({ log, maxBytes, observe }, bytes.length, pay)
  }

  *#writing(update: ParsedUpdate, by: Caller, author: Member | null): Steps<void> {
    yield* this.#parts.log.accepting(update, by.address)
    this.#parts.tell(update, author)
  }

  *#merging(bytes: Uint8Array, limits: UpdateLimits, by: Caller): Steps<Result<null, RoomError>> {
    const { log } = this.#parts
    const parsed = yield* log.coverage.parsing(bytes, limits)
    if (!parsed.ok) return parsed
    if (yield* log.coverage.covering(parsed.value.header)) return ok(null)
    const fit = yield* fittingUpdate(parsed.value, log.coverage, limits)
    if (!fit.ok) return fit
    const afforded = yield* this.#affording(fit.value, by.pay)
    if (!afforded.ok) return afforded
    yield* this.#writing({ ...fit.value, bytes: ownBytes(fit.value.bytes) }, by, null)
    return ok(null)
  }
}
