import { describe, expect, it } from 'vitest'
import { clearShapeOf } from '../../../lib/editor/making/clear-shape.ts'
import { lengthOf, pointAlong } from '../../../lib/geometry/path.ts'
import type { Point } from '../../../lib/geometry/point.ts'
import { strokeLine } from '../../../lib/shapes/draw.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

/** A hand's way along corners: a point each 4 px, off by up to `wobble`, seeded. */
function hand(corners: readonly Point[], wobble: number, seed = 5): readonly Point[] {
  let state = seed
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 32 - 0.5) * 2 * wobble
  }
  const count = Math.ceil(lengthOf(corners) / 4)
  return Array.from({ length: count + 1 }, (_, i) => {
    const { x, y } = pointAlong(corners, i / count).point
    return { x: x + noise(), y: y + noise() }
  })
}
const p = (x: number, y: number): Point => ({ x, y })
const circle = (rx: number, ry: number, from = 0, turn = 1.03) =>
  Array.from({ length: 60 }, (_, i) => {
    const a = from + (i / 59) * 2 * Math.PI * turn
    return p(300 + rx * Math.cos(a), 300 + ry * Math.sin(a))
  })
const square = [p(200, 200), p(400, 205), p(398, 340), p(202, 338), p(200, 205)]
const triangle = [p(300, 200), p(400, 350), p(200, 350), p(300, 200)]
const diamond = [p(300, 200), p(400, 300), p(300, 400), p(200, 300), p(300, 205)]
const arrow = [p(100, 300), p(400, 300), p(360, 270), p(400, 300), p(362, 332)]
const nameOf = (points: readonly Point[]) => {
  const clear = clearShapeOf(points, 24)
  return clear?.name === 'form' ? clear.form : (clear?.name ?? null)
}

describe('clear shapes', () => {
  const drawn = {
    line: [p(100, 100), p(400, 220)],
    arrow,
    rectangle: square,
    ellipse: circle(120, 80),
    triangle,
    diamond,
  }
  for (const [name, corners] of Object.entries(drawn)) {
    it(`I128 a hand's ${name} is seen as one, also when it trembles, begins elsewhere and runs the other way`, () => {
      for (let seed = 1; seed <= 20; seed++) {
        expect([seed, nameOf(hand(corners, 3, seed))]).toEqual([seed, name])
        const back = [...corners].reverse()
        if (name !== 'arrow') expect([seed, nameOf(hand(back, 3, seed))]).toEqual([seed, name])
      }
    })
  }
  it('I128 scribbles, letters, spirals and open arcs are none', () => {
    const zigzag = Array.from({ length: 12 }, (_, i) => p(100 + i * 25, i % 2 === 0 ? 200 : 300))
    const letterS = Array.from({ length: 40 }, (_, i) => p(300 + 60 * Math.sin(i / 6), 200 + i * 5))
    const spiral = Array.from({ length: 120 }, (_, i) => p(300 + i * Math.cos(i / 8), 300 + i * Math.sin(i / 8)))
    const half = circle(100, 100, 0, 0.5)
    const vee = [p(100, 100), p(200, 300), p(300, 100)]
    expect([zigzag, letterS, spiral, half, vee].map((points) => nameOf(hand(points, 2)))).toEqual(Array(5).fill(null))
    expect(
      nameOf(
        hand(
          square.map(({ x, y }) => p(x / 20, y / 20)),
          0,
        ),
      ),
    ).toBeNull()
  })
})

describe('strokes that become shapes', () => {
  const along = (board: BoardDriver, points: readonly Point[]) => {
    board.down(points[0].x, points[0].y)
    for (const { x, y } of points.slice(1)) board.move(x, y)
    return board
  }
  const types = (board: BoardDriver) => board.shapes.map((shape) => (shape.type === 'geo' ? shape.form : shape.type))

  it('I128 a rest of half a second at the end makes the shape, which one undo makes the stroke again', () => {
    const board = new BoardDriver()
    along(board.choose('draw'), hand(square, 2)).wait(600)
    expect(board.editor.preview.value.created[0].type).toBe('geo')
    board.up()
    expect(types(board)).toEqual(['rectangle'])
    board.key('Mod+z')
    expect(types(board)).toEqual(['draw'])
    board.key('Mod+z')
    expect(types(board)).toEqual([])
    board.key('Mod+Shift+z')
    board.key('Mod+Shift+z')
    expect(types(board)).toEqual(['rectangle'])
  })
  it('I128 without a rest it stays a stroke, and moving on takes the shape back', () => {
    const board = new BoardDriver()
    along(board.choose('draw'), hand(square, 2)).wait(200).up()
    expect(types(board)).toEqual(['draw'])
    along(board, hand(square, 2)).wait(600).move(600, 600).up()
    expect(types(board)).toEqual(['draw', 'draw'])
  })
  it('I128 Shift+X draws with a pen that needs no rest; Escape leaves nothing', () => {
    const board = new BoardDriver()
    board.key('Shift+x')
    along(board, hand(circle(120, 80), 2)).up()
    expect(types(board)).toEqual(['ellipse'])
    along(board, hand([p(100, 600), p(300, 500), p(320, 640), p(500, 560)], 2)).up()
    expect(types(board)).toEqual(['ellipse', 'draw'])
    along(board, hand(square, 2)).key('Escape')
    board.up()
    expect(types(board)).toEqual(['ellipse', 'draw'])
  })
  it('I128 an arrow is bound to the shapes at its ends', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 40, 260, 80, 80)
    along(board.choose('clear-pen'), hand(arrow, 1)).up()
    expect(board.last).toMatchObject({ type: 'arrow', start: { target: a }, end: null })
  })
})

describe('rubbing out a part of a stroke', () => {
  const stroked = () => {
    const board = new BoardDriver()
    board.choose('draw').down(100, 300)
    for (let x = 110; x <= 500; x += 10) board.move(x, 300)
    board.up()
    return board
  }
  const spans = (board: BoardDriver) =>
    board.shapes.map(({ placement: { x, w } }) => [Math.round(x), Math.round(x + w)]).sort(([a], [b]) => a - b)

  it('I129 splits the stroke in one step, keeps its place, and undo makes it whole', () => {
    const board = stroked()
    const [stroke] = board.shapes
    board.key('Shift+e')
    board.drag(300, 250, 300, 350)
    const reach = 8 + (2.6 * (stroke.type === 'draw' ? stroke.strokeWidth : 0)) / 2
    expect(board.shapes.map(({ id }) => id)).toContain(stroke.id)
    const [first, second] = spans(board)
    expect(first[0]).toBe(100)
    expect(Math.abs(first[1] - (300 - reach))).toBeLessThan(3)
    expect(Math.abs(second[0] - (300 + reach))).toBeLessThan(3)
    expect(second[1]).toBe(500)
    board.key('Mod+z')
    expect(spans(board)).toEqual([[100, 500]])
  })
  it('I129 what is rubbed out whole is gone, everything else is safe, Escape leaves all as it was', () => {
    const board = stroked()
    const box = board.add('geo', 90, 250, 420, 100, { fill: '#ffffff' })
    board.choose('part-eraser').down(90, 300).move(300, 300).move(510, 300)
    board.key('Escape')
    board.up()
    expect(board.shapes).toHaveLength(2)
    board.drag(90, 300, 510, 300)
    expect(board.shapes.map(({ id }) => id)).toEqual([box])
    board.key('Mod+z')
    expect(board.shapes).toHaveLength(2)
  })
  it('I129 a turned stroke is cut where it is drawn, a locked one never', () => {
    const board = stroked()
    const [{ id }] = board.shapes
    board.remotely((other) => other.dispatch({ name: 'update', patches: [{ id, patch: { locked: true } }] }))
    board.choose('part-eraser').drag(300, 250, 300, 350)
    expect(board.shapes).toHaveLength(1)
    const placement = { x: 100, y: 300, w: 400, h: 0, rotation: Math.PI / 2 }
    board.remotely((other) =>
      other.dispatch({ name: 'update', patches: [{ id, patch: { locked: false, placement } }] }),
    )
    board.drag(250, 300, 350, 300)
    expect(board.shapes).toHaveLength(2)
    for (const shape of board.shapes) {
      expect(shape.placement.rotation).toBe(0)
      expect(Math.round(shape.placement.x)).toBe(300)
      if (shape.type === 'draw') expect(strokeLine(shape).length).toBeGreaterThan(1)
    }
  })
})
