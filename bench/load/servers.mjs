/** The measured servers: each started from its published package as a process of its own, on one core. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pause } from './stopwatch.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const START_DEADLINE_MS = 20_000
const TICKS_PER_SECOND = 100

export const servers = {
  inkroom: {
    dialect: 'yjs',
    path: (room) => `/sync/${room}`,
    command: (port, dataFolder) => ({
      file: join(root, 'dist', 'main.js'),
      // As `npm start` does.
      nodeOptions: ['--max-semi-space-size=8'],
      env: {
        PORT: String(port),
        HOST: '127.0.0.1',
        WEB: 'off',
        STORAGE_URL: `lmdb:${dataFolder}`,
        LOG_LEVEL: 'error',
        MAX_CONNECTIONS_PER_ADDRESS: '100000',
        MAX_MESSAGES_PER_SECOND: '100000',
      },
    }),
  },
  'y-websocket-server': {
    dialect: 'yjs',
    path: (room) => `/${room}`,
    command: (port) => ({
      file: join(here, 'node_modules', '@y', 'websocket-server', 'src', 'server.js'),
      env: { PORT: String(port), HOST: '127.0.0.1' },
    }),
  },
  hocuspocus: {
    dialect: 'hocuspocus',
    path: () => '/',
    command: (port) => ({ file: join(here, 'servers', 'hocuspocus.mjs'), env: { PORT: String(port) } }),
  },
  'long-polling': {
    command: (port) => ({ file: join(here, 'servers', 'long-polling.mjs'), env: { PORT: String(port) } }),
  },
  'bare-ws': {
    dialect: 'yjs',
    path: (room) => `/${room}`,
    command: (port) => ({ file: join(here, 'servers', 'bare-ws.mjs'), env: { PORT: String(port) } }),
  },
}

// All cores of the machine: the generator itself is bound to one, and a child would inherit that.
export const canPin = platform() === 'linux' && existsSync('/usr/bin/taskset') && cpus().length > 1
export const pinning = canPin ? 'server on core 0, generator on core 1' : 'not pinned'

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function answers(port) {
  const deadline = performance.now() + START_DEADLINE_MS
  while (performance.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)
    if (response) return
    await pause(50)
  }
  throw new Error('the server did not start')
}

/** A folder for the data of one or several starts. */
export const newDataFolder = () => mkdtempSync(join(tmpdir(), 'inkroom-bench-'))

/** Starts one server; `dataFolder` lets a second start find what the first one kept, `port` lets clients find it. */
export async function startServer(name, { dataFolder = newDataFolder(), port: wanted } = {}) {
  const server = servers[name]
  const port = wanted ?? (await freePort())
  const { file, env, nodeOptions = [] } = server.command(port, dataFolder)
  const script = [process.execPath, ...nodeOptions, file]
  const argv = canPin ? ['taskset', '-c', '0', ...script] : script
  const child = spawn(argv[0], argv.slice(1), {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (bytes) => (complaint = `${complaint}${bytes}`.slice(-2000)))
  const exited = new Promise((resolve) => child.once('exit', resolve))
  try {
    await Promise.race([
      answers(port),
      exited.then(() => Promise.reject(new Error(`${name} ended at once: ${complaint}`))),
    ])
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    name,
    port,
    dialect: server.dialect,
    path: server.path,
    dataFolder,
    pid: child.pid,
    /** Seconds of processor time so far, all threads; NaN where the system does not tell. */
    cpuSeconds() {
      try {
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ')[1].split(' ')
        return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
      } catch {
        return Number.NaN
      }
    },
    /** Resident memory in MB. */
    memoryMb() {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'latin1')
        return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024
      } catch {
        return Number.NaN
      }
    },
    /** Resident memory without the pages of mapped files, in MB: the system may drop those at any moment. */
    ownMemoryMb() {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'latin1')
        return Number(/RssAnon:\s+(\d+)/.exec(status)[1]) / 1024
      } catch {
        return Number.NaN
      }
    },
    async stop({ signal = 'SIGKILL', keepData = false } = {}) {
      child.kill(signal)
      await exited
      if (!keepData) rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
