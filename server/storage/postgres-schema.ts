/** The tables in PostgreSQL, made at the first start and brought up to date at later ones; several processes may start at once. */
import type { ClientBase } from 'pg'

/** How many of the migrations below there are. A test may pretend that there are more. */
export const POSTGRES_FORMAT = 2
/** Any number, as long as it is always the same: whoever holds this lock makes the tables. */
const SCHEMA_LOCK = 4_741_020_211

/** Room ids and keys are compared by their bytes, as everywhere else. */
const TABLES = `
  CREATE TABLE inkroom_meta (is_only boolean PRIMARY KEY CHECK (is_only), format int NOT NULL, checks bigint NOT NULL);
  CREATE TABLE inkroom_rooms (
    room text COLLATE "C" PRIMARY KEY,
    last_seq bigint NOT NULL,
    snapshot_seq bigint NOT NULL DEFAULT 0,
    snapshot bytea
  );
  CREATE TABLE inkroom_updates (
    room text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (room, seq)
  );
  CREATE TABLE inkroom_records (key bytea PRIMARY KEY, value bytea NOT NULL);
  INSERT INTO inkroom_meta VALUES (true, 1, 0);
`

/** Long values, in pieces. Of an update `seq` is its number; of a snapshot the number that it includes, negative. */
const PIECES = `
  CREATE TABLE inkroom_log_pieces (
    room text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    nth int NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (room, seq, nth)
  );
  CREATE TABLE inkroom_record_pieces (key bytea NOT NULL, nth int NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (key, nth));
`

/**
 * The nth brings the tables from format n to n + 1; what is here is never changed, only added to. A server of the format
 * before, which is still running, stores nothing more from the moment that one is committed, and says so.
 */
export const migrations: readonly string[] = [TABLES, PIECES]

/** Brings the tables up to `steps`, all or nothing. Gives the format that is stored then, which may be a newer one. */
export async function prepareSchema(client: ClientBase, steps: readonly string[] = migrations): Promise<number> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK])
    const { rows } = await client.query(`SELECT to_regclass('inkroom_meta') IS NULL AS is_new`)
    const before = rows[0].is_new ? 0 : Number((await client.query('SELECT format FROM inkroom_meta')).rows[0]?.format)
    for (const step of steps.slice(before)) await client.query(step)
    const format = Math.max(before, steps.length)
    if (format > before) await client.query('UPDATE inkroom_meta SET format = $1', [format])
    await client.query('COMMIT')
    return format
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}
