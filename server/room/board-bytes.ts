/** A board in memory, without a live document: the last snapshot, what came after it, and what both cover. */
import type { Steps } from '../../lib/base/steps.ts'
import { encodeStep2 } from '../../lib/protocol/codec.ts'
import { Coverage } from '../../lib/updates/coverage.ts'
import { PIECE_BYTES } from '../../lib/updates/cut.ts'
import { coveringBy } from '../../lib/updates/diff.ts'
import { type ParsedUpdate, readingUpdate } from '../../lib/updates/header.ts'
import { joiningUpdates } from '../../lib/updates/merge.ts'
import { EMPTY_UPDATE } from '../../lib/updates/restore.ts'
import { comparing, type StateVector } from '../../lib/updates/state-vector.ts'
import { wholeRoomLimits } from './compaction.ts'
import type { Compactor, WorkOwner } from './compactor.ts'
import { type Answer, answerOf, lackingPart, type Part, SharedPieces, sharedPart } from './messages.ts'
import { joiningOrKeeping } from './stored-updates.ts'

export interface Entry {
  readonly update: ParsedUpdate
  /** Numbers of the first and the last accepted update in it; they count up from 1 while the room is loaded. */
  readonly first: number
  readonly position: number
}

const END = encodeStep2(EMPTY_UPDATE)

export class BoardBytes {
  readonly coverage = new Coverage()
  readonly #entries: () => readonly Entry[]
  readonly #compactor: Compactor
  #snapshot: ParsedUpdate | null = null
  /** The snapshot as it goes over the wire. */
  #snapshotPart: Part | null = null
  #snapshotPosition = 0
  #size = 0
  /** What came after the snapshot in few updates, and as it goes over the wire; until the next change. */
  #joinedTail: readonly ParsedUpdate[] | null = null
  #tailParts: readonly Part[] | null = null
  /** All deletions as they go over the wire, and what they were made of. */
  #deletes: { readonly bytes: Uint8Array; readonly parts: readonly Part[] } | null = null

  /** `entries`: what came after the snapshot, wherever it is kept. */
  constructor(entries: () => readonly Entry[], compactor: Compactor) {
    this.#entries = entries
    this.#compactor = compactor
  }

  /** Bytes of everything. */
  get size(): number {
    return this.#size
  }
  get snapshot(): ParsedUpdate | null {
    return this.#snapshot
  }

  /** Another update is among the entries. */
  *taking({ header, bytes }: ParsedUpdate): Steps<void> {
    yield* this.coverage.adding(header)
    this.#size += bytes.length
    this.forgetTail()
  }

  /** The snapshot holds everything up to `position`; what it stands for is no longer among the entries. */
  takeSnapshot(snapshot: ParsedUpdate, position: number): void {
    this.#snapshot = snapshot
    this.#snapshotPart = null
    this.#snapshotPosition = position
    this.forgetTail()
    this.#size = this.#entries().reduce((sum, { update }) => sum + update.bytes.length, snapshot.bytes.length)
  }

  /** The entries were joined or moved. */
  forgetTail(): void {
    this.#joinedTail = null
    this.#tailParts = null
  }

  /** What brings someone who knows `theirs` up to date; its last message is a sync step 2. */
  *messagesFor(theirs: StateVector): Steps<Answer> {
    if (!this.coverage.hasHoles && (yield* comparing(this.coverage.stateVector, theirs))) {
      return answerOf(yield* this.#deletesAsEnd())
    }
    const parts: Part[] = []
    const snapshot = this.#snapshot
    const knowsSnapshot = snapshot === null || (yield* coveringBy(snapshot, theirs))
    const isNew = theirs.size === 0
    if (snapshot && !knowsSnapshot) {
      this.#snapshotPart ??= sharedPart(snapshot)
      parts.push(isNew ? this.#snapshotPart : yield* lackingPart(snapshot, theirs))
    }
    const tail = yield* this.#tail()
    if (isNew) {
      this.#tailParts ??= tail.map(sharedPart)
      parts.push(...this.#tailParts)
    } else for (const update of tail) parts.push(yield* lackingPart(update, theirs))
    parts.push(...(knowsSnapshot ? yield* this.#deletesAsEnd() : [END]))
    return answerOf(parts)
  }

  /** Everything accepted after `position`. */
  *messagesSince(position: number): Steps<Answer> {
    if (position < this.#snapshotPosition) return yield* this.messagesFor(new Map())
    const missed = this.#entries().filter((entry) => entry.position > position)
    const joined = yield* joiningOrKeeping(missed.map(({ update }) => update))
    return answerOf(joined.map(sharedPart))
  }

  /** All updates that make up the board, oldest first. */
  parts(): Uint8Array[] {
    const tail = this.#entries().map(({ update }) => update.bytes)
    return this.#snapshot ? [this.#snapshot.bytes, ...tail] : tail
  }

  /** The board as one update; null when its parts can be joined only by `compactor`. */
  *joining(): Steps<Uint8Array | null> {
    const tail = yield* this.#tail()
    if (this.#snapshot === null && tail.length === 0) return EMPTY_UPDATE
    if (this.#snapshot && tail.length === 0) return this.#snapshot.bytes
    const joined = yield* joiningUpdates(this.#snapshot ? [this.#snapshot, ...tail] : tail)
    return joined?.bytes ?? null
  }

  /** The same in a worker, however its parts overlap. */
  async compacted(owner: WorkOwner): Promise<Uint8Array> {
    return (await this.#compactor.compact(null, this.parts(), owner)).bytes
  }

  /** Every deletion as a step 2, or before one where they are many. */
  *#deletesAsEnd(): Steps<readonly Part[]> {
    const bytes = yield* this.coverage.encodingDeletes()
    if (this.#deletes?.bytes === bytes) return this.#deletes.parts
    const header = bytes.length > PIECE_BYTES ? yield* readingUpdate(bytes, wholeRoomLimits, null) : null
    const parts = header?.ok ? [new SharedPieces({ bytes, header: header.value }), END] : [encodeStep2(bytes)]
    this.#deletes = { bytes, parts }
    return parts
  }

  *#tail(): Steps<readonly ParsedUpdate[]> {
    this.#joinedTail ??= yield* joiningOrKeeping(this.#entries().map(({ update }) => update))
    return this.#joinedTail
  }
}
