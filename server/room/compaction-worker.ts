/** Entry of the worker thread; built as a file of its own (dist/compaction-worker.js). */
import { parentPort } from 'node:worker_threads'
import { compactRoom, restoreRoom } from './compaction.ts'
import type { WorkerAnswer, WorkerJob } from './worker-compactor.ts'

parentPort?.on('message', (job: WorkerJob) => {
  let answer: WorkerAnswer
  try {
    answer =
      job.name === 'compact'
        ? { id: job.id, name: 'compacted', ...compactRoom(job.snapshot, job.updates) }
        : { id: job.id, name: 'restored', change: restoreRoom(job.updates, job.target) }
  } catch (error) {
    // A board that breaks Yjs must break nothing else: the job fails, the worker goes on.
    answer = { id: job.id, name: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(answer)
})
