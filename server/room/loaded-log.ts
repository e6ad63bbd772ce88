/**
 * A room's log in memory, without a live document: the last snapshot, the updates since, and what they cover.
 * Writes go out with those of other rooms, one batch at a time; what comes meanwhile is merged into the next batch.
 */
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import { encodeStep2, encodeUpdate } from '../../lib/protocol/codec.ts'
import { Coverage } from '../../lib/updates/coverage.ts'
import { diffUpdate, isCoveredBy } from '../../lib/updates/diff.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import { mergeUpdates } from '../../lib/updates/merge.ts'
import { EMPTY_UPDATE } from '../../lib/updates/restore.ts'
import { isUpToDate, type StateVector } from '../../lib/updates/state-vector.ts'
import type { Observe } from '../observe/observe.ts'
import type { RoomLog, Seq, StoredRoom } from '../storage/storage.ts'
import { isCompactionDue } from './compaction-due.ts'
import type { Compactor } from './compactor.ts'
import type { GroupCommit } from './group-commit.ts'
import type { RoomLimits } from './limits.ts'
import { mergeOrKeep, readStored } from './stored-updates.ts'

export interface LogListener {
  /** Everything accepted up to `position` is on disk. */
  durable(position: number): void
  /** A write failed: what is waiting is kept and tried again, but its authors must not believe that it is safe. */
  failed(): void
}

export interface LogParts {
  readonly room: RoomId
  readonly storage: RoomLog
  readonly compactor: Compactor
  /** Shared by all rooms of the process. */
  readonly commit: GroupCommit
  readonly limits: RoomLimits
  readonly clock: Clock
  readonly observe: Observe
}

interface Entry {
  readonly update: ParsedUpdate
  /** Number of the last accepted update in it; counts up from 1 while the room is loaded. */
  readonly position: number
  /** 0 until it is stored. */
  readonly seq: Seq
}

export class LoadedLog {
  readonly coverage = new Coverage()
  readonly #parts: LogParts
  readonly #listener: LogListener
  #snapshot: ParsedUpdate | null = null
  /** The snapshot as it goes over the wire; the snapshot's own bytes are a view into it. */
  #snapshotMessage: Uint8Array | null = null
  #snapshotPosition = 0
  #stored: Entry[] = []
  #waiting: Entry[] = []
  #flying: readonly Entry[] = []
  #flight: Promise<void> | null = null
  #isQueued = false
  #seq: Seq
  #position = 0
  #durablePosition = 0
  #bytes = 0
  /** What came after the snapshot as one update, and as it goes over the wire; until the next change. */
  #mergedTail: ParsedUpdate | null = null
  #tailMessage: Uint8Array | null = null
  #compacting: Promise<void> | null = null
  #failedCompactions = 0
  #cancelRetry: (() => void) | null = null
  #isClosed = false

  constructor(stored: StoredRoom | null, parts: LogParts, listener: LogListener) {
    this.#parts = parts
    this.#listener = listener
    this.#seq = stored?.updates.at(-1)?.seq ?? stored?.snapshotSeq ?? 0
    if (stored?.snapshot) this.#takeSnapshot(readStored(stored.snapshot, this.coverage), 0)
    for (const { seq, bytes } of stored?.updates ?? []) {
      const update = readStored(bytes.slice(), this.coverage)
      this.#stored.push({ seq, position: 0, update })
      this.coverage.add(update.header)
      this.#bytes += update.bytes.length
    }
  }

  get seq(): Seq {
    return this.#seq
  }
  get bytes(): number {
    return this.#bytes
  }
  /** Number of the last accepted update. */
  get position(): number {
    return this.#position
  }
  get isDurable(): boolean {
    return this.#waiting.length === 0 && this.#flying.length === 0
  }
  get tailLength(): number {
    return this.#stored.length
  }

  /** Takes an update in, which must own its bytes, and starts to store it. */
  accept(update: ParsedUpdate): number {
    this.coverage.add(update.header)
    this.#bytes += update.bytes.length
    this.#forgetTail()
    this.#waiting.push({ update, position: ++this.#position, seq: 0 })
    this.#pump()
    return this.#position
  }

  /** Resolves when everything accepted so far was tried once; `isDurable` tells with what result. */
  async settle(): Promise<void> {
    const target = this.#position
    for (let before = -1; before < this.#durablePosition && this.#durablePosition < target; ) {
      before = this.#durablePosition
      this.#takeOff()
      await this.#flight
    }
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
  async wholeBytes(): Promise<Uint8Array> {
    const tail = this.#tail()
    if (this.#snapshot === null && tail.length === 0) return EMPTY_UPDATE
    if (this.#snapshot && tail.length === 0) return this.#snapshot.bytes
    const merged = mergeUpdates(this.#snapshot ? [this.#snapshot, ...tail] : tail)
    return merged ?? (await this.#parts.compactor.compact(null, this.parts())).bytes
  }

  get needsCompaction(): boolean {
    const snapshotBytes = this.#snapshot?.bytes.length ?? 0
    const tailBytes = this.#bytes - snapshotBytes
    const size = { entries: this.#stored.length, snapshotBytes, tailBytes, failures: this.#failedCompactions }
    return isCompactionDue(size, this.#parts.limits)
  }

  /** Single flight. Updates keep coming meanwhile: only what is stored now goes into the snapshot. */
  compact(): Promise<void> {
    this.#compacting ??= this.#compactNow().finally(() => {
      this.#compacting = null
      // A failure doubled the thresholds, so this comes to an end.
      if (this.needsCompaction && !this.#isClosed) void this.compact()
    })
    return this.#compacting
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelRetry?.()
    await this.#compacting
    await this.#flight
  }

  #entries(): Entry[] {
    return [...this.#stored, ...this.#flying, ...this.#waiting]
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

  #forgetTail(): void {
    this.#mergedTail = null
    this.#tailMessage = null
  }

  #pump(): void {
    if (this.#isQueued || this.#flight || this.#waiting.length === 0 || this.#isClosed) return
    this.#isQueued = true
    this.#parts.commit.join(() => {
      this.#isQueued = false
      this.#takeOff()
    })
  }

  #takeOff(): void {
    if (this.#flight || this.#waiting.length === 0 || this.#isClosed) return
    this.#cancelRetry?.()
    this.#cancelRetry = null
    const { position } = this.#waiting[this.#waiting.length - 1]
    this.#flying = mergeOrKeep(this.#waiting.map(({ update }) => update)).map((update) => ({
      update,
      position,
      seq: 0,
    }))
    this.#waiting = []
    this.#flight = this.#fly(this.#flying, position).finally(() => {
      this.#flight = null
      if (!this.#cancelRetry) this.#pump()
    })
  }

  async #fly(batch: readonly Entry[], position: number): Promise<void> {
    const { storage, room, clock, observe, limits } = this.#parts
    const startedAt = clock.now()
    const payload = batch.map(({ update }) => update.bytes)
    try {
      const seq = await storage.append(room, payload)
      const firstSeq = seq - batch.length + 1
      this.#stored.push(...batch.map((entry, i) => ({ ...entry, seq: firstSeq + i })))
      this.#durablePosition = position
      this.#flying = []
      this.#seq = seq
    } catch (error) {
      // Kept in order at the front: nothing that others have seen is dropped, and storing twice changes nothing.
      this.#waiting.unshift(...batch)
      this.#flying = []
      observe.metrics.count('storage_failures', { operation: 'append' })
      observe.log.error('append-failed', { room, error: error as Error })
      if (!this.#isClosed) this.#cancelRetry = clock.after(limits.retryAppendMs, () => this.#takeOff())
      this.#listener.failed()
      return
    }
    observe.metrics.observe('append_ms', clock.now() - startedAt)
    observe.metrics.count('updates_stored', undefined, batch.length)
    this.#listener.durable(position)
    if (this.needsCompaction && !this.#isClosed) void this.compact()
  }

  async #compactNow(): Promise<void> {
    const { room, compactor, storage, observe, clock } = this.#parts
    const last = this.#stored.at(-1)
    if (!last) return
    const startedAt = clock.now()
    const updates = this.#stored.map(({ update }) => update.bytes)
    try {
      const snapshot = await compactor.compact(this.#snapshot?.bytes ?? null, updates)
      if (this.#isClosed) return
      await storage.compact(room, snapshot.bytes, last.seq)
      this.#stored = this.#stored.slice(updates.length)
      this.#forgetTail()
      this.#takeSnapshot(snapshot, last.position)
      this.#bytes = this.#entries().reduce((sum, { update }) => sum + update.bytes.length, snapshot.bytes.length)
      this.#failedCompactions = 0
      observe.metrics.count('compactions', { outcome: 'done' })
      observe.metrics.observe('compaction_ms', clock.now() - startedAt)
    } catch (error) {
      // The log stays as it is, which is slower to read and just as true.
      this.#failedCompactions++
      observe.metrics.count('compactions', { outcome: 'failed' })
      observe.log.warn('compaction-failed', { room, error: error as Error })
    }
  }

  #takeSnapshot({ bytes, header }: ParsedUpdate, position: number): void {
    const message = encodeUpdate(bytes)
    this.#snapshotMessage = message
    this.#snapshot = { header, bytes: message.subarray(message.length - bytes.length) }
    this.#snapshotPosition = position
    this.coverage.add(header)
    if (position === 0) this.#bytes += bytes.length
  }
}
