/**
 * Appends to PostgreSQL: what comes while a transaction is under way becomes the next one, in one statement and with one
 * sync. Numbers come from a counter row per room, whose lock is held until the commit: a reader who sees a number sees
 * all lower ones, whichever process wrote them.
 */
import type { QueryResult } from 'pg'
import type { RoomId } from '../../lib/base/ids.ts'
import { RoomDeleted, type Seq } from './storage.ts'

/** What one transaction takes; a single larger append still goes whole. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024
const MAX_BATCH_PARTS = 5_000

/**
 * A deleted room's row stays, with a number below nothing: it is not counted on, so nothing is stored for it. The lock of
 * the row decides between an append and a deletion, whichever process does which.
 * All bytes travel as one parameter, since arrays of bytes would be sent as text of twice the size.
 */
const APPEND = `
  WITH parts AS (
    SELECT room, ord, substring($4::bytea FROM first + 1 FOR size) AS bytes
    FROM unnest($1::text[], $2::int[], $3::int[]) WITH ORDINALITY AS part (room, first, size, ord)
  ), counted AS (
    INSERT INTO inkroom_rooms AS kept (room, last_seq)
    SELECT room, count(*) FROM parts GROUP BY room ORDER BY room
    ON CONFLICT (room) DO UPDATE SET last_seq = kept.last_seq + excluded.last_seq WHERE kept.last_seq >= 0
    RETURNING room, last_seq
  ), numbered AS (
    SELECT room, bytes, row_number() OVER (PARTITION BY room ORDER BY ord DESC) - 1 AS back FROM parts
  ), stored AS (
    INSERT INTO inkroom_updates (room, seq, bytes)
    SELECT room, last_seq - back, bytes FROM numbered JOIN counted USING (room)
  )
  SELECT room, last_seq FROM counted`

export type Query = (text: string, values: unknown[]) => Promise<QueryResult>

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

export function createAppendLane(query: Query): AppendLane {
  let waiting: Append[] = []
  let running: Promise<void> | null = null

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

  async function run(): Promise<void> {
    // Appends of one turn belong together.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = takeBatch()
      try {
        const lastSeqs = await write(query, batch)
        for (const append of [...batch].reverse()) {
          const last = lastSeqs.get(append.room)
          if (last === undefined) {
            append.reject(new RoomDeleted(append.room))
            continue
          }
          lastSeqs.set(append.room, last - append.updates.length)
          append.resolve(last)
        }
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
      const appended = new Promise<Seq>((resolve, reject) => {
        waiting.push({ room, updates, bytes, resolve, reject })
      })
      running ??= run()
      return appended
    },
    async settle() {
      await running
    },
  }
}

async function write(query: Query, batch: readonly Append[]): Promise<Map<RoomId, Seq>> {
  const rooms: string[] = []
  const starts: number[] = []
  const sizes: number[] = []
  let end = 0
  for (const { room, updates } of batch) {
    for (const update of updates) {
      rooms.push(room)
      starts.push(end)
      sizes.push(update.length)
      end += update.length
    }
  }
  const bytes = Buffer.concat(batch.flatMap(({ updates }) => updates))
  const { rows } = await query(APPEND, [rooms, starts, sizes, bytes])
  return new Map(rows.map(({ room, last_seq }) => [room as RoomId, Number(last_seq)]))
}
