/**
 * `npm run fuzz -- --minutes 60 --seed N`: six families of hostile input in turn, each for a sixth of the time, with seeds
 * from N on. Tells of each what was thrown, what held up the relay for more than 50 ms, and whether a process died.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandOf, requireSetup, root } from './project.mjs'
import { runNode } from './test-steps.mjs'

const families = {
  updates: ['tests/fuzz/integrable.test.ts'],
  importers: ['tests/fuzz/importers.test.ts'],
  pictures: ['tests/fuzz/pictures.test.ts'],
  router: ['tests/fuzz/router.test.ts'],
  sockets: ['tests/fuzz/wire.test.ts', 'tests/fuzz/hostile-room.test.ts'],
  presence: ['tests/fuzz/presence.test.ts'],
}
/** The sockets' bytes of one minute. */
const MB_PER_MINUTE = 40

function numberOf(name, fallback) {
  const at = process.argv.indexOf(`--${name}`)
  const value = at < 0 ? fallback : Number(process.argv[at + 1])
  if (!(value > 0)) {
    console.error(`--${name} takes a number above 0`)
    process.exit(2)
  }
  return value
}

function failuresIn(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    return testResults.flatMap(({ message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed')
      const lines = failed.map(({ title, failureMessages }) => `${title}: ${failureMessages[0]?.slice(0, 600)}`)
      return lines.length > 0 || !message ? lines : [message]
    })
  } catch {
    return ['its process died']
  }
}

requireSetup()
process.chdir(root)
const minutes = numberOf('minutes', 60)
const seed = Math.floor(numberOf('seed', 1 + (Date.now() % 1_000_000)))
console.log(`Fuzzing for ${minutes} minutes, seed ${seed}.`)
const folder = mkdtempSync(join(tmpdir(), 'inkroom-fuzz-'))
const share = minutes / Object.keys(families).length
const outcomes = []
for (const [name, files] of Object.entries(families)) {
  const report = join(folder, `${name}.json`)
  const env = {
    INKROOM_FUZZ_SEED: seed,
    INKROOM_FUZZ_MINUTES: share,
    INKROOM_FUZZ_MB: Math.ceil(share * MB_PER_MINUTE),
  }
  const run = [commandOf('vitest'), 'run', ...files, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const start = Date.now()
  const code = await runNode(run, env)
  const failures = code === 0 ? [] : failuresIn(report)
  outcomes.push({ name, isRight: code === 0, seconds: Math.round((Date.now() - start) / 1000), failures })
}
rmSync(folder, { recursive: true, force: true })
for (const { name, isRight, seconds, failures } of outcomes) {
  console.log(`${isRight ? 'right' : 'WRONG'} ${name} (${seconds} s)`)
  for (const failure of failures) console.log(`  ${failure}`)
}
process.exit(outcomes.every(({ isRight }) => isRight) ? 0 : 1)
