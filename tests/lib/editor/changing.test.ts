import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { selectionFrame } from '../../../lib/editor/gestures/handles.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }
const edges = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const

describe('resizing', () => {
  it('I17 each of the eight handles moves its own sides only', () => {
    for (const edge of edges) {
      const board = new BoardDriver()
      const id = board.add('geo', 100, 100, 100, 100, filled)
      board.select(id).dragHandle(edge, 10, 20)
      const x = edge.includes('w') ? [110, 90] : [100, edge.includes('e') ? 110 : 100]
      const y = edge.includes('n') ? [120, 80] : [100, edge.includes('s') ? 120 : 100]
      expect([edge, board.box(id)]).toEqual([edge, [x[0], y[0], x[1], y[1]]])
    }
  })
  it('I17 handles never bury what is small, and pull its sides as if they lay on it', () => {
    for (const side of [1, 8, 20]) {
      const board = new BoardDriver()
      const id = board.add('geo', 100, 100, side, side, filled)
      board.select(id)
      const frame = selectionFrame(board.editor)
      const middle = 100 + side / 2
      for (const { at } of frame?.handles ?? [])
        expect(Math.hypot(at.x - middle, at.y - middle), `${side}`).toBeGreaterThan(20)
      expect(frame?.handles.filter(({ name }) => name === 'resize')).toHaveLength(4)
      board.dragHandle('se', 30, 10)
      expect(board.box(id)).toEqual([100, 100, 30 + side, 10 + side])
      board.drag(middle, middle, middle + 50, middle)
      expect(board.box(id)).toEqual([150, 100, 30 + side, 10 + side])
    }
  })
  it('I17 each side can be taken from just outside, between its handles', () => {
    for (const [edge, x, y, dx, dy] of [
      ['n', 120, 96, 0, -20],
      ['e', 204, 120, 20, 0],
      ['s', 120, 204, 0, 20],
      ['w', 96, 120, -20, 0],
    ] as const) {
      const board = new BoardDriver()
      const id = board.add('geo', 100, 100, 100, 100, filled)
      board.select(id).drag(x, y, x + dx, y + dy)
      const [, , w, h] = board.box(id)
      expect([edge, w, h]).toEqual([edge, dx === 0 ? 100 : 120, dy === 0 ? 100 : 120])
    }
  })
  it('I17 Shift and Alt may come and go in the middle of the drag', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 50, filled)
    const at = board.select(id).handle('se')
    board.down(at.x, at.y).move(at.x + 100, at.y + 10)
    expect(board.drawnBox(id)).toEqual([100, 100, 200, 60])
    board.press('Shift')
    expect(board.drawnBox(id)).toEqual([100, 100, 200, 100])
    board.press('Alt')
    expect(board.drawnBox(id)).toEqual([0, 50, 300, 150])
    board
      .press('Shift', 'up')
      .press('Alt', 'up')
      .up(at.x + 100, at.y + 10)
    expect(board.box(id)).toEqual([100, 100, 200, 60])
  })
  it('I17 crossing mirrors strokes, lines and arrow forms', () => {
    const board = new BoardDriver()
    const form = board.add('geo', 100, 100, 100, 100, { ...filled, form: 'arrow-right' })
    board.select(form).dragHandle('e', -250, 0)
    expect(board.get(form)).toMatchObject({ form: 'arrow-left' })
    expect(board.box(form)).toEqual([-50, 100, 150, 100])
    board.choose('draw').down(300, 300).move(350, 300).move(400, 400).up()
    const stroke = board.last.id
    const first = () => {
      const { view } = board.editor
      const [p] = view.outline(view.get(stroke) as never)
      return [Math.round(p.x), Math.round(p.y)]
    }
    expect(first()).toEqual([300, 300])
    board.choose('select').select(stroke).dragHandle('e', -200, 0)
    expect(first()).toEqual([300, 300])
    expect(board.box(stroke)).toEqual([200, 300, 100, 100])
  })
  it('I17 a group scales like its members together', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 0, 0, 100, 100, { ...filled, fontSize: 20, text: [{ insert: 'a' }] })
    const b = board.add('text', 150, 150, 50, 25, { text: [{ insert: 'abcde' }], fontSize: 20 })
    board.select(a, b).key('Mod+g')
    const before = board.drawnBox(board.selection[0])
    board.expectOneStep(() => board.dragHandle('se', before[2], before[3]))
    expect(board.get(a)).toMatchObject({ fontSize: 40, placement: { w: 200, h: 200 } })
    expect(board.get(b)).toMatchObject({ fontSize: 40 })
  })
  it('I18 every shape that can turn has a rotate handle, a line its points instead', () => {
    const board = new BoardDriver()
    const names = (id: ShapeId) => {
      board.select(id)
      return new Set(selectionFrame(board.editor)?.handles.map(({ name }) => name))
    }
    expect(names(board.add('geo', 0, 0, 100, 100)).has('rotate')).toBe(true)
    expect(names(board.add('note', 0, 0, 100, 100)).has('rotate')).toBe(true)
    expect(names(board.add('frame', 0, 0, 100, 100)).has('rotate')).toBe(false)
    expect([...names(board.add('line', 0, 0, 100, 100))]).toEqual(['point', 'middle'])
  })
  it('I18 free turning ends on whole degrees, near a quarter only a finger is eased', () => {
    const turn = (pointer: 'mouse' | 'touch', degrees: number) => {
      const board = new BoardDriver()
      const id = board.add('geo', 300, 300, 100, 100, filled)
      const at = board.select(id).handle('rotate')
      const angle = ((degrees - 90) * Math.PI) / 180
      const to = { x: 350 + 200 * Math.cos(angle), y: 350 + 200 * Math.sin(angle) }
      board.drag(at.x, at.y, to.x, to.y, { pointer })
      return (board.get(id).placement.rotation * 180) / Math.PI
    }
    expect(turn('mouse', 37.4)).toBeCloseTo(37, 9)
    expect(turn('mouse', 87.4)).toBeCloseTo(87, 9)
    expect([turn('touch', 85.6), turn('touch', 94.4)].map((n) => Math.round(n * 1e6) / 1e6)).toEqual([90, 90])
    expect(turn('touch', 83.6)).toBeCloseTo(84, 9)
  })
})

describe('snapping', () => {
  const pulled = (to: number, zoom = 1, held = {}) => {
    const board = new BoardDriver({ settings: { snapToObjects: true } })
    const id = board.add('geo', 0, 300, 100, 100, filled)
    board.add('geo', 500, 0, 60, 60, filled)
    board.editor.camera.value = { x: 0, y: 0, zoom }
    board
      .down(50 * zoom, 350 * zoom)
      .move(60 * zoom, 350 * zoom, { held })
      .move((50 + to) * zoom, 350 * zoom, { held })
    const { guides } = board.editor
    return { x: board.drawnBox(id)[0], guides: guides.value.length }
  }
  it('I19 edges and centres pull within 8 px of the screen, at every zoom', () => {
    expect([pulled(493).x, pulled(491).x]).toEqual([500, 491])
    // Centre on centre: 530 - 50.
    expect([pulled(486).x, pulled(474).x]).toEqual([480, 480])
    expect([pulled(497, 2).x, pulled(495, 2).x]).toEqual([500, 495])
    expect([pulled(493).guides, pulled(420).guides]).toEqual([1, 0])
  })
  it('I15 Ctrl inverts snapping: off where it is on, on where it is off', () => {
    expect(pulled(493, 1, { ctrl: true })).toEqual({ x: 493, guides: 0 })
    const board = new BoardDriver({ settings: { snapToObjects: false } })
    const id = board.add('geo', 0, 300, 100, 100, filled)
    board.add('geo', 500, 0, 60, 60, filled)
    board.drag(50, 350, 543, 350, { held: { ctrl: true } })
    expect(board.box(id)[0]).toBe(500)
  })
  it('I15 Shift may come in the middle of the drag and takes the longer way', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.down(50, 50).move(150, 80)
    expect(board.drawnBox(id)).toEqual([100, 30, 100, 100])
    board.press('Shift')
    expect(board.drawnBox(id)).toEqual([100, 0, 100, 100])
    board.move(80, 190)
    expect(board.drawnBox(id)).toEqual([0, 140, 100, 100])
  })
  it('I16 with the grid on a press moves by a cell, with Shift by five', () => {
    const board = new BoardDriver({ settings: { grid: true } })
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.select(id).key('ArrowRight')
    board.key('Shift+ArrowDown')
    expect(board.box(id)).toEqual([20, 100, 100, 100])
  })
})

describe('copies', () => {
  it('I14 after a drag with Alt Ctrl+D goes on with the same offset', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.drag(50, 50, 200, 50, { held: { alt: true } })
    board.key('Mod+d')
    board.key('Mod+d')
    expect(board.shapes.map((shape) => board.box(shape.id)[0])).toEqual([0, 150, 300, 450])
    expect(board.box(id)).toEqual([0, 0, 100, 100])
  })
  it('I14 Alt pressed late leaves the original where it was', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.down(50, 50).move(150, 50).press('Alt')
    expect([board.drawnBox(id)[0], board.editor.preview.value.created.length]).toEqual([0, 1])
    board.up()
    expect([board.box(id)[0], board.box(board.last.id)[0], board.selection]).toEqual([0, 100, [board.last.id]])
  })
})
