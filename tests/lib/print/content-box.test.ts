import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { unionOf } from '../../../lib/geometry/box.ts'
import { contentBox } from '../../../lib/print/content-box.ts'
import { printSvg } from '../../../lib/print/print-svg.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { BoardDriver, plainMeasurer } from '../../support/editor/board-driver.ts'

const turned = (rotation: number) => ({ placement: { x: 100, y: 100, w: 300, h: 80, rotation } })
const two = [
  { x: 0, y: 0 },
  { x: 300, y: 80 },
]
const words = [{ insert: 'some words' }]
const drawings: readonly (readonly [string, (board: BoardDriver) => void])[] = [
  ['an arrow with a label', (board) => board.add('arrow', 0, 0, 400, 0, { points: two, text: words })],
  ['a thick arrow', (board) => board.add('arrow', 0, 0, 400, 0, { points: two, strokeWidth: 16 })],
  ['a curve', (board) => board.add('line', 0, 0, 400, 0, { points: [...two, { x: 0, y: 300 }], route: 'curved' })],
  ['a text', (board) => board.add('text', 0, 0, 200, 40, { text: words, fontSize: 80 })],
  ['a note', (board) => board.add('note', 0, 0, 200, 200, { text: words })],
  ['a turned form', (board) => board.add('geo', 0, 0, 1, 1, { ...turned(0.6), look: 'sketch', roughness: 2 })],
  ['a turned picture', (board) => board.add('image', 0, 0, 1, 1, turned(1.2))],
  ['a frame', (board) => board.add('frame', 0, 0, 300, 200, { name: 'Plan' })],
  [
    'a shape that its frame cuts off',
    (board) => board.add('geo', 250, 50, 900, 50, { parent: board.add('frame', 0, 0, 300, 200) }),
  ],
]

describe('the part of the board that a picture shows', () => {
  const svgBox = (board: BoardDriver) => {
    const { context } = board.editor.view
    const svg = printSvg({ shapes: board.shapes, context, theme: 'light', background: false, padding: 0 })
    const [x, y, w, h] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
    return { x, y, w, h }
  }
  for (const [name, draw] of drawings)
    it(`I46 of ${name} is what the SVG shows too`, () => {
      const board = new BoardDriver()
      draw(board)
      const { view } = board.editor
      const box = contentBox(board.shapes, view.context, (shape) => view.paintBounds(shape as Shape))
      const svg = svgBox(board)
      for (const side of ['x', 'y', 'w', 'h'] as const) expect(box?.[side]).toBeCloseTo(svg[side], 1)
    })
  it('I46 only the shapes at the edges are painted to find it', () => {
    const shapes = Array.from({ length: 10_000 }, (_, i) =>
      makeShape('geo', `s${i}` as ShapeId, {
        placement: { x: (i % 100) * 120, y: Math.floor(i / 100) * 120, w: 100, h: 100, rotation: 0 },
      }),
    )
    let asked = 0
    const context = { measure: plainMeasurer, shape: () => undefined }
    const box = contentBox(shapes, context, ({ placement }) => {
      asked++
      return { x: placement.x - 20, y: placement.y - 20, w: 140, h: 140 }
    })
    expect(asked).toBe(10_000)
    expect(unionOf([{ x: -10, y: -10, w: 12_000, h: 12_000 }, box ?? { x: 0, y: 0, w: 0, h: 0 }])).toEqual({
      ...{ x: -10, y: -10, w: 12_000, h: 12_000 },
    })
  })
})
