/**
 * Who speaks for an id once whoever does so now has gone: those who came back before their old connection, or the process
 * that had it, was known to be dead. Some of them may be dead as well by then, so all are kept, the latest word last.
 */
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import { ownEntry, type Speaker, sizeOf } from './presence-parts.ts'

export interface Heir {
  readonly speaker: Speaker
  readonly entry: PresenceEntry
}

export class Heirs {
  readonly #waiting = new Map<number, readonly Heir[]>()
  readonly #count: (speaker: Speaker, bytes: number) => void

  /** `count`: bytes that are kept for a speaker, or no longer. */
  constructor(count: (speaker: Speaker, bytes: number) => void) {
    this.#count = count
  }

  /** A speaker waits once for an id, with what it said last. */
  add(speaker: Speaker, entry: PresenceEntry): void {
    this.drop(speaker, entry.clientId)
    const others = this.#waiting.get(entry.clientId) ?? []
    this.#waiting.set(entry.clientId, [...others, { speaker, entry: ownEntry(entry) }])
    this.#count(speaker, sizeOf({ entry }))
  }

  drop(speaker: Speaker, id: number): void {
    const heirs = this.#waiting.get(id)
    const dropped = heirs?.find((heir) => heir.speaker === speaker)
    if (heirs && dropped) this.#keep(id, heirs, dropped)
  }

  /** Of those for whom `isGone`. */
  dropAllOf(speaker: Speaker, isGone: (id: number) => boolean = () => true): void {
    for (const id of [...this.#waiting.keys()]) if (isGone(id)) this.drop(speaker, id)
  }

  /** Who spoke last; it waits no longer. */
  take(id: number): Heir | null {
    const heirs = this.#waiting.get(id)
    const heir = heirs?.at(-1)
    if (!heirs || !heir) return null
    this.#keep(id, heirs, heir)
    return heir
  }

  #keep(id: number, heirs: readonly Heir[], without: Heir): void {
    const left = heirs.filter((heir) => heir !== without)
    if (left.length > 0) this.#waiting.set(id, left)
    else this.#waiting.delete(id)
    this.#count(without.speaker, -sizeOf(without))
  }
}
