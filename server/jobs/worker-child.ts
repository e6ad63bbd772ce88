/** One worker process: started, asked by loopback HTTP, and killed without mercy when it takes too long. */
import { type ChildProcess, fork } from 'node:child_process'
import { request } from 'node:http'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import type { Clock } from '../../lib/base/clock.ts'
import type { Observe } from '../observe/observe.ts'

export interface WorkerScript {
  readonly path: string
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  /** What node needs to read an unbuilt script. */
  readonly execArgv: readonly string[]
}

export interface Job {
  readonly method: 'GET' | 'POST'
  /** With its query, without a token. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
}

export interface JobAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type Outcome =
  | { readonly name: 'answered'; readonly answer: JobAnswer }
  /** Killed at the deadline. */
  | { readonly name: 'late' }
  /** Ended by its own watch, or by the engine: memory. */
  | { readonly name: 'out-of-memory' }
  /** A crash of native code, or an answer that is none. */
  | { readonly name: 'crashed' }
  /** It did not come up. */
  | { readonly name: 'away' }

export interface WorkerChild {
  /** One job at a time. */
  run(job: Job, deadlineMs: number): Promise<Outcome>
  readonly isAlive: boolean
  kill(): void
}

export interface WorkerLimits {
  readonly heapMb: number
  readonly startMs: number
  readonly answerBytes: number
}

const MAX_LINE_LENGTH = 500
/** What the worker's watch and V8 use to end a process that is out of memory. */
const MEMORY_SIGNALS: readonly (string | null)[] = ['SIGKILL', 'SIGABRT']
const ABORT_CODE = 134
const PASSED_ON = ['content-type', 'content-disposition', 'cache-control', 'retry-after', 'www-authenticate']

export function startWorkerChild(
  script: WorkerScript,
  { limits, clock, observe }: { limits: WorkerLimits; clock: Clock; observe: Observe },
): WorkerChild {
  const child = fork(script.path, [], {
    cwd: script.folder,
    env: script.env,
    execArgv: [...script.execArgv, `--max-old-space-size=${limits.heapMb}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  giveWay(child)
  let isAlive = true
  let isKilled = false
  const url = new Promise<string | null>((resolve) => {
    const cancel = clock.after(limits.startMs, () => resolve(null))
    const settle = (value: string | null): void => {
      cancel()
      resolve(value)
    }
    child.on('message', (message) => {
      const told = (message as { url?: unknown } | null)?.url
      if (typeof told === 'string') settle(told)
    })
    child.once('exit', () => settle(null))
  })
  const ended = new Promise<Outcome>((resolve) => {
    child.once('error', (error) => {
      isAlive = false
      observe.log.error('worker-failed', { error })
      resolve({ name: 'away' })
    })
    child.once('exit', (code, signal) => {
      isAlive = false
      if (isKilled) return resolve({ name: 'late' })
      observe.log.warn('worker-died', { code, signal })
      observe.metrics.count('worker_deaths')
      const isMemory = MEMORY_SIGNALS.includes(signal) || code === ABORT_CODE
      resolve({ name: isMemory ? 'out-of-memory' : 'crashed' })
    })
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() !== '') observe.log.info('worker', { line: line.slice(0, MAX_LINE_LENGTH) })
    })
  }
  const kill = (): void => {
    isKilled = true
    isAlive = false
    child.kill('SIGKILL')
  }

  return {
    async run(job, deadlineMs) {
      const at = await url
      if (at === null) {
        kill()
        return { name: 'away' }
      }
      let cancel = (): void => {}
      const late = new Promise<Outcome>((resolve) => {
        cancel = clock.after(deadlineMs, () => {
          kill()
          resolve({ name: 'late' })
        })
      })
      const answered = ask(at, job, limits.answerBytes).then(
        (answer): Outcome | Promise<Outcome> => answer ?? { name: 'out-of-memory' },
        // The line breaks when the process does: how it ended says more.
        (): Promise<Outcome> => (isAlive ? waitForEnd(ended, clock) : ended),
      )
      const outcome = await Promise.race([answered, late])
      cancel()
      // Whatever is in it now, it is not a fresh one.
      if (outcome.name !== 'answered') kill()
      return outcome
    },
    get isAlive() {
      return isAlive
    },
    kill,
  }
}

const END_WITHIN_MS = 1_000

/** A process whose line broke is about to end; one that lives on has only answered badly. */
function waitForEnd(ended: Promise<Outcome>, clock: Clock): Promise<Outcome> {
  let cancel = (): void => {}
  const lives = new Promise<Outcome>((resolve) => {
    cancel = clock.after(END_WITHIN_MS, () => resolve({ name: 'crashed' }))
  })
  return Promise.race([ended, lives]).finally(() => cancel())
}

/** Three times less than the relay where both want the processor; with far less a busy machine would never answer. */
const PRIORITY = 5

/** The relay comes first: what is drawn for one waits for what is live for all. */
function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, PRIORITY)
  } catch {
    // Gone already, or a system without priorities: slower for others, not wrong.
  }
}

/** Null when the answer is larger than allowed; rejects when there is none. */
function ask(url: string, job: Job, maxBytes: number): Promise<Outcome | null> {
  return new Promise((resolve, reject) => {
    const { method, headers, body } = job
    const length = body ? { 'content-length': String(body.byteLength) } : {}
    const call = request(new URL(job.path, url), { method, headers: { ...headers, ...length }, agent: false })
    call.on('error', reject)
    call.on('response', (response) => {
      const size = Number(response.headers['content-length'] ?? Number.NaN)
      if (!(size >= 0)) return call.destroy(new Error('the worker told no length'))
      if (size > maxBytes) {
        call.destroy()
        return resolve(null)
      }
      // Filled as it comes: joining it afterwards would hold up everyone for a moment.
      const bytes = Buffer.allocUnsafeSlow(size)
      let at = 0
      response.on('data', (chunk: Buffer) => {
        at += chunk.copy(bytes, at)
      })
      response.on('error', reject)
      response.on('end', () => {
        if (at !== size) return reject(new Error('the answer of the worker is cut short'))
        const passedOn: Record<string, string> = {}
        for (const name of PASSED_ON) {
          const value = response.headers[name]
          if (typeof value === 'string') passedOn[name] = value
        }
        resolve({ name: 'answered', answer: { status: response.statusCode ?? 500, headers: passedOn, body: bytes } })
      })
    })
    call.end(body ?? undefined)
  })
}
