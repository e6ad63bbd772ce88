/** A Redis of the test's own: on a free port, keeping nothing, gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { findRedis } from '../../../scripts/test-servers.mjs'
import { freePort } from './free-port.ts'

const program = findRedis()
/** False where there is none; the title of a test that is skipped then says "(needs redis)". */
export const hasRedis = program !== null

export interface PrivateRedis {
  readonly url: string
  stop(): Promise<void>
  start(): Promise<void>
}

export async function startRedis(): Promise<PrivateRedis> {
  if (!program) throw new Error('there is no Redis here')
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}/0`
  let server: ChildProcess | null = null
  async function start(): Promise<void> {
    server = spawn(
      program as string,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      {
        stdio: 'ignore',
      },
    )
    const probe = new Redis(url, { retryStrategy: () => 20 })
    probe.on('error', () => {})
    await probe.ping()
    probe.disconnect()
  }
  await start()
  // Also when the run is broken off.
  process.once('exit', () => server?.kill('SIGKILL'))
  return {
    url,
    start,
    async stop() {
      if (!server) return
      const gone = once(server, 'exit')
      server.kill('SIGKILL')
      await gone
      server = null
    },
  }
}
