import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { selectionFrame } from '../../../lib/editor/gestures/handles.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff' }
const points = [
  { x: 0, y: 0 },
  { x: 200, y: 0 },
]

describe('a double click', () => {
  it('I4 on the inside of a hollow shape edits its text', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 200, 200)
    board.doubleClick(100, 100)
    expect([board.editor.editing.value, board.shapes.length]).toEqual([id, 1])
  })
  it('I4 on an image crops it', () => {
    const board = new BoardDriver()
    const id = board.add('image', 0, 0, 100, 100)
    board.doubleClick(50, 50)
    expect(board.requests).toEqual([{ name: 'crop-image', shape: id }])
  })
  it('I4 on an arrow writes its label', () => {
    const board = new BoardDriver()
    const id = board.add('arrow', 100, 100, 200, 0, { points })
    board.doubleClick(150, 100)
    expect(board.editor.editing.value).toBe(id)
    board.type('yes').key('Escape')
    expect(board.get(id)).toMatchObject({ text: [{ insert: 'yes' }] })
  })
  it('I4 on a line shows its points, to be dragged', () => {
    const board = new BoardDriver()
    const id = board.add('line', 100, 100, 200, 0, { points })
    board.doubleClick(140, 100)
    expect([board.selection, board.editor.editing.value, board.shapes.length]).toEqual([[id], null, 1])
    expect(selectionFrame(board.editor)?.handles.map(({ name }) => name)).toEqual(['point', 'point', 'middle'])
  })
  it('I4 on a group enters one level at a time, Esc leaves it again', () => {
    const board = new BoardDriver()
    const [a, b, c] = [0, 200, 400].map((x) => board.add('geo', x, 0, 100, 100, filled))
    board.select(a, b).key('Mod+g')
    const inner = board.selection[0]
    board.select(inner, c).key('Mod+g')
    const outer = board.selection[0]
    board.click(600, 600).doubleClick(50, 50)
    expect([board.editor.entered.value, board.selection]).toEqual([outer, [inner]])
    board.doubleClick(50, 50)
    expect([board.editor.entered.value, board.selection]).toEqual([inner, [a]])
    board.key('Escape')
    expect([board.editor.entered.value, board.selection]).toEqual([outer, [inner]])
    board.key('Escape')
    expect([board.editor.entered.value, board.selection]).toEqual([null, [outer]])
  })
  it('I4 on the name of a frame renames it', () => {
    const board = new BoardDriver()
    const id = board.add('frame', 0, 0, 300, 300)
    board.doubleClick(0, 100)
    expect(board.requests).toEqual([{ name: 'rename-frame', shape: id }])
  })
  it('I6 TL6 Enter on a frame names it too, unless it is locked', () => {
    const board = new BoardDriver()
    const id = board.add('frame', 0, 0, 300, 300)
    board.select(id).key('Enter')
    expect([board.requests, board.editor.editing.value]).toEqual([[{ name: 'rename-frame', shape: id }], null])
    board.editor.dispatch({ name: 'update', patches: [{ id, patch: { locked: true } }] })
    board.key('Enter')
    expect(board.requests).toHaveLength(1)
  })
  it('I4 I12 on a locked shape writes a free text over it, as on empty board', () => {
    const board = new BoardDriver()
    board.add('geo', 0, 0, 100, 100, { ...filled, locked: true })
    board.doubleClick(50, 50)
    expect(board.editor.editing.value).toBe(board.last.id)
    expect(board.last.type).toBe('text')
  })
})

describe('escape', () => {
  const gestures: Readonly<Record<string, (board: BoardDriver, id: ShapeId) => void>> = {
    move: (board) => board.down(150, 150).move(250, 250),
    copy: (board) => board.down(150, 150, { held: { alt: true } }).move(250, 250, { held: { alt: true } }),
    resize: (board, id) => {
      const at = board.select(id).handle('se')
      board.down(at.x, at.y).move(at.x + 60, at.y + 60)
    },
    rotate: (board, id) => {
      const at = board.select(id).handle('rotate')
      board.down(at.x, at.y).move(at.x + 60, at.y + 60)
    },
    rectangle: (board) => board.choose('rectangle').down(400, 400).move(500, 500),
    frame: (board) => board.choose('frame').down(50, 50).move(500, 500),
    text: (board) => board.choose('text').down(400, 400).move(500, 400),
    arrow: (board) => board.choose('arrow').down(400, 400).move(150, 150),
    line: (board) => board.choose('line').down(400, 400).move(500, 500),
    pen: (board) => board.choose('draw').down(400, 400).move(500, 500),
    eraser: (board) => board.choose('eraser').down(150, 150).move(160, 160),
  }
  for (const [name, gesture] of Object.entries(gestures)) {
    it(`I6 Esc takes a running gesture back completely: ${name}`, () => {
      const board = new BoardDriver()
      const id = board.add('geo', 100, 100, 100, 100, filled)
      const before = JSON.stringify(board.document.doc.getMap('shapes').toJSON())
      gesture(board, id)
      expect(board.editor.isBusy.value).toBe(true)
      board.key('Escape')
      const { preview, isBusy, guides, bindTarget } = board.editor
      expect([preview.value.replaced.size, preview.value.created.length, preview.value.fading.size]).toEqual([0, 0, 0])
      expect([isBusy.value, guides.value, bindTarget.value]).toEqual([false, [], null])
      board.move(600, 600).up(600, 600)
      expect(JSON.stringify(board.document.doc.getMap('shapes').toJSON())).toBe(before)
      expect(board.document.history.canUndo.value).toBe(false)
    })
  }
  it('I6 Ctrl+Enter ends typing and keeps the shape selected', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.select(id).key('Enter')
    board.type('words').key('Mod+Enter')
    expect([board.editor.editing.value, board.selection]).toEqual([null, [id]])
    expect(board.undoSteps()).toBe(1)
  })
  it('I6 Enter alone is a new line of the text, not its end', () => {
    const board = new BoardDriver()
    board.select(board.add('geo', 0, 0, 100, 100, filled)).key('Enter')
    expect(board.key('Enter')).toBe(false)
    expect(board.editor.editing.value).not.toBeNull()
  })
})
