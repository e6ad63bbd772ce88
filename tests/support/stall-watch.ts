/** How long the event loop of this process worked without a pause: what everybody else at the same server would feel. */
import { readFileSync } from 'node:fs'

/** Promised for the relay (THREATS). */
export const MAX_STALL_MS = 50
const LOOK_MS = 1

/** Computing of this thread, where the system tells: what other processes take of the machine is no stall of ours. */
function createUsed(): () => number {
  const path = `/proc/self/task/${process.pid}/schedstat`
  try {
    readFileSync(path)
  } catch {
    return () => process.cpuUsage().user / 1000
  }
  return () => Number(readFileSync(path, 'latin1').split(' ', 1)[0]) / 1e6
}

export interface StallWatch {
  /** The longest since the last call, in milliseconds. */
  take(): number
  close(): void
}

export function watchStalls(): StallWatch {
  const used = createUsed()
  let last = used()
  let longest = 0
  const timer = setInterval(() => {
    const now = used()
    longest = Math.max(longest, now - last)
    last = now
  }, LOOK_MS)
  return {
    take() {
      const told = longest
      longest = 0
      return told
    },
    close: () => clearInterval(timer),
  }
}
