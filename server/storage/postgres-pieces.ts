/**
 * Long values in PostgreSQL, in rows of half a mebibyte. In one parameter, 60 MiB would be copied several times in one go,
 * and come back as text of twice the length: everybody else at this process would wait for it.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { QueryResult } from 'pg'
import { systemRandom } from '../../lib/base/ids.ts'
import { joiningBytes } from '../../lib/base/steps.ts'
import { asBuffer, damaged, PIECE_BYTES } from './long-values.ts'

/** A statement on the connection of one transaction, or on any. */
export type Query = (text: string, values: unknown[]) => Promise<QueryResult>

/** Runs `work` in one transaction; `read`: over one view of the store, which it does not change. */
export type Transaction = <T>(work: (query: Query) => Promise<T>, mode?: 'read' | 'write') => Promise<T>

/** A table of pieces: what names one value there, as columns beside `nth` and `bytes`. */
interface PieceTable {
  readonly put: string
  readonly get: string
}
export const logPieces: PieceTable = {
  put: 'INSERT INTO inkroom_log_pieces (room, seq, nth, bytes) VALUES ($1, $2, $3, $4)',
  get: 'SELECT bytes FROM inkroom_log_pieces WHERE room = $1 AND seq = $2 AND nth = $3',
}
export const recordPieces: PieceTable = {
  put: 'INSERT INTO inkroom_record_pieces (key, nth, bytes) VALUES ($1, $2, $3)',
  get: 'SELECT bytes FROM inkroom_record_pieces WHERE key = $1 AND nth = $2',
}

/** Puts the pieces of one value; a last one, which is not full, ends it. */
export async function putPieces(
  query: Query,
  table: PieceTable,
  name: readonly unknown[],
  bytes: Uint8Array,
): Promise<void> {
  for (let nth = 0; nth * PIECE_BYTES <= bytes.length; nth++) {
    const piece = bytes.subarray(nth * PIECE_BYTES, (nth + 1) * PIECE_BYTES)
    await query(table.put, [...name, nth, asBuffer(piece)])
  }
}

/** Enough that two never take the same. */
const PLACE_BYTES = 5

/** A number below those of all snapshots, for pieces whose own is not known yet: seen by their transaction alone. */
export const unusedSeq = (): number =>
  systemRandom(PLACE_BYTES).reduce((place, byte) => place * 256 + byte, 0) - Number.MAX_SAFE_INTEGER

/** The value, put together in turns with others; null when it has no pieces. Throws when its end is missing. */
export async function readPieces(
  query: Query,
  table: PieceTable,
  name: readonly unknown[],
): Promise<Uint8Array | null> {
  const pieces: Buffer[] = []
  for (let piece: Buffer | undefined; !piece || piece.length === PIECE_BYTES; ) {
    const { rows } = await query(table.get, [...name, pieces.length])
    if (rows.length === 0 && pieces.length === 0) return null
    if (rows.length === 0) throw damaged(`piece ${pieces.length} of a value`)
    piece = rows[0].bytes as Buffer
    pieces.push(piece)
  }
  const joining = joiningBytes(pieces)
  for (;;) {
    const step = joining.next()
    if (step.done) return step.value
    await turn()
  }
}
