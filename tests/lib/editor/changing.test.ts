import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { selectionFrame } from '../../../lib/editor/handles.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }
const edges = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const

/** Two people at one board, who hear of each other when they are told to. */
function twoHands() {
  const hands = [1, 2].map((seed) => {
    const doc = new Y.Doc()
    doc.clientID = seed
    return new BoardDriver({ doc, seed })
  })
  const [a, b] = hands
  const meet = () => {
    const updates = hands.map(({ document }) => Y.encodeStateAsUpdate(document.doc))
    Y.applyUpdate(a.document.doc, updates[1], 'remote')
    Y.applyUpdate(b.document.doc, updates[0], 'remote')
  }
  return { a, b, meet }
}
const order = (board: BoardDriver) => board.shapes.map(({ id }) => id)

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

describe('order', () => {
  it('I21 forward and backward pass only what overlaps; front and back pass all', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 0, 0, 100, 100, { ...filled, index: 'a1' })
    const far = board.add('geo', 900, 0, 10, 10, { ...filled, index: 'a2' })
    const b = board.add('geo', 50, 50, 100, 100, { ...filled, index: 'a3' })
    const c = board.add('geo', 80, 80, 100, 100, { ...filled, index: 'a4' })
    board.select(a).expectOneStep(() => board.key('Mod+]'))
    expect(order(board)).toEqual([far, b, a, c])
    board.select(far)
    expect([board.key('Mod+]'), order(board)]).toEqual([true, [far, b, a, c]])
    board.select(a).key('[')
    expect(order(board)).toEqual([a, far, b, c])
    board.key(']')
    expect(order(board)).toEqual([far, b, c, a])
  })
  it('I21 two people who reorder at once see one order, with everything in it', () => {
    const { a, b, meet } = twoHands()
    const ids = [0, 1, 2, 3].map((i) => a.add('geo', i * 40, 0, 100, 100, filled))
    meet()
    a.select(ids[0]).key(']')
    b.select(ids[1]).key(']')
    b.select(ids[0]).key('Mod+]')
    a.select(ids[3]).key('[')
    meet()
    expect(order(a)).toEqual(order(b))
    expect([...order(a)].sort()).toEqual([...ids].sort())
  })
  it('I20 grouping keeps z-order among strangers, ungrouping and undo restore it', () => {
    const board = new BoardDriver()
    const [a, x, b, y] = ['a1', 'a2', 'a3', 'a4'].map((index, i) =>
      board.add('geo', i * 30, 0, 100, 100, { ...filled, index }),
    )
    const before = order(board)
    board.select(a, b).key('Mod+g')
    const group = board.selection[0]
    expect(order(board).filter((id) => id !== group)).toEqual(before)
    board.key('Mod+Shift+g')
    expect([order(board), board.selection]).toEqual([before, [a, b]])
    board.key('Mod+z')
    board.key('Mod+z')
    expect([order(board), x, y]).toEqual([before, x, y])
  })
})

describe('undo in company', () => {
  it('I23 takes back my own work only, whatever the other did since', () => {
    const { a, b, meet } = twoHands()
    a.choose('rectangle').drag(0, 0, 100, 100)
    const mine = a.last.id
    meet()
    b.choose('rectangle').drag(300, 0, 400, 100)
    const theirs = b.last.id
    b.select(mine)
    b.editor.applyStyle({ stroke: '#ff0000' })
    meet()
    a.select(mine).drag(25, 0, 225, 0)
    meet()
    a.key('Mod+z')
    meet()
    expect([b.box(mine), b.get(theirs).id]).toEqual([[0, 0, 100, 100], theirs])
    expect(b.get(mine)).toMatchObject({ stroke: '#ff0000' })
  })
  it('I23 what was taken back can be done again after others went on', () => {
    const { a, b, meet } = twoHands()
    a.choose('rectangle').drag(0, 0, 100, 100)
    a.drag(25, 0, 225, 0)
    const mine = a.last.id
    a.key('Mod+z')
    meet()
    b.choose('ellipse').drag(300, 300, 400, 400)
    meet()
    expect(a.editor.isEnabled('edit.redo')).toBe(true)
    a.key('Mod+Shift+z')
    expect(a.box(mine)).toEqual([200, 0, 100, 100])
  })
  it('I23 undo never brings back what somebody else deleted, and goes on to older work', () => {
    const { a, b, meet } = twoHands()
    a.choose('rectangle').drag(0, 0, 100, 100)
    const first = a.last.id
    a.choose('rectangle').drag(300, 0, 400, 100)
    a.drag(325, 0, 325, 200)
    const second = a.last.id
    meet()
    b.select(second).key('Delete')
    meet()
    a.key('Mod+z')
    a.key('Mod+z')
    a.key('Mod+z')
    meet()
    expect(a.shapes.filter(({ id }) => id === first || id === second)).toEqual([])
    expect(order(a)).toEqual(order(b))
    a.key('Mod+Shift+z')
    meet()
    expect(order(a)).toEqual(order(b))
  })
})
