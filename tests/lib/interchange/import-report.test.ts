/** What an import says of a file: nothing goes in silence, and what lies far out is moved as a whole. */
import { describe, expect, it } from 'vitest'
import { type BoardFormat, boardReaders } from '../../../lib/interchange/board-readers.ts'
import { countSkipped } from '../../../lib/interchange/import-result.ts'
import { countingOptions } from '../../support/document/import-options.ts'

function read(format: BoardFormat, input: unknown) {
  const result = boardReaders[format](typeof input === 'string' ? input : JSON.stringify(input), countingOptions())
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const rectangle = (id: string, x: number, y = 0, more: object = {}) => ({
  id,
  type: 'rectangle',
  x,
  y,
  width: 50,
  height: 50,
  ...more,
})
const excalidraw = (...elements: unknown[]) => read('excalidraw', { type: 'excalidraw', elements })

const page = { typeName: 'page', id: 'page:p', name: 'One', index: 'a1' }
const geo = (id: string, x: number, more: object = {}) => ({
  typeName: 'shape',
  id,
  type: 'geo',
  parentId: 'page:p',
  index: 'a1',
  x,
  y: 0,
  props: { geo: 'rectangle', w: 50, h: 50 },
  ...more,
})
const tldraw = (...records: unknown[]) => read('tldraw', { tldrawFileFormatVersion: 1, records: [page, ...records] })

describe('a drawing far out', () => {
  it('DC44 is moved as a whole, so that nothing of it changes its place among the others', () => {
    const far = excalidraw(rectangle('a', 3e9, 1e8), rectangle('b', 3e9 + 200, 1e8 + 70))
    const [a, b] = far.shapes.map(({ placement }) => placement)
    expect([b.x - a.x, b.y - a.y, Math.abs(a.x) < 1e7]).toEqual([200, 70, true])
    const records = tldraw(geo('shape:a', 3e9), geo('shape:b', 3e9 + 200, { index: 'a2' })).shapes
    expect(records[1].placement.x - records[0].placement.x).toBe(200)
    const node = (id: string, x: number) => ({ id, type: 'text', text: id, x, y: 0, width: 100, height: 50 })
    const canvas = read('canvas', { nodes: [node('a', 3e9), node('b', 3e9 + 200)], edges: [] }).shapes
    expect(canvas[1].placement.x - canvas[0].placement.x).toBe(200)
  })

  it('DC44 what strays from the rest is left out and reported; the rest stays together', () => {
    const { shapes, added, skipped } = excalidraw(rectangle('a', 0), rectangle('b', 200), rectangle('c', 1e12))
    expect([added, shapes.length]).toEqual([2, 2])
    expect(shapes[1].placement.x - shapes[0].placement.x).toBe(200)
    expect(skipped).toEqual([{ type: 'rectangle', reason: 'too-far', count: 1 }])
    const records = tldraw(geo('shape:a', 0), geo('shape:b', 200), geo('shape:c', 1e12))
    expect([records.added, records.skipped]).toEqual([2, [{ type: 'geo', reason: 'too-far', count: 1 }]])
  })

  it('DC44 a drawing on the board stays where it is', () => {
    expect(excalidraw(rectangle('a', 9e6, -9e6)).shapes[0].placement).toMatchObject({ x: 9e6, y: -9e6 })
  })
})

describe('numbers', () => {
  it('DC33 that are written as words are read as numbers', () => {
    const { shapes } = excalidraw(
      rectangle('a', 0, 0, { x: '120', y: '-30.5', width: '80', strokeWidth: '4', angle: '0.5' }),
      { id: 'l', type: 'line', x: '5', y: 0, points: [['0', '0'], ['40', '30']] }, // biome-ignore format: points
    )
    expect(shapes[0]).toMatchObject({ placement: { x: 120, y: -30.5, w: 80, rotation: 0.5 }, strokeWidth: 4 })
    expect(shapes[1].placement).toMatchObject({ x: 5, w: 40, h: 30 })
  })
})

describe('the report of a tldraw file', () => {
  it('DC18 names shapes without an id of their own, and what is no record', () => {
    const { added, shapes, skipped } = tldraw(geo('shape:a', 0), geo('shape:a', 9), geo('', 9), 7)
    expect([added, shapes.length]).toEqual([1, 1])
    expect(skipped).toEqual([
      { type: 'unknown', reason: 'not-an-object', count: 1 },
      { type: 'geo', reason: 'duplicate-id', count: 1 },
      { type: 'geo', reason: 'no-id', count: 1 },
    ])
  })

  it('DC18 counts stand-ins as left out, once', () => {
    const { added, shapes, skipped } = tldraw(geo('shape:a', 0), geo('shape:b', 9, { type: 'bookmark' }))
    expect([added, shapes.length, countSkipped(skipped)]).toEqual([1, 2, 1])
  })

  it('DC18 groups without members are said to be empty', () => {
    const { added, skipped } = tldraw(geo('shape:a', 0), geo('shape:g', 9, { type: 'group', props: {} }))
    expect([added, skipped]).toEqual([1, [{ type: 'group', reason: 'empty', count: 1 }]])
  })

  it('DC18 loses nothing to parents that hold one another', () => {
    const { added, skipped } = tldraw(
      geo('shape:a', 0, { parentId: 'shape:b' }),
      geo('shape:b', 0, { parentId: 'shape:a' }),
      geo('shape:c', 0, { parentId: 'shape:c' }),
    )
    expect([added, skipped]).toEqual([3, []])
  })

  it('DC18 what is nested too deep is on the board all the same, where it was', () => {
    const nested = Array.from({ length: 3_000 }, (_, i) =>
      geo(`shape:${i}`, 1, { type: 'frame', parentId: i === 0 ? 'page:p' : `shape:${i - 1}` }),
    )
    const { added, shapes, skipped } = tldraw(...nested)
    expect([added, skipped]).toEqual([3_000, [{ type: 'frame', reason: 'nesting-cut', count: 2_949 }]])
    expect(shapes.at(-1)?.placement.x).toBe(3_000)
  })

  it('DC18 long lines, strokes and texts are cut in words', () => {
    const points = Array.from({ length: 20_000 }, (_, i) => ({ id: `p${i}`, index: `a${i + 10_000}`, x: i, y: 0 }))
    const { shapes, skipped } = tldraw(
      geo('shape:l', 0, { type: 'line', props: { points } }),
      geo('shape:t', 0, { type: 'text', props: { text: 'x'.repeat(100_001) } }),
    )
    expect(shapes[0].placement.w).toBe(19_999)
    expect(skipped).toEqual([
      { type: 'line', reason: 'points-cut', count: 1 },
      { type: 'text', reason: 'text-cut', count: 1 },
    ])
  })
})

describe('the report of a diagram', () => {
  it('DC18 two boxes of one id are both there, and edges are at the first', () => {
    const node = (id: string, x: number) => ({ id, type: 'text', text: id, x, y: 0, width: 100, height: 50 })
    const edge = { id: 'a', fromNode: 'a', toNode: 'b' }
    const { added, shapes, skipped } = read('canvas', {
      nodes: [node('a', 0), node('a', 200), node('b', 400)],
      edges: [edge, edge, 5],
    })
    expect([added, new Set(shapes.map(({ id }) => id)).size]).toEqual([5, 5])
    expect(shapes[3]).toMatchObject({ type: 'arrow', start: { target: shapes[0].id } })
    expect(skipped).toEqual([{ type: 'edge', reason: 'not-an-object', count: 1 }])
  })

  it('DC18 subgraphs without nodes, and nodes beyond the limit, are named', () => {
    const many = Array.from({ length: 5_002 }, (_, i) => `n${i}`).join('\n')
    const { added, skipped } = read('mermaid', `graph TD\nsubgraph none\nend\n${many}`)
    expect([added, skipped]).toEqual([
      5_000,
      [
        { type: 'node', reason: 'too-many', count: 2 },
        { type: 'subgraph', reason: 'empty', count: 1 },
      ],
    ])
  })
})

describe('flow charts', () => {
  const chart = (code: string) => read('mermaid', code)
  it('DC41 links may stand close to names of any length, have names, and lead on over groups', () => {
    const { shapes, skipped } = chart('flowchart LR\nstart1-->next2\nA e1@--> B\ne1@{ animate: true }\nA---ops')
    expect([shapes.filter(({ type }) => type === 'arrow').length, skipped]).toEqual([3, []])
  })
  it('DC41 words and forms may go on over the end of a line', () => {
    const { shapes, skipped } = chart('flowchart LR\na["`one\ntwo`"] --> b\nb@{\n  shape: cyl\n  label: "Data"\n}')
    expect(shapes[0]).toMatchObject({ text: [{ insert: 'one\ntwo' }] })
    expect(shapes[1]).toMatchObject({ form: 'cylinder', text: [{ insert: 'Data' }] })
    expect(skipped).toEqual([])
  })
  it('DC41 a node belongs to the group that names it, also when it was named before', () => {
    const { shapes } = chart('flowchart TB\nc-->a2\nsubgraph one\na1-->a2\nend')
    const [group, ...nodes] = shapes
    expect(nodes.filter(({ parent }) => parent === group.id).length).toBe(2)
  })
})

describe('draw.io', () => {
  const cell = (id: string, more: string, inside = '') =>
    `<mxCell id="${id}" ${more}><mxGeometry x="0" y="0" width="80" height="40" as="geometry">${inside}</mxGeometry></mxCell>`
  const file = (cells: string) =>
    `<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>${cells}</root></mxGraphModel>`

  it('DC41 lines keep their corners, also those at right angles', () => {
    const points = '<Array as="points"><mxPoint x="200" y="20"/><mxPoint x="200" y="300"/></Array>'
    const ends = '<mxPoint x="0" y="20" as="sourcePoint"/><mxPoint x="400" y="300" as="targetPoint"/>'
    const line = cell('e', 'parent="1" edge="1" style="edgeStyle=orthogonalEdgeStyle"', points + ends)
    const [arrow] = read('drawio', file(line)).shapes
    expect(arrow).toMatchObject({ route: 'elbow', placement: { w: 400, h: 280 } })
    expect('points' in arrow && arrow.points.length).toBe(4)
  })
  it('DC18 what is hidden stays away, and is counted', () => {
    const layer = '<mxCell id="2" parent="0" visible="0"/>'
    const boxes = cell('a', 'vertex="1" parent="2"') + cell('b', 'vertex="1" parent="1"')
    const { added, skipped } = read('drawio', file(layer + boxes))
    expect([added, skipped]).toEqual([1, [{ type: 'vertex', reason: 'hidden', count: 1 }]])
  })
})
