import { describe, expect, it } from 'vitest'
import { tools } from '../../../lib/editor/tools/registry.ts'
import { toolIds } from '../../../lib/editor/tools/tool-ids.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff' }
const clicked = (board: BoardDriver, x: number, y: number, pointer: 'mouse' | 'touch' = 'mouse') => {
  board.editor.selection.value = []
  board.wait(1000).click(x, y, { pointer })
  return board.selection.length
}

describe('hitting', () => {
  it('I10 a hollow shape is hit within 3 to 8 px of its stroke, farther by a finger, and not inside', () => {
    const board = new BoardDriver()
    board.add('geo', 100, 100, 200, 200, { corners: 'sharp' })
    const at = (far: number, pointer?: 'touch') => clicked(board, 100 - far, 200, pointer)
    expect([at(0), at(3), at(9), at(-3), at(-9)]).toEqual([1, 1, 0, 1, 0])
    expect([at(11, 'touch'), at(20, 'touch')]).toEqual([1, 0])
    expect(clicked(board, 200, 200)).toBe(0)
  })
  it('I10 the tolerance is one of the screen, whatever the zoom', () => {
    const board = new BoardDriver()
    board.add('geo', 100, 100, 200, 200, { corners: 'sharp' })
    board.editor.camera.value = { x: 0, y: 0, zoom: 4 }
    expect([clicked(board, 400 - 6, 800), clicked(board, 400 - 14, 800)]).toEqual([1, 0])
    board.editor.camera.value = { x: 0, y: 0, zoom: 0.25 }
    expect([clicked(board, 25 - 5, 50), clicked(board, 25 - 9, 50)]).toEqual([1, 0])
  })
  it('I10 a hollow shape is hit on its label, a filled one everywhere', () => {
    const board = new BoardDriver()
    const hollow = board.add('geo', 0, 0, 300, 300, { text: [{ insert: 'word' }] })
    expect(clicked(board, 150, 150)).toBe(1)
    expect(clicked(board, 220, 220)).toBe(0)
    board.document.dispatch({ name: 'update', patches: [{ id: hollow, patch: { fill: '#ffc9c9' } }] })
    expect(clicked(board, 220, 220)).toBe(1)
  })
  it('I10 a filled shape below is reached through a hollow one above', () => {
    const board = new BoardDriver()
    const below = board.add('geo', 50, 50, 100, 100, { ...filled, index: 'a1' })
    board.add('geo', 0, 0, 300, 300, { index: 'a2' })
    board.click(100, 100)
    expect(board.selection).toEqual([below])
  })
  it('I54 the shape that a click would take is outlined under the pointer', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.move(50, 50)
    expect([board.editor.hovered.value, board.editor.cursor.value]).toEqual([id, 'move'])
    board.move(400, 400)
    expect([board.editor.hovered.value, board.editor.cursor.value]).toEqual([null, 'default'])
    board.move(50, 50).choose('rectangle')
    expect(board.editor.hovered.value).toBeNull()
    board.choose('select').move(50, 50)
    board.editor.pointerLeft()
    expect(board.editor.hovered.value).toBeNull()
  })
  it('I54 of a group the whole is outlined, with Ctrl or inside it the one shape; what is selected or locked is not', () => {
    const board = new BoardDriver()
    const one = board.add('geo', 0, 0, 100, 100, filled)
    const other = board.add('geo', 200, 0, 100, 100, filled)
    const locked = board.add('geo', 0, 300, 100, 100, { ...filled, locked: true })
    board.select(one, other)
    board.key('Mod+g')
    const group = board.selection[0]
    expect(board.get(group).type).toBe('group')
    board.select()
    const over = (x: number, y: number, held = {}) => board.move(x, y, held).editor.hovered.value
    expect(over(50, 50)).toBe(group)
    expect(over(250, 50, { held: { ctrl: true } })).toBe(other)
    board.editor.entered.value = group
    expect(over(50, 50)).toBe(one)
    expect(locked).not.toBe(over(50, 350))
  })
  it('I54 each tool shows its cursor, handles show where they pull', () => {
    const board = new BoardDriver()
    for (const id of toolIds) {
      board.choose(id)
      expect([id, board.editor.cursor.value]).toEqual([id, tools[id].tool.cursor])
    }
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.select(id).move(200, 200)
    expect(board.editor.cursor.value).toBe('nwse-resize')
    board.move(200, 150)
    expect(board.editor.cursor.value).toBe('ew-resize')
  })
  it('I54 who may only look is offered no tool and no action that changes the board', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.select(id)
    board.isViewer.value = true
    const { editor } = board
    const offered = toolIds.filter((tool) => editor.isEnabled(`tool.${tool}`))
    expect(offered).toEqual(['hand', 'select', 'laser'])
    for (const action of ['edit.delete', 'edit.duplicate', 'edit.paste', 'arrange.front', 'style.copy', 'edit.undo'])
      expect([action, editor.isEnabled(action)]).toEqual([action, false])
    for (const action of ['edit.select-all', 'view.fit-all', 'view.zoom-in'])
      expect([action, editor.isEnabled(action)]).toEqual([action, true])
    expect(board.move(50, 50).editor.cursor.value).toBe('pointer')
  })
})

describe('the marquee', () => {
  it('I11 begun inside a hollow shape it selects what lies in there, not the shape around', () => {
    const board = new BoardDriver()
    const inner = board.add('geo', 150, 150, 50, 50, { ...filled, index: 'a2' })
    board.add('geo', 0, 0, 400, 400, { index: 'a1' })
    board.drag(100, 100, 250, 250)
    expect(board.selection).toEqual([inner])
  })
  it('I11 by preference it must contain; Ctrl inverts either way, also in the middle of the drag', () => {
    const board = new BoardDriver({ settings: { marqueeMustContain: true } })
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.down(50, 50).move(150, 150)
    expect(board.selection).toEqual([])
    board.press('Control')
    expect(board.selection).toEqual([id])
    board.press('Control', 'up')
    expect(board.selection).toEqual([])
    board.move(250, 250)
    expect(board.selection).toEqual([id])
  })
  it('I11 a line is touched where it runs, not where its box is', () => {
    const board = new BoardDriver()
    const points = [
      { x: 0, y: 0 },
      { x: 200, y: 200 },
    ]
    const id = board.add('line', 100, 100, 200, 200, { points })
    board.drag(220, 50, 310, 180)
    expect(board.selection).toEqual([])
    board.drag(80, 150, 210, 210)
    expect(board.selection).toEqual([id])
  })
  it('I11 the view scrolls only within 8 px of an edge, after 200 ms, faster the nearer', () => {
    const board = new BoardDriver().down(500, 400).move(10, 400).wait(600)
    expect(board.editor.camera.value.x).toBe(0)
    board.move(6, 400).wait(400)
    const slow = board.editor.camera.value.x
    expect(slow).toBeLessThan(0)
    board.up()
    board.editor.camera.value = { x: 0, y: 0, zoom: 1 }
    board.down(500, 400).move(0, 400).wait(400)
    expect(board.editor.camera.value.x).toBeLessThan(slow)
  })
})
