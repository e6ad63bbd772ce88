import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { boardPoint } from '../../../lib/geometry/point.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const type = (board: BoardDriver, words: string) => {
  const id = board.editor.editing.value
  if (!id) throw new Error('nothing is being edited')
  const text = board.document.sharedText(id) as Y.Text
  text.doc?.transact(() => text.insert(text.length, words), board.document.history.origin)
}

describe('creating', () => {
  it('I1 TL2 a drag creates a shape as large as the drag, in one step', () => {
    const board = new BoardDriver()
    board.expectOneStep(() => board.choose('rectangle').drag(100, 100, 260, 180))
    expect(board.box(board.last.id)).toEqual([100, 100, 160, 80])
  })
  it('I1 a plain click creates a shape of default size around the pointer', () => {
    const board = new BoardDriver().choose('ellipse').click(400, 300)
    const [, , w, h] = board.box(board.last.id)
    expect(w).toBeGreaterThan(50)
    expect(h).toBeGreaterThan(50)
    expect(board.box(board.last.id).slice(0, 2)).toEqual([400 - w / 2, 300 - h / 2])
  })
  it('I1 TL4 a drag back to its start makes nothing', () => {
    const board = new BoardDriver().choose('rectangle').down(100, 100).move(200, 200).move(100, 100).up()
    expect(board.shapes).toEqual([])
  })
  it('I2 TL3 the tool returns to Select with the new shape selected, unless it is locked', () => {
    const board = new BoardDriver().choose('diamond').drag(10, 10, 60, 60)
    expect(board.editor.tool.value).toBe('select')
    expect(board.selection).toEqual([board.last.id])
    board.key('q')
    board.choose('diamond').drag(110, 110, 160, 160)
    expect(board.editor.tool.value).toBe('diamond')
  })
  it('I2 TL3 pen and eraser stay active', () => {
    const board = new BoardDriver().choose('draw').drag(10, 10, 60, 60)
    expect(board.editor.tool.value).toBe('draw')
    board.choose('eraser').drag(10, 10, 60, 60)
    expect(board.editor.tool.value).toBe('eraser')
    expect(board.shapes).toEqual([])
  })
  it('I3 Shift draws squares, Alt draws from the centre', () => {
    const board = new BoardDriver().choose('rectangle').drag(100, 100, 200, 150, { held: { shift: true } })
    expect(board.box(board.last.id)).toEqual([100, 100, 100, 100])
    board.choose('rectangle').drag(300, 300, 340, 320, { held: { alt: true } })
    expect(board.box(board.last.id)).toEqual([260, 280, 80, 40])
  })
  it('I3 Shift turns a line to multiples of 15 degrees', () => {
    const board = new BoardDriver().choose('line').drag(100, 100, 200, 104, { held: { shift: true } })
    expect(board.box(board.last.id)[3]).toBe(0)
  })
  it('I3 Space carries the shape along while it is drawn', () => {
    const board = new BoardDriver().choose('rectangle').down(100, 100).move(150, 150)
    board.key(' ')
    board.move(170, 180)
    board.releaseSpace().up()
    expect(board.box(board.last.id)).toEqual([120, 130, 50, 50])
  })
  it('I4 a double click on empty board starts a text there', () => {
    const board = new BoardDriver().doubleClick(300, 300)
    expect(board.last.type).toBe('text')
    expect(board.editor.editing.value).toBe(board.last.id)
  })
  it('I4 a double click on a shape edits its text; on a group it enters one level', () => {
    const board = new BoardDriver()
    const inner = board.add('geo', 0, 0, 100, 100, { fill: '#ffffff' })
    const other = board.add('geo', 200, 0, 100, 100, { fill: '#ffffff' })
    board.doubleClick(50, 50)
    expect(board.editor.editing.value).toBe(inner)
    board.key('Escape')
    board.select(inner, other).key('Mod+g')
    const [group] = board.selection
    board.doubleClick(50, 50)
    expect(board.editor.entered.value).toBe(group)
    expect(board.selection).toEqual([inner])
  })
  it('I4 Ctrl+double click writes a free text over a shape', () => {
    const board = new BoardDriver()
    board.add('geo', 0, 0, 100, 100, { fill: '#ffffff' })
    board.doubleClick(50, 50, { held: { ctrl: true } })
    expect(board.last.type).toBe('text')
  })
  it('I5 typing into a new text is one step; a text left empty leaves nothing to undo', () => {
    const board = new BoardDriver()
    board.expectOneStep(() => {
      board.choose('text').click(100, 100)
      type(board, 'hello')
      type(board, ' you')
      board.key('Escape')
    })
    expect(board.last.type === 'text' && plainText(board.last.text)).toBe('hello you')
    const steps = board.undoSteps()
    board.choose('text').click(400, 400).key('Escape')
    expect(board.shapes.length).toBe(1)
    expect(board.undoSteps()).toBe(steps)
  })
  it('I5 a wide drag with the text tool fixes the width', () => {
    const board = new BoardDriver().choose('text').drag(100, 100, 300, 110)
    expect(board.last).toMatchObject({ type: 'text', autoWidth: false })
    expect(board.box(board.last.id)[2]).toBe(200)
  })
  it('I6 Enter edits the selected shape, Esc ends it and keeps the selection, Esc again drops it', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100)
    board.select(id).key('Enter')
    expect(board.editor.editing.value).toBe(id)
    board.key('Escape')
    expect([board.editor.editing.value, board.selection]).toEqual([null, [id]])
    board.key('Escape')
    expect(board.selection).toEqual([])
  })
  it('TL6 a tool and Enter make a shape in the middle of the view, in one step', () => {
    const board = new BoardDriver()
    board.expectOneStep(() => board.choose('rectangle').key('Enter'))
    const { w, h } = board.editor.viewport.value
    const [x, y, width, height] = board.box(board.last.id)
    expect([x + width / 2, y + height / 2]).toEqual([w / 2, h / 2])
    board.choose('ellipse').key('Enter')
    expect(board.selection).toEqual([board.last.id])
    board.choose('draw').key('Enter')
    expect(board.shapes.length).toBe(2)
  })
  it('I7 clicks set point after point; Backspace takes the last one back, Enter finishes', () => {
    const board = new BoardDriver()
    board.expectOneStep(() => {
      board.choose('arrow').click(100, 100).move(200, 100).wait(600).click(200, 100)
      board.move(200, 200).wait(600).click(200, 200).move(300, 300).wait(600).click(300, 300).key('Backspace')
      board.key('Enter')
    })
    expect(board.last).toMatchObject({ type: 'arrow' })
    expect(board.last.type === 'arrow' && board.last.points.length).toBe(3)
  })
  it('I7 a drag makes one segment', () => {
    const board = new BoardDriver().choose('line').drag(100, 100, 200, 150)
    expect(board.last.type === 'line' && board.last.points).toEqual([
      { x: 0, y: 0 },
      { x: 100, y: 50 },
    ])
  })
  it('I8 a tool dropped from the toolbar makes its shape around the drop', () => {
    const board = new BoardDriver()
    board.expectOneStep(() => board.editor.createAt('rectangle', { x: 500, y: 400 } as never))
    const [x, y, w, h] = board.box(board.last.id)
    expect([x + w / 2, y + h / 2]).toEqual([500, 400])
  })
  for (const tool of ['rectangle', 'form', 'note', 'frame', 'table', 'arrow', 'line'] as const)
    it(`I8 TL1 a ${tool} dragged off the bar is shown faintly, as it will be made, and leaves no trace when it is let be`, () => {
      const board = new BoardDriver()
      const { editor } = board
      editor.carry(tool, boardPoint(200, 200))
      editor.carry(tool, boardPoint(500, 400))
      const [shown] = editor.preview.value.created
      expect([editor.preview.value.created.length, shown.opacity, board.shapes.length]).toEqual([1, 0.5, 0])
      board.expectOneStep(() => editor.createAt(tool, boardPoint(500, 400)))
      expect(board.last).toMatchObject({ ...shown, opacity: 1, index: board.last.index })
      expect(editor.preview.value.created).toEqual([])
      board.key('Escape')
      const before = board.shapes.length
      editor.carry(tool, boardPoint(600, 400))
      editor.carry(tool, null)
      expect([editor.preview.value.created, board.shapes.length]).toEqual([[], before])
    })
  it('I8 TL5 a viewer carries nothing', () => {
    const board = new BoardDriver()
    board.isViewer.value = true
    board.editor.carry('rectangle', boardPoint(200, 200))
    expect(board.editor.preview.value.created).toEqual([])
  })
  it('I9 a new note is typed into at once; Tab makes the next one on its right', () => {
    const board = new BoardDriver().choose('note').click(300, 300)
    const first = board.last.id
    expect(board.editor.editing.value).toBe(first)
    type(board, 'one')
    board.key('Tab')
    expect(board.shapes.length).toBe(2)
    expect(board.editor.editing.value).toBe(board.last.id)
    expect(board.box(board.last.id)[0]).toBeGreaterThan(board.box(first)[0] + board.box(first)[2])
    expect(board.box(board.last.id)[1]).toBe(board.box(first)[1])
    board.key('Mod+Enter')
    expect(board.shapes.length).toBe(3)
    expect(board.undoSteps()).toBe(3)
  })
  it('a frame drawn around shapes takes them in', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 150, 150, 50, 50)
    board.expectOneStep(() => board.choose('frame').drag(100, 100, 300, 300))
    expect(board.get(id).parent).toBe(board.shapes.find(({ type }) => type === 'frame')?.id)
  })
})
