/** Time that workers may spend for each key, in bounded memory: used first and paid for afterwards, since nobody knows before. */
import type { Clock } from '../../lib/base/clock.ts'

export interface JobBudget {
  /** 0, or the milliseconds until there is something left again. */
  waitMs(key: string): number
  spend(key: string, ms: number): void
}

/** Beyond this the longest unused keys are forgotten, which only ever makes the limit kinder. */
const MAX_KEYS = 10_000

export function createJobBudget(options: {
  readonly clock: Pick<Clock, 'now'>
  readonly burstMs: number
  /** Milliseconds of work that a second gives back. */
  readonly perSecond: number
}): JobBudget {
  const { clock, burstMs, perSecond } = options
  const spent = new Map<string, { ms: number; at: number }>()

  function debt(key: string): number {
    const known = spent.get(key)
    if (!known) return 0
    // A clock that is set back gives nothing, and takes nothing.
    const seconds = Math.max(0, clock.now() - known.at) / 1000
    return Math.max(0, known.ms - seconds * perSecond)
  }

  return {
    waitMs: (key) => Math.max(0, Math.ceil(((debt(key) - burstMs) / perSecond) * 1000)),
    spend(key, ms) {
      const now = debt(key) + ms
      spent.delete(key)
      spent.set(key, { ms: now, at: clock.now() })
      if (spent.size > MAX_KEYS) spent.delete(spent.keys().next().value as string)
    },
  }
}
