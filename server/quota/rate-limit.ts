/** A token bucket per key, in bounded memory. */
import type { Clock } from '../../lib/base/clock.ts'

export interface RateLimit {
  /** Takes `cost`, one if not said; false, and nothing taken, when there is not so much left. */
  take(key: string, cost?: number): boolean
  /** Whether there is so much left. */
  has(key: string, cost?: number): boolean
}

/** Beyond this the longest unused keys are forgotten, which only ever makes the limit kinder. */
const MAX_KEYS = 50_000

export function createRateLimit(options: {
  readonly clock: Pick<Clock, 'now'>
  readonly burst: number
  readonly perSecond: number
}): RateLimit {
  const { clock, burst, perSecond } = options
  const buckets = new Map<string, { left: number; at: number }>()
  function leftOf(key: string, now: number): number {
    const known = buckets.get(key)
    if (!known) return burst
    return Math.min(burst, known.left + (Math.max(0, now - known.at) / 1000) * perSecond)
  }
  return {
    take(key, cost = 1) {
      const now = clock.now()
      const left = leftOf(key, now)
      const isThere = left >= cost
      buckets.delete(key)
      buckets.set(key, { left: isThere ? left - cost : left, at: now })
      if (buckets.size > MAX_KEYS) buckets.delete(buckets.keys().next().value as string)
      return isThere
    },
    has: (key, cost = 1) => leftOf(key, clock.now()) >= cost,
  }
}
