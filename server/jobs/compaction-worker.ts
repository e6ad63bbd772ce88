/** Entry of a compaction thread; built as a file of its own (dist/compaction-worker.js). */
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { compactRoom, restoreRoom } from '../room/compaction.ts'
import type { ThreadAnswer } from './compaction-thread.ts'
import { type PackedJob, type ThreadJob, unpack } from './packed-job.ts'

/** As the worker processes do: whoever draws comes first. */
const PRIORITY = 5
const LARGE_BYTES = 64 * 1024

// Elsewhere than on Linux this is the whole process, the relay too.
if (process.platform === 'linux') {
  try {
    setPriority(0, PRIORITY)
  } catch {
    // A sandbox without priorities: slower for others, not wrong.
  }
}

function work(job: ThreadJob): ThreadAnswer {
  try {
    if (job.name === 'restore') return { name: 'restored', change: restoreRoom(job.updates, job.target) }
    return { name: 'compacted', ...compactRoom(job.snapshot, job.updates) }
  } catch (error) {
    // A board that breaks Yjs must break nothing else: the job fails, the worker goes on.
    return { name: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (job: PackedJob) => {
  const answer = work(unpack(job))
  const bytes = answer.name === 'compacted' ? answer.bytes : answer.name === 'restored' ? answer.change : null
  // Handed over and not copied, which the relay would do; what is small may be a constant that is used again.
  const isWhole = bytes !== null && bytes.byteLength >= LARGE_BYTES && bytes.byteLength === bytes.buffer.byteLength
  parentPort?.postMessage(answer, isWhole ? [bytes.buffer as ArrayBuffer] : [])
})

// Read and ready: from here on time counts.
parentPort?.postMessage({ name: 'ready' } satisfies ThreadAnswer)
