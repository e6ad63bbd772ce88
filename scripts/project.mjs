/** What the scripts share: where the project is, and which build belongs to which sources. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { basePathOf } from './base-path.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)

/** The script behind a package's command: killing npx would leave its child alive. */
export function commandOf(packageName, command = packageName) {
  const manifestPath = require.resolve(`${packageName}/package.json`)
  const { bin } = require(manifestPath)
  const file = typeof bin === 'string' ? bin : bin[command]
  return join(dirname(manifestPath), file)
}

const common = [
  'lib',
  'package-lock.json',
  'tsconfig.json',
  'scripts/project.mjs',
  'scripts/build.mjs',
  'scripts/base-path.mjs',
]

/** The two halves of a build: what goes in, and what must be there afterwards. */
export const halves = {
  server: { sources: ['server', 'worker', ...common], results: ['dist/main.js', 'dist/board-worker.js'] },
  pages: {
    sources: ['app', 'public', 'next.config.js', 'tsconfig.build.json', ...common],
    results: ['.next/BUILD_ID'],
  },
}

const statePath = (half) => join(root, 'dist', `${half}.hash`)

function* filesBelow(path) {
  const entries = readdirSync(path, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) yield* filesBelow(inner)
    else yield inner
  }
}

/** By content and not by time: a checkout, a copy or a container layer changes every date. */
export function hashSources(half) {
  const hash = createHash('sha256')
  if (half === 'pages') hash.update(`${basePathOf(process.env)}\0`)
  const add = (path) =>
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  for (const source of halves[half].sources) {
    const path = join(root, source)
    if (!existsSync(path)) continue
    if (/\.\w+$/.test(source)) add(path)
    else for (const file of filesBelow(path)) add(file)
  }
  return hash.digest('hex')
}

const hasResults = (half) => halves[half].results.every((path) => existsSync(join(root, path)))

/** Whether there is a build that runs as it is, perhaps of older sources. */
export const isBuilt = (half) => hasResults(half) && (half !== 'pages' || isBuiltForBasePath())

/** An image that ships only what was built has no sources to be stale against. */
export function isFresh(half) {
  const { sources } = halves[half]
  if (!hasResults(half)) return false
  if (!existsSync(join(root, sources[0]))) return half !== 'pages' || isBuiltForBasePath()
  return existsSync(statePath(half)) && readFileSync(statePath(half), 'utf8') === hashSources(half)
}

const builtFor = join(root, 'dist', 'pages.base-path')
const isBuiltForBasePath = () =>
  (existsSync(builtFor) ? readFileSync(builtFor, 'utf8') : '') === basePathOf(process.env)

/** Says what helps where nothing can be built: an image holds what was built, and no sources. */
export function requireSources(half) {
  if (existsSync(join(root, halves[half].sources[0]))) return
  throw new Error(
    `the ${half} were built for another BASE_PATH and their sources are not here: build the image with it`,
  )
}

export function rememberBuild(half, hash) {
  writeFileSync(statePath(half), hash)
  if (half === 'pages') writeFileSync(builtFor, basePathOf(process.env))
}

/** A package that is installed somewhere else lies beside its own, not below it. */
function isInstalled(packageName) {
  try {
    require.resolve(`${packageName}/package.json`)
    return true
  } catch {
    return false
  }
}

const MIN_NODE = [20, 9]

/** Says what is missing in one line instead of failing somewhere deep. */
export function requireSetup() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
    console.error(`Inkroom needs Node ${MIN_NODE.join('.')} or newer; this is ${process.versions.node}.`)
    process.exit(1)
  }
  if (!isInstalled('ws')) {
    console.error('The packages are missing: run `npm ci` first.')
    process.exit(1)
  }
}
