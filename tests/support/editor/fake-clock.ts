/** Time that stands still until a test moves it. */
import type { WallClock } from '../../../lib/base/clock.ts'

export class FakeClock implements WallClock {
  #now = 1_700_000_000_000
  #timers = new Set<{ at: number; period: number | null; callback: () => void }>()

  now(): number {
    return this.#now
  }
  date(): number {
    return this.#now
  }
  after(delayMs: number, callback: () => void): () => void {
    return this.#add(delayMs, null, callback)
  }
  every(periodMs: number, callback: () => void): () => void {
    return this.#add(periodMs, periodMs, callback)
  }
  get pending(): number {
    return this.#timers.size
  }
  /** Moves on by `ms`, running what falls due in order. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#now = Math.max(this.#now, due.at)
      if (due.period === null) this.#timers.delete(due)
      else due.at += due.period
      due.callback()
    }
    this.#now = end
  }
  #add(delay: number, period: number | null, callback: () => void): () => void {
    const timer = { at: this.#now + delay, period, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }
}
