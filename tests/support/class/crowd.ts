/** Starts and orders the process of the simulated people. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CrowdAnswer, CrowdOrder, CrowdReport } from './crowd-words.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const script = fileURLToPath(new URL('./crowd-process.ts', import.meta.url))

export interface Crowd {
  readonly pid: number
  join(where: {
    readonly url: string
    readonly room: string
    readonly count: number
    readonly seed: number
  }): Promise<void>
  /** Nobody begins anything new; resolves when all hands rest. */
  calm(): Promise<void>
  /** Milliseconds from `since` until the last one was live again; null when that took longer than `withinMs`. */
  back(since: number, withinMs: number): Promise<number | null>
  settle(others: number, withinMs: number): Promise<CrowdReport>
  leave(count: number): Promise<void>
  close(): void
}

export function startCrowd(): Crowd {
  const child: ChildProcess = fork(script, {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = async (order: CrowdOrder): Promise<CrowdAnswer> => {
    child.send(order)
    const ended = new AbortController()
    const gone = once(child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error(`the crowd is gone, at "${order.name}"`)
    })
    gone.catch(() => {})
    const [words] = await Promise.race([once(child, 'message'), gone])
    ended.abort()
    return words as CrowdAnswer
  }
  return {
    pid: child.pid ?? 0,
    join: async (where) => void (await ask({ name: 'join', ...where })),
    calm: async () => void (await ask({ name: 'calm' })),
    async back(since, withinMs) {
      const words = await ask({ name: 'back', since, withinMs })
      return words.name === 'back' ? words.ms : null
    },
    async settle(others, withinMs) {
      const words = await ask({ name: 'settle', others, withinMs })
      if (words.name !== 'settled') throw new Error(`asked to settle, the crowd said ${words.name}`)
      return words.report
    },
    leave: async (count) => void (await ask({ name: 'leave', count })),
    close: () => child.kill('SIGKILL'),
  }
}
