/** Small records in lmdb, and the few long ones (pictures, versions), which lie in pieces beside them. */
import type { Database, RootDatabase, Transaction } from 'lmdb'
import { commit } from './lmdb-commit.ts'
import type { LmdbLog } from './lmdb-log.ts'
import { Pieces } from './lmdb-pieces.ts'
import type { LmdbReads } from './lmdb-reads.ts'
import { inPlace, isLong } from './long-values.ts'
import { decodeKey, encodeKey, keyRange, ownersOf, startsWith } from './record-keys.ts'
import type { ListOptions, RecordChange, RecordKey, Records } from './storage.ts'

/** No key of a record holds two NULs in a row. */
const PIECE_MARK = Buffer.from([0, 0])
const NTH_BYTES = 4
const LAST_NTH = 0xff_ff_ff_ff

const pieceKeys = (key: Buffer) => (nth: number) => {
  const place = Buffer.allocUnsafe(NTH_BYTES)
  place.writeUInt32BE(nth)
  return Buffer.concat([key, PIECE_MARK, place])
}

export class LmdbRecords implements Records {
  readonly #root: RootDatabase<unknown, string>
  readonly #reads: LmdbReads
  readonly #log: LmdbLog
  readonly #records: Database<Buffer, Buffer>
  readonly #pieces: Pieces<Buffer>
  /** All of it, to be counted. */
  readonly parts: readonly { getStats(): object }[]

  constructor(root: RootDatabase<unknown, string>, reads: LmdbReads, log: LmdbLog) {
    this.#root = root
    this.#reads = reads
    this.#log = log
    this.#records = root.openDB({ name: 'records', encoding: 'binary', keyEncoding: 'binary' })
    const pieces = root.openDB<Buffer, Buffer>({ name: 'record-pieces', encoding: 'binary', keyEncoding: 'binary' })
    this.#pieces = new Pieces(pieces)
    this.parts = [this.#records, pieces]
  }

  get(key: RecordKey): Promise<Uint8Array | null> {
    const encoded = encodeKey(key)
    return this.#reads.run(async (transaction) => {
      const value = this.#records.get(encoded, { transaction })
      return value ? this.#whole(encoded, value, transaction) : null
    })
  }

  size(key: RecordKey): Promise<number | null> {
    const encoded = encodeKey(key)
    return this.#reads.run(async (transaction) => {
      const value = this.#records.get(encoded, { transaction })
      if (!value || value.length > 0) return value?.length ?? null
      return this.#pieces.length(pieceKeys(encoded), transaction) ?? 0
    })
  }

  async write(changes: readonly RecordChange[]): Promise<void> {
    const encoded = changes.map(({ key, value }) => ({ key: encodeKey(key), value }))
    const replaced = encoded.flatMap(({ key }) => this.#piecesOf(key))
    await this.#log.putIfAlive(ownersOf(changes), () => {
      this.#pieces.remove(replaced)
      for (const { key, value } of encoded) {
        if (value) this.#put(key, value)
        else void this.#records.remove(key)
      }
    })
  }

  async swap(key: RecordKey, expected: Uint8Array | null, value: Uint8Array): Promise<boolean> {
    const encoded = encodeKey(key)
    let isDone = false
    await commit(this.#root, () => {
      this.#log.requireAlive(ownersOf([{ key, value }]))
      const stored = this.#records.get(encoded) ?? null
      isDone = expected && stored ? Buffer.compare(stored, expected) === 0 : expected === stored
      if (isDone) this.#put(encoded, value)
    })
    return isDone
  }

  async remove(prefix: RecordKey): Promise<void> {
    await commit(this.#root, () => this.removeWithin(prefix))
  }

  /** To be called within a transaction. */
  removeWithin(prefix: RecordKey): void {
    const [start, end] = keyRange(prefix)
    for (const key of [...this.#records.getKeys({ start, end })]) void this.#records.remove(key)
    this.#pieces.remove(this.#pieces.keys(start, end))
  }

  list(prefix: RecordKey, options: ListOptions = {}) {
    return this.#reads.run(async (transaction) => {
      const [low, high] = keyRange(prefix)
      const after = options.after ? encodeKey(options.after) : null
      const range = options.reverse
        ? { start: after ?? high, end: low, reverse: true, inclusiveEnd: true, transaction }
        : { start: after ?? low, end: high, transaction }
      const found: { readonly encoded: Buffer; readonly key: RecordKey; readonly value: Buffer }[] = []
      for (const { key: encoded, value } of this.#records.getRange(range)) {
        if (found.length === options.limit) break
        const key = decodeKey(encoded)
        if (startsWith(key, prefix) && !(after && Buffer.compare(after, encoded) === 0))
          found.push({ encoded, key, value })
      }
      const whole: { readonly key: RecordKey; readonly value: Uint8Array }[] = []
      for (const { encoded, key, value } of found) {
        whole.push({ key, value: await this.#whole(encoded, value, transaction) })
      }
      return whole
    })
  }

  #put(key: Buffer, value: Uint8Array): void {
    void this.#records.put(key, inPlace(value))
    if (isLong(value)) this.#pieces.put(pieceKeys(key), value)
  }

  #piecesOf(key: Buffer): readonly Buffer[] {
    const keyOf = pieceKeys(key)
    return this.#records.get(key)?.length === 0 ? this.#pieces.keys(keyOf(0), keyOf(LAST_NTH)) : []
  }

  async #whole(key: Buffer, value: Buffer, transaction: Transaction): Promise<Uint8Array> {
    return value.length > 0 ? value : ((await this.#pieces.read(pieceKeys(key), transaction)) ?? value)
  }
}
