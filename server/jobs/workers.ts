/** Import, export and drawing, away from the relay: a few worker processes, started when needed, replaced when they end. */
import type { Clock } from '../../lib/base/clock.ts'
import type { Observe } from '../observe/observe.ts'
import { createRateLimit } from '../quota/rate-limit.ts'
import { createFairQueue, type QueueLimits } from './fair-queue.ts'
import {
  type Job,
  type Outcome,
  startWorkerChild,
  type WorkerChild,
  type WorkerLimits,
  type WorkerScript,
} from './worker-child.ts'

export interface JobLimits extends QueueLimits, WorkerLimits {
  readonly deadlineMs: number
  readonly waitMs: number
  /** Milliseconds of work that one address, or one room, may use at once, and what a second gives back. */
  readonly burstMs: number
  readonly perSecond: number
}

const MIB = 1024 * 1024

export const jobLimits: JobLimits = {
  atOnce: 3,
  perAddress: 16,
  waiting: 64,
  waitingBytes: 128 * MIB,
  heapMb: 768,
  startMs: 30_000,
  answerBytes: 256 * MIB,
  // A picture of the largest board takes 15 s of a processor that nobody else uses.
  deadlineMs: 60_000,
  waitMs: 30_000,
  burstMs: 120_000,
  perSecond: 250,
}

export interface JobRequest {
  readonly job: Job
  readonly address: string
  readonly room: string
  /** Called when whoever asked has gone; nobody waits for the answer any more. */
  readonly onGone: (leave: () => void) => void
}

export type JobOutcome =
  | Outcome
  /** Too many are waiting. */
  | { readonly name: 'busy' }
  /** The address or the room has used its time up. */
  | { readonly name: 'spent'; readonly waitMs: number }
  | { readonly name: 'gone' }

export interface Workers {
  run(request: JobRequest): Promise<JobOutcome>
  close(): void
}

export interface WorkersOptions {
  readonly script: WorkerScript
  readonly clock: Clock
  readonly observe: Observe
  readonly limits?: JobLimits
}

/** A worker that has drawn a board keeps its memory, so it goes when nothing has come for this long. */
const REST_MS = 30_000

export function createWorkers(options: WorkersOptions): Workers {
  const { script, clock, observe, limits = jobLimits } = options
  const queue = createFairQueue(limits)
  const budget = createRateLimit({ clock, burst: limits.burstMs, perSecond: limits.perSecond })
  const resting = new Map<WorkerChild, () => void>()
  const all = new Set<WorkerChild>()
  let isClosed = false

  function take(): WorkerChild {
    for (const [worker, wake] of resting) {
      wake()
      resting.delete(worker)
      if (worker.isAlive) return worker
      all.delete(worker)
    }
    const worker = startWorkerChild(script, { limits, clock, observe })
    all.add(worker)
    return worker
  }

  function giveBack(worker: WorkerChild): void {
    if (!worker.isAlive || isClosed) {
      all.delete(worker)
      worker.kill()
      return
    }
    const cancel = clock.after(REST_MS, () => {
      resting.delete(worker)
      all.delete(worker)
      worker.kill()
    })
    resting.set(worker, cancel)
  }

  async function work({ job, address, room }: JobRequest): Promise<Outcome> {
    const worker = take()
    const start = clock.now()
    try {
      return await worker.run(job, limits.deadlineMs)
    } finally {
      const ms = clock.now() - start
      for (const key of [`address ${address}`, `room ${room}`]) budget.spend(key, ms)
      observe.metrics.observe('work_ms', ms)
      giveBack(worker)
    }
  }

  return {
    async run(request) {
      const { address, room, job } = request
      if (isClosed) return { name: 'away' }
      const waitMs = Math.max(budget.waitMs(`address ${address}`), budget.waitMs(`room ${room}`))
      if (waitMs > 0) return { name: 'spent', waitMs }
      const ticket = queue.enter({ address, room, bytes: job.body?.byteLength ?? 0 })
      if (!ticket) return { name: 'busy' }
      let isGone = false
      let isAtWork = false
      request.onGone(() => {
        isGone = true
        if (!isAtWork) ticket.leave()
      })
      const cancel = clock.after(limits.waitMs, () => {
        if (!isAtWork) ticket.leave()
      })
      try {
        isAtWork = await ticket.turn
        cancel()
        if (isGone) return { name: 'gone' }
        if (!isAtWork) return { name: 'busy' }
        const outcome = await work(request)
        observe.metrics.count('work', { outcome: outcome.name })
        return outcome
      } finally {
        cancel()
        ticket.leave()
      }
    },
    close() {
      isClosed = true
      for (const cancel of resting.values()) cancel()
      resting.clear()
      for (const worker of all) worker.kill()
      all.clear()
    },
  }
}
