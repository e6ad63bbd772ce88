/** Tables of several people: what each does to rows, columns and cells stands beside what the others do. */
import { describe, expect, it } from 'vitest'
import type { BoardDocument } from '../../../lib/document/board-document.ts'
import {
  type Axis,
  cellsBetween,
  fillCells,
  insertLines,
  linesOf,
  moveLines,
  removeLines,
  roomFor,
  tableOf,
} from '../../../lib/document/tables.ts'
import { plainText, type RichText, richText } from '../../../lib/shapes/rich-text.ts'
import { cellId, cellNames, MAX_TABLE_CELLS, type TableShape } from '../../../lib/shapes/table/table-fields.ts'
import { cellText, gridOf } from '../../../lib/shapes/table/table-grid.ts'
import { exchange, id, openBoard } from '../../support/document/board-peers.ts'
import { type Random, seeded } from '../../support/document/random.ts'

const T = id('t')
const words = (...rows: readonly (readonly string[])[]) => rows.map((row) => row.map(richText))
const tableIn = (board: BoardDocument): TableShape => board.board.get(T) as TableShape
const shown = (table: TableShape): readonly (readonly string[])[] => {
  const { rows, columns } = gridOf(table)
  return rows.map((row) => columns.map((column) => plainText(cellText(table, cellId(row, column)))))
}
const patch = (board: BoardDocument, change: (table: TableShape) => Readonly<Record<string, unknown>>) =>
  board.dispatch({ name: 'update', patches: [{ id: T, patch: change(tableIn(board)) }] })
/** As the text editor writes: into the shared text, under the origin of the own history. */
function type(board: BoardDocument, cell: string, text: string): void {
  const shared = board.sharedText(T, cell)
  board.doc.transact(() => shared?.insert(shared.length, text), board.history.origin)
}
function pair(...rows: readonly (readonly string[])[]): readonly [BoardDocument, BoardDocument] {
  const [a, b] = [openBoard(1), openBoard(2)]
  a.dispatch({ name: 'create', shapes: [tableOf(T, words(...rows))] })
  exchange(a, b)
  return [a, b]
}

describe('tables', () => {
  it('DC45 two who type into one cell at once both keep their words', () => {
    const [a, b] = pair(['', ''])
    type(a, 'r0:c0', 'one')
    type(b, 'r0:c0', 'two')
    exchange(a, b)
    expect(shown(tableIn(a))).toEqual(shown(tableIn(b)))
    expect([...shown(tableIn(a))[0][0]].sort().join('')).toBe([...'onetwo'].sort().join(''))
  })

  it('DC45 rows and columns that are added, moved and filled at once all stand', () => {
    const [a, b] = pair(['a', 'b'], ['c', 'd'])
    patch(a, (table) => insertLines(table, 'row', 1, ['new']))
    patch(b, (table) => insertLines(table, 'column', 2, ['more']))
    patch(b, (table) => moveLines(table, 'row', ['r1'], 0))
    type(b, 'r1:c0', '!')
    exchange(a, b)
    expect(shown(tableIn(a))).toEqual(shown(tableIn(b)))
    expect(new Set(shown(tableIn(a)).map((row) => row.join()))).toEqual(new Set(['c!,d,', 'a,b,', ',,']))
  })

  it('DC45 the cells of a row that is taken out are gone, also what another put into them at that moment', () => {
    const [a, b] = pair(['a', 'b'], ['c', 'd'])
    patch(a, (table) => removeLines(table, 'row', ['r0']))
    type(b, 'r0:c0', 'late')
    patch(b, (table) => insertLines(table, 'column', 0, ['new']))
    exchange(a, b)
    expect(shown(tableIn(b))).toEqual([['', 'c', 'd']])
    // What of the lost row the other left behind goes with the next row that is taken out.
    patch(a, (table) => insertLines(table, 'row', 1, ['r2']))
    patch(a, (table) => removeLines(table, 'row', ['r2']))
    expect(Object.keys(tableIn(a).cells).map((cell) => cellNames(cell).row)).toEqual(['r1', 'r1', 'r1'])
  })

  it('DC45 sizes, colours and sides are entries of their own', () => {
    const [a, b] = pair(['a', 'b'])
    patch(a, () => ({ widths: { c0: 80 }, fills: { 'r0:c0': '#ffc9c9' } }))
    patch(b, () => ({ widths: { c1: 300 }, aligns: { c1: 'end' } }))
    exchange(a, b)
    expect(tableIn(a)).toMatchObject({
      widths: { c0: 80, c1: 300 },
      aligns: { c1: 'end' },
      fills: { 'r0:c0': '#ffc9c9' },
    })
    expect(tableIn(b)).toEqual(tableIn(a))
  })

  it('DC45 a cell without a text yet, where a new row and a new column meet, is given one when it is written', () => {
    const [a, b] = pair(['a'])
    patch(a, (table) => insertLines(table, 'row', 1, ['x']))
    patch(b, (table) => insertLines(table, 'column', 1, ['y']))
    exchange(a, b)
    expect(a.sharedText(T, 'x:y')).toBeUndefined()
    patch(a, () => ({ cells: { 'x:y': richText('met') } }))
    exchange(a, b)
    expect(shown(tableIn(b))).toEqual([
      ['a', ''],
      ['', 'met'],
    ])
  })

  it('DC2 undoing a new row takes it out whole, and leaves it while others have words in it', () => {
    const [a, b] = pair(['a', 'b'])
    patch(a, (table) => insertLines(table, 'row', 1, ['new']))
    a.history.undo()
    expect(shown(tableIn(a))).toEqual([['a', 'b']])
    expect(Object.keys(tableIn(a).cells)).toHaveLength(2)
    a.history.redo()
    exchange(a, b)
    type(b, 'new:c1', 'theirs')
    exchange(a, b)
    type(a, 'new:c1', ' mine')
    a.history.undo()
    a.history.undo()
    exchange(a, b)
    expect(shown(tableIn(b))).toEqual([
      ['a', 'b'],
      ['', 'theirs'],
    ])
  })

  it('DC2 undo takes back sizes, places and colours of rows and columns that have words', () => {
    const [a] = pair(['a', 'b'], ['c', 'd'])
    const before = tableIn(a)
    patch(a, () => ({ widths: { c0: 300 }, fills: { 'r0:c0': '#ffc9c9' } }))
    patch(a, (table) => moveLines(table, 'row', ['r1'], 0))
    type(a, 'r0:c0', '!')
    for (let i = 0; i < 3; i++) a.history.undo()
    expect(tableIn(a)).toEqual(before)
    for (let i = 0; i < 3; i++) a.history.redo()
    expect(tableIn(a).widths).toEqual({ c0: 300 })
    expect(shown(tableIn(a))).toEqual([['c', 'd'], ['a!', 'b']]) // biome-ignore format: a grid
  })

  it('DC2 undoing the creation of a table leaves it while others have words in a cell', () => {
    const [a, b] = pair(['mine', ''])
    type(b, 'r0:c1', 'theirs')
    exchange(a, b)
    a.history.undo()
    exchange(a, b)
    expect(shown(tableIn(b))).toEqual([['', 'theirs']])
  })

  it('DC1 taking out a row is one step, and undo brings its words back', () => {
    const [a] = pair(['a', 'b'], ['c', 'd'])
    patch(a, (table) => removeLines(table, 'row', ['r1']))
    expect(shown(tableIn(a))).toEqual([['a', 'b']])
    a.history.undo()
    expect(shown(tableIn(a))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('cells are filled to the right and down, with as many rows and columns more as they need', () => {
    const [a] = pair(['a', 'b'])
    let nth = 0
    const filled = fillCells(tableIn(a), 'r0:c1', words(['1', '2'], ['3', '4']), () => `n${nth++}`)
    expect(filled.left).toBe(0)
    patch(a, () => filled.patch)
    expect(shown(tableIn(a))).toEqual([
      ['a', '1', '2'],
      ['', '3', '4'],
    ])
    expect(cellsBetween(tableIn(a), 'r0:c1', 'r0:c0')).toEqual([['r0:c0', 'r0:c1']])
  })

  it('DC45 a table holds no more cells than its limit, and what is left over is counted', () => {
    const row = Array.from({ length: 100 }, () => '')
    const table = tableOf(T, words(...Array.from({ length: 80 }, () => row)))
    expect(gridOf(table).rows.length * gridOf(table).columns.length).toBe(MAX_TABLE_CELLS)
    expect([roomFor(table, 'row'), roomFor(table, 'column')]).toEqual([0, 0])
    expect(fillCells(table, 'r49:c99', words(['a', 'b'], ['c', 'd']), () => 'n').left).toBe(3)
  })

  it('DC45 two updates of one table in one command are both written', () => {
    const [a] = pair(['a', 'b'])
    const part = (cell: string, text: string) => ({ id: T, patch: { cells: { [cell]: richText(text) } } })
    a.dispatch({ name: 'update', patches: [part('r0:c0', 'x'), part('r0:c1', 'y')] })
    expect(shown(tableIn(a))).toEqual([['x', 'y']])
  })
})

describe('many hands', () => {
  function act(board: BoardDocument, random: Random, name: () => string): void {
    const table = tableIn(board)
    const axis: Axis = random.chance(0.5) ? 'row' : 'column'
    const lines = linesOf(table, axis)
    const position = random.below(lines.length + 1)
    const { rows, columns } = gridOf(table)
    const change = random.below(6)
    if (change === 0) patch(board, (now) => insertLines(now, axis, position, [name()]))
    else if (change === 1 && lines.length > 1) patch(board, (now) => removeLines(now, axis, [random.pick(lines)]))
    else if (change === 2 && lines.length > 0)
      patch(board, (now) => moveLines(now, axis, [random.pick(lines)], position))
    else if (change === 3) board.history.undo()
    else if (change === 4) board.history.redo()
    else if (rows.length > 0 && columns.length > 0) {
      const cell = cellId(random.pick(rows), random.pick(columns))
      if (board.sharedText(T, cell)) type(board, cell, random.pick(['x', 'yy', '字']))
      else patch(board, () => ({ cells: { [cell]: richText('n') } }))
    }
  }

  it.each([1, 2, 3, 4, 5, 6])('DC3 DC45 seed %i: three people end with one table, whatever they did', (seed) => {
    const random = seeded(seed)
    const boards = [openBoard(1), openBoard(2), openBoard(3)]
    boards[0].dispatch({ name: 'create', shapes: [tableOf(T, words(['a', 'b', 'c'], ['d', 'e', 'f']))] })
    boards[0].history.nextStep()
    exchange(...boards)
    let nth = 0
    for (let step = 0; step < 60; step++) {
      const board = random.pick(boards)
      if (tableIn(board)) act(board, random, () => `n${nth++}`)
      if (random.chance(0.15)) exchange(...boards)
    }
    exchange(...boards)
    const [first, ...others] = boards.map(tableIn)
    for (const other of others) expect(other).toEqual(first)
    if (!first) return
    // What is shown are cells of rows and columns that are there, each at most once.
    const { rows, columns } = gridOf(first)
    expect(new Set(rows).size).toBe(rows.length)
    expect(shown(first).every((row) => row.length === columns.length)).toBe(true)
  })

  it('DC45 typing beside rows and columns that come and go loses no letter of cells that stay', () => {
    for (const seed of [11, 12, 13]) {
      const random = seeded(seed)
      const [a, b] = pair(['', ''], ['', ''])
      let typed = 0
      let nth = 0
      for (let step = 0; step < 40; step++) {
        type(a, 'r1:c1', 'x')
        typed++
        const axis: Axis = random.chance(0.5) ? 'row' : 'column'
        const added = `n${nth++}`
        patch(b, (table) => insertLines(table, axis, random.below(linesOf(table, axis).length + 1), [added]))
        if (random.chance(0.5)) patch(b, (table) => removeLines(table, axis, [added]))
        else patch(b, (table) => moveLines(table, axis, [axis === 'row' ? 'r1' : 'c1'], random.below(4)))
        if (random.chance(0.3)) exchange(a, b)
      }
      exchange(a, b)
      const text: RichText = cellText(tableIn(b), 'r1:c1')
      expect([seed, plainText(text)]).toEqual([seed, 'x'.repeat(typed)])
    }
  })
})
