/**
 * Takes guards out of a copy of the project, one at a time, and demands that the tests named for each turn red
 * (scripts/mutations/). `--short`: the few that `npm test` tries. `--only='WORDS|WORDS'`: those whose name has
 * one of these words.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findMisplaced, mutations } from './mutations/mutations.mjs'
import { commandOf, requireSetup, root } from './project.mjs'

/** What is made, kept or linked, and not read by a unit test. */
const LEFT_OUT = ['node_modules', '.git', '.next', 'dist', 'data', 'test-results', 'playwright-report', 'coverage']
/** Tests that wait for what no longer comes end by their own timeouts before. */
const MAX_RUN_MS = 240_000

requireSetup()
const flags = process.argv.slice(2)
const words = flags
  .find((flag) => flag.startsWith('--only='))
  ?.slice('--only='.length)
  .split('|')
const isShortRun = flags.includes('--short')
const chosen = mutations.filter(({ guard, isShort }) =>
  words ? words.some((word) => guard.includes(word)) : isShort || !isShortRun,
)

const copy = mkdtempSync(join(tmpdir(), 'inkroom-mutation-'))
const report = join(copy, 'mutation-report.json')

/** A title as it is after its places (`%s`, `$name`) were filled. */
const patternOf = (title) =>
  title
    .split(/%[a-z]|\$\w+/)
    .map((words) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')

/** Runs tests in the copy; resolves when they are through, or with how it ended else. */
function runTests(files, titles, more = []) {
  rmSync(report, { force: true })
  const pattern = titles.map(patternOf).join('|')
  const args = [
    commandOf('vitest'),
    'run',
    ...files,
    '-t',
    pattern,
    '--reporter=json',
    `--outputFile=${report}`,
    ...more,
  ]
  const child = spawn(process.execPath, args, { cwd: copy, stdio: 'ignore', env: { ...process.env, NO_COLOR: '1' } })
  const timer = setTimeout(() => child.kill('SIGKILL'), MAX_RUN_MS)
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code))).finally(() =>
    clearTimeout(timer),
  )
}

/** How many of the tests passed and failed; a file that does not load is a mistake in the table and proves nothing. */
function readReport() {
  const counts = { passed: 0, failed: 0 }
  for (const { name, assertionResults } of JSON.parse(readFileSync(report, 'utf8')).testResults) {
    if (assertionResults.length === 0) throw new Error(`${name} does not load`)
    for (const { status } of assertionResults) if (status in counts) counts[status] += 1
  }
  return counts
}

/** What is wrong with a mutation, or null when its tests notice it. */
async function tryOne({ file, source, without, tests, title }) {
  const path = join(copy, file)
  const whole = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    whole.replace(source, () => without),
  )
  try {
    await runTests(tests, [title], ['--bail=1'])
    const { passed, failed } = readReport()
    if (failed > 0) return null
    return passed > 0 ? 'no test notices' : `no test has the title "${title}"`
  } catch (error) {
    return `its tests did not run: ${error.message}`
  } finally {
    writeFileSync(path, whole)
  }
}

/** All of them are green before anything is taken out; else red would prove nothing. File by file, each with the time of one. */
async function checkGreen() {
  const counts = { passed: 0, failed: 0 }
  for (const file of new Set(chosen.flatMap(({ tests }) => tests))) {
    const titles = chosen.filter(({ tests }) => tests.includes(file)).map(({ title }) => title)
    console.log(`with all guards in place: ${file}`)
    try {
      await runTests([file], [...new Set(titles)])
      const { passed, failed } = readReport()
      counts.passed += passed
      counts.failed += failed
    } catch (error) {
      fail(`${file} did not run to its end: ${error.message}`)
    }
  }
  return counts
}

let failures = 0
const fail = (words) => {
  failures += 1
  console.error(`FAILED  ${words}`)
}
try {
  for (const problem of findMisplaced((file) => readFileSync(join(root, file), 'utf8'))) fail(problem)
  cpSync(root, copy, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  const { failed, passed } = await checkGreen()
  if (failed > 0 || passed === 0) fail(`with all guards in place ${passed} tests pass and ${failed} fail`)
  for (const mutation of failures > 0 ? [] : chosen) {
    const startedAt = performance.now()
    const problem = await tryOne(mutation)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    if (problem) fail(`${mutation.guard} (${mutation.file}): ${problem}`)
    else console.log(`noticed ${mutation.guard} (${seconds} s)`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`${chosen.length} guards taken out one by one, ${failures} failures`)
process.exitCode = failures > 0 ? 1 : 0
