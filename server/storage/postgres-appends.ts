/**
 * Appends to PostgreSQL: what comes while a transaction is under way becomes the next one, in one statement and with one
 * sync. Numbers come from a counter row per room, whose lock is held until the commit: a reader who sees a number sees
 * all lower ones, whichever process wrote them.
 */
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import { inPlace, isLong } from './long-values.ts'
import { logPieces, putPieces, type Query, type Transaction, unusedSeq } from './postgres-pieces.ts'
import { RoomDeleted, type Seq } from './storage.ts'

/** What one transaction takes; a single larger append still goes whole, what is long in it in pieces. */
const MAX_BATCH_BYTES = 2 * 1024 * 1024
const MAX_BATCH_PARTS = 5_000

/**
 * A server may be set to answer before the disk has it; "saved" would be a lie then. Said in the statement itself, for its
 * own transaction: behind PgBouncer each statement may run in another session.
 */
export const COMMIT_TO_DISK = `(SELECT set_config('synchronous_commit', 'on', true)
  WHERE current_setting('synchronous_commit') = 'off') AS to_disk`

/**
 * A deleted room's row stays, with a number below nothing: it is not counted on, so nothing is stored for it. The lock of
 * the row decides between an append and a deletion, whichever process does which.
 * Where the tables are of a newer version, nothing is counted at all.
 * All bytes travel as one parameter, since arrays of bytes would be sent as text of twice the size.
 */
const APPEND = `
  WITH parts AS (
    SELECT room, ord, substring($4::bytea FROM first + 1 FOR size) AS bytes
    FROM unnest($1::text[], $2::int[], $3::int[]) WITH ORDINALITY AS part (room, first, size, ord)
  ), counted AS (
    INSERT INTO inkroom_rooms AS kept (room, last_seq)
    SELECT room, count(*) FROM parts WHERE (SELECT format FROM inkroom_meta) = $5 GROUP BY room ORDER BY room
    ON CONFLICT (room) DO UPDATE SET last_seq = kept.last_seq + excluded.last_seq WHERE kept.last_seq >= 0
    RETURNING room, last_seq
  ), numbered AS (
    SELECT room, bytes, row_number() OVER (PARTITION BY room ORDER BY ord DESC) - 1 AS back FROM parts
  ), stored AS (
    INSERT INTO inkroom_updates (room, seq, bytes)
    SELECT room, last_seq - back, bytes FROM numbered JOIN counted USING (room)
  )
  SELECT format, room, last_seq, ${COMMIT_TO_DISK} FROM inkroom_meta LEFT JOIN counted ON true`

interface Append {
  readonly room: RoomId
  readonly updates: readonly Uint8Array[]
  readonly bytes: number
  resolve(seq: Seq): void
  reject(error: unknown): void
}

export interface AppendLane {
  append(room: RoomId, updates: readonly Uint8Array[]): Promise<Seq>
  /** Resolves when nothing is under way. */
  settle(): Promise<void>
}

export interface AppendOptions {
  readonly query: Query
  /** For what waits: it must not take a connection from the lanes. */
  readonly queryBeside: Query
  /** For what is long: beside the lanes too. */
  readonly transaction: Transaction
  readonly lanes: number
  /** The version of the tables that this program writes. */
  readonly format: number
  readonly clock: Pick<Clock, 'now'>
  /** The tables are newer: whoever asks from now on is refused. */
  readonly newer: (format: number) => Error
}

/** How PostgreSQL says that another transaction has held a row for too long. */
const LOCKED = '55P03'
/** What a stuck room's appends wait for its row; then their authors are sent away to come back. */
const STUCK_FOR_MS = 10_000

/** Of the rooms `$1`, those whose row someone else holds. */
const HELD = `
  WITH free AS (SELECT room FROM inkroom_rooms WHERE room = ANY($1::text[]) FOR UPDATE SKIP LOCKED)
  SELECT room FROM inkroom_rooms WHERE room = ANY($1::text[]) AND room NOT IN (SELECT room FROM free)`

/** Gives the pieces of an update their place, which was not known when they were put. */
const PLACE_PIECES = 'UPDATE inkroom_log_pieces SET seq = $3 WHERE room = $1 AND seq = $2'

/**
 * Each room has one lane, so that its appends stay in order. A room whose row is held, or which has something long to
 * store, goes on beside it, alone.
 */
export function createAppendLanes(options: AppendOptions): AppendLane {
  const lanes = Array.from({ length: options.lanes }, () => createAppendLane(options))
  const laneOf = (room: RoomId): AppendLane => {
    let hash = 0
    for (let i = 0; i < room.length; i++) hash = (hash * 31 + room.charCodeAt(i)) >>> 0
    return lanes[hash % lanes.length]
  }
  return {
    append: (room, updates) => laneOf(room).append(room, updates),
    async settle() {
      await Promise.all(lanes.map((lane) => lane.settle()))
    },
  }
}

function createAppendLane(options: AppendOptions): AppendLane {
  const { query, clock } = options
  let waiting: Append[] = []
  let running: Promise<void> | null = null
  /** What is under way in the lane itself: what is set aside comes after it. */
  let inFlight: Promise<void> = Promise.resolve()
  /** By room: what waits for its row beside the lane. */
  const stuck = new Map<RoomId, { appends: Append[]; readonly done: Promise<void> }>()

  function takeBatch(): readonly Append[] {
    let bytes = 0
    let parts = 0
    const end = waiting.findIndex((append, i) => {
      bytes += append.bytes
      parts += append.updates.length
      return i > 0 && (bytes > MAX_BATCH_BYTES || parts > MAX_BATCH_PARTS)
    })
    const batch = end < 0 ? waiting : waiting.slice(0, end)
    waiting = waiting.slice(batch.length)
    return batch
  }

  async function store(batch: readonly Append[], by: Query = query): Promise<void> {
    const hasLong = batch.some(({ updates }) => updates.some(isLong))
    const lastSeqs = hasLong
      ? await options.transaction((query) => writeLong({ ...options, query }, batch))
      : await write({ ...options, query: by }, batch)
    for (const append of [...batch].reverse()) {
      const last = lastSeqs.get(append.room)
      if (last === undefined) {
        append.reject(new RoomDeleted(append.room))
        continue
      }
      lastSeqs.set(append.room, last - append.updates.length)
      append.resolve(last)
    }
  }

  /** Its row is held, or there is much to send: only this room waits on. */
  async function storeBeside(room: RoomId): Promise<void> {
    const giveUpAt = clock.now() + STUCK_FOR_MS
    const entry = stuck.get(room)
    while (entry && entry.appends.length > 0) {
      const batch = entry.appends
      entry.appends = []
      try {
        await store(batch, options.queryBeside)
      } catch (error) {
        if (isLocked(error) && clock.now() < giveUpAt) entry.appends = [...batch, ...entry.appends]
        else for (const { reject } of batch) reject(error)
      }
    }
    stuck.delete(room)
  }

  function setAside(batch: readonly Append[], rooms: ReadonlySet<RoomId>): void {
    for (const room of rooms) {
      const isTheirs = (append: Append): boolean => append.room === room
      const appends = [...batch.filter(isTheirs), ...waiting.filter(isTheirs)]
      waiting = waiting.filter((append) => !isTheirs(append))
      const beside = stuck.get(room)
      // Set aside already, and not begun: that waits for the lane too.
      if (beside) beside.appends.unshift(...appends)
      else stuck.set(room, { appends, done: inFlight.catch(() => {}).then(() => storeBeside(room)) })
    }
  }

  /** Someone holds a row: those of other rooms are stored, whoever is stuck is set aside. */
  async function storeAround(batch: readonly Append[]): Promise<void> {
    const rooms = [...new Set(batch.map(({ room }) => room))]
    const { rows } = await options.queryBeside(HELD, [rooms])
    const held = new Set(rows.map(({ room }) => room as RoomId))
    setAside(batch, held)
    // A row that is only being made is held as well, and seen by nobody: then each room is tried alone.
    const others = rooms.filter((room) => !held.has(room))
    const rest = batch.filter(({ room }) => !held.has(room))
    const portions = held.size > 0 ? [rest] : others.map((room) => rest.filter((append) => append.room === room))
    for (const portion of portions) {
      if (portion.length === 0) continue
      try {
        await store(portion)
      } catch (error) {
        if (isLocked(error)) setAside(portion, new Set(portion.map(({ room }) => room)))
        else for (const { reject } of portion) reject(error)
      }
    }
  }

  async function run(): Promise<void> {
    // Appends of one turn belong together.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = takeBatch()
      try {
        inFlight = store(batch).catch((error) => {
          if (!isLocked(error)) throw error
          return storeAround(batch)
        })
        await inFlight
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    // Here and not when the promise settles: what is appended in between would wait for ever.
    running = null
  }

  return {
    append(room, updates) {
      const bytes = updates.reduce((sum, update) => sum + update.length, 0)
      return new Promise<Seq>((resolve, reject) => {
        const append: Append = { room, updates, bytes, resolve, reject }
        const beside = stuck.get(room)
        if (beside) {
          beside.appends.push(append)
        } else if (updates.some(isLong)) {
          // With all that waits of the room, which comes before it.
          waiting.push(append)
          setAside([], new Set([room]))
        } else {
          waiting.push(append)
          running ??= run()
        }
      })
    },
    async settle() {
      await running
      await Promise.all([...stuck.values()].map(({ done }) => done))
    },
  }
}

const isLocked = (error: unknown): boolean => (error as { readonly state?: unknown }).state === LOCKED

/**
 * The same with what is long in pieces, in a transaction: they are put first, under a number that no update has, so that
 * the room's row is held only for the end.
 */
async function writeLong(options: AppendOptions, batch: readonly Append[]): Promise<Map<RoomId, Seq>> {
  const { query } = options
  const places: { readonly room: RoomId; readonly index: number; readonly place: number }[] = []
  const counts = new Map<RoomId, number>()
  for (const { room, updates } of batch) {
    for (const update of updates) {
      const index = counts.get(room) ?? 0
      counts.set(room, index + 1)
      if (!isLong(update)) continue
      const place = unusedSeq()
      await putPieces(query, logPieces, [room, place], update)
      places.push({ room, index, place })
    }
  }
  const lastSeqs = await write(options, batch)
  for (const { room, index, place } of places) {
    const last = lastSeqs.get(room)
    // Of a deleted room nothing is kept.
    if (last === undefined) await query('DELETE FROM inkroom_log_pieces WHERE room = $1 AND seq = $2', [room, place])
    else await query(PLACE_PIECES, [room, place, last - (counts.get(room) ?? 0) + index + 1])
  }
  return lastSeqs
}

async function write({ query, format, newer }: AppendOptions, batch: readonly Append[]): Promise<Map<RoomId, Seq>> {
  const rooms: string[] = []
  const starts: number[] = []
  const sizes: number[] = []
  let end = 0
  for (const { room, updates } of batch) {
    for (const update of updates) {
      rooms.push(room)
      starts.push(end)
      const { length } = inPlace(update)
      sizes.push(length)
      end += length
    }
  }
  const bytes = Buffer.concat(batch.flatMap(({ updates }) => updates.map(inPlace)))
  const { rows } = await query(APPEND, [rooms, starts, sizes, bytes, format])
  const found = Number(rows[0]?.format)
  if (found !== format) throw newer(found)
  return new Map(
    rows.flatMap(({ room, last_seq }) => (room === null ? [] : [[room as RoomId, Number(last_seq)] as const])),
  )
}
