import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { withBranches } from '../../../lib/editor/arranging/mind-map.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const nodes = (board: BoardDriver) => board.shapes.filter(({ type }) => type === 'geo')
const branches = (board: BoardDriver) => board.shapes.flatMap((shape) => (shape.type === 'arrow' ? [shape] : []))
const place = (board: BoardDriver, id: ShapeId) => board.document.board.get(id)?.placement
const selected = (board: BoardDriver) => board.editor.selection.value[0]
/** Ends the typing of words, as Escape does. */
const done = (board: BoardDriver) => {
  board.editor.editing.value = null
  return selected(board)
}

function started() {
  const board = new BoardDriver()
  const root = board.add('geo', 0, 0, 100, 60)
  board.select(root)
  board.editor.run('mind.child')
  return { board, root, child: done(board) }
}

describe('mind maps', () => {
  it('I55 Tab makes a child that is typed into, joined by a branch without heads, as one undo step', () => {
    const { board, root, child } = started()
    expect(place(board, child)).toMatchObject({ x: 180, y: 0, w: 100, h: 60 })
    expect(board.key('Tab')).toBe(true)
    expect(board.editor.editing.value).toBe(selected(board))
    const grandchild = done(board)
    expect(place(board, grandchild)).toMatchObject({ x: 360, y: 0 })
    expect(branches(board)).toMatchObject([
      { start: { target: root }, end: { target: child }, route: 'curved', startHead: 'none', endHead: 'none' },
      { start: { target: child }, end: { target: grandchild } },
    ])
    board.key('Mod+z')
    expect(nodes(board).map(({ id }) => id)).toEqual([root, child])
    expect(branches(board)).toHaveLength(1)
  })

  it('I55 Enter makes a sibling below, and all branches are laid out around it', () => {
    const { board, child } = started()
    board.key('Enter')
    const second = done(board)
    board.select(child).key('Enter')
    const between = done(board)
    expect([child, between, second].map((id) => place(board, id)?.y)).toEqual([-84, 0, 84])
    board.select(between).key('Tab')
    done(board)
    board.key('Enter')
    done(board)
    // The two children of the middle one push its neighbours apart.
    expect([child, between, second].map((id) => place(board, id)?.y)).toEqual([-126, 0, 126])
    board.key('Mod+z')
    expect([child, between, second].map((id) => place(board, id)?.y)).toEqual([-84, 0, 84])
  })

  it('I55 the second child of the root goes to the other side, and its branch grows on there', () => {
    const { board, root } = started()
    board.select(root).key('Tab')
    const left = done(board)
    expect(place(board, left)).toMatchObject({ x: -180, y: 0 })
    board.key('Tab')
    expect(place(board, done(board))).toMatchObject({ x: -360, y: 0 })
  })

  it('I55 a moved node takes its branch along, by hand and by key', () => {
    const { board, child } = started()
    board.key('Tab')
    const leaf = done(board)
    board.select(child).drag(230, 30, 230, 130)
    expect([child, leaf].map((id) => place(board, id)?.y)).toEqual([100, 100])
    board.select(child).key('ArrowDown')
    expect(place(board, leaf)?.y).toBe(place(board, child)?.y)
  })

  it('I6 I55 elsewhere Tab goes on, Enter types, and nobody who only looks changes anything', () => {
    const board = new BoardDriver()
    const first = board.add('geo', 0, 0, 100, 60)
    board.select(first).key('Mod+ArrowRight')
    board.select(first).key('Tab')
    expect(board.shapes).toHaveLength(3)
    board.select(first).key('Enter')
    expect(board.editor.editing.value).toBe(first)
    const map = started()
    map.board.isViewer.value = true
    map.board.key('Tab')
    map.board.key('Enter')
    expect(map.board.shapes).toHaveLength(3)
  })

  it('I55 the root types at Enter, and any node at F2', () => {
    const { board, root, child } = started()
    board.select(root).key('Enter')
    expect(board.editor.editing.value).toBe(root)
    done(board)
    board.select(child).key('F2')
    expect(board.editor.editing.value).toBe(child)
  })

  it('I55 nodes in a circle end no walk', () => {
    const { board, root, child } = started()
    const [branch] = branches(board)
    const { start, end } = branch
    board.document.dispatch({ name: 'create', shapes: [{ ...branch, id: 'back' as ShapeId, start: end, end: start }] })
    expect(new Set(withBranches(board.editor.view, [root]))).toContain(child)
    board.select(child).key('Tab')
    expect(nodes(board)).toHaveLength(3)
  })
})
