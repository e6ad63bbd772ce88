/**
 * Lets the logs of all rooms write in the same turn, so that storage makes one transaction and one sync of it: at once
 * after a quiet time, else every few milliseconds. Nobody waits for it but the acknowledgement.
 */
import type { Clock } from '../../lib/base/clock.ts'

export class GroupCommit {
  readonly #clock: Clock
  readonly #everyMs: number
  #waiting: (() => void)[] = []
  #lastAt = Number.NEGATIVE_INFINITY

  constructor(clock: Clock, limits: { readonly commitEveryMs: number }) {
    this.#clock = clock
    this.#everyMs = limits.commitEveryMs
  }

  /** Runs `write`, which must not throw, now or together with what else comes until it is time. */
  join(write: () => void): void {
    const now = this.#clock.now()
    const leftMs = this.#lastAt + this.#everyMs - now
    // A clock that was set back must not hold anything up for longer than a commit.
    if (leftMs <= 0 || leftMs > this.#everyMs) {
      this.#lastAt = now
      write()
      return
    }
    this.#waiting.push(write)
    if (this.#waiting.length === 1) this.#clock.after(leftMs, () => this.#run())
  }

  #run(): void {
    const writes = this.#waiting
    this.#waiting = []
    this.#lastAt = this.#clock.now()
    for (const write of writes) write()
  }
}
