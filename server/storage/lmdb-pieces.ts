/**
 * Long values in lmdb, in pieces. In one place, 60 MiB would need 15,000 free pages in a row, and be copied in one go by
 * whoever reads it, with everybody else waiting.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { Database, Key, Transaction } from 'lmdb'
import { asBuffer, damaged, PIECE_BYTES } from './long-values.ts'

const LENGTH_BYTES = 8

/** The key of the nth piece of one value; the zeroth holds its length. */
export type PieceKeys<K> = (nth: number) => K

export class Pieces<K extends Key> {
  readonly #database: Database<Buffer, K>

  constructor(database: Database<Buffer, K>) {
    this.#database = database
  }

  /** Puts `bytes`, which must not change before it is committed. To be called where puts belong together. */
  put(keyOf: PieceKeys<K>, bytes: Uint8Array): void {
    const length = Buffer.allocUnsafe(LENGTH_BYTES)
    length.writeDoubleBE(bytes.length)
    void this.#database.put(keyOf(0), length)
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      void this.#database.put(keyOf(1 + from / PIECE_BYTES), asBuffer(bytes.subarray(from, from + PIECE_BYTES)))
    }
  }

  /** The length of the value as `transaction` sees it; null when there is none. */
  length(keyOf: PieceKeys<K>, transaction: Transaction): number | null {
    return this.#database.get(keyOf(0), { transaction })?.readDoubleBE() ?? null
  }

  /** The value as `transaction` sees it, read piece by piece with the turns of others in between; null when there is none. */
  async read(keyOf: PieceKeys<K>, transaction: Transaction): Promise<Buffer | null> {
    const length = this.length(keyOf, transaction)
    if (length === null) return null
    // A whole of its own: as a part of Node's common pool it could not be given to a worker without the rest of it.
    const whole = Buffer.allocUnsafeSlow(length)
    for (let from = 0; from < whole.length; from += PIECE_BYTES) {
      const piece = this.#database.get(keyOf(1 + from / PIECE_BYTES), { transaction })
      if (piece?.length !== Math.min(PIECE_BYTES, whole.length - from)) {
        throw damaged(`a piece at ${from} of ${whole.length} bytes`)
      }
      whole.set(piece, from)
      await turn()
    }
    return whole
  }

  /** The keys that are stored from `start` to before `end`. */
  keys(start: K, end: K): readonly K[] {
    return [...this.#database.getKeys({ start, end })]
  }

  remove(keys: readonly K[]): void {
    for (const key of keys) void this.#database.remove(key)
  }
}
