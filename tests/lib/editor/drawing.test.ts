import { describe, expect, it } from 'vitest'
import { visibleBox } from '../../../lib/editor/camera/camera.ts'
import { containsBox } from '../../../lib/geometry/box.ts'
import { noteFontSize } from '../../../lib/shapes/note.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

describe('lines and arrows', () => {
  for (const tool of ['line', 'arrow'] as const) {
    it(`I3 Shift turns to multiples of 15 degrees, point by point: ${tool}`, () => {
      const board = new BoardDriver().choose(tool).drag(100, 100, 300, 155, { held: { shift: true } })
      const [, , w, h] = board.box(board.last.id)
      expect((Math.atan2(h, w) * 180) / Math.PI).toBeCloseTo(15, 2)
    })
    it(`I3 Space carries it along while it is drawn: ${tool}`, () => {
      const board = new BoardDriver().choose(tool).down(100, 100).move(200, 150)
      board.key(' ')
      board.move(240, 180).releaseSpace().move(300, 180).up()
      expect(board.box(board.last.id)).toEqual([140, 130, 160, 50])
    })
    it(`I7 Esc, Enter or a click on the last point finish it with the points that are set: ${tool}`, () => {
      for (const finish of ['Escape', 'Enter', 'click', 'double'] as const) {
        const board = new BoardDriver().choose(tool)
        board.click(100, 100).move(200, 100).wait(600).click(200, 100).move(200, 300)
        if (finish === 'click') board.wait(600).click(202, 101)
        else if (finish === 'double') board.wait(600).click(200, 200).click(200, 200)
        else board.key(finish)
        const length = finish === 'double' ? 3 : 2
        expect(board.shapes.length, finish).toBe(1)
        expect('points' in board.last && board.last.points.length, finish).toBe(length)
        expect([board.editor.tool.value, board.editor.isBusy.value]).toEqual(['select', false])
        expect(board.undoSteps()).toBe(1)
      }
    })
  }
  it('I7 Backspace on the only point gives the line up', () => {
    const board = new BoardDriver().choose('line').click(100, 100).move(200, 100)
    board.key('Backspace')
    expect([board.shapes.length, board.editor.isBusy.value, board.editor.tool.value]).toEqual([0, false, 'line'])
  })
  it('I7 a click on the first point closes a line', () => {
    const board = new BoardDriver().choose('line').click(100, 100)
    for (const [x, y] of [
      [200, 100],
      [200, 200],
      [102, 101],
    ])
      board.wait(600).move(x, y).click(x, y)
    expect(board.last).toMatchObject({ type: 'line', closed: true })
  })
})

describe('text', () => {
  it('I5 a click writes as wide as the words are; 36 px of drag and more set the width', () => {
    const board = new BoardDriver().choose('text').drag(100, 100, 135, 100)
    board.type('some words').key('Escape')
    expect(board.last).toMatchObject({ autoWidth: true })
    expect(board.drawnBox(board.last.id)[2]).toBe('some words'.length * 10)
    board.choose('text').drag(100, 300, 136, 300)
    board.type('some words').key('Escape')
    expect(board.last).toMatchObject({ autoWidth: false })
    expect(board.drawnBox(board.last.id)[2]).toBe(36)
    expect(board.drawnBox(board.last.id)[3]).toBeGreaterThan(50)
  })
  it('I5 a text that is emptied goes when its editing ends, as one step', () => {
    const board = new BoardDriver().choose('text').click(100, 100).type('gone soon')
    board.key('Escape')
    const { id } = board.last
    const steps = board.undoSteps()
    board.doubleClick(120, 100)
    expect(board.editor.editing.value).toBe(id)
    const text = board.document.sharedText(id)
    board.document.doc.transact(() => text?.delete(0, text.length), board.document.history.origin)
    board.click(600, 600)
    expect([board.shapes.length, board.undoSteps()]).toEqual([0, steps + 1])
    board.key('Mod+z')
    expect(board.get(id)).toMatchObject({ text: [{ insert: 'gone soon' }] })
  })
  it('I5 pressing elsewhere ends the text; an empty one leaves no step', () => {
    const board = new BoardDriver().choose('text').click(100, 100).click(600, 600)
    expect([board.shapes.length, board.document.history.canUndo.value]).toEqual([0, false])
  })
})

describe('sticky notes', () => {
  it('I9 words shrink to fit, then the note grows', () => {
    const board = new BoardDriver().choose('note').click(300, 300)
    const { id } = board.last
    const { view } = board.editor
    const fontSize = () => {
      const note = board.get(id)
      return note.type === 'note' ? noteFontSize(note, view.context) : 0
    }
    const [, , w, h] = board.box(id)
    expect([w, h]).toEqual([200, 200])
    const before = fontSize()
    board.type('words and more '.repeat(12))
    expect(fontSize()).toBeLessThan(before)
    expect(board.drawnBox(id).slice(2)).toEqual([w, h])
    board.type('words and more '.repeat(60))
    expect(board.drawnBox(id)[3]).toBeGreaterThan(h)
  })
  it('I9 Ctrl+Enter makes the next note below, of the same paper, and the camera follows', () => {
    const board = new BoardDriver({ settings: { reducedMotion: true } })
    board.choose('note').click(300, 600)
    const first = board.last
    board.editor.applyStyle({ fill: '#b2f2bb' })
    board.type('one').key('Mod+Enter')
    const second = board.last
    expect(board.editor.editing.value).toBe(second.id)
    expect(board.box(second.id)[0]).toBe(board.box(first.id)[0])
    expect(board.box(second.id)[1]).toBeGreaterThanOrEqual(board.box(first.id)[1] + 200)
    expect(second).toMatchObject({ fill: '#b2f2bb' })
    const { camera, viewport, view } = board.editor
    expect(containsBox(visibleBox(camera.value, viewport.value), view.bounds(second))).toBe(true)
  })
  it('I9 beside a note that has grown the next one keeps clear of it', () => {
    const board = new BoardDriver().choose('note').click(300, 300)
    const first = board.last.id
    board.type('many words '.repeat(120)).key('Mod+Enter')
    const [, y, , h] = board.drawnBox(first)
    expect(board.box(board.last.id)[1]).toBeGreaterThanOrEqual(y + h)
  })
})
