/** One compaction thread: one job at a time, ended when it takes too long or too much memory. */
import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { Clock } from '../../lib/base/clock.ts'
import { CompactorFailure } from '../room/compactor.ts'
import type { PackedJob } from './packed-job.ts'

export type ThreadAnswer =
  | { readonly name: 'ready' }
  | { readonly name: 'compacted'; readonly bytes: Uint8Array; readonly skipped: number }
  | { readonly name: 'restored'; readonly change: Uint8Array }
  | { readonly name: 'failed'; readonly reason: string }

export interface ThreadLimits {
  readonly startMs: number
  /** From when it has started. */
  readonly deadlineMs: number
  readonly heapMb: number
}

export interface ThreadOptions {
  /** The built worker, or its source together with `worker.execArgv` that let node read it. */
  readonly url: URL
  readonly worker?: WorkerOptions
  readonly clock: Clock
  readonly limits: ThreadLimits
}

export interface CompactionThread {
  /** The bytes go over to the thread. Rejects with a `CompactorFailure`; the thread may be gone then. */
  run(job: PackedJob): Promise<ThreadAnswer>
  readonly isAlive: boolean
  /** Lets the process end though it rests. */
  rest(): void
  end(): Promise<void>
}

interface Pending {
  resolve(answer: ThreadAnswer): void
  reject(error: CompactorFailure): void
}

const tooLong = (): CompactorFailure =>
  new CompactorFailure('takes-too-long', 'The board takes longer than the server may work on it.')

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'

export function startCompactionThread({ url, worker, clock, limits }: ThreadOptions): CompactionThread {
  const thread = new Worker(url, { ...worker, resourceLimits: { maxOldGenerationSizeMb: limits.heapMb } })
  let pending: Pending | null = null
  let isAlive = true

  function fail(error: CompactorFailure): void {
    isAlive = false
    pending?.reject(error)
    pending = null
  }
  let setReady = (): void => {}
  const ready = new Promise<void>((resolve) => {
    setReady = resolve
  })
  thread.on('message', (answer: ThreadAnswer) => {
    if (answer.name === 'ready') return setReady()
    const waiting = pending
    pending = null
    if (answer.name === 'failed') waiting?.reject(new CompactorFailure('work-failed', answer.reason))
    else waiting?.resolve(answer)
  })
  thread.on('error', (error) =>
    fail(
      isOutOfMemory(error)
        ? new CompactorFailure('takes-too-much-memory', 'The board needs more memory than the server gives to this.')
        : new CompactorFailure('work-failed', error instanceof Error ? error.message : String(error)),
    ),
  )
  thread.on('exit', (code) =>
    fail(new CompactorFailure('work-failed', `the compaction thread ended with code ${code}`)),
  )

  return {
    async run(job) {
      thread.ref()
      const endAfter = (ms: number, error: CompactorFailure) =>
        clock.after(ms, () => {
          fail(error)
          void thread.terminate()
        })
      let cancel = endAfter(limits.startMs, new CompactorFailure('busy', 'No compaction thread comes up.'))
      try {
        return await new Promise<ThreadAnswer>((resolve, reject) => {
          pending = { resolve, reject }
          void ready.then(() => {
            cancel()
            if (!isAlive) return
            cancel = endAfter(limits.deadlineMs, tooLong())
            thread.postMessage(job, [job.bytes.buffer as ArrayBuffer])
          })
        })
      } finally {
        cancel()
      }
    },
    get isAlive() {
      return isAlive
    },
    rest: () => thread.unref(),
    async end() {
      fail(new CompactorFailure('busy', 'the server is shutting down'))
      await thread.terminate()
    },
  }
}
