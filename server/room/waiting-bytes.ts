/** What waits for its turn lies in memory whole: bounded for each address and for all. */
export interface WaitingLimits {
  readonly maxWaitingBytesPerAddress: number
  readonly maxWaitingBytes: number
}

export class WaitingBytes {
  readonly #limits: WaitingLimits
  readonly #byAddress = new Map<string, number>()
  #total = 0

  constructor(limits: WaitingLimits) {
    this.#limits = limits
  }

  get total(): number {
    return this.#total
  }

  /** False when there is no room for so many more of this address now. One alone always has room. */
  hasRoom(address: string, bytes: number): boolean {
    const own = this.#byAddress.get(address) ?? 0
    if (own === 0) return true
    const { maxWaitingBytesPerAddress, maxWaitingBytes } = this.#limits
    return own + bytes <= maxWaitingBytesPerAddress && this.#total + bytes <= maxWaitingBytes
  }

  /** Counts the bytes until `work` is over. */
  async hold<T>(address: string, bytes: number, work: Promise<T>): Promise<T> {
    this.#add(address, bytes)
    try {
      return await work
    } finally {
      this.#add(address, -bytes)
    }
  }

  #add(address: string, bytes: number): void {
    this.#total += bytes
    const own = (this.#byAddress.get(address) ?? 0) + bytes
    if (own === 0) this.#byAddress.delete(address)
    else this.#byAddress.set(address, own)
  }
}
