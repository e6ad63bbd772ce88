/** The server as an operator starts it, from its source, in a process of its own that ends with the test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const SETTINGS = { PORT: '0', HOST: '127.0.0.1', STORAGE_URL: 'memory:', WEB: 'off' }

export interface ServerProcess {
  readonly child: ChildProcess
  text(): string
  /** Resolves with the port when it listens. */
  readonly port: Promise<number>
  readonly exit: Promise<number>
}

/** `under`: a command that runs the server, to hold it to something. */
export function startServerProcess(env: Record<string, string>, under: readonly string[] = []): ServerProcess {
  const [command, ...args] = [...under, process.execPath, '--import', 'tsx', 'server/main.ts']
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, ...SETTINGS, ...env } as unknown as NodeJS.ProcessEnv,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  const port = new Promise<number>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk
        const found = /"port":(\d+)/.exec(text)
        if (found) resolve(Number(found[1]))
      })
    }
  })
  const exit = once(child, 'close').then(([code]) => code as number)
  return { child, text: () => text, port, exit }
}

/** Removed after the test. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'inkroom-process-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
