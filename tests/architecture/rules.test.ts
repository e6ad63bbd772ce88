/** The rules of SPEC.md and the attacks of THREATS.md are as good as the tests that they name. */
import { expect, test } from 'vitest'
import { readFiles } from './source-files.ts'
import { allTitles, titlesIn } from './titles.ts'

const readDocument = (name: string): string =>
  (readFiles([`docs/${name}`], ['docs']).at(0) ?? readFiles([name], ['docs'])[0]).text
const titles = allTitles()

test('AR10 every rule of SPEC.md is cited by the title of a test', () => {
  const rules = [...readDocument('SPEC.md').matchAll(/^- ([A-Z]{2}\d+) /gm)].map(([, rule]) => rule)
  const cited = new Set(titles.flatMap(({ text }) => [...text.matchAll(/\b[A-Z]{2}\d+\b/g)].map(([rule]) => rule)))
  expect(rules.length).toBeGreaterThan(40)
  expect(rules.filter((rule) => !cited.has(rule))).toEqual([])
})

/** `` `file`: "title" ``, as THREATS.md names its proofs. */
const PROOF = /`(tests\/[^`]+)`: "([^"]+)"/g

test('AR10 every test that THREATS.md names is in the tree, and every attack names one', () => {
  const text = readDocument('THREATS.md')
  const proofs = [...text.matchAll(PROOF)].map(([, path, title]) => ({ path, title }))
  const missing = proofs.filter(
    ({ path, title }) => !titles.some((known) => known.path === path && known.text.replaceAll('`', '') === title),
  )
  expect(missing).toEqual([])
  const rows = text.split('\n').filter((line) => /^\| (?!---|attack \||fault \|)/.test(line))
  expect(rows.length).toBeGreaterThan(30)
  expect(rows.filter((row) => row.match(PROOF) === null)).toEqual([])
})

test('AR10 titles are found however they are written', () => {
  const source = [
    "it('A1 one', f)",
    'test("A2 it\'s two", f)',
    'it.each(SEEDS)(`A3 seeded`, f)',
    "  ])('A4 after a table', async (a, b) => {",
    "  it.each(SEEDS)(\n    'A5 alone on its line',\n    (seed) => {",
    "const answer = call('A6 no title', 1)",
  ]
  const found = new Set(titlesIn(source.join('\n')).map((title) => title.slice(0, 2)))
  expect([...found].sort()).toEqual(['A1', 'A2', 'A3', 'A4', 'A5'])
})
