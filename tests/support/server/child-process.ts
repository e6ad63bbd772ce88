/** Builds and runs the child server; bundles land beside node_modules, where the packages are found. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface BuiltChild {
  readonly workerUrl: URL
  start(folder: string, limits?: object, nodeFlags?: readonly string[]): Promise<RunningChild>
  remove(): void
}

export interface RunningChild {
  readonly process: ChildProcess
  readonly port: number
  readonly url: string
  /** Sends `signal` and resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>
}

export async function buildChild(): Promise<BuiltChild> {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const outdir = mkdtempSync(join(cache, 'inkroom-child-'))
  await build({
    entryPoints: {
      'child-server': join(root, 'tests/support/server/child-server.ts'),
      'compaction-worker': join(root, 'server/jobs/compaction-worker.ts'),
    },
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  })
  return {
    workerUrl: new URL(`file://${join(outdir, 'compaction-worker.js')}`),
    start: (folder, limits = {}, nodeFlags = []) =>
      run([...nodeFlags, join(outdir, 'child-server.js'), folder, JSON.stringify(limits)]),
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  }
}

function run(args: readonly string[]): Promise<RunningChild> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the child server ended with ${code}`)))
    child.stdout?.once('data', (line: Buffer) => {
      const port = Number(line.toString())
      resolve({
        process: child,
        port,
        url: `ws://127.0.0.1:${port}/sync`,
        async kill(signal) {
          child.kill(signal)
          await gone
        },
      })
    })
  })
}
