import { expect, test } from 'vitest'
import { areaRules } from './imports.ts'
import { readFiles, type SourceFile } from './source-files.ts'

const find = (path: string): SourceFile => readFiles(['.md'], ['docs']).find((file) => file.path === path) as SourceFile

/** Rows `| lib/a, lib/b | base geometry | ...` of the import table: area to the areas that it names. */
function readImportTable(text: string): Readonly<Record<string, readonly string[]>> {
  const table: Record<string, string[]> = {}
  for (const [, areas, allowed] of text.matchAll(/^\| ((?:lib\/\w+(?:, )?)+|server|worker) \| ([^|]*) \|/gm)) {
    const words = allowed.trim() === '-' ? [] : allowed.trim().split(' ')
    for (const area of areas.split(', ')) table[area] = words.map((word) => `lib/${word}`).sort()
  }
  return table
}

test('AR1 the table in ARCHITECTURE.md is the table that the guard enforces', () => {
  const { app: _app, ...written } = areaRules
  const enforced = Object.fromEntries(Object.entries(written).map(([area, { areas }]) => [area, [...areas].sort()]))
  expect(readImportTable(find('docs/ARCHITECTURE.md').text)).toEqual(enforced)
})

const RULE = /\b(?:RM|ST|PR|SH|TL|DC|AC|AR)\d+\b/g

test('AR10 every rule that a test title cites is in SPEC.md, and no number is given twice', () => {
  const known = [...find('docs/SPEC.md').text.matchAll(/^- ([A-Z]{2}\d+) /gm)].map(([, rule]) => rule)
  expect(known).toEqual([...new Set(known)])
  const titles = readFiles(['.test.ts', '.e2e.ts'], ['tests']).flatMap(({ path, text }) =>
    [...text.matchAll(/^\s*(?:test|it|base|describe)[^'"`\n]*['"`](.*)/gm)].flatMap(([, title]) =>
      [...title.matchAll(RULE)].map(([rule]) => ({ path, rule })),
    ),
  )
  expect(titles.filter(({ rule }) => !known.includes(rule))).toEqual([])
})

test('AR10 every relative link in the documents leads to a file', () => {
  const documents = readFiles(['.md'], ['docs']).concat(readFiles(['README.md', 'CHANGELOG.md']).filter(isAtRoot))
  const all = new Set(readFiles(['']).map(({ path }) => path))
  const broken = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => new URL(target, `file:///${path}`).pathname.slice(1))
      .filter(
        (target) => !all.has(target) && ![...all].some((file) => file.startsWith(`${target.replace(/\/$/, '')}/`)),
      )
      .map((target) => `${path} -> ${target}`),
  )
  expect(broken).toEqual([])
})

const isAtRoot = ({ path }: SourceFile): boolean => !path.includes('/')
