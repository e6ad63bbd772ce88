/** One claim for each cell of the clipboard table: what is pasted arrives, where it goes, as what the cell says. */
import { expect, it, vi } from 'vitest'
import type { ShapeId } from '../../../../lib/base/ids.ts'
import { signal } from '../../../../lib/base/signal.ts'
import { tableOf } from '../../../../lib/document/tables.ts'
import { copySelection } from '../../../../lib/editor/making/clipboard.ts'
import {
  type Carried,
  clipboardTable,
  type Destination,
  type Lying,
} from '../../../../lib/page/input/clipboard-table.ts'
import { paste } from '../../../../lib/page/input/paste.ts'
import type { RoomModel, TextField } from '../../../../lib/page/room-model.ts'
import { kindOf } from '../../../../lib/shapes/registry.ts'
import { MAX_TEXT_LENGTH, plainText, type RichText } from '../../../../lib/shapes/rich-text.ts'
import { BoardDriver } from '../../../support/editor/board-driver.ts'

const nothing: Carried = { files: [], json: '', text: '', html: '' }
const drawn = new BoardDriver()
const own = copySelection(drawn.select(drawn.add('geo', 0, 0, 90, 60, { text: [{ insert: 'label' }] })).editor)
const elements = [{ id: 'a', type: 'text', text: 'EXC', originalText: 'EXC', x: 0, y: 0, width: 10, height: 10 }]

const lying: Readonly<Record<Lying, Partial<Carried>>> = {
  'own-shapes': { json: own?.json ?? '', text: own?.text ?? '', html: own?.html ?? '' },
  'foreign-shapes': { text: JSON.stringify({ type: 'excalidraw/clipboard', elements, files: {} }) },
  'diagram-code': { text: 'flowchart LR\n  A --> B' },
  files: { files: [new File([new Uint8Array(4)], 'cat.png', { type: 'image/png' })], text: 'cat.png' },
  'picture-code': { text: '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"></svg>' },
  cells: { text: 'p\tq', html: '<table><tr><td>p<td><b>q</b></table>' },
  'formatted-words': { text: 'a b', html: '<p>a <b>b</b></p>' },
  words: { text: '  x\ty' },
  nothing: { text: ' \n' },
}

/** What reached the board, the edited text and the files. */
interface Reached {
  readonly board: readonly string[]
  readonly text: RichText | null
  readonly files: readonly string[]
}
const none: Reached = { board: [], text: null, files: [] }
const label = { board: { ...none, board: ['geo label'] }, words: 'label' }
const svg = lying['picture-code'].text ?? ''
const bold: RichText = [{ insert: 'a ' }, { insert: 'b', attributes: { bold: true } }]
const onBoard = (words: string): Reached => ({ ...none, board: [`text ${words}`] })
const inText = (words: string): Reached => ({ ...none, text: [{ insert: words }] })
const asFile = (name: string): Reached => ({ ...none, files: [name] })
const inCell = (said: string): Reached => ({ ...none, board: [`table ${said}`] })
const words = (said: string) => ({ 'plain-on-board': onBoard(said), 'plain-in-text': inText(said) })
const everywhere = (reached: Reached) => ({
  board: reached,
  text: reached,
  cells: { ...reached, board: ['table ', ...reached.board] },
  'plain-on-board': reached,
  'plain-in-text': reached,
})

const expected: Readonly<Record<Lying, Readonly<Record<Destination, Reached>>>> = {
  'own-shapes': {
    board: label.board,
    cells: { ...none, board: ['table ', 'geo label'] },
    text: inText(label.words),
    ...words(label.words),
  },
  'foreign-shapes': { ...everywhere(asFile('clipboard.excalidraw')), text: inText('EXC'), ...words('EXC') },
  'diagram-code': {
    board: asFile('clipboard.mermaid'),
    cells: inCell('flowchart LR\n  A --> B'),
    text: inText('flowchart LR\n  A --> B'),
    ...words('flowchart LR\n  A --> B'),
  },
  files: everywhere(asFile('cat.png')),
  // Nothing here can draw it: what is no picture after all stays words.
  'picture-code': { board: onBoard(svg), cells: inCell(svg), text: inText(svg), ...words(svg) },
  cells: { board: inCell('p\t**q**'), cells: inCell('p\t**q**'), text: inText('p\tq'), ...words('p\tq') },
  'formatted-words': {
    board: onBoard('a **b**'),
    cells: inCell('a **b**'),
    text: { ...none, text: bold },
    ...words('a b'),
  },
  words: { board: onBoard('  x\ty'), cells: inCell('  x\ty'), text: inText('  x\ty'), ...words('  x\ty') },
  nothing: everywhere(none),
}

const written = (text: RichText): string =>
  text.map(({ insert, attributes }) => (attributes?.bold ? `**${insert}**` : insert)).join('')

const said: unknown[][] = []
async function pasted(carried: Carried, to: Destination): Promise<Reached & { readonly isTaken: boolean }> {
  const driver = new BoardDriver()
  const files: string[] = []
  if (to === 'cells') {
    const table = tableOf('t' as ShapeId, [[[]]])
    driver.editor.dispatch({ name: 'create', shapes: [table] })
    driver.select(table.id)
    driver.editor.cells.value = { from: 'r0:c0', to: 'r0:c0' }
  }
  let text: RichText | null = null
  const field: TextField = {
    contains: () => true,
    insert(rich) {
      text = rich
      return 0
    },
  }
  let isDone: (value?: unknown) => void = () => {}
  const done = new Promise((resolve) => {
    isDone = resolve
  })
  const unwatch = driver.editor.document.observe(() => isDone())
  const model = {
    editor: driver.editor,
    page: { textField: signal<TextField | null>(field) },
    say: (...what: unknown[]) => said.push(what),
    async addFiles(given: readonly File[]) {
      files.push(...given.map(({ name }) => name))
    },
  } as unknown as RoomModel
  const isInText = to === 'text' || to === 'plain-in-text'
  const isTaken = paste(model, (key) => key, carried, {
    isPlain: to.startsWith('plain'),
    ...(isInText ? { field } : {}),
  })
  if (isTaken && text === null && files.length === 0) await done
  unwatch()
  const board = driver.shapes.map((shape) => `${shape.type} ${written(kindOf(shape).text(shape))}`)
  return { board, text, files, isTaken }
}

const cells = (Object.keys(clipboardTable) as Lying[]).flatMap((what) =>
  (Object.keys(clipboardTable[what]) as Destination[]).map((to) => [what, to] as const),
)
it.each(cells)('I45 %s, pasted to %s, arrives as the table says', async (what, to) => {
  const { isTaken, ...reached } = await pasted({ ...nothing, ...lying[what] }, to)
  expect(reached).toEqual(expected[what][to])
  expect(isTaken).toBe(what !== 'nothing')
})

it('I45 own shapes without the words beside them still give words and never their data', async () => {
  const { text } = await pasted({ ...nothing, text: own?.json ?? '' }, 'text')
  expect(plainText(text ?? [])).toBe('label')
})

it('I45 words that do not fit into one text are told of, until somebody has read it', async () => {
  await pasted({ ...nothing, text: 'word\n'.repeat(MAX_TEXT_LENGTH / 4) }, 'board')
  expect(said).toEqual([['paste.cut', 'bad', true]])
})

function notesFrom(carried: Partial<Carried>) {
  const board = new BoardDriver()
  const said: string[] = []
  const page = { textField: signal(null) }
  const model = { editor: board.editor, page, say: (text: string) => said.push(text) } as unknown as RoomModel
  const how = { isPlain: true, asNotes: true, at: null, field: null } as const
  const isSomething = paste(model, (key) => key, { ...nothing, ...carried }, how)
  const notes = board.shapes.map((shape) => (shape.type === 'note' ? plainText(shape.text) : shape.type))
  return { board, notes, said, isSomething }
}

it('DC63 each line becomes a note, without the marks of a list, as one undo step', () => {
  const { board, notes } = notesFrom({ text: 'one\r\n\n- two\n3. three\n  [x] four\n-5 °C', html: '<b>one</b>' })
  expect(notes).toEqual(['one', 'two', 'three', '[x] four', '-5 °C'])
  const places = board.shapes.map(({ placement: { x, y } }) => `${x} ${y}`)
  expect(new Set(places).size).toBe(5)
  board.key('Mod+z')
  expect(board.shapes).toEqual([])
})

it('DC63 words of shapes become notes too; what has no words says so, what is too much is told', () => {
  expect(notesFrom(lying['own-shapes']).notes).toEqual(['label'])
  expect(notesFrom({ text: ' \n ' }).isSomething).toBe(false)
  const many = notesFrom({ text: Array.from({ length: 502 }, (_, at) => `line ${at}`).join('\n') })
  expect([many.notes.length, many.said]).toEqual([500, ['paste.notesCut']])
})

it('DC64 code is a text in the fixed font, whichever way the program marks it', () => {
  const pasted = (html: string) => {
    const board = new BoardDriver()
    const model = { editor: board.editor, page: { textField: signal(null) }, say: () => {} } as unknown as RoomModel
    paste(model, (key) => key, { ...nothing, text: 'x', html }, { isPlain: false })
    return board.shapes.map((shape) => (shape.type === 'text' ? [shape.font, shape.text] : shape.type))
  }
  const words = [{ insert: 'if (a)\n  b()' }]
  expect(pasted('<pre><code>if (a)\n  b()\n</code></pre>')).toMatchObject([['mono', words]])
  const editor = `<div style="font-family: Menlo, monospace;white-space: pre"><div>if (a)</div><div>  b()</div></div>`
  const [[font, text]] = pasted(editor) as [string, RichText][]
  expect([font, plainText(text)]).toEqual(['mono', 'if (a)\n  b()'])
  const [[mixed]] = pasted('<p>say <code>a</code></p>') as [string, RichText][]
  expect(mixed).not.toBe('mono')
})

it('DC91 "Paste as code" and a fence that is pasted alone are code in its colours', async () => {
  const pasted = async (text: string, how: { readonly asCode?: true }) => {
    const board = new BoardDriver()
    const model = { editor: board.editor, page: { textField: signal(null) }, say: () => {} } as unknown as RoomModel
    paste(model, (key) => key, { ...nothing, text }, { isPlain: true, ...how })
    await vi.waitFor(() => expect(board.shapes).toHaveLength(1))
    const [shape] = board.shapes
    return shape.type === 'text' ? [shape.font, shape.autoWidth, plainText(shape.text), shape.text.length] : []
  }
  expect(await pasted('const a = 1', { asCode: true })).toEqual(['mono', true, 'const a = 1', 3])
  expect(await pasted('```py\ndef f():\n  pass\n```\n', { asCode: true })).toEqual([
    'mono',
    true,
    'def f():\n  pass',
    3,
  ])
  const two = '```js\na\n```\nand\n```js\nb\n```'
  expect((await pasted(two, {}))[2]).toBe(two)
})
