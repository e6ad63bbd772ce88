/** Storage for several processes: one PostgreSQL database that all of them share. */
import type { Pool, QueryResult } from 'pg'
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import { damaged, inPlace, isLong } from './long-values.ts'
import { COMMIT_TO_DISK, createAppendLanes } from './postgres-appends.ts'
import { PostgresFailed, placeOf, translate } from './postgres-errors.ts'
import { postgresMoving } from './postgres-moving.ts'
import { logPieces, putPieces, type Query, readPieces, type Transaction, unusedSeq } from './postgres-pieces.ts'
import { BEGIN, DEFAULT_CONNECTIONS, inTransaction, openPools } from './postgres-pool.ts'
import { postgresRecords, REMOVE_RECORDS } from './postgres-records.ts'
import { POSTGRES_FORMAT, prepareSchema } from './postgres-schema.ts'
import { keyRange, roomLine, roomPrefix } from './record-keys.ts'
import { RoomDeleted, type Seq, type Storage, type StoredRoom } from './storage.ts'

/** While the database takes no more connections, those that there are come free in turn: so long, and so often looked. */
const CROWDED_FOR_MS = 5_000
const CROWDED_RETRY_MS = 100
const CROWDED = '53300'
/** How often a server looks whether its tables were brought to a newer format. */
const FORMAT_EVERY_MS = 5_000
/** A database that is not up yet is waited for so long: it may be restored, or moved. */
const START_WITHIN_MS = 10 * 60_000
const START_RETRY_MS = 250

/** PostgreSQL's codes for "not yet" and "no more connections for now". */
const NOT_YET = new Set(['57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'])

const LOAD = `
  SELECT snapshot_seq AS seq, CASE WHEN snapshot_seq > $2 THEN snapshot END AS bytes, last_seq, true AS is_room
  FROM inkroom_rooms WHERE room = $1
  UNION ALL
  SELECT seq, bytes, NULL, false FROM inkroom_updates
  WHERE room = $1 AND seq > GREATEST($2, (SELECT snapshot_seq FROM inkroom_rooms WHERE room = $1))
  ORDER BY is_room DESC, seq`

const SNAPSHOT_SEQ = 'SELECT snapshot_seq AS seq FROM inkroom_rooms WHERE room = $1 AND last_seq >= 0'

/** The mark of a deletion: a row whose number no append continues and no compaction reaches. It also is the lock. */
const BURY = `
  INSERT INTO inkroom_rooms (room, last_seq) VALUES ($1, -1)
  ON CONFLICT (room) DO UPDATE SET last_seq = -1, snapshot_seq = 0, snapshot = NULL`
const IS_DELETED = 'SELECT FROM inkroom_rooms WHERE room = $1 AND last_seq < 0'

/** Of two processes that compact at once the one that knows more wins; a room that was deleted meanwhile stays so. */
const COMPACT = `
  WITH swapped AS (
    UPDATE inkroom_rooms SET snapshot = $2, snapshot_seq = $3
    WHERE room = $1 AND snapshot_seq < $3 AND last_seq >= $3 RETURNING room
  ), pieces AS (
    DELETE FROM inkroom_log_pieces WHERE room = $1 AND seq <= $3 AND seq <> $4 AND EXISTS (SELECT FROM swapped)
  ), updates AS (
    DELETE FROM inkroom_updates WHERE room = $1 AND seq <= $3 AND EXISTS (SELECT FROM swapped)
  )
  SELECT FROM swapped`

export interface PostgresOptions {
  readonly clock: Clock
  /** Of this process, to the database; one in four of them for appends alone. */
  readonly connections?: number
}

export async function createPostgresStorage(url: string, options: PostgresOptions): Promise<Storage> {
  const { clock, connections = DEFAULT_CONNECTIONS } = options
  const pools = openPools(url, connections)
  try {
    await start(pools.common, clock, placeOf(url))
  } catch (error) {
    await pools.end()
    throw error
  }
  let isClosed = false
  /** The tables are newer than this program: it stores nothing more, and says so whoever asks. */
  let fence: PostgresFailed | null = null

  /** Tries again for a while when the database takes no more connections: nothing has been done then. */
  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    const giveUpAt = clock.now() + CROWDED_FOR_MS
    for (;;) {
      if (isClosed) throw new PostgresFailed('storage-failed', 'the storage is closed')
      if (fence) throw fence
      try {
        return await work()
      } catch (error) {
        if (error instanceof RoomDeleted) throw error
        const { code } = error as { readonly code?: string }
        if (code !== CROWDED || clock.now() >= giveUpAt) throw translate(error)
      }
      await new Promise<void>((resolve) => clock.after(CROWDED_RETRY_MS, resolve))
    }
  }
  const queryBy = (pool: Pool, text: string, values: unknown[] = []): Promise<QueryResult> =>
    patiently(() => pool.query(text, values))
  const query = (text: string, values?: unknown[]): Promise<QueryResult> => queryBy(pools.common, text, values)
  const transaction: Transaction = (work, mode = 'write') =>
    patiently(() =>
      inTransaction(pools.common, BEGIN[mode], async (query) => {
        if (mode === 'write') await query(`SELECT ${COMMIT_TO_DISK}`, [])
        return work(query)
      }),
    )

  function newer(format: number): PostgresFailed {
    const reason = `its tables have format ${format} by now, and this version knows format ${POSTGRES_FORMAT}`
    fence = new PostgresFailed('storage-failed', `the storage is of a newer version: ${reason}; start that one here`)
    return fence
  }
  async function checkFormat(): Promise<void> {
    const { rows } = await query('SELECT format FROM inkroom_meta')
    const format = Number(rows[0]?.format)
    if (format > POSTGRES_FORMAT) throw newer(format)
  }
  // Whoever only reads notices it too.
  const stopLooking = clock.every(FORMAT_EVERY_MS, () => void checkFormat().catch(() => {}))
  const lane = createAppendLanes({
    query: (text, values) => queryBy(pools.appends, text, values),
    queryBeside: query,
    transaction,
    lanes: pools.lanes,
    format: POSTGRES_FORMAT,
    clock,
    newer,
  })

  return {
    log: {
      async load(room, after = 0) {
        const loaded = readRoom(room, (await query(LOAD, [room, after])).rows)
        if (!loaded || !hasPieces(loaded)) return loaded
        return transaction(async (query) => {
          const { rows } = await query(SNAPSHOT_SEQ, [room])
          // Unless it was compacted or deleted in between, the pieces of what was read are all there.
          const isSame = Number(rows[0]?.seq) === loaded.snapshotSeq
          const seen = isSame ? loaded : readRoom(room, (await query(LOAD, [room, after])).rows)
          return seen && withPieces(room, seen, query)
        }, 'read')
      },
      append: (room, updates) => lane.append(room, updates),
      async compact(room, snapshot, upTo) {
        if (!isLong(snapshot)) return void (await query(COMPACT, [room, inPlace(snapshot), upTo, 0]))
        await transaction(async (query) => {
          // Under a number of their own until the row is locked, which is for the end alone.
          const place = unusedSeq()
          await putPieces(query, logPieces, [room, place], snapshot)
          const { rowCount } = await query(COMPACT, [room, inPlace(snapshot), upTo, place])
          if (rowCount === 1)
            await query('UPDATE inkroom_log_pieces SET seq = $3 WHERE room = $1 AND seq = $2', [room, place, -upTo])
          else await query('DELETE FROM inkroom_log_pieces WHERE room = $1 AND seq = $2', [room, place])
        })
      },
      async delete(room) {
        const own = [roomPrefix(room), roomLine(room)].map((prefix) => [...keyRange(prefix)])
        // Behind the lock of the row, made when there is none: nobody appends between the steps.
        await transaction(async (query) => {
          await query(BURY, [room])
          for (const table of ['inkroom_updates', 'inkroom_log_pieces']) {
            await query(`DELETE FROM ${table} WHERE room = $1`, [room])
          }
          for (const range of own) await query(REMOVE_RECORDS, range)
        })
        // Again: a record that was being written when the mark was set did not see it. Who begins now does.
        for (const range of own) await query(REMOVE_RECORDS, range)
      },
      async isDeleted(room) {
        return (await query(IS_DELETED, [room])).rowCount === 1
      },
    },
    records: postgresRecords(query, transaction),
    moving: postgresMoving(query, transaction),
    async check() {
      await checkFormat()
      await queryBy(pools.appends, 'UPDATE inkroom_meta SET checks = checks + 1')
    },
    async usage() {
      const { rows } = await query('SELECT pg_database_size(current_database()) AS bytes')
      return { usedBytes: Number(rows[0].bytes), disk: null }
    },
    async close() {
      if (isClosed) return
      stopLooking()
      await lane.settle()
      isClosed = true
      await pools.end()
    },
  }
}

/** Waits for a database that is still coming up. */
async function start(pool: Pool, clock: Clock, place: string): Promise<void> {
  const giveUpAt = clock.now() + START_WITHIN_MS
  let isSaid = false
  for (;;) {
    try {
      const client = await pool.connect()
      const format = await prepareSchema(client).finally(() => client.release())
      if (format <= POSTGRES_FORMAT) return
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
      if (!isSaid)
        process.emitWarning(`the storage at ${place} is not there yet (${translate(error).message}): waiting`)
      isSaid = true
      await new Promise<void>((resolve) => clock.after(START_RETRY_MS, resolve))
    }
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

const hasPieces = ({ snapshot, updates }: StoredRoom): boolean =>
  snapshot?.length === 0 || updates.some(({ bytes }) => bytes.length === 0)

/** The room with what lies in pieces put in its place, as the transaction of `query` sees it. */
async function withPieces(room: RoomId, stored: StoredRoom, query: Query): Promise<StoredRoom> {
  const wholeOf = async (seq: Seq, inPlace: Uint8Array): Promise<Uint8Array> => {
    const whole = inPlace.length > 0 ? inPlace : await readPieces(query, logPieces, [room, seq])
    if (!whole) throw damaged(`the beginning of ${seq}`)
    return whole
  }
  const updates: { readonly seq: Seq; readonly bytes: Uint8Array }[] = []
  for (const { seq, bytes } of stored.updates) updates.push({ seq, bytes: await wholeOf(seq, bytes) })
  const snapshot = stored.snapshot && (await wholeOf(-stored.snapshotSeq, stored.snapshot))
  return { ...stored, snapshot, updates }
}
