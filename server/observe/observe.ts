/** What every part of the server that has something to tell is given. */
import type { Log } from './log.ts'
import { silentLog } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'

export interface Observe {
  readonly log: Log
  readonly metrics: Metrics
}

/** An observer that counts but says nothing, for tests and tools. */
export const createSilentObserve = (): Observe => ({ log: silentLog, metrics: createMetrics() })
