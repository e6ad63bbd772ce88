/** The tables in PostgreSQL, made at the first start; several processes may start at once. */
import type { PoolClient } from 'pg'

export const POSTGRES_FORMAT = 1
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
  INSERT INTO inkroom_meta VALUES (true, ${POSTGRES_FORMAT}, 0);
`

/** Makes the tables when there are none. Gives the format that is stored. */
export async function prepareSchema(client: PoolClient): Promise<number> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK])
    const { rows } = await client.query(`SELECT to_regclass('inkroom_meta') IS NULL AS is_new`)
    if (rows[0].is_new) await client.query(TABLES)
    const found = await client.query('SELECT format FROM inkroom_meta')
    await client.query('COMMIT')
    return Number(found.rows[0]?.format)
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}
