/** What can go wrong between several servers, PostgreSQL and Redis; each fault begins, and ends when it is asked to. */
import { Redis } from 'ioredis'
import type { Random } from '../../lib/updates/random-doc.ts'
import type { CutProxy } from './cut-proxy.ts'
import type { PrivatePostgres } from './private-postgres.ts'
import type { PrivateRedis } from './private-redis.ts'
import type { ServerProcess } from './server-process.ts'

export interface ChaosServer {
  process: ServerProcess
  /** Where it listens now; null while it does not. */
  port: number | null
  /** What leads to it, and what it reaches storage and bus by. */
  readonly door: CutProxy
  readonly toPostgres: CutProxy
  readonly toRedis: CutProxy
  start(): Promise<void>
}

export interface ChaosWorld {
  readonly postgres: PrivatePostgres
  readonly redis: PrivateRedis
  readonly database: string
  readonly room: string
}

type Heal = () => Promise<void> | void
type Fault = (server: ChaosServer, world: ChaosWorld) => Promise<Heal>

async function askRedis(world: ChaosWorld, ...command: [string, ...string[]]): Promise<void> {
  const client = new Redis(world.redis.url, { retryStrategy: () => null })
  client.on('error', () => {})
  await client.call(...command).catch(() => {})
  client.disconnect()
}

const line =
  (which: 'door' | 'toPostgres' | 'toRedis', how: 'cut' | 'swallow'): Fault =>
  async (server) => {
    server[which][how]()
    return () => server[which].heal()
  }

const end =
  (signal: 'SIGKILL' | 'SIGTERM'): Fault =>
  async (server) => {
    server.port = null
    server.process.child.kill(signal)
    await server.process.exit
    return () => server.start()
  }

export const faults: Readonly<Record<string, Fault>> = {
  'a server is killed': end('SIGKILL'),
  'a server is restarted': end('SIGTERM'),
  'a server stands still': async ({ process: { child } }) => {
    child.kill('SIGSTOP')
    return () => void child.kill('SIGCONT')
  },
  'the people of a server are cut off': line('door', 'cut'),
  'the people of a server are not heard': line('door', 'swallow'),
  'a server is cut off from PostgreSQL': line('toPostgres', 'cut'),
  'PostgreSQL does not answer a server': line('toPostgres', 'swallow'),
  'a server is cut off from Redis': line('toRedis', 'cut'),
  'Redis does not answer a server': line('toRedis', 'swallow'),
  'a server is cut off from both': async (server) => {
    server.toPostgres.cut()
    server.toRedis.cut()
    return () => {
      server.toPostgres.heal()
      server.toRedis.heal()
    }
  },
  'Redis is gone': async (_, { redis }) => {
    await redis.stop()
    return () => redis.start()
  },
  'PostgreSQL is gone': async (_, { postgres }) => {
    await postgres.stop()
    return () => postgres.start()
  },
  'Redis throws everyone out': async (_, world) => {
    await askRedis(world, 'CLIENT', 'KILL', 'TYPE', 'pubsub')
    await askRedis(world, 'CLIENT', 'KILL', 'TYPE', 'normal')
    return () => {}
  },
  'Redis is emptied': async (_, world) => {
    await askRedis(world, 'FLUSHALL')
    return () => {}
  },
  'PostgreSQL throws everyone out': async (_, { postgres }) => {
    await postgres.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'inkroom' AND pid <> pg_backend_pid()",
    )
    return () => {}
  },
  'somebody holds the row of the room': async (_, { postgres, database, room }) => {
    const client = await postgres.connect(new URL(database).pathname.slice(1))
    await client.query('BEGIN')
    await client.query('SELECT FROM inkroom_rooms WHERE room = $1 FOR UPDATE', [room])
    return () => client.end()
  },
}

/** Seeded; every kind has its turn before one comes again. */
export function* faultsInTurn(random: Random): Generator<string> {
  for (;;) {
    const names = Object.keys(faults)
    while (names.length > 0) yield names.splice(Math.floor(random() * names.length), 1)[0]
  }
}
