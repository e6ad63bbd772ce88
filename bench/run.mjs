/**
 * `npm run bench`: installs the peers (only here, with lockfiles of their own), builds the product, measures
 * server and canvas side by side, what comes in and goes out, and a large board, and writes bench/RESULTS.md.
 * `npm run bench -- --load`, `--canvas`, `--latency`, `--class`, `--crowd`, `--interchange` or `--large` for one part.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, platform, release, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildProject } from '../scripts/build.mjs'
import { findChromium } from '../scripts/test-browser.mjs'
import { movingTables } from './load/moving-report.mjs'
import { loadTables } from './load/report.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..')
const results = join(here, 'results')
const flag = { type: 'boolean' }
const { values } = parseArgs({
  options: { load: flag, canvas: flag, latency: flag, class: flag, crowd: flag, interchange: flag, large: flag },
})
const isAll = Object.values(values).every((isAsked) => !isAsked)

const run = (file, args, cwd = root) => execFileSync(file, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
const install = (folder) => {
  if (!existsSync(join(folder, 'node_modules')))
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
}
/** Keeps the load generator off the server's core where the system can. */
const onCore1 = (script, args) =>
  platform() === 'linux' && cpus().length > 1 && spawnSync('taskset', ['-V']).status === 0
    ? ['taskset', ['-c', '1', process.execPath, script, ...args]]
    : [process.execPath, [script, ...args]]

mkdirSync(results, { recursive: true })
if (isAll || values.load) {
  install(join(here, 'load'))
  await buildProject({ wanted: ['server'] })
  run(...onCore1(join(here, 'load', 'run.mjs'), ['--out', join(results, 'load.json')]))
  const moving = join(here, 'load', 'moving.mjs')
  run(process.execPath, ['--import', 'tsx', moving, '--out', join(results, 'moving.json')])
}
if (isAll || values.canvas) {
  const canvas = join(here, 'canvas')
  install(canvas)
  run(process.execPath, [join(canvas, 'run.mjs')])
}
if (isAll || values.latency) {
  const canvas = join(here, 'canvas')
  install(canvas)
  run(process.execPath, [join(canvas, 'latency.mjs')])
}
if (isAll || values.class) {
  run('npm', ['run', 'build'])
  const script = join(here, 'class', 'run.ts')
  process.env.CHROMIUM_PATH = (await findChromium()) ?? ''
  run(process.execPath, ['--import', 'tsx', script, '--out', join(results, 'class.md')])
}
if (isAll || values.crowd) {
  run('npm', ['run', 'build'])
  process.env.CHROMIUM_PATH = (await findChromium()) ?? ''
  run(process.execPath, ['--import', 'tsx', join(here, 'crowd', 'run.ts'), '--out', join(results, 'crowd.md')])
}
if (isAll || values.interchange) {
  const interchange = join(here, 'interchange')
  install(interchange)
  run(process.execPath, ['--import', 'tsx', join(interchange, 'run.mjs')])
}
if (isAll || values.large) {
  run('npm', ['run', 'build'])
  process.env.CHROMIUM_PATH = (await findChromium()) ?? ''
  run(process.execPath, ['--import', 'tsx', join(here, 'large', 'run.ts'), '--out', join(results, 'large.md')])
}

const read = (name) => (existsSync(join(results, name)) ? readFileSync(join(results, name), 'utf8') : null)
const load = read('load.json')
const moving = read('moving.json')
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()}, Node ${process.versions.node}`
const page = [
  '# Results',
  '',
  `Machine: ${machine}. Commit ${commit}, ${new Date().toISOString().slice(0, 10)}.`,
  '`npm run bench` measures all of it anew. Machines differ and are noisy: compare columns, not days.',
  '',
  ...(load ? ['## Sync server', '', loadTables(JSON.parse(load))] : []),
  ...(moving ? ['## Crowds', '', movingTables(JSON.parse(moving))] : []),
  ...(read('canvas.md') ? ['## Canvas', '', read('canvas.md')] : []),
  ...(read('latency.md') ? ['', '## From pen to pixel', '', read('latency.md')] : []),
  ...(read('class.md') ? ['## Class of thirty', '', read('class.md')] : []),
  ...(read('crowd.md') ? ['', '## The page in a crowd', '', read('crowd.md')] : []),
  ...(read('interchange.md') ? ['', '## Import and export', '', read('interchange.md')] : []),
  ...(read('large.md') ? ['', '## A large board', '', read('large.md')] : []),
].join('\n')
writeFileSync(join(here, 'RESULTS.md'), `${page.trimEnd()}\n`)
console.log(`wrote ${join('bench', 'RESULTS.md')}`)
