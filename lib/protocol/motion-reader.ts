/** The receiving side of movements: puts steps to where each mover was. What does not fit waits for the next key. */
import { decodeEntries, decodeMovers, isSamePlace, type MotionPlace, TURNS } from './motion.ts'

/** What one message changed about one mover. */
export interface Movement {
  readonly clientId: number
  readonly step: Uint8Array
}

interface Known {
  readonly clientId: number
  turn: number
  /** Undefined: not known until the next key; null: no pointer on the board. */
  place: MotionPlace | null | undefined
}

export class MotionReader {
  #byNumber = new Map<number, Known>()
  #byClient = new Map<number, Known>()

  /** Null: no pointer on the board; undefined: it has not been told. */
  placeOf(clientId: number): MotionPlace | null | undefined {
    return this.#byClient.get(clientId)?.place
  }

  /** A new connection gives its own numbers. */
  clear(): void {
    this.#byNumber = new Map()
    this.#byClient = new Map()
  }

  forget(clientId: number): void {
    this.#byClient.delete(clientId)
  }

  /** The body of a message that names movers. What cannot be read changes nothing. */
  hearMovers(bytes: Uint8Array): void {
    for (const { number, clientId } of decodeMovers(bytes) ?? []) {
      const known: Known = { clientId, turn: 0, place: undefined }
      this.#byNumber.set(number, known)
      this.#byClient.set(clientId, known)
    }
  }

  /** The body of a message of movements; gives what it changed, or may change. */
  hearMotion(bytes: Uint8Array): readonly Movement[] {
    const changed: Movement[] = []
    for (const { number, turn, kind, place, step } of decodeEntries(bytes) ?? []) {
      const known = this.#byNumber.get(number)
      if (!known) continue
      const before = known.place
      if (kind === 'key') known.place = place
      else if (kind === 'none') known.place = null
      else if (known.place && (known.turn + 1) % TURNS === turn) {
        known.place = { unit: known.place.unit, x: known.place.x + place.x, y: known.place.y + place.y }
      } else if (step.length === 0) continue
      if (kind !== 'step' || (known.turn + 1) % TURNS === turn) known.turn = turn
      if (step.length > 0 || !isSamePlace(before, known.place)) changed.push({ clientId: known.clientId, step })
    }
    return changed
  }
}
