/** To add a thing is its own file and an entry in the table of its like: what is missing does not compile, the rest works. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { storageSchemes } from '../../server/storage/registry.ts'
import { CopiedTree } from '../support/additions/copied-tree.ts'
import { announcements, completions } from '../support/additions/lines.ts'

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const COMPILING_MS = 180_000

function treeWith(lines: typeof announcements): CopiedTree {
  const tree = new CopiedTree()
  tree.place('tests/fixtures/additions/gear.ts.txt', 'lib/shapes/gear.ts')
  tree.place('lib/i18n/en.json', 'lib/i18n/pt.json')
  for (const line of lines) tree.add(line)
  return tree
}

it('AR20 what is missing of a kind, a tool, a command or a message does not compile', { timeout: COMPILING_MS }, () => {
  const tree = treeWith(announcements)
  try {
    const { stdout } = spawnSync(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '-p', tree.folder], {
      cwd: tree.folder,
      encoding: 'utf8',
    })
    const files = new Set([...stdout.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, file]) => file))
    expect([...files].sort()).toEqual([
      'app/_ui/overlays/announcer.tsx',
      'app/_ui/toolbar/tool-items.ts',
      'app/_ui/toolbar/toolbar.tsx',
      'lib/document/apply.ts',
      'lib/editor/tools/registry.ts',
      'lib/interchange/excalidraw-export-shape.ts',
      'lib/shapes/registry.ts',
      'server/room/live-room.ts',
      'server/socket/traffic.ts',
    ])
  } finally {
    tree.close()
  }
})

// The copied modules are read and compiled once more.
describe('AR20 once it is there', { timeout: COMPILING_MS }, () => {
  let tree: CopiedTree
  beforeAll(() => {
    tree = treeWith([...announcements, ...completions])
  })
  afterAll(() => tree.close())
  // Typed by what they are copies of, and by `as never` where a name is new.
  const load = <Module>(file: string): Promise<Module> => import(/* @vite-ignore */ tree.path(file))

  it('a kind is drawn by its tool, hit, written in, styled, undone, spoken, exported, stored and seen by others', async () => {
    const { BoardDriver, plainMeasurer } = await load<typeof import('../support/editor/board-driver.ts')>(
      'tests/support/editor/board-driver.ts',
    )
    const board = new BoardDriver()
    expect(board.key('Shift+w')).toBe(true)
    board.drag(100, 100, 300, 260)
    const [gear] = board.shapes
    expect(gear).toMatchObject({ type: 'gear', teeth: 8, placement: { x: 100, y: 100, w: 200, h: 160 } })
    board.select().click(200, 180)
    expect(board.selection).toEqual([gear.id])

    const { readStyleValues } = await load<typeof import('../../app/_ui/style-panel/style-values.ts')>(
      'app/_ui/style-panel/style-values.ts',
    )
    expect(readStyleValues(board.editor, board.shapes).get('fill')).toBe('#b2f2bb')
    board.editor.applyStyle({ fill: '#ffc9c9' })
    expect(board.get(gear.id)).toMatchObject({ fill: '#ffc9c9' })
    board.editor.run('edit.undo')
    expect(board.get(gear.id)).toMatchObject({ fill: '#b2f2bb' })

    board.doubleClick(200, 180)
    expect(board.editor.editing.value).toBe(gear.id)
    board.document.sharedText(gear.id)?.insert(0, 'turns')
    board.editor.editing.value = null

    const { describeSelection } = await load<typeof import('../../lib/editor/selection/describe.ts')>(
      'lib/editor/selection/describe.ts',
    )
    expect(describeSelection(board.editor)).toMatchObject({ kind: 'shape.gear', words: 'turns' })
    const { mainTools } = await load<typeof import('../../app/_ui/toolbar/tool-items.ts')>(
      'app/_ui/toolbar/tool-items.ts',
    )
    expect(mainTools[1]).toContain('gear')

    const { printSvg } = await load<typeof import('../../lib/print/print-svg.ts')>('lib/print/print-svg.ts')
    const { context } = board.editor.view
    expect(printSvg({ shapes: board.shapes, context, theme: 'light', background: false })).toContain('turns')
    const { exportJson } = await load<typeof import('../../lib/interchange/json.ts')>('lib/interchange/json.ts')
    expect(exportJson(board.document.board).shapes).toMatchObject([{ id: gear.id, type: 'gear' }])
    const { exportExcalidraw } = await load<typeof import('../../lib/interchange/excalidraw-export.ts')>(
      'lib/interchange/excalidraw-export.ts',
    )
    expect(exportExcalidraw({ shapes: board.shapes, measure: plainMeasurer })).toMatchObject({
      elements: [{ type: 'ellipse' }],
    })

    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(board.document.doc))
    const { createBoardDocument } = await load<typeof import('../../lib/document/create-board-document.ts')>(
      'lib/document/create-board-document.ts',
    )
    const other = createBoardDocument({ doc, measure: plainMeasurer })
    expect(other.board.shapes).toEqual(board.shapes)
    const shaken = other.dispatch({ name: 'shake', id: gear.id } as never)
    expect([shaken.ok, other.board.get(gear.id)?.opacity]).toEqual([true, 0.5])
    other.history.undo()
    expect(other.board.get(gear.id)?.opacity).toBe(1)
  })

  it('a message is read and handled, a language is chosen and spoken, a storage is opened by its scheme', async () => {
    const { decodeClientMessage, handleClientMessage } =
      await load<typeof import('../../lib/protocol/codec.ts')>('lib/protocol/codec.ts')
    const { messageLimits } = await load<typeof import('../../lib/protocol/limits.ts')>('lib/protocol/limits.ts')
    const wave = decodeClientMessage(Uint8Array.of(120), messageLimits)
    expect(wave).toEqual({ ok: true, value: { type: 'wave' } })
    if (wave.ok)
      expect(handleClientMessage(wave.value, 'Ada', { wave: (_said: object, who: string) => who } as never)).toBe('Ada')

    const { chooseLanguage, languages } =
      await load<typeof import('../../lib/i18n/languages.ts')>('lib/i18n/languages.ts')
    const { createTranslate } = await load<typeof import('../../lib/i18n/translate.ts')>('lib/i18n/translate.ts')
    const id = chooseLanguage(['pt-BR', 'en'])
    const chosen = languages.find((language) => language.id === id)
    expect(chosen?.name).toBe('Português')
    expect(createTranslate(id, (await chosen?.load()) ?? {})('tool.select')).toBe('Select')

    const { createStorage } =
      await load<typeof import('../../server/storage/registry.ts')>('server/storage/registry.ts')
    const storage = await createStorage('again:')
    await storage.close()
  })
})

it('AR20 every storage that a URL can name keeps the contract of all', () => {
  const tests = join(dirname(fileURLToPath(import.meta.url)), '..', 'server', 'storage')
  const held = readdirSync(tests).flatMap((name) => [
    ...readFileSync(join(tests, name), 'utf8').matchAll(/^\s*describe(?:Lasting)?Storage\(\s*'(\w+)'/gm),
  ])
  const engines = new Set(held.map(([, engine]) => engine))
  // Both schemes of PostgreSQL are one engine.
  const wanted = storageSchemes.map((scheme) => scheme.slice(0, -1).replace('postgresql', 'postgres'))
  expect(wanted.filter((engine) => !engines.has(engine))).toEqual([])
})
