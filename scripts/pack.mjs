/**
 * `npm run pack`: a tarball that `npx` runs as it is, built, without what only building and testing need. `--to FOLDER` puts it
 * elsewhere, `--stage` leaves the package's folder there in place of the tarball.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildProject } from './build.mjs'
import { requireSetup, root } from './project.mjs'

/** What runs; `server`, `lib` and `app` are in `dist` and `.next`. */
const SCRIPTS = [
  ...['inkroom', 'start', 'build', 'project', 'base-path', 'pages', 'health'],
  ...['backup', 'backup-seal', 'restore', 'lmdb-folder', 'find-readers', 'verify-store'],
]
const FOLDERS = ['dist', '.next', 'public']
const FILES = ['README.md', 'LICENSE', 'CHANGELOG.md', 'next.config.js']
/** Left by builds, for the next one. */
const LEFT_OUT = /^(?:\.next\/(?:cache|dev|diagnostics|trace|trace-build|types)|dist\/build\.lock|.*\.map)$/
/** What the build alone asks for. */
const ONLY_BUILDING = /^(?:@types\/.*|typescript|esbuild)$/
/** What only runs in browsers is in the scripts that were built; the server draws with the faces, and Next asks for React. */
const ALWAYS = /^(?:next|react|react-dom|@fontsource(?:-variable)?\/.*)$/

/** The code that runs without a browser, as it is packed. */
const runningCode = () =>
  [
    ...readdirSync(join(root, 'dist'))
      .filter((name) => name.endsWith('.js'))
      .map((name) => join('dist', name)),
    ...SCRIPTS.map((name) => join('scripts', `${name}.mjs`)),
  ]
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n')

/** Packages that the server and its workers name. */
function isRunning(wanted, code) {
  if (ONLY_BUILDING.test(wanted)) return false
  return (
    ALWAYS.test(wanted) ||
    ['"', "'"].some((quote) => code.includes(`${quote}${wanted}${quote}`) || code.includes(`${quote}${wanted}/`))
  )
}

function manifest() {
  const { name, version, description, license, type, engines, dependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const code = runningCode()
  const running = Object.entries(dependencies).filter(([wanted]) => isRunning(wanted, code))
  const bin = { [name]: 'scripts/inkroom.mjs' }
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    bin,
    dependencies: Object.fromEntries(running),
    bundleDependencies: [PDF.name],
  }
}

/**
 * What the server reads of pdf.js. It travels with the package: by itself it brings its pages for browsers along, and a
 * second canvas of 30 MB.
 */
const PDF = {
  name: 'pdfjs-dist',
  parts: ['legacy/build/pdf.mjs', 'legacy/build/pdf.worker.mjs', 'cmaps', 'standard_fonts', 'wasm', 'iccs', 'LICENSE'],
}

function stagePdf(folder) {
  const from = join(root, 'node_modules', PDF.name)
  const to = join(folder, 'node_modules', PDF.name)
  for (const part of PDF.parts) cpSync(join(from, part), join(to, part), { recursive: true })
  const { name, version, license } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
  writeFileSync(join(to, 'package.json'), `${JSON.stringify({ name, version, license }, null, 2)}\n`)
}

/** The package as it will be installed. */
function stage(folder) {
  mkdirSync(join(folder, 'scripts'), { recursive: true })
  for (const script of SCRIPTS) cpSync(join(root, 'scripts', `${script}.mjs`), join(folder, 'scripts', `${script}.mjs`))
  for (const file of FILES) cpSync(join(root, file), join(folder, file))
  for (const name of FOLDERS) {
    const filter = (path) => !LEFT_OUT.test(relative(root, path).replaceAll('\\', '/'))
    cpSync(join(root, name), join(folder, name), { recursive: true, filter })
  }
  stagePdf(folder)
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
}

const { values } = parseArgs({ options: { to: { type: 'string' }, stage: { type: 'boolean' } } })
requireSetup()
await buildProject({ onlyStale: true })
const to = resolve(values.to ?? '.')
const folder = values.stage ? to : mkdtempSync(join(tmpdir(), 'inkroom-pack-'))
try {
  stage(folder)
  // What is packed was built before; no script of the package has to run.
  const npm = ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', to]
  const packed = values.stage ? { status: 0 } : spawnSync('npm', npm, { cwd: folder, stdio: 'inherit' })
  process.exitCode = packed.status ?? 1
} finally {
  if (!values.stage) rmSync(folder, { recursive: true, force: true })
}
