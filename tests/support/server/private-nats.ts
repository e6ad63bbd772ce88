/** A NATS of the test's own: on a free port, keeping nothing, gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { findNats } from '../../../scripts/test-servers.mjs'
import { freePort } from './free-port.ts'

const MAX_SAID = 10_000
const program = findNats()
/** False where there is none; the title of a test that is skipped then says "(needs nats)". */
export const hasNats = program !== null

export interface PrivateNats {
  readonly port: number
  stop(): Promise<void>
  start(): Promise<void>
}

export async function startNats(...settings: readonly string[]): Promise<PrivateNats> {
  const port = await freePort()
  let server: ChildProcess | null = null
  async function start(): Promise<void> {
    if (!program) throw new Error('there is no NATS here')
    server = spawn(program, ['--addr', '127.0.0.1', '--port', String(port), ...settings], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const { stderr } = server
    let said = ''
    // It writes down when it listens. What it says later is read too, as it dies of a line that nobody takes.
    await new Promise<void>((resolve, reject) => {
      stderr?.on('data', (text) => {
        said = (said + text).slice(-MAX_SAID)
        if (said.includes('Server is ready')) resolve()
      })
      server?.once('exit', () => reject(new Error(`NATS did not start: ${said}`)))
    })
  }
  await start()
  // Also when the run is broken off.
  process.once('exit', () => server?.kill('SIGKILL'))
  return {
    port,
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
