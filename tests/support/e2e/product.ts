/** Starts the built product as `npm start` does, on a free port with a data folder of its own, and stops or kills it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const projectRoot = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 10_000
const MAX_LOG_LENGTH = 200_000

export interface Product {
  readonly port: number
  readonly url: string
  /** `ws://host:port/sync` */
  readonly syncUrl: string
  /** What it printed since its last start. */
  log(): string
  /** kill -9 of everything it started, at once. */
  kill(): Promise<void>
  /** SIGSTOP of everything: its sockets stay open and say nothing. */
  freeze(): void
  thaw(): void
  /** Starts again on the same port and data. */
  start(): Promise<void>
  /** SIGTERM, as an operator would; the data stays. */
  stop(): Promise<void>
  /** Stops and removes the data. */
  close(): Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Environment variables of the machine must not change what the tests see. */
const SETTINGS =
  /^(PORT|HOST|STORAGE_URL|DATA_DIR|BUS_URL|BUS_CA|WEB|PUBLIC_URL|ALLOWED_ORIGINS|TLS_.*|FRAME_ANCESTORS|SECRET|ADMIN_TOKEN|AD_HOC_ROOMS|MAX_.*)$/

function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name))) as NodeJS.ProcessEnv
}

/** `run`: another script than that of the checkout, and the folder that it is started in. */
export async function startProduct(
  settings: Readonly<Record<string, string>> = {},
  run = { script: 'scripts/start.mjs', cwd: projectRoot },
): Promise<Product> {
  const port = await freePort()
  const dataFolder = mkdtempSync(join(tmpdir(), 'inkroom-e2e-'))
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let output = ''

  const signalAll = (signal: NodeJS.Signals): void => {
    if (!child?.pid) return
    try {
      process.kill(-child.pid, signal)
    } catch {
      // Gone already.
    }
  }
  const isReady = async (): Promise<boolean> => {
    try {
      return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok
    } catch {
      return false
    }
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const ended = once(ending, 'exit')
    if (signal === 'SIGKILL') signalAll('SIGKILL')
    else ending.kill(signal)
    await Promise.race([ended, wait(STOP_LIMIT_MS, null, { ref: false })])
    signalAll('SIGKILL')
    child = null
  }

  const product: Product = {
    port,
    url,
    syncUrl: `ws://127.0.0.1:${port}/sync`,
    log: () => output,
    async start() {
      output = ''
      const env = {
        ...cleanEnvironment(),
        PORT: String(port),
        HOST: '127.0.0.1',
        STORAGE_URL: `lmdb:${dataFolder}`,
        NEXT_TELEMETRY_DISABLED: '1',
        ...settings,
      }
      // A group of its own, so that a kill takes the page process along.
      const started = spawn(process.execPath, [run.script], { cwd: run.cwd, env, detached: true })
      child = started
      for (const stream of [started.stdout, started.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          output = (output + chunk.toString()).slice(-MAX_LOG_LENGTH)
        })
      }
      const deadline = AbortSignal.timeout(START_LIMIT_MS)
      while (!(await isReady())) {
        if (started.exitCode !== null || deadline.aborted) {
          await end('SIGKILL')
          throw new Error(`the product did not start:\n${output}`)
        }
        await wait(100)
      }
    },
    kill: () => end('SIGKILL'),
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    stop: () => end('SIGTERM'),
    async close() {
      await end('SIGTERM')
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
  await product.start()
  return product
}
