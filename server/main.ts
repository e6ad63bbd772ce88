/** Entry of the server process: environment, signals, and what is said to whoever started it. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../lib/base/clock.ts'
import { systemRandom } from '../lib/base/ids.ts'
import { listAddresses } from './addresses.ts'
import { ConfigError, readConfig } from './config.ts'
import { limitLog } from './observe/limited-log.ts'
import { createLog } from './observe/log.ts'
import { createMetrics } from './observe/metrics.ts'
import { type RunningInkroom, runServer } from './run-server.ts'
import { isToldElsewhere } from './storage/coded-failures.ts'

const STOP_WITHIN_MS = 8_000
const PARENT_CHECK_MS = 1_000
const EXIT_FAILED = 1

const entry = fileURLToPath(import.meta.url)
const isBuilt = entry.endsWith('.js')
const { env } = process

/** Unbuilt, a worker has to be told how TypeScript is read before it may name any; Node 20 takes that from no flag. */
function sourceWorker(): URL {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const worker = JSON.stringify(new URL('./jobs/compaction-worker.ts', import.meta.url).href)
  return new URL(`data:text/javascript,import { register } from ${loader}; register(); await import(${worker})`)
}

/** The built worker lies beside this file. */
const compactionWorker = { url: isBuilt ? new URL('./compaction-worker.js', import.meta.url) : sourceWorker() }

const boardWorker = isBuilt
  ? { path: join(dirname(entry), 'board-worker.js'), execArgv: [] }
  : { path: join(dirname(entry), '..', 'worker', 'main.ts'), execArgv: ['--import', 'tsx'] }

function giveUp(error: unknown): never {
  const { code, syscall, message } = error as NodeJS.ErrnoException
  if (error instanceof ConfigError) console.error(`The settings are wrong:\n  ${error.problems.join('\n  ')}`)
  else if (code === 'EADDRINUSE') console.error(`The port is already in use: set PORT to another one. (${message})`)
  else if (code === 'EACCES' && syscall === 'listen')
    console.error(`The port may not be opened: set PORT to one above 1023. (${message})`)
  else console.error(`Inkroom could not start: ${message}`)
  process.exit(EXIT_FAILED)
}

async function main(): Promise<void> {
  const config = readConfig(env)
  const log = limitLog(createLog({ level: config.logLevel }), systemClock)
  const metrics = createMetrics({ processMetrics: true })
  let running: RunningInkroom | null = null
  let isStopping = false

  async function stop(reason: string): Promise<void> {
    // Asked twice, one means it.
    if (isStopping) process.exit(EXIT_FAILED)
    isStopping = true
    log.info('stopping', { reason })
    systemClock.after(STOP_WITHIN_MS, () => {
      log.error('stopped-by-force', { reason })
      process.exit(EXIT_FAILED)
    })
    await running?.close()
    log.info('stopped')
    process.exit(0)
  }

  // What reaches this point was caught by no connection and no request. Rooms hold nothing that storage does not, so
  // staying up serves people better than falling over; the log and the metric say that something is wrong.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      if (isToldElsewhere(error)) return
      metrics.count('handler_failures', { where: 'process' })
      log.error('uncaught', { event, error: error as Error })
    })
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  // What tools send after they renewed a certificate.
  process.on('SIGHUP', () => {
    log.info('reload')
    running?.reload()
  })
  watchParent(() => void stop('the parent process has gone'))

  running = await runServer({
    config,
    clock: systemClock,
    random: systemRandom,
    observe: { log, metrics },
    env,
    projectFolder: isBuilt ? dirname(dirname(entry)) : join(dirname(entry), '..'),
    isDevelopment: env.INKROOM_DEV === 'on',
    compactionWorker,
    boardWorker,
  })
  const { port, pagesReady } = running
  log.info('listening', { port, web: config.web.name, storage: config.storageUrl.split(':')[0] })
  await pagesReady
  const reached = listAddresses({ host: config.host, port, isSecure: config.tls !== null })
  const addresses = reached.map((address) => address + config.basePath)
  const [local, ...network] = config.publicUrl ? [config.publicUrl, ...addresses] : addresses
  process.stdout.write(`\n  Inkroom is ready\n  Local    ${local}\n`)
  for (const address of network) process.stdout.write(`  Network  ${address}\n`)
  if (running.openTo.length > 0) process.stdout.write(`\n  Good to know:\n    - ${running.openTo.join('\n    - ')}\n`)
  process.stdout.write('\n')
}

/** npm that is killed leaves its child behind; then nobody could stop this process any more. */
function watchParent(onGone: () => void): void {
  if (env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  // Between npm and us there may be a shell, which outlives npm.
  const grandparent = parentOf(parent)
  const cancel = systemClock.every(PARENT_CHECK_MS, () => {
    if (process.ppid === parent && (grandparent === null || parentOf(parent) === grandparent)) return
    cancel()
    onGone()
  })
}

/** null where it cannot be found out. */
function parentOf(pid: number): number | null {
  try {
    // The name, in brackets, may hold anything; after it come the state and the parent.
    const found = /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))
    return found ? Number(found[1]) : null
  } catch {
    return null
  }
}

main().catch(giveUp)
