/** Storage for several processes: one PostgreSQL database that all of them share. */
import { Pool, type PoolClient, type QueryResult } from 'pg'
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import { createAppendLane } from './postgres-appends.ts'
import { postgresRecords } from './postgres-records.ts'
import { POSTGRES_FORMAT, prepareSchema } from './postgres-schema.ts'
import { keyRange, roomLine, roomPrefix } from './record-keys.ts'
import { RoomDeleted, type Seq, type Storage, type StoredRoom } from './storage.ts'

/** Connections of one process; one of them is always for appends. */
const MAX_CONNECTIONS = 8
const CONNECT_TIMEOUT_MS = 5_000
/** An answer that takes longer counts as lost, and its connection is thrown away. */
const QUERY_TIMEOUT_MS = 15_000
/** A database that starts together with this process gets this long to come up. */
const START_WITHIN_MS = 15_000
const START_RETRY_MS = 250
const APPLICATION = 'inkroom'

/** PostgreSQL's codes for "not yet" and "no more connections for now". */
const NOT_YET = new Set(['57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'])

const LOAD = `
  SELECT snapshot_seq AS seq, CASE WHEN snapshot_seq > $2 THEN snapshot END AS bytes, last_seq, true AS is_room
  FROM inkroom_rooms WHERE room = $1
  UNION ALL
  SELECT seq, bytes, NULL, false FROM inkroom_updates
  WHERE room = $1 AND seq > GREATEST($2, (SELECT snapshot_seq FROM inkroom_rooms WHERE room = $1))
  ORDER BY is_room DESC, seq`

const COMMIT_TO_DISK = `
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`

/** The mark of a deletion: a row whose number no append continues and no compaction reaches. It also is the lock. */
const BURY = `
  INSERT INTO inkroom_rooms (room, last_seq) VALUES ($1, -1)
  ON CONFLICT (room) DO UPDATE SET last_seq = -1, snapshot_seq = 0, snapshot = NULL`
const IS_DELETED = 'SELECT FROM inkroom_rooms WHERE room = $1 AND last_seq < 0'
const REMOVE_RECORDS = 'DELETE FROM inkroom_records WHERE key >= $1 AND key < $2'

/** Of two processes that compact at once the one that knows more wins; a room that was deleted meanwhile stays so. */
const COMPACT = `
  WITH swapped AS (
    UPDATE inkroom_rooms SET snapshot = $2, snapshot_seq = $3
    WHERE room = $1 AND snapshot_seq < $3 AND last_seq >= $3 RETURNING room
  )
  DELETE FROM inkroom_updates WHERE room = $1 AND seq <= $3 AND EXISTS (SELECT FROM swapped)`

/** What PostgreSQL or the way to it refused. The message holds no content and no password. */
export class PostgresFailed extends Error {
  readonly code: 'storage-unreachable' | 'storage-refused' | 'storage-failed'
  constructor(code: PostgresFailed['code'], message: string) {
    super(message)
    this.name = 'PostgresFailed'
    this.code = code
  }
}

export async function createPostgresStorage(url: string, clock: Clock): Promise<Storage> {
  const pool = openPool(url)
  try {
    await start(pool, clock, placeOf(url))
  } catch (error) {
    await pool.end()
    throw error
  }
  let isClosed = false

  async function query(text: string, values: unknown[] = []): Promise<QueryResult> {
    if (isClosed) throw new PostgresFailed('storage-failed', 'the storage is closed')
    try {
      return await pool.query(text, values)
    } catch (error) {
      throw translate(error)
    }
  }
  const lane = createAppendLane(query)

  return {
    log: {
      async load(room, after = 0) {
        return readRoom(room, (await query(LOAD, [room, after])).rows)
      },
      append: (room, updates) => lane.append(room, updates),
      async compact(room, snapshot, upTo) {
        await query(COMPACT, [room, asBuffer(snapshot), upTo])
      },
      async delete(room) {
        const own = [roomPrefix(room), roomLine(room)].map((prefix) => [...keyRange(prefix)])
        // Behind the lock of the row, made when there is none: nobody appends between the steps.
        await transaction(pool, async (client) => {
          await client.query(BURY, [room])
          await client.query('DELETE FROM inkroom_updates WHERE room = $1', [room])
          for (const range of own) await client.query(REMOVE_RECORDS, range)
        })
        // Again: a record that was being written when the mark was set did not see it. Who begins now does.
        for (const range of own) await query(REMOVE_RECORDS, range)
      },
      async isDeleted(room) {
        return (await query(IS_DELETED, [room])).rowCount === 1
      },
    },
    records: postgresRecords(query),
    async check() {
      await query('UPDATE inkroom_meta SET checks = checks + 1')
    },
    async usage() {
      const { rows } = await query('SELECT pg_database_size(current_database()) AS bytes')
      return { usedBytes: Number(rows[0].bytes), disk: null }
    },
    async close() {
      if (isClosed) return
      await lane.settle()
      isClosed = true
      await pool.end()
    },
  }
}

function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: APPLICATION,
    // A server may be set to answer before the disk has it; "saved" would be a lie then.
    onConnect: async (client) => {
      await client.query(COMMIT_TO_DISK)
    },
  })
  // An idle connection that breaks is replaced by the next use; unheard, it would count as a bug of the process.
  pool.on('error', () => {})
  return pool
}

/** Waits for a database that is still coming up. */
async function start(pool: Pool, clock: Clock, place: string): Promise<void> {
  const giveUpAt = clock.now() + START_WITHIN_MS
  for (;;) {
    try {
      const client = await pool.connect()
      const format = await prepareSchema(client).finally(() => client.release())
      if (format === POSTGRES_FORMAT) return
      const reason = `it has format ${format}, and this version reads format ${POSTGRES_FORMAT}`
      throw new PostgresFailed('storage-refused', `the storage at ${place} is refused: ${reason}. Nothing was changed.`)
    } catch (error) {
      if (error instanceof PostgresFailed) throw error
      const { code = '' } = error as { readonly code?: string }
      if (!NOT_YET.has(code) || clock.now() >= giveUpAt) {
        const reason = translate(error).message
        throw new PostgresFailed(
          'storage-unreachable',
          `the storage at ${place} cannot be used: ${reason} (STORAGE_URL)`,
        )
      }
      await new Promise<void>((resolve) => clock.after(START_RETRY_MS, resolve))
    }
  }
}

async function transaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  let client: PoolClient | null = null
  let failure: Error | null = null
  try {
    client = await pool.connect()
    await client.query('BEGIN')
    await work(client)
    await client.query('COMMIT')
  } catch (error) {
    failure = translate(error)
    throw failure
  } finally {
    // A connection that failed is thrown away, and its transaction with it.
    client?.release(failure ?? false)
  }
}

interface LoadRow {
  readonly seq: string
  readonly bytes: Buffer | null
  readonly last_seq: string
}

/** The first row is the room itself. */
function readRoom(id: RoomId, rows: readonly LoadRow[]): StoredRoom | null {
  const [room, ...updates] = rows
  if (!room) return null
  if (Number(room.last_seq) < 0) throw new RoomDeleted(id)
  return {
    snapshot: room.bytes,
    snapshotSeq: Number(room.seq),
    lastSeq: Number(room.last_seq),
    updates: updates.map(({ seq, bytes }) => ({ seq: Number(seq) as Seq, bytes: bytes as Buffer })),
  }
}

/** Only PostgreSQL's own words and code: details of an error may quote rows. */
function translate(error: unknown): PostgresFailed {
  if (error instanceof PostgresFailed) return error
  const { code, message } = error as { readonly code?: string; readonly message: string }
  return new PostgresFailed('storage-failed', code ? `${message} (${code})` : message)
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'the given address'
  const { hostname, port, pathname } = new URL(url)
  return `postgres://${hostname}${port ? `:${port}` : ''}${pathname}`
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
