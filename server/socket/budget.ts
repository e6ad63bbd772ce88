/** How much of something may happen in a second, with room for bursts. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

const MS_PER_SECOND = 1000

/** A token bucket: so much per second, some of it saved up for bursts. */
export class Budget {
  readonly #rate: Rate
  #tokens: number
  #at: number

  constructor(rate: Rate, now: number) {
    this.#rate = rate
    this.#tokens = rate.burst
    this.#at = now
  }

  /** False when `cost` is more than what is left. */
  spend(cost: number, now: number): boolean {
    const { perSecond, burst } = this.#rate
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) * perSecond) / MS_PER_SECOND)
    this.#at = now
    if (cost > this.#tokens) return false
    this.#tokens -= cost
    return true
  }
}
