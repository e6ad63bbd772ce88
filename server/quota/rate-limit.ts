/** A token bucket per key, in bounded memory. */
import type { Clock } from '../../lib/base/clock.ts'

export interface RateLimit {
  /** Takes `cost`, one if not said; false, and nothing taken, when there is not so much left. */
  take(key: string, cost?: number): boolean
  /** Whether there is so much left. */
  has(key: string, cost?: number): boolean
  /** Takes what was used already, whether or not it is there: what is owed is waited for. */
  spend(key: string, cost: number): void
  /** 0, or the milliseconds until nothing is owed any more. */
  waitMs(key: string): number
}

/** Beyond this the longest unused keys are forgotten, which only ever makes the limit kinder. */
const MAX_KEYS = 50_000
const MS_PER_SECOND = 1000

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
    // A clock that is set back gives nothing, and takes nothing.
    return Math.min(burst, known.left + (Math.max(0, now - known.at) / MS_PER_SECOND) * perSecond)
  }
  function keep(key: string, left: number, at: number): void {
    buckets.delete(key)
    buckets.set(key, { left, at })
    if (buckets.size > MAX_KEYS) buckets.delete(buckets.keys().next().value as string)
  }
  return {
    take(key, cost = 1) {
      const now = clock.now()
      const left = leftOf(key, now)
      const isThere = left >= cost
      keep(key, isThere ? left - cost : left, now)
      return isThere
    },
    has: (key, cost = 1) => leftOf(key, clock.now()) >= cost,
    spend(key, cost) {
      const now = clock.now()
      keep(key, leftOf(key, now) - cost, now)
    },
    waitMs: (key) => Math.max(0, Math.ceil((-leftOf(key, clock.now()) / perSecond) * MS_PER_SECOND)),
  }
}
