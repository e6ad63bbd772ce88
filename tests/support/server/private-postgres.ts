/** A PostgreSQL of the test's own: in a temporary folder, on a free port, gone afterwards. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { findPostgres } from '../../../scripts/test-servers.mjs'
import { freePort } from './free-port.ts'

const run = promisify(execFile)
const folder = findPostgres()
/** False where there is none; the title of a test that is skipped then says "(needs postgres)". */
export const hasPostgres = folder !== null

const USER = 'postgres'
const READY_WITHIN_MS = 20_000
/** PostgreSQL refuses to run as root; Debian has a user for it. */
const isRoot = process.getuid?.() === 0
const asUser = (command: string, args: readonly string[]): [string, string[]] =>
  isRoot ? ['runuser', ['-u', USER, '--', command, ...args]] : [command, [...args]]

export interface PrivatePostgres {
  /** The address of a fresh, empty database. */
  newDatabase(): Promise<string>
  addressOf(database: string): string
  /** Runs a statement as the operator, past the product. */
  query(text: string, database?: string): Promise<readonly Record<string, unknown>[]>
  /** A connection of the operator's own, to be ended. */
  connect(database: string): Promise<pg.Client>
  /** Cuts every connection and takes no more until `start`. */
  stop(): Promise<void>
  start(): Promise<void>
  remove(): Promise<void>
}

export async function startPostgres(): Promise<PrivatePostgres> {
  if (!folder) throw new Error('there is no PostgreSQL here')
  const data = mkdtempSync(join(tmpdir(), 'inkroom-postgres-'))
  if (isRoot) {
    chmodSync(data, 0o700)
    await run('chown', [USER, data])
  }
  const port = await freePort()
  await run(...asUser(join(folder, 'initdb'), ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-sync']))
  let server: ChildProcess | null = null
  let databases = 0

  const addressOf = (database: string): string => `postgres://${USER}@127.0.0.1:${port}/${database}`

  async function connect(database: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: addressOf(database) })
    client.on('error', () => {})
    await client.connect()
    return client
  }

  async function query(text: string, database = 'postgres'): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: addressOf(database) })
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.query(text)).rows
    } finally {
      await client.end().catch(() => {})
    }
  }

  /** The port is open before the server is ready, so the first question is repeated. */
  async function untilReady(): Promise<void> {
    const giveUpAt = performance.now() + READY_WITHIN_MS
    for (;;) {
      try {
        await query('SELECT 1')
        return
      } catch (error) {
        if (performance.now() > giveUpAt) throw error
      }
    }
  }

  async function start(): Promise<void> {
    const settings = ['fsync=off', `port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${data}`]
    const options = settings.flatMap((setting) => ['-c', setting])
    server = spawn(...asUser(join(folder as string, 'postgres'), ['-D', data, ...options]), { stdio: 'ignore' })
    await untilReady()
  }

  async function stop(): Promise<void> {
    if (!server) return
    const gone = once(server, 'exit')
    // Not by a signal of ours: runuser passes on only SIGTERM, which waits for the clients.
    await run(...asUser(join(folder as string, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-W', 'stop']))
    await gone
    server = null
  }

  await start()
  // Also when the run is broken off.
  process.once('exit', () => server?.kill('SIGTERM'))
  return {
    addressOf,
    query,
    connect,
    start,
    stop,
    async newDatabase() {
      const name = `inkroom_${++databases}`
      await query(`CREATE DATABASE ${name}`)
      return addressOf(name)
    },
    async remove() {
      await stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
