/** `npm run build`: pages into .next, the server into dist. `--stale` builds only what its sources have left behind. */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  commandOf,
  halves,
  hashSources,
  isFresh,
  rememberBuild,
  requireSetup,
  requireSources,
  root,
} from './project.mjs'

const WORKER = /-worker\.ts$/

/** Every `*-worker.ts` of the server runs in a thread of its own and so is a file of its own; so does the worker process. */
function serverEntries() {
  const workers = readdirSync(join(root, 'server'), { recursive: true }).filter((path) => WORKER.test(path))
  const entries = ['main.ts', 'move-main.ts', ...workers].map((path) => [
    basename(path, '.ts'),
    join(root, 'server', path),
  ])
  return { ...Object.fromEntries(entries), 'board-worker': join(root, 'worker', 'main.ts') }
}

async function buildServer() {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: serverEntries(),
    outdir: join(root, 'dist'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Packages stay outside: some are native, and one copy of Yjs must stay one copy.
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  })
}

function buildPages() {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const child = spawn(process.execPath, [commandOf('next'), 'build'], { cwd: root, env, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('`next build` failed'))))
  })
}

/** What pdf.js reads a file with, under a name that changes with it: asked for when a PDF is opened. */
function copyPdfParts() {
  const from = join(root, 'node_modules', 'pdfjs-dist')
  const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
  const to = join(root, '.next', 'static', `pdf-${version}`)
  for (const folder of ['cmaps', 'standard_fonts', 'wasm'])
    cpSync(join(from, folder), join(to, folder), { recursive: true })
  cpSync(join(from, 'legacy', 'build', 'pdf.worker.min.mjs'), join(to, 'pdf.worker.min.mjs'))
}

const LOCK_POLL_MS = 500

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Two builds at once would overwrite one another's files; the second waits. A lock whose owner died is taken over. */
async function takeBuildLock() {
  const lock = join(root, 'dist', 'build.lock')
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS))
  }
}

const builders = {
  server: buildServer,
  async pages() {
    await buildPages()
    copyPdfParts()
  },
}

async function buildHalf(half) {
  // Read before building: what is edited meanwhile makes the result stale again.
  requireSources(half)
  const hash = hashSources(half)
  rmSync(join(root, 'dist', `${half}.hash`), { force: true })
  await builders[half]()
  rememberBuild(half, hash)
}

/** Builds the given halves, or those of them that are missing or stale. */
export async function buildProject({ wanted = Object.keys(halves), onlyStale = false } = {}) {
  const needed = () => (onlyStale ? wanted.filter((half) => !isFresh(half)) : wanted)
  if (needed().length === 0) return
  mkdirSync(join(root, 'dist'), { recursive: true })
  const release = await takeBuildLock()
  try {
    // Asked again: whoever held the lock may have built it.
    for (const half of needed()) {
      console.log(`Building the ${half} ...`)
      await buildHalf(half)
    }
  } finally {
    release()
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  requireSetup()
  buildProject({ onlyStale: process.argv.includes('--stale') }).catch((error) => {
    console.error(error.message)
    process.exit(1)
  })
}
