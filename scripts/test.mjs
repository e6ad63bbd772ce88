/** `npm test`: types, lint, unit and integration, guards, build, end-to-end, other browser engines. `--only=unit,e2e` picks steps. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandOf, requireSetup, root } from './project.mjs'
import { findChromium } from './test-browser.mjs'
import { installEngines } from './test-engines.mjs'
import { installServers } from './test-servers.mjs'
import { addCounts, noCounts, readPlaywrightReport, readVitestReport, runNode } from './test-steps.mjs'

requireSetup()
process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
process.env.CI ??= '1'

const reports = mkdtempSync(join(tmpdir(), 'inkroom-test-'))
const unitReport = join(reports, 'unit.json')
const e2eReport = join(reports, 'e2e.json')
const enginesReport = join(reports, 'engines.json')

const plain = async (commands, output) => {
  for (const command of commands) {
    if ((await runNode(command, {}, output)) !== 0) return { ...noCounts, failed: 1 }
  }
  return { ...noCounts, passed: 1 }
}

/** Counted tests, with a failure of their own when the runner failed for a reason that no test shows. */
const counted = (code, counts) => (code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts)

const steps = {
  types: (output) =>
    plain(
      [
        [commandOf('next'), 'typegen'],
        [commandOf('typescript', 'tsc'), '--noEmit'],
        // Folders whose places in lists are looked at before they are used; the flag is the project's once all are.
        [commandOf('typescript', 'tsc'), '--noEmit', '--project', 'tsconfig.indexed.json'],
      ],
      output,
    ),
  lint: (output) => plain([[commandOf('@biomejs/biome', 'biome'), 'check', '.']], output),
  unit: async () => {
    installServers()
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`]
    return counted(await runNode([commandOf('vitest'), 'run', ...reporters]), readVitestReport(unitReport))
  },
  guards: (output) => plain([['scripts/test-mutation.mjs', '--short']], output),
  build: (output) => plain([['scripts/build.mjs']], output),
  e2e: async () => {
    const chromium = await findChromium()
    if (!chromium) return { ...noCounts, failed: 1 }
    const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport }
    const code = await runNode([commandOf('@playwright/test', 'playwright'), 'test', '--reporter=list,json'], env)
    return counted(code, readPlaywrightReport(e2eReport))
  },
  engines: async () => {
    installEngines()
    const chromium = await findChromium()
    if (!chromium) return { ...noCounts, failed: 1 }
    const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${enginesReport}`]
    const run = [commandOf('vitest'), 'run', '--config=vitest.engines.config.ts', ...reporters]
    return counted(await runNode(run, { CHROMIUM_PATH: chromium }), readVitestReport(enginesReport))
  },
}

const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',')
const chosen = Object.keys(steps).filter((name) => !only || only.includes(name))

/** Steps that keep one processor busy go beside each other; what they print comes step by step all the same. */
const groups = [['types', 'guards'], ['lint'], ['unit'], ['build'], ['e2e'], ['engines']]

let total = noCounts
const lines = []
async function take(name, output) {
  const startedAt = process.hrtime.bigint()
  const counts = await steps[name](output)
  const seconds = Number((process.hrtime.bigint() - startedAt) / 1_000_000_000n)
  total = addCounts(total, counts)
  lines.push(`${counts.failed > 0 ? 'FAILED' : 'passed'}  ${name.padEnd(7)} ${seconds} s`)
  return counts
}
for (const group of groups) {
  const [first, second] = group.filter((name) => chosen.includes(name))
  if (!first) continue
  console.log(`\n== ${first}`)
  const held = []
  const beside = second && take(second, held)
  const { failed } = await take(first)
  if (second) {
    console.log(`\n== ${second}`)
    await beside
    for (const piece of held) process.stdout.write(piece)
  }
  // Without a build there is nothing to drive; the other steps still tell something.
  if (first === 'build' && failed > 0) break
}
rmSync(reports, { recursive: true, force: true })

console.log(`\n${lines.join('\n')}`)
for (const title of total.failures) console.log(`FAILED  ${title.replace(`${root}/`, '')}`)
for (const title of total.repeated) console.log(`passed at the second attempt: ${title}`)
for (const title of total.unexplained) console.error(`skipped without saying what it needs: ${title}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 || total.unexplained.length > 0 ? 1 : 0
