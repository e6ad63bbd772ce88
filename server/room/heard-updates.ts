/** What other processes relayed and may not have stored yet: kept apart, so that nobody is told it is safe before it is. */
import type { ParsedUpdate } from '../../lib/updates/header.ts'
import type { Entry } from './board-bytes.ts'

interface Heard extends Entry {
  readonly from: string
  /** The last position of the sender's log in it. */
  readonly theirs: number
  readonly at: number
}

export class HeardUpdates {
  #entries: readonly Heard[] = []

  get entries(): readonly Entry[] {
    return this.#entries
  }

  add(update: ParsedUpdate, position: number, sender: { readonly from: string; readonly theirs: number; at: number }) {
    this.#entries = [...this.#entries, { update, first: position, position, ...sender }]
  }

  /** What `from` has stored, when it has stored all up to its position `upTo`; no longer kept here. */
  takeStored(from: string, upTo: number): readonly Entry[] {
    return this.#take((entry) => entry.from === from && entry.theirs <= upTo)
  }

  /** What has waited since before `at`; no longer kept here. */
  takeOlder(at: number): readonly Entry[] {
    return this.#take((entry) => entry.at <= at)
  }

  /** What `from` leaves behind; no longer kept here. */
  takeFrom(from: string): readonly Entry[] {
    return this.#take((entry) => entry.from === from)
  }

  #take(isTaken: (entry: Heard) => boolean): readonly Entry[] {
    const taken = this.#entries.filter(isTaken)
    if (taken.length > 0) this.#entries = this.#entries.filter((entry) => !isTaken(entry))
    return taken.map(({ update, first, position }) => ({ update, first, position }))
  }
}
