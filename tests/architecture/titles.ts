/** The titles of all tests, as they are written: what documents may point at and rules are cited by. */
import { readFiles } from './source-files.ts'

export interface Title {
  readonly path: string
  /** Of a title that is made in a loop, the template. */
  readonly text: string
}

/** `test('…'`, `it.each([…])('…'`, ``describe(`…` ``: the first string of the call, or after the table of an `each`. */
const CALL = /^\s*(?:test|it|describe)\b[^'"`\n]*\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`\n]*)`)/gm
/** Where a table goes over several lines, its title stands alone after the closing bracket or on a line of its own. */
const AFTER_TABLE =
  /^\s*(?:[\])]+\()?\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`\n]*)`),(?:\s*(?:async\s*)?\([^)\n]*\)\s*=>|\s*$)/gm

export function titlesIn(text: string): readonly string[] {
  return [CALL, AFTER_TABLE].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, single, double, template]) =>
      (single ?? double ?? template).replaceAll("\\'", "'").replaceAll('\\"', '"'),
    ),
  )
}

export const allTitles = (): readonly Title[] =>
  readFiles(['.test.ts', '.e2e.ts', '-contract.ts'], ['tests']).flatMap(({ path, text }) =>
    titlesIn(text).map((title) => ({ path, text: title })),
  )
