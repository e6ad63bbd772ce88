import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { rotateSelection } from '../../../lib/editor/arranging/arrange.ts'
import { selectionFrame } from '../../../lib/editor/gestures/handles.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff' }
const degrees = (board: BoardDriver, id: ShapeId) => (board.get(id).placement.rotation * 180) / Math.PI

describe('framing', () => {
  it('I22 a frame is put around the selection, behind it, as one step, and takes it along', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 100, 100, 50, 50)
    const b = board.add('geo', 300, 200, 50, 50)
    board.select(a, b).editor.run('arrange.frame')
    const [frame] = board.editor.selection.value
    expect(board.shapes.map(({ id, parent }) => [id, parent])).toEqual([
      [frame, ''],
      [a, frame],
      [b, frame],
    ])
    expect(board.get(frame).placement).toEqual({ x: 68, y: 68, w: 314, h: 214, rotation: 0 })
    board.key('Mod+z')
    expect(board.shapes.map(({ id, parent }) => [id, parent])).toEqual([
      [a, ''],
      [b, ''],
    ])
  })
})

describe('frames among others', () => {
  function framed() {
    const board = new BoardDriver()
    const frame = board.add('frame', 0, 0, 200, 200)
    const child = board.add('geo', 50, 50, 100, 100, { parent: frame })
    const other = board.add('geo', 300, 0, 100, 200, filled)
    return { board, frame, child, other }
  }
  it('I22 a frame that is resized with others takes its contents along; alone it leaves them', () => {
    const { board, frame, child, other } = framed()
    board.select(frame, other).expectOneStep(() => board.dragHandle('se', 400, 200))
    expect([frame, child, other].map((id) => board.box(id))).toEqual([
      [0, 0, 400, 400],
      [100, 100, 200, 200],
      [600, 0, 200, 400],
    ])
    expect(board.get(child).parent).toBe(frame)
    board.select(frame).dragHandle('se', 100, 100)
    expect(board.box(child)).toEqual([100, 100, 200, 200])
  })
  it('I22 a frame that is turned with others moves along upright, with its contents as they lie in it', () => {
    const { board, frame, child, other } = framed()
    board.select(frame, other)
    rotateSelection(board.editor, Math.PI / 2)
    const [frameX, frameY] = board.box(frame)
    const [childX, childY] = board.box(child)
    expect([childX - frameX, childY - frameY].map(Math.round)).toEqual([50, 50])
    expect([degrees(board, child), Math.round(degrees(board, other)), board.get(child).parent]).toEqual([0, 90, frame])
  })
})

describe('resizing', () => {
  it('I17 a corner follows the pointer, the opposite one stays; one step', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 80, filled)
    board.select(id).expectOneStep(() => board.dragHandle('se', 50, 20))
    expect(board.box(id)).toEqual([100, 100, 150, 100])
    board.select(id).dragHandle('w', -40, 77)
    expect(board.box(id)).toEqual([60, 100, 190, 100])
  })
  it('I17 a whole side can be taken from just outside', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 80, filled)
    board.select(id).drag(204, 120, 244, 120)
    expect(board.box(id)).toEqual([100, 100, 140, 80])
  })
  it('I17 Shift keeps the ratio, Alt works from the centre', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 50, filled)
    board.select(id).dragHandle('se', 100, 10, { held: { shift: true } })
    expect(board.box(id)).toEqual([100, 100, 200, 100])
    board.dragHandle('e', 10, 0, { held: { alt: true } })
    expect(board.box(id)).toEqual([90, 100, 220, 100])
  })
  it('I17 images keep their ratio by default and Shift frees them', () => {
    const board = new BoardDriver()
    const id = board.add('image', 100, 100, 100, 50)
    board.select(id).dragHandle('se', 100, 10)
    expect(board.box(id)).toEqual([100, 100, 200, 100])
    board.dragHandle('se', 0, 50, { held: { shift: true } })
    expect(board.box(id)).toEqual([100, 100, 200, 150])
  })
  it('I17 crossing the opposite side flips', () => {
    const board = new BoardDriver()
    const image = board.add('image', 100, 100, 100, 100)
    board.select(image).dragHandle('e', -250, 0, { held: { shift: true } })
    expect(board.box(image)).toEqual([-50, 100, 150, 100])
    expect(board.get(image)).toMatchObject({ flipX: true, flipY: false })
  })
  it('I17 a rotated shape keeps its opposite corner in place', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 1, 1, {
      ...filled,
      placement: { x: 300, y: 300, w: 100, h: 100, rotation: Math.PI / 2 },
    })
    board.select(id).dragHandle('se', -40, 0)
    const { x, y, w, h } = board.get(id).placement
    expect([Math.round(w), Math.round(h)]).toEqual([100, 140])
    // Turned by 90 degrees, the shape's top-left corner is at the right top on screen.
    expect([Math.round(x + w / 2 + h / 2), Math.round(y + h / 2 - w / 2)]).toEqual([400, 300])
  })
  it('I17 a multi-selection scales together, texts included', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 0, 0, 100, 100, filled)
    const b = board.add('geo', 200, 100, 100, 100, { ...filled, fontSize: 20 })
    board.select(a, b).expectOneStep(() => board.dragHandle('se', 300, 200))
    expect([board.box(a), board.box(b)]).toEqual([
      [0, 0, 200, 200],
      [400, 200, 200, 200],
    ])
    expect(board.get(b)).toMatchObject({ fontSize: 40 })
  })
  it('I17 a line in a multi-selection mirrors when it is flipped over', () => {
    const board = new BoardDriver()
    const points = [
      { x: 0, y: 0 },
      { x: 100, y: 100 },
    ]
    const line = board.add('line', 0, 0, 100, 100, { points })
    const box = board.add('geo', 0, 0, 100, 100, filled)
    board.select(line, box).key('Shift+h')
    expect(board.get(line)).toMatchObject({
      points: [
        { x: 100, y: 0 },
        { x: 0, y: 100 },
      ],
    })
  })
  it('I6 Esc during a resize reverts it', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 80, filled)
    const at = board.select(id).handle('se')
    board.down(at.x, at.y).move(400, 400).key('Escape')
    board.up()
    expect([board.box(id), board.drawnBox(id)]).toEqual([
      [100, 100, 100, 80],
      [100, 100, 100, 80],
    ])
  })
  it('I17 free text scales by a corner and wraps by a side', () => {
    const board = new BoardDriver()
    const id = board.add('text', 100, 100, 100, 25, { text: [{ insert: 'abcdefghij' }], fontSize: 20 })
    const { h } = board.editor.view.placement(board.get(id))
    board.select(id).dragHandle('se', 0, h)
    expect(board.get(id)).toMatchObject({ fontSize: 40, autoWidth: true })
    board.dragHandle('e', -50, 0)
    expect(board.get(id)).toMatchObject({ fontSize: 40, autoWidth: false })
  })
})

describe('rotating', () => {
  it('I18 the handle turns by whole degrees; Shift by 15', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 300, 300, 100, 100, filled)
    const at = board.select(id).handle('rotate')
    board.expectOneStep(() => board.drag(at.x, at.y, 431, 342))
    expect(degrees(board, id)).toBeCloseTo(Math.round(degrees(board, id)), 9)
    expect(degrees(board, id)).toBeGreaterThan(80)
    const again = board.select(id).handle('rotate')
    board.drag(again.x, again.y, 340, 431, { held: { shift: true } })
    expect(degrees(board, id) / 15).toBeCloseTo(Math.round(degrees(board, id) / 15), 9)
  })
  it('I18 a finger is eased to quarter turns within 5 degrees', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 300, 300, 100, 100, filled)
    const at = board.select(id).handle('rotate')
    board.drag(at.x, at.y, 450, 353, { pointer: 'touch' })
    expect(degrees(board, id)).toBeCloseTo(90, 9)
  })
  it('I18 a line or arrow of more than two points is turned; two points, elbows and what is held have no handle', () => {
    const board = new BoardDriver()
    const points = [
      { x: 0, y: 0 },
      { x: 200, y: 0 },
      { x: 200, y: 100 },
    ]
    const line = board.add('line', 100, 100, 200, 100, { points })
    const target = board.add('geo', 600, 100, 100, 100, filled)
    const binding = { target, anchor: { x: 0.5, y: 0.5 }, mode: 'outline' }
    const canTurn = (type: 'line' | 'arrow', fields: object) => {
      board.select(board.add(type, 100, 300, 200, 100, fields))
      return selectionFrame(board.editor)?.handles.some(({ name }) => name === 'rotate')
    }
    expect(canTurn('arrow', { points })).toBe(true)
    expect(canTurn('line', { points: points.slice(1) })).toBe(false)
    expect(canTurn('arrow', { points, route: 'elbow' })).toBe(false)
    expect(canTurn('arrow', { points, end: binding })).toBe(false)
    const at = board.select(line).handle('rotate')
    expect([at.x, at.y]).toEqual([200, 76])
    board.expectOneStep(() => board.drag(at.x, at.y, 274, 150, { held: { shift: true } }))
    expect(board.box(line).map(Math.round)).toEqual([150, 50, 100, 200])
  })
  it('several shapes turn about their common centre', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 0, 0, 100, 100, filled)
    const b = board.add('geo', 200, 0, 100, 100, filled)
    board.select(a, b)
    for (let i = 0; i < 6; i++) board.key('Shift+.')
    expect([board.box(a), board.box(b)]).toEqual([
      [100, -100, 100, 100],
      [100, 100, 100, 100],
    ])
  })
})

describe('arranging', () => {
  it('align and distribute are one step each', () => {
    const board = new BoardDriver()
    const ids = [board.add('geo', 0, 0, 10, 10), board.add('geo', 30, 40, 10, 10), board.add('geo', 100, 90, 10, 10)]
    board.select(...ids).expectOneStep(() => board.key('Mod+Shift+ArrowLeft'))
    expect(ids.map((id) => board.box(id)[0])).toEqual([0, 0, 0])
    board.select(...ids).expectOneStep(() => board.key('Alt+Shift+v'))
    expect(ids.map((id) => board.box(id)[1])).toEqual([0, 45, 90])
  })
  it('I22 deleting a frame keeps its children', () => {
    const board = new BoardDriver()
    const frame = board.add('frame', 0, 0, 300, 300)
    const child = board.add('geo', 50, 50, 100, 100, { parent: frame })
    board.select(frame).expectOneStep(() => board.key('Delete'))
    expect(board.shapes.map(({ id }) => id)).toEqual([child])
    expect(board.selection).toEqual([child])
    board.key('Delete')
    expect(board.shapes).toEqual([])
  })
  it('I22 all that is selected is deleted, what lies in frames too; what is locked stays', () => {
    const board = new BoardDriver()
    const frame = board.add('frame', 0, 0, 300, 300)
    board.add('geo', 50, 50, 100, 100, { parent: frame })
    const locked = board.add('geo', 200, 200, 50, 50, { parent: frame, locked: true })
    board.key('Mod+a')
    board.expectOneStep(() => board.key('Delete'))
    expect(board.shapes.map(({ id }) => id)).toEqual([locked])
  })
  it('styles are copied and pasted as one step and used for the next shape', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 0, 0, 10, 10, { stroke: '#ff0000', strokeWidth: 7 })
    const b = board.add('geo', 50, 0, 10, 10)
    board.select(a).key('Mod+Alt+c')
    board.select(b).expectOneStep(() => board.key('Mod+Alt+v'))
    expect(board.get(b)).toMatchObject({ stroke: '#ff0000', strokeWidth: 7 })
    board.choose('rectangle').drag(200, 200, 300, 300)
    expect(board.last).toMatchObject({ stroke: '#ff0000' })
  })
})
