import { expect, test } from 'vitest'
import { longFunctions } from './long-functions.ts'
import { productFiles, readFiles } from './source-files.ts'
import {
  findAmbient,
  findAny,
  findBarrel,
  findDates,
  findDefaultExport,
  findLongFunctions,
  findMachineTraces,
  findNoFirstSentence,
  findTooLong,
  MAX_FUNCTION_LINES,
  MAX_LINES,
} from './source-rules.ts'

const file = (text: string, path = 'lib/x.ts') => ({ path, text })
const allCode = () =>
  readFiles(['.ts', '.tsx', '.mjs', '.css'], ['lib', 'server', 'worker', 'app', 'tests', 'scripts', 'bench'])

test('AR3 no source file is longer than 300 lines', () => {
  expect(allCode().flatMap(findTooLong)).toEqual([])
  expect(findTooLong(file('x\n'.repeat(MAX_LINES)))).toEqual([])
  expect(findTooLong(file('x\n'.repeat(MAX_LINES + 1)))).toHaveLength(1)
})

test('AR21 no function is longer than 80 lines, but for those that were, and whose list only gets shorter', () => {
  expect(productFiles().flatMap(findLongFunctions).sort()).toEqual([...longFunctions].sort())
  const ofLines = (count: number) => file(`function long() {\n${'a()\n'.repeat(count - 2)}}`)
  expect(findLongFunctions(ofLines(MAX_FUNCTION_LINES))).toEqual([])
  expect(findLongFunctions(ofLines(MAX_FUNCTION_LINES + 1))).toEqual(['lib/x.ts long'])
})

test('AR12 every file of lib and server begins with a sentence on its job', () => {
  expect(readFiles(['.ts'], ['lib', 'server', 'worker']).flatMap(findNoFirstSentence)).toEqual([])
  expect(findNoFirstSentence(file('const a = 1'))).toHaveLength(1)
  expect(findNoFirstSentence(file("import { a } from './a.ts'\n/** Late. */"))).toHaveLength(1)
  expect(findNoFirstSentence(file('/** Says it. */\nconst a = 1'))).toEqual([])
  expect(findNoFirstSentence(file('const a = 1', 'app/a.tsx'))).toEqual([])
})

test('AR4 there are no barrel files', () => {
  expect(productFiles().flatMap(findBarrel)).toEqual([])
  expect(findBarrel(file("export * from './a.ts'\nexport { b } from './b.ts'"))).toHaveLength(1)
  expect(findBarrel(file('export const a = 1', 'lib/a/index.ts'))).toHaveLength(1)
  expect(findBarrel(file("export * from './a.ts'\nexport const b = 1"))).toEqual([])
})

test('AR5 time and randomness come in only by the doors', () => {
  expect(productFiles().flatMap(findAmbient)).toEqual([])
})

test('AR5 what elapses is not measured by dates: only what is read as one asks for it', () => {
  const files = productFiles().filter(({ path }) => /^(lib|server)\//.test(path))
  expect(files.flatMap(findDates)).toEqual([])
  expect(findDates(file('const startedAt = clock.date()'))).toHaveLength(1)
  expect(findDates(file('const startedAt = clock.now()'))).toEqual([])
})

test.each([
  'const a = Date.now()',
  'const a = globalThis.Date.now',
  'const a = Math.random()',
  'const a = new Date()',
  'const a = performance.now()',
  'const a = crypto.randomUUID()',
  'const a = globalThis.crypto.getRandomValues(b)',
  'setTimeout(a, 1)',
  'setInterval(a, 1)',
  "import { randomBytes } from 'node:crypto'",
  "import { setTimeout as wait } from 'node:timers/promises'",
])('AR5 the guard sees %s', (text) => {
  expect(findAmbient(file(text))).toHaveLength(1)
})

test.each(['new Date(at)', 'clock.now()', 'Math.max(1, 2)', "import { createHash } from 'node:crypto'"])(
  'AR5 the guard lets %s pass',
  (text) => {
    expect(findAmbient(file(text))).toEqual([])
  },
)

test('AR6 nothing is typed any', () => {
  expect(productFiles().flatMap(findAny)).toEqual([])
  expect(findAny(file('let a: any'))).toHaveLength(1)
  expect(findAny(file("const a = 'any'"))).toEqual([])
})

test('AR6 exports are named, except where Next wants a default', () => {
  expect(productFiles().flatMap(findDefaultExport)).toEqual([])
  expect(findDefaultExport(file('export default function a() {}'))).toHaveLength(1)
  expect(findDefaultExport(file('const a = 1\nexport default a'))).toHaveLength(1)
  expect(findDefaultExport(file('export default function Page() {}', 'app/page.tsx'))).toEqual([])
})

test('AR7 no file names a registry host or a path of the machine it was written on', () => {
  const endings = ['.ts', '.tsx', '.mjs', '.js', '.json', '.md', '.css', '.yml', '.yaml', '.html', 'Dockerfile', 'run']
  expect(readFiles(endings).filter(isOurs).flatMap(findMachineTraces)).toEqual([])
  expect(findMachineTraces(file(`see https://${['registry', 'npmjs', 'org'].join('.')}/yjs`))).toHaveLength(1)
  expect(findMachineTraces(file(`cd ${['', 'work', 'main'].join('/')}`))).toHaveLength(1)
})

/** The lockfile's addresses are npm's; `lockfile.test.ts` looks after it. */
const isOurs = ({ path }: { path: string }): boolean => !path.endsWith('package-lock.json')
