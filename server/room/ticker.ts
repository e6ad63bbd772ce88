/** Decides when a room fans out: at once after a quiet time, else once per tick, and less often when the process is busy. */
import type { Clock } from '../../lib/base/clock.ts'

/** Up to here everyone is served every tick; three times as many get every second one, as a write to each is the cost. */
const CROWD = 100
const CROWD_STEP = 2 * CROWD

/** A fan-out may take a third of the time between two of them. */
const BUSY_FACTOR = 3

export class Ticker {
  readonly #clock: Clock
  readonly #limits: { readonly tickMs: number; readonly maxTickMs: number }
  readonly #size: () => number
  readonly #flush: () => void
  #tickMs: number
  #lastAt = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | null = null

  constructor(
    clock: Clock,
    limits: { readonly tickMs: number; readonly maxTickMs: number },
    /** How many are to be told. */
    size: () => number,
    flush: () => void,
  ) {
    this.#clock = clock
    this.#limits = limits
    this.#size = size
    this.#flush = flush
    this.#tickMs = limits.tickMs
  }

  /** Something is there to be sent. */
  wake(): void {
    if (this.#cancel) return
    const now = this.#clock.now()
    const dueAt = this.#lastAt + this.#tickMs
    if (now >= dueAt) this.#run(now, now)
    else this.#cancel = this.#clock.after(dueAt - now, () => this.#run(this.#clock.now(), dueAt))
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #run(now: number, dueAt: number): void {
    this.#cancel = null
    this.#lastAt = now
    this.#flush()
    const cost = this.#clock.now() - now
    const { maxTickMs } = this.#limits
    const tickMs = this.#limits.tickMs * (1 + Math.min(1, Math.max(0, this.#size() - CROWD) / CROWD_STEP))
    const wanted = Math.max(tickMs, cost * BUSY_FACTOR, now - dueAt > tickMs ? now - dueAt : 0)
    // Slowly back, at once up: a busy process stays busy for more than one tick.
    this.#tickMs = Math.min(maxTickMs, Math.max(wanted, Math.floor((this.#tickMs + tickMs) / 2)))
  }
}
