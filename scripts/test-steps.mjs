/** Runs one step of the test run as a child process and reads its counts from the report that it writes. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Runs `node args` in the project, output passed through, or added to `held`; resolves with the exit code. */
export function runNode(args, env = {}, held = undefined) {
  return new Promise((resolve) => {
    const stdio = held ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    const child = spawn(process.execPath, args, { stdio, env: { ...process.env, ...env } })
    for (const stream of held ? [child.stdout, child.stderr] : []) stream.on('data', (piece) => held.push(piece))
    const passOn = (signal) => child.kill(signal)
    const onInterrupt = () => passOn('SIGINT')
    const onTerminate = () => passOn('SIGTERM')
    process.on('SIGINT', onInterrupt)
    process.on('SIGTERM', onTerminate)
    child.on('error', () => resolve(1))
    // Not `exit`: what it printed last may still be under way.
    child.on('close', (code, signal) => {
      process.off('SIGINT', onInterrupt)
      process.off('SIGTERM', onTerminate)
      resolve(signal ? 1 : (code ?? 1))
    })
  })
}

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

export const noCounts = { passed: 0, failed: 0, skipped: 0, unexplained: [], repeated: [], failures: [] }

/** Vitest's JSON report. A skipped test must say in its title what is missing, as in "(needs redis)". */
export function readVitestReport(path) {
  const report = readJson(path)
  if (!report) return { ...noCounts, failed: 1 }
  const counts = { ...noCounts, unexplained: [], failures: [] }
  for (const suite of report.testResults ?? []) {
    // A file that does not even load has no tests to fail.
    if (suite.status === 'failed' && (suite.assertionResults ?? []).length === 0) addFailed(counts, suite.name)
    for (const result of suite.assertionResults ?? []) {
      if (result.status === 'passed') counts.passed += 1
      else if (result.status === 'failed') addFailed(counts, `${suite.name} ${result.fullName ?? result.title}`)
      else addSkipped(counts, result.fullName ?? result.title)
    }
  }
  return counts
}

/** Playwright's JSON report. */
export function readPlaywrightReport(path) {
  const report = readJson(path)
  if (!report) return { ...noCounts, failed: 1 }
  const counts = { ...noCounts, unexplained: [], repeated: [], failures: [] }
  const visit = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests ?? []) {
        if (test.status === 'skipped') {
          const reason = (test.annotations ?? []).map(({ description }) => description ?? '').join(' ')
          addSkipped(counts, `${spec.title} ${reason}`)
        } else if (test.status === 'unexpected') addFailed(counts, `${spec.file} ${spec.title}`)
        else {
          counts.passed += 1
          if (test.status === 'flaky') counts.repeated.push(spec.title)
        }
      }
    }
    for (const inner of suite.suites ?? []) visit(inner)
  }
  for (const suite of report.suites ?? []) visit(suite)
  counts.failed += counts.failed === 0 ? (report.errors ?? []).length : 0
  return counts
}

function addFailed(counts, title) {
  counts.failed += 1
  counts.failures.push(title)
}

function addSkipped(counts, title) {
  counts.skipped += 1
  if (!/\bneeds \S/.test(title)) counts.unexplained.push(title)
}

export const addCounts = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  unexplained: [...a.unexplained, ...b.unexplained],
  repeated: [...a.repeated, ...b.repeated],
  failures: [...a.failures, ...b.failures],
})
