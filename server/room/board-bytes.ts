/** A board in memory, without a live document: the last snapshot, what came after it, and what both cover. */
import type { Steps } from '../../lib/base/steps.ts'
import { encodeStep2, encodeUpdate } from '../../lib/protocol/codec.ts'
import { Coverage } from '../../lib/updates/coverage.ts'
import { coveringBy, diffingUpdate } from '../../lib/updates/diff.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import { joiningUpdates } from '../../lib/updates/merge.ts'
import { EMPTY_UPDATE } from '../../lib/updates/restore.ts'
import { comparing, type StateVector } from '../../lib/updates/state-vector.ts'
import type { Compactor } from './compactor.ts'
import { joiningOrKeeping } from './stored-updates.ts'

export interface Entry {
  readonly update: ParsedUpdate
  /** Numbers of the first and the last accepted update in it; they count up from 1 while the room is loaded. */
  readonly first: number
  readonly position: number
}

export class BoardBytes {
  readonly coverage = new Coverage()
  readonly #entries: () => readonly Entry[]
  readonly #compactor: Compactor
  #snapshot: ParsedUpdate | null = null
  /** The snapshot as it goes over the wire; the snapshot's own bytes are a view into it. */
  #snapshotMessage: Uint8Array | null = null
  #snapshotPosition = 0
  #size = 0
  /** What came after the snapshot in few updates, and as it goes over the wire; until the next change. */
  #joinedTail: readonly ParsedUpdate[] | null = null
  #tailMessages: readonly Uint8Array[] | null = null

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
  takeSnapshot({ bytes, header }: ParsedUpdate, position: number): void {
    const message = encodeUpdate(bytes)
    this.#snapshotMessage = message
    this.#snapshot = { header, bytes: message.subarray(message.length - bytes.length) }
    this.#snapshotPosition = position
    this.forgetTail()
    this.#size = this.#entries().reduce((sum, { update }) => sum + update.bytes.length, bytes.length)
  }

  /** The entries were joined or moved. */
  forgetTail(): void {
    this.#joinedTail = null
    this.#tailMessages = null
  }

  /** Wire messages that bring someone who knows `theirs` up to date; the last one is a sync step 2. */
  *messagesFor(theirs: StateVector): Steps<readonly Uint8Array[]> {
    if (!this.coverage.hasHoles && (yield* comparing(this.coverage.stateVector, theirs))) {
      return [encodeStep2(yield* this.coverage.encodingDeletes())]
    }
    const messages: Uint8Array[] = []
    const snapshot = this.#snapshot
    const knowsSnapshot = snapshot === null || (yield* coveringBy(snapshot, theirs))
    if (snapshot && !knowsSnapshot) {
      const isNew = theirs.size === 0
      messages.push(
        isNew ? (this.#snapshotMessage as Uint8Array) : encodeUpdate(yield* diffingUpdate(snapshot, theirs)),
      )
    }
    if (theirs.size === 0) {
      const tail = yield* this.#tail()
      this.#tailMessages ??= tail.map(({ bytes }) => encodeUpdate(bytes))
      messages.push(...this.#tailMessages)
    } else for (const update of yield* this.#tail()) messages.push(encodeUpdate(yield* diffingUpdate(update, theirs)))
    messages.push(encodeStep2(knowsSnapshot ? yield* this.coverage.encodingDeletes() : EMPTY_UPDATE))
    return messages
  }

  /** Wire messages with everything accepted after `position`. */
  *messagesSince(position: number): Steps<readonly Uint8Array[]> {
    if (position < this.#snapshotPosition) return yield* this.messagesFor(new Map())
    const missed = this.#entries().filter((entry) => entry.position > position)
    const joined = yield* joiningOrKeeping(missed.map(({ update }) => update))
    return joined.map(({ bytes }) => encodeUpdate(bytes))
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
  async compacted(): Promise<Uint8Array> {
    return (await this.#compactor.compact(null, this.parts())).bytes
  }

  *#tail(): Steps<readonly ParsedUpdate[]> {
    this.#joinedTail ??= yield* joiningOrKeeping(this.#entries().map(({ update }) => update))
    return this.#joinedTail
  }
}
