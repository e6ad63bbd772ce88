/**
 * Ends this process when it takes too much memory or is left alone. In a thread of its own, since the main one may be
 * deep in native code for as long as it lives. V8's own limit does not see what pictures and canvases take.
 */
import { writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

const MIB = 1024 * 1024
const MAX_RESIDENT_BYTES = 1280 * MIB
const LOOK_EVERY_MS = 50

const thread = `
const { workerData: { maxBytes, everyMs } } = require('node:worker_threads')
const parent = process.ppid
setInterval(() => {
  if (process.memoryUsage.rss() > maxBytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, everyMs)`

/** `maxBytes`: of memory that is resident, whatever takes it. */
export function watchOver(maxBytes = MAX_RESIDENT_BYTES): void {
  try {
    // Should the whole machine run out of memory, the kernel ends this one first.
    writeFileSync('/proc/self/oom_score_adj', '900')
  } catch {
    // Not on this system.
  }
  new Worker(thread, {
    eval: true,
    workerData: { maxBytes, everyMs: LOOK_EVERY_MS },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  }).unref()
}
