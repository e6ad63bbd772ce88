/** Runs the page process as a child, and starts it again when it dies or hangs; live rooms do not notice. */
import { type ChildProcess, fork } from 'node:child_process'
import { get } from 'node:http'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Clock } from '../../lib/base/clock.ts'
import type { Observe } from '../observe/observe.ts'
import { plainText } from '../observe/plain-text.ts'
import { createRateLimit } from '../quota/rate-limit.ts'
import type { PageSource, PageState } from './page-source.ts'

export interface PageProcess extends PageSource {
  start(): void
  close(): Promise<void>
}

export interface PageProcessOptions {
  /** Tells its parent `{ url }` when it listens, and goes when the parent goes. */
  readonly script: string
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly observe: Observe
  /** Called the first time it listens. */
  readonly onFirstStart?: () => void
}

const MIN_WAIT_MS = 250
const MAX_WAIT_MS = 10_000
/** Having lived this long, a process counts as healthy and its next restart is quick again. */
const HEALTHY_MS = 30_000
const KILL_AFTER_MS = 3_000
const MAX_LINE_LENGTH = 500
/** What makes the page process complain may be sent without end: the log is not for that. */
const LINES_BURST = 200
const LINES_PER_SECOND = 2
/** Answered by the page process itself, without Next; not asked for anybody else. */
const ALIVE_PATH = '/_alive'
const PING_MS = 500
/** Counted in pings and not by the clock: a machine that slept has missed none. */
const SUSPECT_AFTER = 4
const KILL_AFTER = 12

export function createPageProcess(options: PageProcessOptions): PageProcess {
  const { clock, observe } = options
  let state: PageState = { name: 'away' }
  let child: ChildProcess | null = null
  let waitMs = MIN_WAIT_MS
  let isClosed = false
  let hasStarted = false
  let cancelRestart = (): void => {}
  const lines = createRateLimit({ clock, burst: LINES_BURST, perSecond: LINES_PER_SECOND })
  let leftOut = 0

  function logLine(line: string, level: 'info' | 'warn'): void {
    if (!lines.take('all')) {
      leftOut += 1
      return
    }
    if (leftOut > 0) observe.log.warn('page-process-lines-left-out', { count: leftOut })
    leftOut = 0
    observe.log[level]('page-process', { line: plainText(line, MAX_LINE_LENGTH) })
  }
  let cancelPings = (): void => {}

  /** Its lines become events, so that standard output stays one JSON line an event. */
  function passOn(stream: Readable | null, level: 'info' | 'warn'): void {
    if (!stream) return
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() !== '') logLine(line, level)
    })
  }

  /** A process that lives and answers nothing is worse than a dead one. */
  function watch(watched: ChildProcess, url: string): void {
    let unanswered = 0
    cancelPings = clock.every(PING_MS, () => {
      if (++unanswered === SUSPECT_AFTER) {
        state = { name: 'away' }
        observe.log.warn('pages-silent')
      }
      if (unanswered === KILL_AFTER) {
        observe.log.error('pages-hung')
        watched.kill('SIGKILL')
      }
      // One at a time: what waits is the answer itself.
      if (unanswered > 1) return
      ping(url, () => {
        unanswered = 0
        if (child === watched) state = { name: 'at', url }
      })
    })
  }

  function start(): void {
    const bornAt = clock.now()
    const started = fork(options.script, [], {
      cwd: options.folder,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    child = started
    passOn(started.stdout, 'info')
    passOn(started.stderr, 'warn')
    started.on('message', (message) => {
      const url = (message as { url?: unknown } | null)?.url
      if (typeof url !== 'string') return
      state = { name: 'at', url }
      watch(started, url)
      observe.log.info('pages-ready', { ms: clock.now() - bornAt })
      if (!hasStarted) options.onFirstStart?.()
      hasStarted = true
    })
    started.on('error', (error) => observe.log.error('pages-failed', { error }))
    started.on('exit', (code, signal) => {
      cancelPings()
      state = { name: 'away' }
      child = null
      if (isClosed) return
      waitMs = clock.now() - bornAt > HEALTHY_MS ? MIN_WAIT_MS : Math.min(MAX_WAIT_MS, waitMs * 2)
      observe.metrics.count('page_restarts')
      observe.log.error('pages-died', { code, signal, waitMs })
      cancelRestart = clock.after(waitMs, start)
    })
  }

  return {
    get state() {
      return state
    },
    start,
    async close() {
      isClosed = true
      cancelRestart()
      cancelPings()
      const ending = child
      if (!ending) return
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
      ending.kill('SIGTERM')
      const cancelKill = clock.after(KILL_AFTER_MS, () => ending.kill('SIGKILL'))
      await ended
      cancelKill()
    },
  }
}

/** Calls back when it answers, whatever it answers. */
function ping(url: string, answered: () => void): void {
  const call = get(new URL(ALIVE_PATH, url), { agent: false }, (response) => {
    response.resume()
    response.once('end', answered)
  })
  // Gone, which its exit tells; or deaf, which the next pings tell.
  call.on('error', () => {})
}
