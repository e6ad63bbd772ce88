/** Whether a peer is still there: judged once per beat, by its pongs, not by its talking. */

interface Facts {
  readonly now: number
  /** Bytes that it has not yet taken from us. */
  readonly waitingBytes: number
  /** All bytes that ever came from it. */
  readonly bytesRead: number
}

export class Liveness {
  readonly #limits: { readonly maxStallMs: number; readonly maxLongMessageMs: number }
  #isAnswered = true
  #answeredAt: number
  #heardMessage = false
  #waitingBytes = 0
  #bytesRead = 0
  #movedAt: number
  #beatAt: number

  constructor(limits: { readonly maxStallMs: number; readonly maxLongMessageMs: number }, now: number) {
    this.#limits = limits
    this.#answeredAt = now
    this.#movedAt = now
    this.#beatAt = now
  }

  heardPong(): void {
    this.#isAnswered = true
  }

  heardMessage(): void {
    this.#heardMessage = true
  }

  /** `silent`: the last beat's ping was not answered. `stalled`: it answers nothing for long with much waiting. */
  judge({ now, waitingBytes, bytesRead }: Facts): 'alive' | 'silent' | 'stalled' {
    if (this.#isAnswered) this.#answeredAt = this.#beatAt
    const isReading = waitingBytes > 0 && waitingBytes < this.#waitingBytes
    // A pong waits behind the message that it interrupts: whoever is in the middle of a long one gets more time.
    const isUploading = bytesRead > this.#bytesRead && !this.#heardMessage
    if (waitingBytes === 0 || isReading) this.#movedAt = now
    const isPatient = now - this.#answeredAt < this.#limits.maxLongMessageMs && (isReading || isUploading)
    const verdict =
      !this.#isAnswered && !isPatient ? 'silent' : now - this.#movedAt >= this.#limits.maxStallMs ? 'stalled' : 'alive'
    this.#isAnswered = false
    this.#heardMessage = false
    this.#waitingBytes = waitingBytes
    this.#bytesRead = bytesRead
    this.#beatAt = now
    return verdict
  }
}
