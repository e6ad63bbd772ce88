/**
 * The connections of one process to PostgreSQL: so many and no more, some of them for appends alone, so that reading never
 * holds up "Saved". Whoever waits for one waits for a named time; then it is told, and may come back.
 */
import { Pool, type PoolClient } from 'pg'
import type { Query } from './postgres-pieces.ts'
import { RoomDeleted } from './storage.ts'

export const DEFAULT_CONNECTIONS = 8
const CONNECT_TIMEOUT_MS = 5_000
/** An answer that takes longer counts as lost, and its connection is thrown away. */
const QUERY_TIMEOUT_MS = 15_000
/** A row that another transaction holds is waited for so long, by one statement; see `postgres-appends.ts`. */
const LOCK_TIMEOUT_MS = 500
const APPLICATION = 'inkroom'

export interface Pools {
  /** Reading, records, deletions. */
  readonly common: Pool
  /** Appends alone. */
  readonly appends: Pool
  /** How many connections `appends` has. */
  readonly lanes: number
  end(): Promise<void>
}

/** One lane for appends with few connections, up to four with many. */
const lanesOf = (connections: number): number => Math.max(1, Math.min(4, Math.floor(connections / 4)))

export function openPools(url: string, connections: number): Pools {
  const lanes = lanesOf(connections)
  const common = openPool(url, Math.max(1, connections - lanes))
  const appends = openPool(url, lanes)
  return {
    common,
    appends,
    lanes,
    async end() {
      await Promise.all([common.end(), appends.end()])
    },
  }
}

/**
 * By a statement and not as an option of the connection, which PgBouncer refuses. Behind it the next statement may run in
 * another session: what must hold for sure (that a commit is on the disk) each writing statement says itself.
 */
const ON_CONNECT = `
  SELECT set_config('lock_timeout', '${LOCK_TIMEOUT_MS}', false) WHERE current_setting('lock_timeout') = '0'`

function openPool(url: string, max: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: APPLICATION,
    // One stays, so that there is one when the database takes no more.
    min: 1,
    onConnect: async (client) => {
      await client.query(ON_CONNECT)
    },
  })
  // An idle connection that breaks is replaced by the next use; unheard, it would count as a bug of the process.
  pool.on('error', () => {})
  return pool
}

export const BEGIN = { read: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', write: 'BEGIN' } as const

/** Runs `work` in one transaction of one connection; whatever it throws undoes it. */
export async function inTransaction<T>(pool: Pool, begin: string, work: (query: Query) => Promise<T>): Promise<T> {
  let client: PoolClient | null = null
  let failure: Error | null = null
  try {
    const connected = await pool.connect()
    client = connected
    await connected.query(begin)
    const done = await work((text, values) => connected.query(text, values))
    await connected.query('COMMIT')
    return done
  } catch (error) {
    if (error instanceof RoomDeleted) await client?.query('ROLLBACK')
    else failure = error as Error
    throw error
  } finally {
    // A connection that failed is thrown away, and its transaction with it.
    client?.release(failure ?? false)
  }
}
