/** What presence takes in memory, of a speaker, a room and the process; what little everyone may say is always taken. */
import type { PresenceLimits, PresenceTotal, Speaker } from './presence-parts.ts'

/** What one speaker may say however full the room or the server is: a name and a cursor. */
const ALWAYS_BYTES = 2048

export class PresenceWeight {
  readonly #limits: PresenceLimits
  readonly #total: PresenceTotal
  #bytes = 0

  constructor(limits: PresenceLimits, total: PresenceTotal) {
    this.#limits = limits
    this.#total = total
  }

  /** Of the room. */
  get bytes(): number {
    return this.#bytes
  }

  count(speaker: Speaker, bytes: number): void {
    speaker.bytes += bytes
    this.#bytes += bytes
    this.#total.bytes += bytes
  }

  hasRoomFor(speaker: Speaker, more: number): boolean {
    const { maxPresenceBytesPerRoom, maxPresenceBytesPerServer, maxPresenceBytesPerPeer } = this.#limits
    if (speaker.bytes + more <= ALWAYS_BYTES) return true
    return (
      speaker.bytes + more <= maxPresenceBytesPerPeer &&
      this.#bytes + more <= maxPresenceBytesPerRoom &&
      this.#total.bytes + more <= maxPresenceBytesPerServer
    )
  }

  /** Nothing of it counts any more. */
  close(): void {
    this.#total.bytes -= this.#bytes
    this.#bytes = 0
  }
}
