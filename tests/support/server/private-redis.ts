/** A Redis of the test's own: on a free port, keeping nothing, gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis, type RedisOptions } from 'ioredis'
import { findRedis } from '../../../scripts/test-servers.mjs'
import { freePort } from './free-port.ts'
import { testCert, testKey } from './test-cert.ts'

const program = findRedis()
/** False where there is none; the title of a test that is skipped then says "(needs redis)". */
export const hasRedis = program !== null

export interface PrivateRedis {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
  start(): Promise<void>
  /** One command, by a connection of its own. */
  ask(...command: [string, ...string[]]): Promise<unknown>
}

/** `settings` come after the port, as on a command line. */
async function run(
  port: number,
  settings: readonly string[],
  options: RedisOptions,
  scheme = 'redis',
): Promise<PrivateRedis> {
  let server: ChildProcess | null = null
  const connect = (): Redis => {
    const client = new Redis({
      host: '127.0.0.1',
      port,
      retryStrategy: () => 20,
      maxRetriesPerRequest: null,
      ...options,
    })
    client.on('error', () => {})
    return client
  }
  async function ask(...command: [string, ...string[]]): Promise<unknown> {
    const client = connect()
    try {
      return await client.call(...command)
    } finally {
      client.disconnect()
    }
  }
  async function start(): Promise<void> {
    if (!program) throw new Error('there is no Redis here')
    server = spawn(program, [...settings], { stdio: 'ignore' })
    await ask('PING')
  }
  await start()
  // Also when the run is broken off.
  process.once('exit', () => server?.kill('SIGKILL'))
  return {
    url: `${scheme}://127.0.0.1:${port}/0`,
    port,
    start,
    ask,
    async stop() {
      if (!server) return
      const gone = once(server, 'exit')
      server.kill('SIGKILL')
      await gone
      server = null
    },
  }
}

const common = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']

export async function startRedis(...settings: readonly string[]): Promise<PrivateRedis> {
  const port = await freePort()
  return run(port, ['--port', String(port), ...common, ...settings], {})
}

/** Speaks TLS alone, by the tests' certificate. */
export async function startTlsRedis(): Promise<PrivateRedis> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-redis-'))
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(folder, name))
  writeFileSync(cert, testCert)
  writeFileSync(key, testKey)
  const tls = ['--tls-port', String(port), '--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert]
  const settings = ['--port', '0', ...tls, '--tls-auth-clients', 'no', ...common]
  const redis = await run(port, settings, { tls: { ca: testCert } }, 'rediss')
  return {
    ...redis,
    async stop() {
      await redis.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const MASTER = 'board-bus'
const SET_UP_WITHIN_MS = 15_000

/** Asks again and again; each answer takes its time. */
async function reached(claim: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + SET_UP_WITHIN_MS
  while (!(await claim())) if (performance.now() > deadline) throw new Error(`never came true: ${claim}`)
}

export interface Sentinels {
  readonly url: string
  /** Of two; a busy machine may have made the sentinel change them before. */
  killMaster(): Promise<void>
  stop(): Promise<void>
}

/** A master, a replica, and a sentinel that makes the replica the master a second after that is gone. */
export async function startSentinels(): Promise<Sentinels> {
  const master = await startRedis('--repl-diskless-sync-delay', '0')
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-sentinel-'))
  // It writes down what it gets of the master.
  const replica = await startRedis('--replicaof', `127.0.0.1 ${master.port}`, '--dir', folder)
  await reached(async () => String(await replica.ask('INFO', 'replication')).includes('master_link_status:up'))
  const settings = join(folder, 'sentinel.conf')
  const port = await freePort()
  const rules = [`monitor ${MASTER} 127.0.0.1 ${master.port} 1`, `down-after-milliseconds ${MASTER} 1000`]
  const lines = [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, ...rules.map((rule) => `sentinel ${rule}`)]
  writeFileSync(settings, `${lines.join('\n')}\n`)
  const sentinel = await run(port, [settings, '--sentinel'], {})
  await reached(async () => ((await sentinel.ask('SENTINEL', 'REPLICAS', MASTER)) as unknown[]).length === 1)
  return {
    url: `redis+sentinel://127.0.0.1:${port}/${MASTER}`,
    async killMaster() {
      const [, port] = (await sentinel.ask('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', MASTER)) as string[]
      await (Number(port) === master.port ? master : replica).stop()
    },
    async stop() {
      await Promise.all([sentinel, master, replica].map((server) => server.stop()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface RedisCluster {
  readonly url: string
  readonly nodes: readonly PrivateRedis[]
  stop(): Promise<void>
}

const SLOTS = 16_384

/** Three nodes, each with a third of the slots. */
export async function startCluster(): Promise<RedisCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-cluster-'))
  const nodes = await Promise.all(
    [0, 1, 2].map(async (i) => {
      const busPort = String(await freePort())
      const rules = ['--cluster-enabled', 'yes', '--cluster-port', busPort, '--cluster-node-timeout', '1000']
      const settings = ['--cluster-config-file', `node-${i}.conf`, '--dir', folder]
      return { busPort, redis: await startRedis(...rules, ...settings) }
    }),
  )
  const bounds = nodes.map((_, i) => Math.floor((i * SLOTS) / nodes.length)).concat(SLOTS)
  for (const [i, { redis }] of nodes.entries()) {
    await redis.ask('CLUSTER', 'ADDSLOTSRANGE', String(bounds[i]), String(bounds[i + 1] - 1))
    if (i > 0) await nodes[0].redis.ask('CLUSTER', 'MEET', '127.0.0.1', String(redis.port), nodes[i].busPort)
  }
  for (const { redis } of nodes) {
    await reached(async () => String(await redis.ask('CLUSTER', 'INFO')).includes('cluster_state:ok'))
  }
  return {
    url: `redis+cluster://${nodes.map(({ redis }) => `127.0.0.1:${redis.port}`).join(',')}`,
    nodes: nodes.map(({ redis }) => redis),
    async stop() {
      await Promise.all(nodes.map(({ redis }) => redis.stop()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
