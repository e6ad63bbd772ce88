/** A token bucket: so much per second, some of it saved up for bursts. */
export class Budget {
  readonly #perMs: number
  readonly #capacity: number
  #tokens: number
  #at: number

  constructor(options: { readonly perSecond: number; readonly burst: number; readonly now: number }) {
    this.#perMs = options.perSecond / 1000
    this.#capacity = options.burst
    this.#tokens = options.burst
    this.#at = options.now
  }

  /** False when `cost` is more than what is left. */
  spend(cost: number, now: number): boolean {
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#at) * this.#perMs)
    this.#at = now
    if (cost > this.#tokens) return false
    this.#tokens -= cost
    return true
  }
}
