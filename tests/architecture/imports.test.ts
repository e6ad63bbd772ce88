import { expect, test } from 'vitest'
import { findCircles, findForbiddenImports, parseImports } from './imports.ts'
import { productFiles } from './source-files.ts'

const file = (path: string, text: string) => ({ path, text })

test('AR1 every import of the product is in the table', () => {
  expect(productFiles().flatMap(findForbiddenImports)).toEqual([])
})

test('AR1 the guard sees every way to name a module', () => {
  const text = [
    "import a from 'a'",
    "import type { B } from 'b'",
    "export * from 'c'",
    "const d = await import('d')",
    "type E = import('e').E",
  ].join('\n')
  expect(parseImports(file('x.ts', text)).map(({ specifier }) => specifier)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test.each([
  ['lib/base/x.ts', "import { y } from '../geometry/y.ts'"],
  ['lib/base/x.ts', "import * as Y from 'yjs'"],
  ['lib/editor/x.ts', "import { y } from '../canvas/y.ts'"],
  ['lib/session/x.ts', "import { z } from 'zod'"],
  ['lib/protocol/x.ts', "import { z } from 'zod'"],
  ['server/room/x.ts', "import { y } from '../../lib/shapes/y.ts'"],
  ['server/room/x.ts', "import { y } from '../http/y.ts'"],
  ['server/storage/x.ts', "import { y } from '../room/y.ts'"],
  ['server/http/x.ts', "import { y } from '../socket/y.ts'"],
  ['server/http/x.ts', "import { y } from '../main.ts'"],
  ['server/access/x.ts', "import { y } from '../room/room.ts'"],
  ['server/room/x.ts', "import { open } from 'lmdb'"],
  ['app/x.tsx', "import { y } from '../server/main.ts'"],
  ['lib/canvas/x.ts', "import { y } from '../../app/y.ts'"],
  ['lib/new-area/x.ts', ''],
])('AR1 the guard refuses %s: %s', (path, text) => {
  expect(findForbiddenImports(file(path, text))).toHaveLength(1)
})

test.each([
  ['server/storage/lmdb-storage.ts', "import { open } from 'lmdb'"],
  ['server/main.ts', "import { y } from './http/y.ts'"],
  ['server/access/x.ts', "import type { Grant } from '../room/room.ts'"],
  ['server/http/x.ts', "import { randomBytes } from 'node:crypto'"],
])('AR1 the guard lets %s pass: %s', (path, text) => {
  expect(findForbiddenImports(file(path, text))).toEqual([])
})

test('AR18 no file needs one that needs it, types included', () => {
  expect(findCircles(productFiles())).toEqual([])
})

test('AR18 the guard sees a circle through types and through others, and nothing where two only share a third', () => {
  const circle = [
    file('lib/a/x.ts', "import type { Y } from '../b/y.ts'"),
    file('lib/b/y.ts', "export { Z } from '../c/z.ts'"),
    file('lib/c/z.ts', "const x = await import('../a/x.ts')"),
  ]
  const shared = [file('lib/d.ts', "import './e.ts'"), file('lib/f.ts', "import './e.ts'"), file('lib/e.ts', '')]
  expect(findCircles([...circle, ...shared])).toEqual([['lib/a/x.ts', 'lib/b/y.ts', 'lib/c/z.ts']])
})

/** Members of a registry: each stands alone, so that adding or removing one touches its file and one line. */
const registries: readonly { readonly folder: string; readonly isMember: (name: string) => boolean }[] = [
  {
    folder: 'lib/shapes',
    isMember: (name) =>
      ['arrow', 'draw', 'frame', 'geo', 'group', 'image', 'line', 'note', 'text', 'unknown', 'form'].includes(name),
  },
  { folder: 'lib/editor/tools', isMember: (name) => name.endsWith('-tool') },
]

test('AR2 members of a registry never import one another', () => {
  const problems = productFiles().flatMap((source) => {
    const registry = registries.find(({ folder }) => source.path.startsWith(`${folder}/`))
    if (!registry) return []
    const nameOf = (path: string): string => path.split('/').at(-1)?.replace(/\.ts$/, '') ?? ''
    if (!registry.isMember(nameOf(source.path))) return []
    return parseImports(source)
      .filter(({ specifier }) => /^\.\/[^/]+$/.test(specifier) && registry.isMember(nameOf(specifier)))
      .map(({ specifier }) => `${source.path} imports ${specifier}`)
  })
  expect(problems).toEqual([])
})
