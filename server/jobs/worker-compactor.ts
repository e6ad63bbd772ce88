/** Runs compaction and restoring in a few threads, each started when needed and ended when it has rested; fair as all jobs. */
import type { Clock } from '../../lib/base/clock.ts'
import type { Observe } from '../observe/observe.ts'
import { createRateLimit } from '../quota/rate-limit.ts'
import { type Compactor, CompactorFailure, type WorkOwner } from '../room/compactor.ts'
import { Turns } from '../room/turns.ts'
import {
  type CompactionThread,
  startCompactionThread,
  type ThreadAnswer,
  type ThreadLimits,
  type ThreadOptions,
} from './compaction-thread.ts'
import { createFairQueue, type QueueLimits, type Ticket } from './fair-queue.ts'
import { type PackedJob, packing, type ThreadJob } from './packed-job.ts'

export interface CompactorLimits extends QueueLimits, ThreadLimits {
  /** Milliseconds of work that one address, or one room, may use at once, and what a second gives back. */
  readonly burstMs: number
  readonly perSecond: number
}

const MIB = 1024 * 1024

/** The largest board that people can make compacts in some seconds and 700 MB. */
export const compactorLimits: CompactorLimits = {
  atOnce: 3,
  // All rooms of a school that closes at noon: what waits is in memory anyway, but for the versions to go back to.
  perAddress: 2000,
  waiting: 4000,
  waitingBytes: 256 * MIB,
  startMs: 30_000,
  deadlineMs: 20_000,
  heapMb: 1024,
  burstMs: 60_000,
  perSecond: 250,
}

/** A thread that has read a large board keeps tens of megabytes, so it goes when nothing has come for this long. */
const REST_MS = 10_000

export interface WorkerCompactorOptions extends Omit<ThreadOptions, 'limits'> {
  readonly observe?: Observe
  readonly limits?: Partial<CompactorLimits>
}

/** Threads that rest, until they have rested long enough. */
function createPool(options: ThreadOptions & { readonly clock: Clock }) {
  const all = new Set<CompactionThread>()
  const resting = new Map<CompactionThread, () => void>()
  return {
    take(): CompactionThread {
      for (const [thread, wake] of resting) {
        wake()
        resting.delete(thread)
        if (thread.isAlive) return thread
        all.delete(thread)
      }
      const thread = startCompactionThread(options)
      all.add(thread)
      return thread
    },
    giveBack(thread: CompactionThread): void {
      if (!thread.isAlive) return void all.delete(thread)
      thread.rest()
      const cancel = options.clock.after(REST_MS, () => {
        resting.delete(thread)
        all.delete(thread)
        void thread.end()
      })
      resting.set(thread, cancel)
    },
    async close(): Promise<void> {
      for (const cancel of resting.values()) cancel()
      resting.clear()
      await Promise.all([...all].map((thread) => thread.end()))
      all.clear()
    },
  }
}

export function createWorkerCompactor(options: WorkerCompactorOptions): Compactor {
  const { clock, observe } = options
  const limits = { ...compactorLimits, ...options.limits }
  const queue = createFairQueue(limits)
  const budget = createRateLimit({ clock, burst: limits.burstMs, perSecond: limits.perSecond })
  const pool = createPool({ ...options, limits })
  const turns = new Turns(clock)
  const tickets = new Set<Ticket>()
  let isClosed = false

  async function run(job: ThreadJob, owner: WorkOwner, bytes: number): Promise<ThreadAnswer> {
    const busy = new CompactorFailure('busy', 'Others are being served; try again in a moment.')
    if (isClosed) throw busy
    const keys = [`address ${owner.address}`, `room ${owner.room}`]
    if (keys.some((key) => budget.waitMs(key) > 0)) {
      throw new CompactorFailure('too-fast', 'This room or address has used up its working time; try again later.')
    }
    const ticket = queue.enter({ ...owner, bytes })
    if (!ticket) throw busy
    tickets.add(ticket)
    try {
      await ticket.turn
      const packed = await turns.run(packing(job), owner.address)
      if (isClosed) throw busy
      return await work(packed, keys)
    } finally {
      tickets.delete(ticket)
      ticket.leave()
    }
  }

  async function work(job: PackedJob, keys: readonly string[]): Promise<ThreadAnswer> {
    const thread = pool.take()
    const start = clock.now()
    try {
      return await thread.run(job)
    } catch (error) {
      observe?.metrics.count('compactor_failures', { reason: (error as CompactorFailure).code })
      throw error
    } finally {
      for (const key of keys) budget.spend(key, clock.now() - start)
      pool.giveBack(thread)
    }
  }

  return {
    async compact(snapshot, updates, owner) {
      const answer = await run({ name: 'compact', snapshot, updates }, owner, 0)
      if (answer.name !== 'compacted') throw new Error('the compaction thread mixed up its answers')
      return answer
    },
    async restore(updates, target, owner) {
      const answer = await run({ name: 'restore', updates, target }, owner, target.byteLength)
      if (answer.name !== 'restored') throw new Error('the compaction thread mixed up its answers')
      return answer.change
    },
    async close() {
      isClosed = true
      // Whoever waits is not kept waiting.
      for (const ticket of tickets) ticket.leave()
      await pool.close()
    },
  }
}
