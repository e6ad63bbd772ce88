/** Shortens a room's log when it is worth while: one snapshot for what is stored, while updates keep coming. */
import type { Steps } from '../../lib/base/steps.ts'
import { readingUpdate } from '../../lib/updates/header.ts'
import type { Seq } from '../storage/storage.ts'
import type { BoardBytes, Entry } from './board-bytes.ts'
import { wholeRoomLimits } from './compaction.ts'
import { isCompactionDue } from './compaction-due.ts'
import type { LogParts } from './log-parts.ts'
import type { RoomWork } from './turns.ts'

export interface CompactedLog {
  readonly board: BoardBytes
  readonly work: RoomWork
  /** What is stored after the snapshot. */
  stored(): readonly Entry[]
  all(): readonly Entry[]
  /** Everything up to here is in memory. */
  upTo(): Seq
  /** The address that wrote last: the work is done for it. */
  lastWriter(): string
  /** The first `count` of what is stored are in the snapshot now. */
  forget(count: number): void
}

export class LogCompaction {
  readonly #parts: LogParts
  readonly #log: CompactedLog
  #running: Promise<void> | null = null
  #failures = 0
  #isClosed = false

  constructor(parts: LogParts, log: CompactedLog) {
    this.#parts = parts
    this.#log = log
  }

  get isDue(): boolean {
    const { board } = this.#log
    const snapshotBytes = board.snapshot?.bytes.length ?? 0
    const tailBytes = board.size - snapshotBytes
    const size = { entries: this.#log.stored().length, snapshotBytes, tailBytes, failures: this.#failures }
    return isCompactionDue(size, this.#parts.limits)
  }

  runWhenDue(): void {
    if (this.isDue && !this.#isClosed) void this.run()
  }

  /** Single flight. */
  run(): Promise<void> {
    this.#running ??= this.#run().then((isDone) => {
      this.#running = null
      // After a failure not before the next write: it may fail at once.
      if (isDone) this.runWhenDue()
    })
    return this.#running
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
  }

  /** False when it failed. */
  async #run(): Promise<boolean> {
    const { room, compactor, storage, observe, clock, isShared } = this.#parts
    const { board } = this.#log
    const stored = this.#log.stored()
    if (stored.length === 0) return true
    const startedAt = clock.now()
    const upTo = this.#log.upTo()
    const taken = stored.length
    const position = stored.reduce((highest, entry) => Math.max(highest, entry.position), 0)
    // What others sent, or what storage took without our hearing of it, may have a number up to `upTo`; more does no harm.
    const updates = (isShared ? this.#log.all() : stored).map(({ update }) => update.bytes)
    try {
      const { bytes, skipped } = await compactor.compact(board.snapshot?.bytes ?? null, updates, {
        room,
        address: this.#log.lastWriter(),
      })
      if (this.#isClosed) return true
      await storage.compact(room, bytes, upTo)
      await this.#log.work.run(() => this.#taking(bytes, taken, position))
      this.#failures = 0
      // Once: the snapshot no longer holds them.
      if (skipped > 0) observe.log.warn('unreadable-updates-skipped', { room, count: skipped })
      observe.metrics.count('compactions', { outcome: 'done' })
      observe.metrics.observe('compaction_ms', clock.now() - startedAt)
      return true
    } catch (error) {
      // The log stays as it is, which is slower to read and just as true.
      this.#failures++
      observe.metrics.count('compactions', { outcome: 'failed' })
      observe.log.warn('compaction-failed', { room, error: error as Error })
      return false
    }
  }

  /** It holds nothing that was not there, so that coverage and depths stay as they are. */
  *#taking(bytes: Uint8Array, taken: number, position: number): Steps<void> {
    const header = yield* readingUpdate(bytes, wholeRoomLimits, null)
    if (!header.ok) throw new Error(`compaction made what cannot be read: ${header.error.message}`)
    this.#log.forget(taken)
    this.#log.board.takeSnapshot({ bytes, header: header.value }, position)
  }
}
