import { describe, expect, it } from 'vitest'
import { actionById, actions } from '../../../lib/editor/actions/action-table.ts'
import { hindranceOf } from '../../../lib/editor/actions/actions.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

/** Boxes by their corners, all selected. */
function boxes(...corners: readonly (readonly [number, number, number, number])[]) {
  const board = new BoardDriver()
  const ids = corners.map(([x, y, right, bottom]) => {
    board.choose('rectangle').down(x, y).move(right, bottom).up(right, bottom)
    return board.last.id
  })
  board.select(...ids)
  const placed = () => ids.map((id) => board.editor.view.get(id)?.placement ?? null)
  return { board, placed }
}

describe('arranging', () => {
  it('I122 stacks in a row or column, keeping the gap that is there, and one where there is none', () => {
    const row = boxes([100, 100, 200, 200], [230, 150, 300, 200], [250, 100, 400, 120])
    const steps = row.board.undoSteps()
    row.board.editor.run('arrange.stack-horizontal')
    expect(row.placed().map((p) => p?.x)).toEqual([100, 230, 330])
    expect(row.placed().map((p) => p?.y)).toEqual([100, 150, 100])
    expect(row.board.undoSteps()).toBe(steps + 1)
    const column = boxes([100, 100, 200, 200], [120, 110, 180, 230])
    column.board.editor.run('arrange.stack-vertical')
    expect(column.placed().map((p) => p?.y)).toEqual([100, 220])
  })
  it('I122 makes all as wide or as high as the largest, where they are', () => {
    const { board, placed } = boxes([100, 100, 200, 200], [300, 150, 450, 170])
    board.editor.run('arrange.same-width')
    expect(placed().map((p) => [p?.x, p?.w, p?.h])).toEqual([
      [100, 150, 100],
      [300, 150, 20],
    ])
    board.editor.run('arrange.same-height')
    expect(placed().map((p) => [p?.y, p?.w, p?.h])).toEqual([
      [100, 150, 100],
      [150, 150, 100],
    ])
  })
  it('I122 leaves what is locked alone', () => {
    const { board, placed } = boxes([100, 100, 200, 200], [150, 100, 250, 200])
    board.editor.run('arrange.lock')
    const before = placed()
    for (const id of ['stack-horizontal', 'stack-vertical', 'same-width', 'same-height'])
      board.editor.run(`arrange.${id}`)
    expect(placed()).toEqual(before)
  })
  it('locks all that is there in one step, and nothing stays selected', () => {
    const { board } = boxes([100, 100, 200, 200], [150, 100, 250, 200])
    board.editor.run('arrange.lock-all')
    const locked = () => board.editor.view.board.shapes.map((shape) => shape.locked)
    expect(locked()).toEqual([true, true])
    expect(board.editor.selection.value).toEqual([])
    board.editor.run('arrange.unlock-all')
    expect(locked()).toEqual([false, false])
  })
  it('I122 says of every command that cannot run why it cannot', () => {
    const { board } = boxes([100, 100, 200, 200])
    const why = (id: string) => {
      const action = actionById(id)
      return action && hindranceOf(action, board.editor)
    }
    expect(why('arrange.align-left')).toEqual({ name: 'selection', needs: 2 })
    expect(why('arrange.distribute-vertical')).toEqual({ name: 'selection', needs: 3 })
    expect(why('arrange.front')).toBe(null)
    board.editor.selection.value = []
    expect(why('arrange.front')).toEqual({ name: 'selection', needs: 1 })
    board.isViewer.value = true
    expect(why('arrange.front')).toEqual({ name: 'viewer' })
    for (const action of actions)
      expect(hindranceOf(action, board.editor) === null).toBe(board.editor.isEnabled(action.id))
  })
})
