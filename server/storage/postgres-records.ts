/** Records in PostgreSQL. Each write looks in its own statement whether a room that it belongs to was deleted. */

import { asBuffer, inPlace, isLong } from './long-values.ts'
import { COMMIT_TO_DISK } from './postgres-appends.ts'
import { putPieces, type Query, readPieces, recordPieces, type Transaction } from './postgres-pieces.ts'
import { decodeKey, encodeKey, keyRange, ownersOf } from './record-keys.ts'
import { type ListOptions, type RecordChange, type RecordKey, type Records, RoomDeleted } from './storage.ts'

/** Of the rooms `$1`, those with the mark of a deletion. */
const GRAVES = 'grave AS (SELECT room FROM inkroom_rooms WHERE room = ANY($1::text[]) AND last_seq < 0)'
const ALIVE = 'NOT EXISTS (SELECT FROM grave)'
const ANSWER = `SELECT (SELECT room FROM grave LIMIT 1) AS deleted, (SELECT count(*) FROM written)::int AS written,
  ${COMMIT_TO_DISK}`

export function postgresRecords(query: Query, transaction: Transaction): Records {
  /** How many were written. */
  async function write(text: string, values: unknown[], by = query): Promise<number> {
    const [{ deleted, written }] = (await by(text, values)).rows as [{ deleted: string | null; written: number }]
    if (deleted !== null) throw new RoomDeleted(deleted)
    return written
  }

  async function get(key: RecordKey): Promise<Uint8Array | null> {
    const name = encodeKey(key)
    const { rows } = await query(GET, [name])
    if (rows.length === 0 || rows[0].value.length > 0) return rows[0]?.value ?? null
    return transaction(async (query) => {
      const value: Buffer | undefined = (await query(GET, [name])).rows[0]?.value
      if (value === undefined || value.length > 0) return value ?? null
      return (await readPieces(query, recordPieces, [name])) ?? value
    }, 'read')
  }

  return {
    get,
    async size(key) {
      const { rows } = await query(SIZE, [encodeKey(key)])
      return rows.length === 0 ? null : Number(rows[0].bytes)
    },
    async write(changes) {
      const long = longOnes(changes)
      if (changes.length === 0) return
      if (long.size === 0) return void (await write(...writeAll(changes)))
      await transaction(async (query) => {
        // Of two that write the same long value, one waits here for the other, and not in the middle of its pieces.
        for (const name of [...long.keys()].sort()) await query(LOCK_KEY, [Buffer.from(name, 'latin1').toString('hex')])
        for (const [name, value] of long) {
          const key = Buffer.from(name, 'latin1')
          await query('DELETE FROM inkroom_record_pieces WHERE key = $1', [key])
          await putPieces(query, recordPieces, [key], value)
        }
        // Last, as it looks whether the room was deleted: the pieces take their time.
        await write(...writeAll(changes), query)
      })
    },
    async swap(key, expected, value) {
      const known = [ownersOf([{ key, value }]), encodeKey(key), asBuffer(value)]
      return (await write(expected ? SWAP : CLAIM, expected ? [...known, asBuffer(expected)] : known)) === 1
    },
    async remove(prefix) {
      await query(REMOVE_RECORDS, [...keyRange(prefix)])
    },
    async list(prefix, options = {}) {
      const { rows } = await query(...listAll(prefix, options))
      const found: { key: RecordKey; value: Uint8Array }[] = []
      for (const { key, value } of rows) {
        const whole = value.length > 0 ? value : await get(decodeKey(key))
        if (whole) found.push({ key: decodeKey(key), value: whole })
      }
      return found
    },
  }
}

const GET = 'SELECT value FROM inkroom_records WHERE key = $1'
const SIZE = `
  SELECT CASE WHEN length(value) > 0 THEN length(value)
    ELSE (SELECT coalesce(sum(length(bytes)), 0) FROM inkroom_record_pieces WHERE key = $1) END AS bytes
  FROM inkroom_records WHERE key = $1`
const LOCK_KEY = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))'
/** By the first key and the one that ends them. */
export const REMOVE_RECORDS = `
  WITH pieces AS (DELETE FROM inkroom_record_pieces WHERE key >= $1 AND key < $2)
  DELETE FROM inkroom_records WHERE key >= $1 AND key < $2`

/** The long values among them, by the bytes of their keys. */
function longOnes(changes: readonly RecordChange[]): ReadonlyMap<string, Uint8Array> {
  const long = new Map<string, Uint8Array>()
  for (const [name, value] of lastOf(changes)) if (value && isLong(value)) long.set(name, value)
  return long
}

/** What each key is to be in the end, by the bytes of the key. */
const lastOf = (changes: readonly RecordChange[]) =>
  new Map(changes.map(({ key, value }) => [encodeKey(key).toString('latin1'), value]))

const SWAP = `
  WITH ${GRAVES}, written AS (
    UPDATE inkroom_records SET value = $3 WHERE key = $2 AND value = $4 AND ${ALIVE} RETURNING 1
  ) ${ANSWER}`

const CLAIM = `
  WITH ${GRAVES}, written AS (
    INSERT INTO inkroom_records SELECT $2::bytea, $3::bytea WHERE ${ALIVE} ON CONFLICT DO NOTHING RETURNING 1
  ) ${ANSWER}`

/** One statement, so all or nothing; keys in order, so that two writers never wait for one another. */
function writeAll(changes: readonly RecordChange[]): [string, unknown[]] {
  const sorted = [...lastOf(changes)].sort(([a], [b]) => (a < b ? -1 : 1))
  const values: unknown[] = [ownersOf(changes)]
  const place = (bytes: Buffer): string => `$${values.push(bytes)}::bytea`
  /** Those that lie in no pieces, or no longer. */
  const whole: string[] = []
  const puts: string[] = []
  const gone: string[] = []
  for (const [name, value] of sorted) {
    const key = place(Buffer.from(name, 'latin1'))
    if (!value || !isLong(value)) whole.push(key)
    if (value) puts.push(`(${key}, ${place(inPlace(value))})`)
    else gone.push(key)
  }
  const put = `INSERT INTO inkroom_records SELECT key, value FROM (VALUES ${puts.join(', ')}) AS new (key, value)
    WHERE ${ALIVE} ORDER BY key ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING 1`
  const remove = `DELETE FROM inkroom_records WHERE key IN (${gone.join(', ')}) AND ${ALIVE} RETURNING 1`
  const old =
    whole.length === 0
      ? ''
      : `, old AS (DELETE FROM inkroom_record_pieces WHERE key IN (${whole.join(', ')}) AND ${ALIVE})`
  if (puts.length === 0) return [`WITH ${GRAVES}, written AS (${remove})${old} ${ANSWER}`, values]
  const removed = gone.length === 0 ? '' : `, removed AS (${remove})`
  return [`WITH ${GRAVES}, written AS (${put})${removed}${old} ${ANSWER}`, values]
}

function listAll(prefix: RecordKey, { limit, reverse, after }: ListOptions): [string, unknown[]] {
  const values: unknown[] = [...keyRange(prefix)]
  let where = 'key >= $1 AND key < $2'
  if (after) where += ` AND key ${reverse ? '<' : '>'} $${values.push(encodeKey(after))}`
  const most = limit === undefined ? '' : `LIMIT $${values.push(limit)}`
  return [`SELECT key, value FROM inkroom_records WHERE ${where} ORDER BY key ${reverse ? 'DESC' : ''} ${most}`, values]
}
