/** What other programs write beside what they write today: other generations of their files, other fields, other ways of writing. */
import { describe, expect, it } from 'vitest'
import { type BoardFileRead, boardReaders } from '../../../lib/interchange/board-readers.ts'
import { boardFormatOf } from '../../../lib/page/files/board-format.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { countingOptions } from '../../support/document/import-options.ts'

function read(format: keyof typeof boardReaders, file: unknown): BoardFileRead {
  const result = boardReaders[format](typeof file === 'string' ? file : JSON.stringify(file), countingOptions())
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const wordsIn = ({ shapes }: BoardFileRead) => shapes.map((shape) => ('text' in shape ? plainText(shape.text) : ''))

describe('Excalidraw', () => {
  const file = (element: object) => ({
    type: 'excalidraw',
    elements: [{ id: 'a', x: 0, y: 0, width: 100, height: 50, ...element }],
  })
  const only = (element: object) => read('excalidraw', file(element)).shapes[0]

  it.each([
    [{ text: '', originalText: 'kept' }, 'kept'],
    [{ rawText: 'kept' }, 'kept'],
    [{ text: 'kept', originalText: null }, 'kept'],
  ])('words stand in any of its fields: %o', (fields, words) => {
    expect(wordsIn(read('excalidraw', file({ type: 'text', ...fields })))).toEqual([words])
  })

  it.each([
    ['rgb(100% 0% 0% / 50%)', '#ff000080'],
    ['HSLA(120,50%,50%,.5)', '#40bf4080'],
    ['#f00c', '#ff0000cc'],
    ['RebeccaPurple', '#663399'],
    ['hwb(90 10% 10%)', '#80e61a'],
    ['currentColor', 'transparent'],
    ['var(--paper)', 'transparent'],
  ])('the colour %s is %s', (written, color) => {
    expect(only({ type: 'rectangle', backgroundColor: written })).toMatchObject({ fill: color })
  })

  it.each([undefined, null, 0, -1, 'high'])('a line height of %o is that of the font', (lineHeight) => {
    expect(only({ type: 'text', text: 'a', fontFamily: 1, lineHeight })).toMatchObject({ lineHeight: 1.25 })
  })

  it('ids that are missing or there twice leave every shape with its own', () => {
    const elements = ['a', 'a', undefined, '', 7].map((id) => ({ ...file({ type: 'diamond' }).elements[0], id }))
    const { shapes, added } = read('excalidraw', { type: 'excalidraw', elements })
    expect([added, new Set(shapes.map(({ id }) => id)).size]).toEqual([5, 5])
  })

  it('a note of Obsidian has its scene in lines of any end', () => {
    const scene = JSON.stringify(file({ type: 'ellipse' }), null, '\t')
    const note = `---\nexcalidraw-plugin: parsed\n---\n%%\n# Drawing\n\`\`\`json\n${scene}\n\`\`\`\n%%`
    for (const text of [note, note.replaceAll('\n', '\r\n')]) expect(read('excalidraw', text).shapes).toHaveLength(1)
  })
})

describe('tldraw', () => {
  const records = [
    { typeName: 'document', id: 'document:document', name: 'Plan' },
    { typeName: 'page', id: 'page:p', name: 'P', index: 'a1' },
    {
      ...{ typeName: 'shape', id: 'shape:a', type: 'geo', parentId: 'page:p', index: 'a1', x: 5, y: 6, rotation: 0 },
      props: { geo: 'rectangle', w: 10, h: 10, text: 'Box' },
    },
  ]
  const store = Object.fromEntries(records.map((record) => [record.id, record]))
  const schema = { schemaVersion: 2, sequences: {} }

  it.each<[string, object]>([
    ['a store', { store, schema }],
    ['a document and a session', { document: { store, schema }, session: { version: 0 } }],
    ['an answer around a store', { snapshot: { store, schema } }],
    ['an answer around a document', { snapshot: { document: { store, schema } } }],
    ['a room of its server', { clock: 3, documents: records.map((state) => ({ state, lastChangedClock: 1 })), schema }],
  ])('DC21 a snapshot opens: %s', (_, snapshot) => {
    const board = read('tldraw', snapshot)
    expect([wordsIn(board), board.title, board.skipped]).toEqual([['Box'], 'Plan', []])
    expect(boardFormatOf(JSON.stringify(snapshot), 'board.json')).toBe('tldraw')
  })

  it('DC21 what only speaks of records is no board', () => {
    for (const file of [{ store: [] }, { documents: 4 }, { document: { store: 'x' } }, { documents: [null, 3] }]) {
      const result = boardReaders.tldraw(JSON.stringify(file), countingOptions())
      expect(result.ok && result.value.shapes.length > 0).toBe(false)
    }
    expect(boardFormatOf(JSON.stringify({ type: 'inkroom', words: '"typeName": 1' }), 'a.json')).toBe('json')
  })
})

it('JSON Canvas: a node of a type that nobody knows is a box with its name, and told', () => {
  const node = (id: string, more: object) => ({ id, x: 0, y: 0, width: 100, height: 50, ...more })
  const nodes = [node('a', { type: 'text', text: 'A' }), node('b', { type: 'hologram' }), node('c', { text: 'C' })]
  const board = read('canvas', { nodes, edges: [] })
  expect([board.added, board.skipped, wordsIn(board)]).toEqual([
    2,
    [{ type: 'hologram', reason: 'unknown-type', count: 1 }],
    ['A', 'hologram', 'C'],
  ])
})
