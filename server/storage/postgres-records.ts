/** Records in PostgreSQL. Each write looks in its own statement whether a room that it belongs to was deleted. */
import { COMMIT_TO_DISK, type Query } from './postgres-appends.ts'
import { decodeKey, encodeKey, keyRange, ownersOf } from './record-keys.ts'
import { type ListOptions, type RecordChange, type RecordKey, type Records, RoomDeleted } from './storage.ts'

/** Of the rooms `$1`, those with the mark of a deletion. */
const GRAVES = 'grave AS (SELECT room FROM inkroom_rooms WHERE room = ANY($1::text[]) AND last_seq < 0)'
const ALIVE = 'NOT EXISTS (SELECT FROM grave)'
const ANSWER = `SELECT (SELECT room FROM grave LIMIT 1) AS deleted, (SELECT count(*) FROM written)::int AS written,
  ${COMMIT_TO_DISK}`

export function postgresRecords(query: Query): Records {
  /** How many were written. */
  async function write(text: string, values: unknown[]): Promise<number> {
    const [{ deleted, written }] = (await query(text, values)).rows as [{ deleted: string | null; written: number }]
    if (deleted !== null) throw new RoomDeleted(deleted)
    return written
  }

  return {
    async get(key) {
      const { rows } = await query('SELECT value FROM inkroom_records WHERE key = $1', [encodeKey(key)])
      return rows.length > 0 ? rows[0].value : null
    },
    async write(changes) {
      if (changes.length > 0) await write(...writeAll(changes))
    },
    async swap(key, expected, value) {
      const known = [ownersOf([{ key, value }]), encodeKey(key), asBuffer(value)]
      return (await write(expected ? SWAP : CLAIM, expected ? [...known, asBuffer(expected)] : known)) === 1
    },
    async remove(prefix) {
      await query('DELETE FROM inkroom_records WHERE key >= $1 AND key < $2', [...keyRange(prefix)])
    },
    async list(prefix, options = {}) {
      const { rows } = await query(...listAll(prefix, options))
      return rows.map(({ key, value }) => ({ key: decodeKey(key), value }))
    },
  }
}

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
  const last = new Map(changes.map(({ key, value }) => [encodeKey(key).toString('latin1'), value]))
  const sorted = [...last].sort(([a], [b]) => (a < b ? -1 : 1))
  const values: unknown[] = [ownersOf(changes)]
  const place = (bytes: Buffer): string => `$${values.push(bytes)}::bytea`
  const puts: string[] = []
  const gone: string[] = []
  for (const [name, value] of sorted) {
    const key = place(Buffer.from(name, 'latin1'))
    if (value) puts.push(`(${key}, ${place(asBuffer(value))})`)
    else gone.push(key)
  }
  const put = `INSERT INTO inkroom_records SELECT key, value FROM (VALUES ${puts.join(', ')}) AS new (key, value)
    WHERE ${ALIVE} ORDER BY key ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING 1`
  const remove = `DELETE FROM inkroom_records WHERE key IN (${gone.join(', ')}) AND ${ALIVE} RETURNING 1`
  if (puts.length === 0) return [`WITH ${GRAVES}, written AS (${remove}) ${ANSWER}`, values]
  const removed = gone.length === 0 ? '' : `, removed AS (${remove})`
  return [`WITH ${GRAVES}, written AS (${put})${removed} ${ANSWER}`, values]
}

function listAll(prefix: RecordKey, { limit, reverse, after }: ListOptions): [string, unknown[]] {
  const values: unknown[] = [...keyRange(prefix)]
  let where = 'key >= $1 AND key < $2'
  if (after) where += ` AND key ${reverse ? '<' : '>'} $${values.push(encodeKey(after))}`
  const most = limit === undefined ? '' : `LIMIT $${values.push(limit)}`
  return [`SELECT key, value FROM inkroom_records WHERE ${where} ORDER BY key ${reverse ? 'DESC' : ''} ${most}`, values]
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
