/** What a recipient may still be told now: so many bytes a second, a second of which may come at once. */

/** The head of a WebSocket message, and its share of a packet. */
const HEAD_BYTES = 4

export class Allowance {
  readonly #perMs: number
  readonly #burst: number
  #left: number
  #at = Number.NEGATIVE_INFINITY

  constructor(bytesPerSecond: number) {
    this.#perMs = bytesPerSecond / 1000
    this.#burst = bytesPerSecond
    this.#left = bytesPerSecond
  }

  left(now: number): number {
    if (now > this.#at) {
      if (this.#at !== Number.NEGATIVE_INFINITY) {
        this.#left = Math.min(this.#burst, this.#left + (now - this.#at) * this.#perMs)
      }
      this.#at = now
    }
    return this.#left
  }

  /** May go into debt, by no more than a second. */
  spend(bytes: number): void {
    this.#left = Math.max(-this.#burst, this.#left - bytes - HEAD_BYTES)
  }
}
