/**
 * Whether a peer is still there, judged once per beat. A pong proves it; on a slow line a pong waits behind what is under
 * way, in either direction, so bytes that move buy time, at a rate that only a dead line or an attacker falls below.
 */

export interface LivenessLimits {
  readonly maxStallMs: number
  readonly maxLongMessageMs: number
  readonly minBytesPerSecond: number
}

interface Facts {
  readonly now: number
  /** What has not yet left us; it falls with every byte that the line takes. */
  readonly waitingBytes: number
  /** All bytes that ever came from it. */
  readonly bytesRead: number
  /** All bytes of boards and other long messages that were ever sent to it. */
  readonly longBytesSent: number
}

const MS_PER_SECOND = 1000
/** The beat whose ping is not answered, and the one that finds it out. */
const BEATS = 2

export class Liveness {
  readonly #limits: LivenessLimits
  #isAnswered = true
  #answeredAt: number
  /** What had moved when the ping left that was answered last: whatever moved later may still be in its way. */
  #answeredBytes = 0
  #waitingBytes = 0
  #beatBytes = 0
  #movedAt: number
  #beatAt: number

  constructor(limits: LivenessLimits, now: number) {
    this.#limits = limits
    this.#answeredAt = now
    this.#movedAt = now
    this.#beatAt = now
  }

  heardPong(): void {
    this.#isAnswered = true
  }

  /** `silent`: neither a pong nor what its line could carry. `stalled`: it takes nothing for long with much waiting. */
  judge({ now, waitingBytes, bytesRead, longBytesSent }: Facts): 'alive' | 'silent' | 'stalled' {
    const { maxStallMs, maxLongMessageMs, minBytesPerSecond } = this.#limits
    if (this.#isAnswered) {
      this.#answeredAt = this.#beatAt
      this.#answeredBytes = this.#beatBytes
    }
    const bytes = bytesRead + longBytesSent
    const isReading = waitingBytes > 0 && waitingBytes < this.#waitingBytes
    if (waitingBytes === 0 || isReading) this.#movedAt = now
    const periodMs = now - this.#beatAt
    const boughtMs = ((bytes - this.#answeredBytes) * MS_PER_SECOND) / minBytesPerSecond
    const unansweredMs = now - this.#answeredAt
    // A few bytes buy no whole beat: whoever only talks and answers nothing is gone after two of them.
    const isPatient =
      unansweredMs < maxLongMessageMs &&
      (isReading || (boughtMs >= periodMs && unansweredMs < BEATS * periodMs + boughtMs))
    const verdict = !this.#isAnswered && !isPatient ? 'silent' : now - this.#movedAt >= maxStallMs ? 'stalled' : 'alive'
    this.#isAnswered = false
    this.#waitingBytes = waitingBytes
    this.#beatBytes = bytes
    this.#beatAt = now
    return verdict
  }
}
