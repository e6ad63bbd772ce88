/** What carries whole rooms out of PostgreSQL and into it. */
import type { RoomId } from '../../lib/base/ids.ts'
import { inPlace, isLong } from './long-values.ts'
import { logPieces, putPieces, type Query, type Transaction } from './postgres-pieces.ts'
import { type Moving, RoomDeleted } from './storage.ts'

const ROOMS = `
  SELECT room, last_seq < 0 AS is_deleted FROM inkroom_rooms WHERE $1::text IS NULL OR room > $1 ORDER BY room LIMIT $2`

/** Not over the mark of a deletion. */
const PUT = `
  INSERT INTO inkroom_rooms (room, last_seq, snapshot_seq, snapshot) VALUES ($1, $2, $3, $4)
  ON CONFLICT (room) DO UPDATE SET last_seq = $2, snapshot_seq = $3, snapshot = $4 WHERE inkroom_rooms.last_seq >= 0`
const PUT_UPDATES = `
  INSERT INTO inkroom_updates SELECT $1, seq, bytes FROM unnest($2::bigint[], $3::bytea[]) AS new (seq, bytes)`
/** Of one statement. */
const MAX_UPDATES = 1_000

/** Servers give their connections this name; the tool that moves gives its own another one. */
const WRITERS = `
  SELECT count(*)::int AS writers FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'inkroom' AND pid <> pg_backend_pid()`

export function postgresMoving(query: Query, transaction: Transaction): Moving {
  return {
    async rooms({ limit, after }) {
      const { rows } = await query(ROOMS, [after, limit])
      return rows.map(({ room, is_deleted }) => ({ room: room as RoomId, isDeleted: is_deleted as boolean }))
    },
    put: (room, { snapshot, snapshotSeq, lastSeq, updates }) =>
      transaction(async (query) => {
        const { rowCount } = await query(PUT, [room, lastSeq, snapshotSeq, snapshot && inPlace(snapshot)])
        if (rowCount === 0) throw new RoomDeleted(room)
        await query('DELETE FROM inkroom_updates WHERE room = $1', [room])
        await query('DELETE FROM inkroom_log_pieces WHERE room = $1', [room])
        if (snapshot && isLong(snapshot)) await putPieces(query, logPieces, [room, -snapshotSeq], snapshot)
        for (let i = 0; i < updates.length; i += MAX_UPDATES) {
          const some = updates.slice(i, i + MAX_UPDATES)
          await query(PUT_UPDATES, [room, some.map(({ seq }) => seq), some.map(({ bytes }) => inPlace(bytes))])
          for (const { seq, bytes } of some) if (isLong(bytes)) await putPieces(query, logPieces, [room, seq], bytes)
        }
      }),
    async writers() {
      return (await query(WRITERS, [])).rows[0].writers as number
    },
  }
}
