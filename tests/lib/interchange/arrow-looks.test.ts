import { describe, expect, it } from 'vitest'
import { importExcalidraw } from '../../../lib/interchange/excalidraw-import.ts'
import { importTldraw } from '../../../lib/interchange/tldraw-import.ts'
import { arrowPath } from '../../../lib/shapes/arrows.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { kindOf, type Shape } from '../../../lib/shapes/registry.ts'
import { countingOptions } from '../../support/document/import-options.ts'

const contextOf = (shapes: readonly Shape[]) => ({
  measure: tableMeasurer,
  shape: (id: string) => shapes.find((shape) => shape.id === id),
})
const arrowOf = (shapes: readonly Shape[]) => {
  const arrow = shapes.find((shape) => shape.type === 'arrow')
  if (arrow?.type !== 'arrow') throw new Error('no arrow')
  return arrow
}
function tldraw(props: object, isBound: boolean): readonly Shape[] {
  const shape = (id: string, more: object) => ({
    typeName: 'shape',
    id: `shape:${id}`,
    parentId: 'page:p',
    index: `a${id}`,
    y: 0,
    ...more,
  })
  const box = (id: string, x: number, y: number) =>
    shape(id, { type: 'geo', x, y, props: { geo: 'rectangle', w: 100, h: 100, size: 'm', dash: 'solid' } })
  const bindings = ['start', 'end'].map((terminal, i) => ({
    typeName: 'binding',
    fromId: 'shape:w',
    toId: `shape:${i}`,
    props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isPrecise: false },
  }))
  const arrow = shape('w', { type: 'arrow', x: 0, props: { size: 'm', ...props } })
  const records = [{ typeName: 'page', id: 'page:p' }, box('0', 0, 0), box('1', 400, 200), arrow]
  const read = importTldraw({ records: isBound ? [...records, ...bindings] : records }, countingOptions())
  if (!read.ok) throw new Error(read.error.code)
  return read.value.shapes
}
const free = { start: { x: 0, y: 0 }, end: { x: 300, y: 0 } }

describe('arrows of tldraw', () => {
  it('DC21 heads are as long and as hollow as there', () => {
    const long = arrowOf(tldraw({ ...free, arrowheadStart: 'square', arrowheadEnd: 'arrow' }, false))
    expect(long).toMatchObject({ startHead: 'square-outline', endHead: 'arrow', endHeadLength: 3 * 3.5 })
    const short = arrowOf(tldraw({ ...free, end: { x: 30, y: 0 } }, false))
    expect(short.endHeadLength).toBeCloseTo(6)
    const filled = arrowOf(tldraw({ ...free, fill: 'fill', arrowheadStart: 'dot', arrowheadEnd: 'inverted' }, false))
    expect(filled).toMatchObject({ startHead: 'circle', endHead: 'inverted' })
  })

  it('DC21 the bend from which an arrow is bent grows with its scale', () => {
    expect(arrowOf(tldraw({ ...free, bend: 12, scale: 2 }, false)).route).toBe('straight')
    expect(arrowOf(tldraw({ ...free, bend: 12 }, false)).route).toBe('curved')
  })

  it('DC15 a bound elbow arrow ends where it does there and keeps its middle leg', () => {
    const shapes = tldraw({ kind: 'elbow', elbowMidPoint: 0.5 }, true)
    const path = arrowPath(arrowOf(shapes), contextOf(shapes))
    // No head at its start: it touches the box there; ten pixels and the strokes before the other.
    expect(path).toEqual(
      [[100, 50], [250, 50], [250, 250], [400 - 10 - 3.5, 250]].map(([x, y]) => ({ x: expect.closeTo(x, 5), y: expect.closeTo(y, 5) })), // biome-ignore format: corners
    )
    const aside = tldraw({ kind: 'elbow', elbowMidPoint: 0 }, true)
    expect(arrowPath(arrowOf(aside), contextOf(aside))[1].x).toBeCloseTo(135, 0)
  })

  it('DC15 a bound elbow arrow finds its way again when its target moves', () => {
    const shapes = tldraw({ kind: 'elbow' }, true)
    const moved = shapes.map((shape) =>
      shape.type === 'geo' && shape.placement.x === 400
        ? { ...shape, placement: { ...shape.placement, y: 500 } }
        : shape,
    )
    const path = arrowPath(arrowOf(moved), contextOf(moved))
    expect(path[path.length - 1].y).toBeCloseTo(550)
  })
})

describe('arrows of Excalidraw', () => {
  const read = (more: object) => {
    const element = { id: 'w', type: 'arrow', x: 0, y: 0, points: [[0, 0], [200, 0]], ...more } // biome-ignore format: an arrow
    const result = importExcalidraw({ type: 'excalidraw', elements: [element] }, countingOptions())
    if (!result.ok) throw new Error(result.error.code)
    return result.value.shapes
  }

  it('DC21 heads are as long as there, however thick the line', () => {
    const shapes = read({ strokeWidth: 1, roughness: 0 })
    expect(arrowOf(shapes).endHeadLength).toBeCloseTo(26)
    expect(arrowOf(read({ strokeWidth: 4, points: [[0, 0], [20, 0]] })).endHeadLength).toBeCloseTo(10.4) // biome-ignore format: an arrow
    const [head] = kindOf(shapes[0])
      .paint(shapes[0], contextOf(shapes), 'full')
      .flatMap((part) => (part.name === 'path' ? [part.path] : []))
      .slice(-1)
    expect(head[0][1]).toBeCloseTo(200 - 26 * 0.9, 0)
  })
})
