/**
 * Processes that fell silent without a goodbye. Such a one is dead, or lives and reaches storage but not us: then only
 * reading tells what it stores. So rooms are reread each beat, and after a while less often, for it will be dead.
 */
const OFTEN_FOR_MS = 10 * 60_000
const SELDOM_FOR_MS = 24 * 60 * 60_000
const SELDOM_BEATS = 8

export class Estranged {
  readonly #since = new Map<string, number>()
  #beats = 0

  add(process: string, now: number): void {
    this.#since.set(process, now)
  }

  /** It is heard again; whether it was silent. */
  remove(process: string): boolean {
    return this.#since.delete(process)
  }

  /** Once each beat: whether what such processes store is to be looked up now. */
  beat(now: number): boolean {
    this.#beats += 1
    let isRecent = false
    for (const [process, since] of [...this.#since]) {
      if (now - since > SELDOM_FOR_MS) this.#since.delete(process)
      else if (now - since <= OFTEN_FOR_MS) isRecent = true
    }
    return isRecent || (this.#since.size > 0 && this.#beats % SELDOM_BEATS === 0)
  }
}
