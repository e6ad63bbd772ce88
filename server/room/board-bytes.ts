/** A board in memory, without a live document: the last snapshot, what came after it, and what both cover. */
import { encodeStep2, encodeUpdate } from '../../lib/protocol/codec.ts'
import { Coverage } from '../../lib/updates/coverage.ts'
import { diffUpdate, isCoveredBy } from '../../lib/updates/diff.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import { mergeUpdates } from '../../lib/updates/merge.ts'
import { EMPTY_UPDATE } from '../../lib/updates/restore.ts'
import { isUpToDate, type StateVector } from '../../lib/updates/state-vector.ts'
import type { Compactor } from './compactor.ts'
import { mergeOrKeep } from './stored-updates.ts'

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
  /** What came after the snapshot as one update, and as it goes over the wire; until the next change. */
  #mergedTail: ParsedUpdate | null = null
  #tailMessage: Uint8Array | null = null

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
  take({ header, bytes }: ParsedUpdate): void {
    this.coverage.add(header)
    this.#size += bytes.length
    this.forgetTail()
  }

  /** The snapshot holds everything up to `position`; what it stands for is no longer among the entries. */
  takeSnapshot({ bytes, header }: ParsedUpdate, position: number): void {
    const message = encodeUpdate(bytes)
    this.#snapshotMessage = message
    this.#snapshot = { header, bytes: message.subarray(message.length - bytes.length) }
    this.#snapshotPosition = position
    this.coverage.add(header)
    this.forgetTail()
    this.#size = this.#entries().reduce((sum, { update }) => sum + update.bytes.length, bytes.length)
  }

  /** The entries were joined or moved. */
  forgetTail(): void {
    this.#mergedTail = null
    this.#tailMessage = null
  }

  /** Wire messages that bring someone who knows `theirs` up to date; the last one is a sync step 2. */
  messagesFor(theirs: StateVector): Uint8Array[] {
    if (isUpToDate(this.coverage.stateVector, theirs) && !this.coverage.hasHoles) {
      return [encodeStep2(this.coverage.encodeDeletes())]
    }
    const messages: Uint8Array[] = []
    const snapshot = this.#snapshot
    const knowsSnapshot = snapshot === null || isCoveredBy(snapshot, theirs)
    if (snapshot && !knowsSnapshot) {
      const isNew = theirs.size === 0
      messages.push(isNew ? (this.#snapshotMessage as Uint8Array) : encodeUpdate(diffUpdate(snapshot, theirs)))
    }
    messages.push(...this.#tailMessages(theirs))
    messages.push(encodeStep2(knowsSnapshot ? this.coverage.encodeDeletes() : EMPTY_UPDATE))
    return messages
  }

  /** Wire messages with everything accepted after `position`. */
  messagesSince(position: number): Uint8Array[] {
    if (position < this.#snapshotPosition) return this.messagesFor(new Map())
    const missed = this.#entries().filter((entry) => entry.position > position)
    return mergeOrKeep(missed.map(({ update }) => update)).map(({ bytes }) => encodeUpdate(bytes))
  }

  /** All updates that make up the board, oldest first. */
  parts(): Uint8Array[] {
    const tail = this.#entries().map(({ update }) => update.bytes)
    return this.#snapshot ? [this.#snapshot.bytes, ...tail] : tail
  }

  /** The board as one update. */
  async whole(): Promise<Uint8Array> {
    const tail = this.#tail()
    if (this.#snapshot === null && tail.length === 0) return EMPTY_UPDATE
    if (this.#snapshot && tail.length === 0) return this.#snapshot.bytes
    const merged = mergeUpdates(this.#snapshot ? [this.#snapshot, ...tail] : tail)
    return merged ?? (await this.#compactor.compact(null, this.parts())).bytes
  }

  #tail(): readonly ParsedUpdate[] {
    if (this.#mergedTail) return [this.#mergedTail]
    const updates = mergeOrKeep(this.#entries().map(({ update }) => update))
    if (updates.length === 1) this.#mergedTail = updates[0]
    return updates
  }

  #tailMessages(theirs: StateVector): readonly Uint8Array[] {
    const tail = this.#tail()
    if (theirs.size > 0 || tail.length !== 1) return tail.map((update) => encodeUpdate(diffUpdate(update, theirs)))
    this.#tailMessage ??= encodeUpdate(tail[0].bytes)
    return [this.#tailMessage]
  }
}
