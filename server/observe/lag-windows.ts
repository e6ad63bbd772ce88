/** The delay of the event loop over the last minute or two, the same for everyone who asks: reading takes nothing away. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Clock } from '../../lib/base/clock.ts'

export interface Lag {
  readonly mean: number
  readonly p99: number
  readonly max: number
}

/** What is asked of Node's histogram, in nanoseconds. */
export interface DelayHistogram {
  readonly mean: number
  readonly max: number
  percentile(percentile: number): number
  reset(): void
}

export const LAG_WINDOW_MS = 60_000
const LAG_RESOLUTION_MS = 10
const NS_PER_MS = 1e6
const none: Lag = { mean: 0, p99: 0, max: 0 }

/** The worse of the window that runs and of the one before it, so that nothing of the last minute is missing. */
export function createLagWindows(clock: Pick<Clock, 'now'>, histogram: DelayHistogram): { read(): Lag } {
  let before = none
  let startedAt = clock.now()
  const current = (): Lag => ({
    mean: lagOf(histogram.mean),
    p99: lagOf(histogram.percentile(99)),
    max: lagOf(histogram.max),
  })
  return {
    read() {
      const now = current()
      const worse = (name: keyof Lag): number => Math.max(before[name], now[name])
      const lag = { mean: worse('mean'), p99: worse('p99'), max: worse('max') }
      if (clock.now() - startedAt >= LAG_WINDOW_MS) {
        before = now
        startedAt = clock.now()
        histogram.reset()
      }
      return lag
    },
  }
}

export function monitorLag(clock: Pick<Clock, 'now'>): { read(): Lag; close(): void } {
  const histogram = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS })
  histogram.enable()
  return { ...createLagWindows(clock, histogram), close: () => histogram.disable() }
}

/** The histogram counts its own sampling period as delay; what is above it is lag. */
const lagOf = (nanoseconds: number): number =>
  Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / NS_PER_MS - LAG_RESOLUTION_MS) : 0
