/** Every numbered behaviour of the board is claimed by a test that runs, headless or in a browser. */
import { expect, test } from 'vitest'
import { readFiles } from './source-files.ts'

const document = readFiles(['INTERACTION.md'], ['docs'])[0].text
const BEHAVIOURS = [...document.matchAll(/^- (I\d+) /gm)].map(([, number]) => number)

/** Titles of tests that run, also of those that are made in loops. */
const TITLE =
  /\b(?:test|it)(?!\.(?:skip|todo|fixme)\b)(?:\.\w+(?:\([^)]*\))?)?\(\s*(?:'([^'\n]*)'|"([^"\n]*)"|`([^`\n]*)`)/g
const titlesIn = (text: string): readonly string[] =>
  [...text.matchAll(TITLE)].map(([, single, double, template]) => single ?? double ?? template)
const behavioursIn = (title: string): readonly string[] => [...title.matchAll(/\bI\d+\b/g)].map(([number]) => number)

const cited = readFiles(['.test.ts', '.e2e.ts'], ['tests'])
  .flatMap(({ text }) => titlesIn(text))
  .flatMap(behavioursIn)

test('AR11 the document numbers every behaviour once', () => {
  expect(BEHAVIOURS.length).toBeGreaterThanOrEqual(60)
  expect(BEHAVIOURS.filter((number, at) => BEHAVIOURS.indexOf(number) !== at)).toEqual([])
})

test('AR11 every behaviour of the board is claimed by a test', () => {
  expect(BEHAVIOURS.filter((number) => !cited.includes(number))).toEqual([])
})

test('AR11 no test claims a behaviour that does not exist', () => {
  expect(cited.filter((number) => !BEHAVIOURS.includes(number))).toEqual([])
})

test('AR11 titles are read however they are written, but not of tests that are skipped', () => {
  const source = [
    "it('I1 one'",
    'test("I2 it\'s two"',
    'it(`I3 three`',
    "test.skip('I4 four'",
    "test.each([1])('I5 five'",
  ].map((s) => `${s}, f)`)
  expect(titlesIn(source.join('\n')).flatMap(behavioursIn)).toEqual(['I1', 'I2', 'I3', 'I5'])
})
