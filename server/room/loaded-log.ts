/**
 * A room's log in memory, and its way to storage. Writes go out with those of other rooms, one batch at a time; what
 * comes meanwhile is merged into the next batch. What other processes say they write is kept apart until it is certain.
 */
import type { Steps } from '../../lib/base/steps.ts'
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import { RoomDeleted, type Seq, type StoredRoom } from '../storage/storage.ts'
import { BoardBytes, type Entry } from './board-bytes.ts'
import { HeardUpdates } from './heard-updates.ts'
import { KnownSeqs } from './known-seqs.ts'
import { LogCompaction } from './log-compaction.ts'
import type { LogListener, LogParts, StoredRange } from './log-parts.ts'
import { lastBefore, readingLog } from './read-log.ts'
import { joinOrKeep, readingStored } from './stored-updates.ts'
import { RoomWork } from './turns.ts'

interface WaitingEntry extends Entry {
  /** Heard from another process that did not store it. */
  readonly isAdopted?: true
}

export class LoadedLog {
  readonly #parts: LogParts
  readonly #listener: LogListener
  readonly board: BoardBytes
  /** Whatever reads or changes the board, one after another. */
  readonly work: RoomWork
  readonly #known: KnownSeqs
  readonly #compaction: LogCompaction
  #stored: Entry[] = []
  readonly #heard = new HeardUpdates()
  #waiting: WaitingEntry[] = []
  #flying: readonly Entry[] = []
  #flight: Promise<void> | null = null
  #isQueued = false
  #position = 0
  #cancelRetry: (() => void) | null = null
  #reading: Promise<void> | null = null
  #mustRead = false
  /** One timer for what others leave open: what they do not store, and numbers that nobody tells about. */
  #cancelLook: (() => void) | null = null
  #isClosed = false
  #isDeleted = false
  #lastWriter = ''

  constructor(parts: LogParts, listener: LogListener) {
    this.#parts = parts
    this.work = new RoomWork(parts.turns)
    this.#listener = listener
    this.board = new BoardBytes(() => this.#entries(), parts.compactor)
    this.#known = new KnownSeqs(0)
    this.#compaction = new LogCompaction(parts, {
      board: this.board,
      work: this.work,
      stored: () => this.#stored,
      all: () => this.#entries(),
      upTo: () => this.#known.upTo,
      lastWriter: () => this.#lastWriter,
      forget: (count) => void this.#stored.splice(0, count),
    })
  }

  /** Takes in what is stored, before anything else. Throws when it is damaged. */
  *opening(stored: StoredRoom): Steps<void> {
    this.#known.addAllTo(stored.updates.at(-1)?.seq ?? stored.snapshotSeq)
    this.#stored = yield* readingLog(stored, this.board)
  }

  get coverage() {
    return this.board.coverage
  }
  /** Everything up to here is in memory. */
  get seq(): Seq {
    return this.#known.upTo
  }
  get bytes(): number {
    return this.board.size
  }
  /** Number of the last accepted update. */
  get position(): number {
    return this.#position
  }
  /** True when all that is here is on disk, also what others sent. */
  get isDurable(): boolean {
    return this.#waiting.length === 0 && this.#flying.length === 0 && this.#heard.entries.length === 0
  }
  get tailLength(): number {
    return this.#stored.length
  }
  /** Storage has said that the room was deleted: nothing of this is stored any more. */
  get isDeleted(): boolean {
    return this.#isDeleted
  }

  /** Takes in an update that owns its bytes, and starts to store it. As a part of this log's work. */
  *accepting(update: ParsedUpdate, writer: string): Steps<number> {
    yield* this.board.taking(update)
    this.#lastWriter = writer
    const position = ++this.#position
    this.#waiting.push({ update, first: position, position })
    this.board.forgetTail()
    this.#pump()
    return position
  }

  /** Takes in what another process relayed, whose task it is to store it. As a part of this log's work. */
  *hearing(update: ParsedUpdate, from: string, theirs: number): Steps<void> {
    yield* this.board.taking(update)
    this.#heard.add(update, ++this.#position, { from, theirs, at: this.#parts.clock.now() })
    this.board.forgetTail()
    this.#lookLater()
  }

  /** The other process has stored all that it sent up to `upTo`. */
  confirm(from: string, upTo: number): void {
    const confirmed = this.#heard.takeStored(from, upTo)
    if (confirmed.length === 0) return
    this.#stored.push(...confirmed)
    this.#listener.durable(this.#watermark())
    this.#compaction.runWhenDue()
  }

  /** What has these numbers in storage is here. */
  know(first: Seq, last: Seq): void {
    this.#known.add(first, last)
    if (this.#known.hasHoles) this.#lookLater()
  }

  /** Stores what `from` said and now never will store; twice is harmless. */
  adoptFrom(from: string): void {
    this.#adopt(this.#heard.takeFrom(from))
  }

  /** Reads what others have stored since; single flight, and tried again later when it fails. */
  reread(): Promise<void> {
    this.#mustRead = true
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  /** Resolves when everything accepted so far was tried once; `isDurable` tells with what result. */
  async settle(): Promise<void> {
    const target = this.#position
    for (let before = -1; before < this.#watermark() && this.#watermark() < target; ) {
      before = this.#watermark()
      this.#takeOff()
      await this.#flight
    }
  }

  /** Single flight. Updates keep coming meanwhile: only what is stored now is forgotten for the snapshot. */
  compact(): Promise<void> {
    return this.#compaction.run()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelRetry?.()
    this.#cancelLook?.()
    await this.#compaction.close()
    await this.#flight
    await this.#reading
  }

  #entries(): Entry[] {
    return [...this.#stored, ...this.#heard.entries, ...this.#flying, ...this.#waiting]
  }

  /** Everything accepted up to here is on disk. */
  #watermark(): number {
    return lastBefore([this.#heard.entries, this.#flying, this.#waiting], this.#position)
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
    const batch = this.#waiting
    const first = batch.reduce((lowest, entry) => Math.min(lowest, entry.first), this.#position)
    const position = batch.reduce((highest, entry) => Math.max(highest, entry.position), 0)
    const isAdopted = batch.some((entry) => entry.isAdopted)
    this.#flying = joinOrKeep(batch.map(({ update }) => update)).map((update) => ({ update, first, position }))
    this.#waiting = []
    this.#flight = this.#fly(this.#flying, { after: isAdopted ? null : first - 1, upTo: position }).finally(() => {
      this.#flight = null
      if (!this.#cancelRetry) this.#pump()
    })
  }

  async #fly(batch: readonly Entry[], range: Pick<StoredRange, 'after' | 'upTo'>): Promise<void> {
    const { storage, room, clock, observe, limits } = this.#parts
    const startedAt = clock.now()
    const payload = batch.map(({ update }) => update.bytes)
    try {
      const last = await storage.append(room, payload)
      const first = last - batch.length + 1
      this.#stored.push(...batch)
      this.#flying = []
      this.know(first, last)
      this.#listener.stored({ ...range, first, last })
    } catch (error) {
      if (error instanceof RoomDeleted) return this.#end()
      // Kept in order at the front: nothing that others have seen is dropped, and storing twice changes nothing.
      const isAdopted = range.after === null ? { isAdopted: true as const } : {}
      this.#waiting.unshift(...batch.map((entry) => ({ ...entry, ...isAdopted })))
      this.#flying = []
      observe.metrics.count('storage_failures', { operation: 'append' })
      observe.log.error('append-failed', { room, error: error as Error })
      if (!this.#isClosed) this.#cancelRetry = clock.after(limits.retryAppendMs, () => this.#takeOff())
      this.#listener.failed()
      return
    }
    observe.metrics.observe('append_ms', clock.now() - startedAt)
    observe.metrics.count('updates_stored', undefined, batch.length)
    this.#listener.durable(this.#watermark())
    this.#compaction.runWhenDue()
  }

  /** The room was deleted: whatever waits is let go, as storage would refuse it. */
  bury(): void {
    this.#isDeleted = true
    this.#waiting = []
  }

  #end(): void {
    this.bury()
    this.#flying = []
    this.#listener.vanished({ isDeleted: true })
  }

  #adopt(left: readonly Entry[]): void {
    if (left.length === 0) return
    this.#waiting.unshift(...left.map((entry) => ({ ...entry, isAdopted: true as const })))
    this.#pump()
  }

  #lookLater(): void {
    if (this.#isClosed) return
    this.#cancelLook ??= this.#parts.clock.after(this.#parts.limits.trustOthersMs, () => this.#look())
  }

  #look(): void {
    this.#cancelLook = null
    const { clock, limits } = this.#parts
    this.#adopt(this.#heard.takeOlder(clock.now() - limits.trustOthersMs))
    if (this.#known.hasHoles || this.#mustRead) void this.reread()
    if (this.#heard.entries.length > 0) this.#lookLater()
  }

  async #readOn(): Promise<void> {
    const { storage, room, observe } = this.#parts
    while (this.#mustRead && !this.#isClosed) {
      this.#mustRead = false
      const after = this.#known.upTo
      try {
        const stored = await storage.load(room, after)
        await this.work.run(() => this.#takingRead(stored, after))
      } catch (error) {
        if (error instanceof RoomDeleted) return this.#end()
        observe.metrics.count('storage_failures', { operation: 'reread' })
        observe.log.error('reread-failed', { room, error: error as Error })
        this.#mustRead = true
        this.#lookLater()
        return
      }
    }
  }

  *#takingRead(stored: StoredRoom | null, after: Seq): Steps<void> {
    if (this.#isClosed) return
    if ((stored?.lastSeq ?? 0) < after) {
      this.#listener.vanished({ isDeleted: false })
      return
    }
    if (!stored) return
    const found = stored.updates.map(({ bytes }) => bytes)
    for (const bytes of stored.snapshot ? [stored.snapshot, ...found] : found) {
      const update = yield* readingStored(bytes.slice(), this.coverage)
      if (yield* this.coverage.covering(update.header)) continue
      yield* this.board.taking(update)
      const position = ++this.#position
      this.#stored.push({ update, first: position, position })
      this.board.forgetTail()
      this.#listener.found(update)
    }
    this.#known.addAllTo(stored.updates.at(-1)?.seq ?? stored.snapshotSeq)
    this.#compaction.runWhenDue()
  }
}
