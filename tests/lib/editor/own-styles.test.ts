import { describe, expect, it } from 'vitest'
import type { ToolId } from '../../../lib/editor/tools/tool-ids.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

function drawn(board: BoardDriver, tool: ToolId, y: number) {
  board.editor.selection.value = []
  board.choose(tool).drag(100, y, 300, y + 100)
  board.editor.editing.value = null
  return board.shapes.at(-1) as unknown as Record<string, unknown>
}

describe('styles of the next shape', () => {
  it('I1 the highlighter draws with what was chosen for it, and leaves other tools alone', () => {
    const board = new BoardDriver()
    expect(drawn(board, 'highlighter', 0)).toMatchObject({ stroke: '#ffd43b', strokeWidth: 16 })
    board.editor.applyStyle({ stroke: '#2f9e44', strokeWidth: 24 })
    expect(drawn(board, 'highlighter', 200)).toMatchObject({ stroke: '#2f9e44', strokeWidth: 24 })
    expect(drawn(board, 'draw', 400)).toMatchObject({ stroke: '#1e1e1e', strokeWidth: 2 })
    board.editor.applyStyle({ stroke: '#e03131' })
    expect(drawn(board, 'highlighter', 600)).toMatchObject({ stroke: '#2f9e44' })
  })
  it('I1 the paper of notes is their own: of the tool, and of a note that is restyled', () => {
    const board = new BoardDriver()
    board.choose('note')
    board.editor.applyStyle({ fill: '#fcc2d7' })
    expect(drawn(board, 'note', 0)).toMatchObject({ type: 'note', fill: '#fcc2d7' })
    expect(drawn(board, 'rectangle', 300)).toMatchObject({ fill: 'transparent' })
    board.editor.applyStyle({ fill: '#a5d8ff' })
    const note = drawn(board, 'note', 600)
    expect(note).toMatchObject({ fill: '#fcc2d7' })
    board.choose('select').select(note.id as never)
    board.editor.applyStyle({ fill: '#b2f2bb' })
    expect(drawn(board, 'note', 900)).toMatchObject({ fill: '#b2f2bb' })
    expect(drawn(board, 'rectangle', 1200)).toMatchObject({ fill: '#a5d8ff' })
  })
})
