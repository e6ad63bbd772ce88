/** A clock that moves only when the test says so. */
import type { WallClock } from '../../../lib/base/clock.ts'

export interface FakeClock extends WallClock {
  /** Moves on, running what falls due in order. */
  pass(ms: number): void
  /** Everything stands still so long; what fell due meanwhile runs once, late, as timers do after a sleep. */
  sleep(ms: number): void
}

export function createFakeClock(start = 1_700_000_000_000): FakeClock {
  let now = start
  let timers: { at: number; period: number | null; run: () => void }[] = []
  const add = (at: number, period: number | null, run: () => void) => {
    const timer = { at, period, run }
    timers.push(timer)
    return () => {
      timers = timers.filter((known) => known !== timer)
    }
  }
  return {
    now: () => now,
    date: () => now,
    after: (delayMs, run) => add(now + delayMs, null, run),
    every: (periodMs, run) => add(now + periodMs, periodMs, run),
    pass(ms) {
      const end = now + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        now = Math.max(now, next.at)
        if (next.period === null) timers = timers.filter((known) => known !== next)
        else next.at += next.period
        next.run()
      }
      now = end
    },
    sleep(ms) {
      now += ms
      for (const due of timers.filter(({ at }) => at <= now)) {
        if (due.period === null) timers = timers.filter((known) => known !== due)
        else due.at = now + due.period
        due.run()
      }
    },
  }
}
