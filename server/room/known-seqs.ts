/** Which numbers of a room's log are in memory, when several processes write it: all up to one, and some beyond a hole. */
import type { Seq } from '../storage/storage.ts'

/** Beyond it, holes are no longer told apart; rereading the log fills them all the same. */
const MAX_RANGES = 100

export class KnownSeqs {
  #upTo: Seq
  #beyond: { readonly first: Seq; readonly last: Seq }[] = []

  constructor(upTo: Seq) {
    this.#upTo = upTo
  }

  /** Everything up to here is known. */
  get upTo(): Seq {
    return this.#upTo
  }
  get hasHoles(): boolean {
    return this.#beyond.length > 0
  }

  /** What has these numbers is in memory. */
  add(first: Seq, last: Seq): void {
    if (first > this.#upTo + 1) {
      if (this.#beyond.length < MAX_RANGES) this.#beyond.push({ first, last })
      return
    }
    this.addAllTo(last)
  }

  /** Everything up to `seq` is in memory. */
  addAllTo(seq: Seq): void {
    this.#upTo = Math.max(this.#upTo, seq)
    for (;;) {
      const next = this.#beyond.findIndex(({ first }) => first <= this.#upTo + 1)
      if (next < 0) return
      this.#upTo = Math.max(this.#upTo, this.#beyond[next].last)
      this.#beyond.splice(next, 1)
    }
  }
}
