import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }

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

describe('undo', () => {
  it('I23 what comes back is selected: deleted shapes with their group, not what only changed', () => {
    const board = new BoardDriver()
    const [a, b, c] = [0, 200, 400].map((x) => board.add('geo', x, 0, 100, 100, filled))
    board.select(a, b).key('Mod+g')
    const [group] = board.selection
    board.select(group, c).key('Delete')
    board.key('Mod+z')
    expect([...board.selection].sort()).toEqual([group, c].sort())
    board.click(600, 600).select(c).key('ArrowRight')
    board.wait(1000).select(a).key('Mod+z')
    expect(board.selection).toEqual([a])
    board.key('Mod+z')
    board.key('Mod+Shift+z')
    expect(board.shapes.some(({ id }) => id === group)).toBe(true)
  })
  it('I23 while a drawing tool is chosen undo selects nothing', () => {
    const board = new BoardDriver().choose('draw').drag(100, 100, 200, 200)
    board.key('Mod+z')
    board.key('Mod+Shift+z')
    expect([board.shapes.length, board.selection, board.editor.tool.value]).toEqual([1, [], 'draw'])
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
