/** What a room sends as wire messages, made as they are taken: a large update is cut once for all who read it. */
import type { Steps } from '../../lib/base/steps.ts'
import { encodeUpdate, encodingUpdate } from '../../lib/protocol/codec.ts'
import { cutting, PIECE_BYTES, type Piece, partsOfPiece } from '../../lib/updates/cut.ts'
import { diffingUpdate, measuringLack } from '../../lib/updates/diff.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import type { StateVector } from '../../lib/updates/state-vector.ts'

/** Nothing in between whenever a step is full. What they are made of does not change, so that they may be taken slowly. */
export type Messages = Generator<Uint8Array | undefined, void>

/** A part of what is sent: one message, or many. */
export type Part = Uint8Array | LazyPart

interface LazyPart {
  /** About; for those who wait to see how far it has come. */
  readonly bytes: number
  messages(): Messages
}

export interface Answer {
  readonly bytes: number
  readonly messages: Messages
}

export function answerOf(parts: readonly Part[]): Answer {
  const bytes = parts.reduce((sum, part) => sum + ('messages' in part ? part.bytes : part.length), 0)
  return { bytes, messages: messagesOf(parts) }
}

export function* messagesOf(parts: readonly Part[]): Messages {
  for (const part of parts) {
    if ('messages' in part) yield* part.messages()
    else yield part
  }
}

/** An update for everyone: its places are kept, and its messages as long as somebody holds them. */
export class SharedPieces implements LazyPart {
  readonly #update: ParsedUpdate
  readonly #pieces: Piece[] = []
  readonly #made: WeakRef<Uint8Array>[] = []
  #cutting: Generator<Piece | undefined, void> | null

  constructor(update: ParsedUpdate) {
    this.#update = update
    this.#cutting = cutting(update)
  }

  get bytes(): number {
    return this.#update.bytes.length
  }

  *messages(): Messages {
    for (let nth = 0; ; nth++) {
      while (nth === this.#pieces.length && this.#cutting) {
        const { done, value } = this.#cutting.next()
        if (done) this.#cutting = null
        else if (value) this.#pieces.push(value)
        else yield
      }
      if (nth === this.#pieces.length) return
      yield this.#made[nth]?.deref() ?? (yield* this.#making(nth))
    }
  }

  *#making(nth: number): Steps<Uint8Array> {
    const message = yield* encodingUpdate(partsOfPiece(this.#update, this.#pieces[nth]))
    this.#made[nth] = new WeakRef(message)
    return message
  }
}

/** An update for everyone who knows nothing of it. */
export const sharedPart = (update: ParsedUpdate): Part =>
  update.bytes.length <= PIECE_BYTES ? encodeUpdate(update.bytes) : new SharedPieces(update)

/** What one lacks of an update who knows `theirs`. */
export function* lackingPart(update: ParsedUpdate, theirs: StateVector): Steps<Part> {
  const bytes = yield* measuringLack(update, theirs)
  if (bytes <= PIECE_BYTES) return encodeUpdate(yield* diffingUpdate(update, theirs))
  return {
    bytes,
    *messages() {
      for (const piece of cutting(update, { theirs })) {
        yield piece && (yield* encodingUpdate(partsOfPiece(update, piece)))
      }
    },
  }
}
