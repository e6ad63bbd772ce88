import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { elbowCorners } from '../../../lib/editor/gestures/elbow-legs.ts'
import type { ArrowShape } from '../../../lib/shapes/arrow.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff' }
const twoBoxes = () => {
  const board = new BoardDriver()
  const a = board.add('geo', 100, 100, 100, 100, { ...filled, index: 'a1' })
  const b = board.add('geo', 500, 100, 100, 100, { ...filled, index: 'a2' })
  return { board, a, b }
}
const arrowOf = (board: BoardDriver) => board.shapes.find((shape): shape is ArrowShape => shape.type === 'arrow')
/** A fast hand: more than 0.5 px/ms up to the drop. */
const fast = (board: BoardDriver, held = {}) =>
  board
    .choose('arrow')
    .down(150, 150, { held })
    .move(300, 150, { held })
    .move(560, 160, { held })
    .up(560, 160, { held })

describe('arrows', () => {
  it('I24 the target is marked while an end is near, and both ends bind on the drop, as one step', () => {
    const { board, a, b } = twoBoxes()
    board.choose('arrow').down(150, 150).move(300, 150).move(560, 150)
    expect(board.editor.bindTarget.value).toBe(b)
    board.up()
    expect(board.editor.bindTarget.value).toBe(null)
    expect(arrowOf(board)).toMatchObject({ start: { target: a }, end: { target: b } })
    expect(board.undoSteps()).toBe(1)
  })
  it('I25 a fast drop aims at the centre, a slow one at the very point', () => {
    const { board, b } = twoBoxes()
    fast(board)
    expect(arrowOf(board)?.end).toEqual({ target: b, anchor: { x: 0.5, y: 0.5 }, mode: 'outline' })
    const slow = twoBoxes().board
    slow.choose('arrow').down(150, 150).move(300, 150).move(570, 180).wait(400).up()
    expect(arrowOf(slow)?.end?.anchor).toEqual({ x: 0.7, y: 0.8 })
  })
  it('I25 Ctrl binds nothing, Alt ends at the exact point inside', () => {
    const { board, b } = twoBoxes()
    fast(board, { ctrl: true })
    expect(arrowOf(board)).toMatchObject({ start: null, end: null })
    const exact = twoBoxes().board
    fast(exact, { alt: true })
    expect(arrowOf(exact)?.end).toEqual({ target: b, anchor: { x: 0.6, y: 0.6 }, mode: 'inside' })
  })
  it('I26 moving a shape repaints its arrows in the same step', () => {
    const { board, a } = twoBoxes()
    fast(board)
    const arrow = arrowOf(board)?.id
    const seen = new Set<string>()
    board.editor.view.onInvalidated((ids) => {
      for (const id of ids) seen.add(id)
    })
    board.choose('select').down(110, 110).move(110, 310)
    expect([...seen]).toEqual(expect.arrayContaining([a, arrow]))
    board.up()
    expect(arrowOf(board)?.start?.target).toBe(a)
  })
  it('I27 copies of shapes and arrow keep their bindings among themselves; the arrow alone loses them', () => {
    const { board, a, b } = twoBoxes()
    fast(board)
    const arrow = arrowOf(board)?.id as never
    board.select(a, b, arrow).expectOneStep(() => board.key('Mod+d'))
    const copy = board.shapes.findLast((shape): shape is ArrowShape => shape.type === 'arrow') as ArrowShape
    expect(board.shapes.length).toBe(6)
    expect([copy.start?.target, copy.end?.target]).not.toEqual([a, b])
    expect(board.shapes.map(({ id }) => id)).toEqual(expect.arrayContaining([copy.start?.target, copy.end?.target]))
    board.select(arrow).key('Mod+d')
    expect(board.shapes.findLast(({ type }) => type === 'arrow')).toMatchObject({ start: null, end: null })
  })
  it('an arrow dragged away alone comes off its shapes', () => {
    const { board } = twoBoxes()
    fast(board)
    const arrow = arrowOf(board)
    board
      .select(arrow?.id as never)
      // Away from its middle, where the handle bends it.
      .down(280, 152)
      .move(280, 300)
      .up()
    expect(arrowOf(board)).toMatchObject({ start: null, end: null })
  })
  it('I24 an end is dragged from one shape to another', () => {
    const { board, a } = twoBoxes()
    const c = board.add('geo', 500, 400, 100, 100, { ...filled, index: 'a3' })
    fast(board)
    const arrow = arrowOf(board) as ArrowShape
    const at = board.select(arrow.id).handle({ point: 1 })
    board.expectOneStep(() => board.down(at.x, at.y).move(500, 300).move(550, 450).up())
    expect(arrowOf(board)).toMatchObject({ start: { target: a }, end: { target: c } })
  })
  it('I30 both ends on one shape aim at different points', () => {
    const { board, a } = twoBoxes()
    board.choose('arrow').down(120, 120).move(170, 300).move(190, 190).up()
    const arrow = arrowOf(board) as ArrowShape
    expect([arrow.start?.target, arrow.end?.target]).toEqual([a, a])
    expect(arrow.start?.anchor).not.toEqual(arrow.end?.anchor)
  })
  it('I4 points of a line are inserted by dragging a middle and removed by a double click', () => {
    const board = new BoardDriver()
    const points = [
      { x: 0, y: 0 },
      { x: 200, y: 0 },
    ]
    const line = board.add('line', 100, 100, 200, 0, { points })
    board.select(line).expectOneStep(() => board.dragHandle({ middle: 0 }, 0, 80))
    expect(board.get(line)).toMatchObject({
      points: [
        { x: 0, y: 0 },
        { x: 100, y: 80 },
        { x: 200, y: 0 },
      ],
    })
    board.doubleClick(200, 180)
    expect(board.get(line)).toMatchObject({ points })
  })
  it('I22 deleting a shape leaves its arrows where they were', () => {
    const { board, a } = twoBoxes()
    fast(board)
    board.select(a).expectOneStep(() => board.key('Delete'))
    expect(arrowOf(board)).toMatchObject({ start: null })
  })
})

describe('elbow arrows', () => {
  const elbow = {
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
    route: 'elbow',
  }
  const bound = (target: string, x: number) => ({ target, anchor: { x, y: 0.5 }, mode: 'outline' })
  const elbowBetween = () => {
    const board = new BoardDriver()
    const a = board.add('geo', 100, 100, 100, 100, { ...filled, index: 'a1' })
    const b = board.add('geo', 500, 300, 100, 100, { ...filled, index: 'a2' })
    const arrow = board.add('arrow', 0, 0, 1, 1, { ...elbow, index: 'a3', start: bound(a, 0.9), end: bound(b, 0.1) })
    return { board, a, b, arrow }
  }
  const corners = (board: BoardDriver, id: ShapeId) => {
    const shape = board.editor.view.get(id) as ArrowShape
    return elbowCorners(board.editor.view, shape).map(({ x, y }) => [Math.round(x), Math.round(y)])
  }

  it('I29 an inner leg is dragged across its direction, as one step, and stays when a shape moves', () => {
    const { board, a, arrow } = elbowBetween()
    const before = corners(board, arrow)
    expect(before.length).toBe(4)
    board.select(arrow).expectOneStep(() => board.dragHandle({ middle: 1 }, -60, 30))
    const after = corners(board, arrow)
    expect(after[1]).toEqual([before[1][0] - 60, before[1][1]])
    expect(after[2]).toEqual([before[2][0] - 60, before[2][1]])
    board.select(a).drag(150, 150, 150, 50)
    const moved = corners(board, arrow)
    expect(moved.length).toBe(4)
    expect([moved[1], moved[2]]).toEqual([[after[1][0], 50], after[2]])
    for (const [i, [x, y]] of moved.slice(1).entries()) expect(x === moved[i][0] || y === moved[i][1]).toBe(true)
  })
  it('I29 an outer leg leaves a stub at its end', () => {
    const board = new BoardDriver()
    const points = [
      { x: 0, y: 0 },
      { x: 300, y: 0 },
    ]
    const arrow = board.add('arrow', 100, 100, 300, 0, { ...elbow, points })
    board.select(arrow).dragHandle({ middle: 0 }, 0, 80)
    expect(corners(board, arrow)).toEqual([
      [100, 100],
      [128, 100],
      [128, 180],
      [372, 180],
      [372, 100],
      [400, 100],
    ])
    board.dragHandle({ middle: 2 }, 0, -80)
    expect(corners(board, arrow)).toEqual([
      [100, 100],
      [400, 100],
    ])
  })
  it('I29 a leg dragged into its own shape gives way to a route around it', () => {
    const { board, arrow, b } = elbowBetween()
    board.select(arrow).dragHandle({ middle: 1 }, 60, 0)
    const [x, y, w, h] = board.box(b)
    const inner = corners(board, arrow).slice(1, -1)
    for (const [px, py] of inner) expect(px > x && px < x + w && py > y && py < y + h).toBe(false)
  })
  it('I6 Esc while a leg is dragged reverts it', () => {
    const { board, arrow } = elbowBetween()
    const before = corners(board, arrow)
    const at = board.select(arrow).handle({ middle: 1 })
    board
      .down(at.x, at.y)
      .move(at.x + 50, at.y)
      .key('Escape')
    board.up()
    expect([corners(board, arrow), board.undoSteps()]).toEqual([before, 0])
  })
})

describe('labels of arrows', () => {
  it('I28 a label is dragged along its path, as one step', () => {
    const board = new BoardDriver()
    const points = [
      { x: 0, y: 0 },
      { x: 400, y: 0 },
    ]
    const arrow = board.add('arrow', 100, 100, 400, 0, { points, text: [{ insert: 'label' }] })
    board.select(arrow).expectOneStep(() => board.drag(300, 108, 400, 160))
    expect(board.get(arrow)).toMatchObject({ labelAt: 0.75 })
    board.drag(400, 100, 900, 100)
    expect(board.get(arrow)).toMatchObject({ labelAt: 0.95 })
  })
  it('I28 the line keeps a gap around its label', () => {
    const board = new BoardDriver()
    const points = [
      { x: 0, y: 0 },
      { x: 400, y: 0 },
    ]
    const plain = board.add('arrow', 100, 100, 400, 0, { points })
    const labelled = board.add('arrow', 100, 300, 400, 0, { points, text: [{ insert: 'label' }] })
    const paths = (id: ShapeId) => {
      const shape = board.get(id)
      const painted = board.editor.view.kind(shape).paint(shape, board.editor.view.context, 'full')
      return painted.filter(({ name }) => name === 'path').length
    }
    expect(paths(labelled)).toBe(paths(plain) + 1)
  })
})
