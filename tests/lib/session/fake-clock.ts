/** A clock that moves only when told to. */
import type { Clock } from '../../../lib/base/clock.ts'

export interface FakeClock extends Clock {
  /** Runs everything due within the next `ms`, in order. */
  advance(ms: number): void
}

export function fakeClock(startMs = 1_000_000): FakeClock {
  let now = startMs
  let nth = 0
  const timers = new Map<number, { dueMs: number; periodMs: number | null; callback: () => void }>()
  const add = (delayMs: number, periodMs: number | null, callback: () => void): (() => void) => {
    const id = nth++
    timers.set(id, { dueMs: now + delayMs, periodMs, callback })
    return () => timers.delete(id)
  }
  return {
    now: () => now,
    after: (delayMs, callback) => add(delayMs, null, callback),
    every: (periodMs, callback) => add(periodMs, periodMs, callback),
    advance(ms) {
      const endMs = now + ms
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.dueMs <= endMs).sort((a, b) => a[1].dueMs - b[1].dueMs)[0]
        if (!due) break
        const [id, timer] = due
        now = timer.dueMs
        if (timer.periodMs === null) timers.delete(id)
        else timer.dueMs += timer.periodMs
        timer.callback()
      }
      now = endMs
    },
  }
}
