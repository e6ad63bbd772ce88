/** A token bucket per key, in bounded memory. */
import type { Clock } from '../../lib/base/clock.ts'

export interface RateLimit {
  /** Takes one; false when there is none left. */
  take(key: string): boolean
}

/** Beyond this the longest unused keys are forgotten, which only ever makes the limit kinder. */
const MAX_KEYS = 10_000

export function createRateLimit(options: {
  readonly clock: Pick<Clock, 'now'>
  readonly burst: number
  readonly perSecond: number
}): RateLimit {
  const { clock, burst, perSecond } = options
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(key) {
      const now = clock.now()
      const known = buckets.get(key)
      const gained = known ? ((now - known.at) / 1000) * perSecond : burst
      const left = Math.min(burst, (known?.left ?? 0) + gained)
      buckets.delete(key)
      buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now })
      if (buckets.size > MAX_KEYS) buckets.delete(buckets.keys().next().value as string)
      return left >= 1
    },
  }
}
