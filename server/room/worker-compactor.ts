/** Runs compaction in one worker thread, started when needed, also after a crash, and ended when it has rested. */
import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { Clock } from '../../lib/base/clock.ts'
import type { Compactor } from './compactor.ts'
import { ownBytes } from './own-bytes.ts'

export type WorkerJob =
  | {
      readonly id: number
      readonly name: 'compact'
      readonly snapshot: Uint8Array | null
      readonly updates: readonly Uint8Array[]
    }
  | {
      readonly id: number
      readonly name: 'restore'
      readonly updates: readonly Uint8Array[]
      readonly target: Uint8Array
    }

export type WorkerAnswer =
  | { readonly id: number; readonly name: 'compacted'; readonly bytes: Uint8Array; readonly skipped: number }
  | { readonly id: number; readonly name: 'restored'; readonly change: Uint8Array }
  | { readonly id: number; readonly name: 'failed'; readonly reason: string }

type NewJob = WorkerJob extends infer Job ? (Job extends WorkerJob ? Omit<Job, 'id'> : never) : never

interface Pending {
  resolve(answer: WorkerAnswer): void
  reject(error: Error): void
}

/** A worker that has read a large board keeps tens of megabytes, so it goes when nothing has come for this long. */
const REST_MS = 10_000

export interface WorkerCompactorOptions {
  /** The built worker, or its source together with `worker.execArgv` that let node read it. */
  readonly url: URL
  readonly worker?: WorkerOptions
  readonly clock: Clock
}

export function createWorkerCompactor(options: WorkerCompactorOptions): Compactor {
  const pending = new Map<number, Pending>()
  let worker: Worker | null = null
  let lastId = 0
  let isClosed = false
  let cancelRest = (): void => {}

  /** Called with no job left; the next one starts another worker. */
  function rest(started: Worker): void {
    started.unref()
    cancelRest = options.clock.after(REST_MS, () => {
      if (worker === started) worker = null
      void started.terminate()
    })
  }

  function failAll(error: Error): void {
    worker = null
    for (const { reject } of pending.values()) reject(error)
    pending.clear()
  }

  function start(): Worker {
    const started = new Worker(options.url, options.worker)
    started.on('message', (answer: WorkerAnswer) => {
      const waiting = pending.get(answer.id)
      pending.delete(answer.id)
      if (answer.name === 'failed') waiting?.reject(new Error(answer.reason))
      else waiting?.resolve(answer)
      if (pending.size === 0) rest(started)
    })
    started.on('error', (error) => failAll(error as Error))
    started.on('exit', (code) => {
      if (worker === started) failAll(new Error(`the compaction worker ended with code ${code}`))
    })
    return started
  }

  function run(job: NewJob): Promise<WorkerAnswer> {
    if (isClosed) return Promise.reject(new Error('the compactor is closed'))
    cancelRest()
    worker ??= start()
    worker.ref()
    const id = ++lastId
    const answered = new Promise<WorkerAnswer>((resolve, reject) => pending.set(id, { resolve, reject }))
    worker.postMessage({ id, ...job })
    return answered
  }

  return {
    async compact(snapshot, updates) {
      const answer = await run({ name: 'compact', snapshot, updates: updates.map(ownBytes) })
      if (answer.name !== 'compacted') throw new Error('the compaction worker mixed up its answers')
      return answer
    },
    async restore(updates, target) {
      const answer = await run({ name: 'restore', updates: updates.map(ownBytes), target })
      if (answer.name !== 'restored') throw new Error('the compaction worker mixed up its answers')
      return answer.change
    },
    async close() {
      isClosed = true
      cancelRest()
      await worker?.terminate()
      failAll(new Error('the compactor is closed'))
    },
  }
}
