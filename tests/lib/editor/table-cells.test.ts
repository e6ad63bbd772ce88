/** A table under the hand: cells by click and key, rows and columns by command and by dragging their lines. */
import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { tableOf } from '../../../lib/document/tables.ts'
import { describeSelection } from '../../../lib/editor/selection/describe.ts'
import { kindOf } from '../../../lib/shapes/registry.ts'
import { plainText, richText } from '../../../lib/shapes/rich-text.ts'
import type { TableShape } from '../../../lib/shapes/table/table-fields.ts'
import { gridOf } from '../../../lib/shapes/table/table-grid.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const T = 't' as ShapeId
/** Two by two at the origin, columns of 150 pixels, rows of 36. */
function withTable(fields: object = {}) {
  const driver = new BoardDriver()
  const words = [['a', 'b'], ['c', 'd']].map((row) => row.map(richText)) // biome-ignore format: a grid
  const shape = { ...tableOf(T, words), placement: { x: 0, y: 0, w: 300, h: 72, rotation: 0 }, ...fields }
  driver.editor.dispatch({ name: 'create', shapes: [shape] })
  return driver
}
const tableIn = ({ editor }: BoardDriver): TableShape => editor.document.board.get(T) as TableShape
/** Keys one after the other. */
function keys(driver: BoardDriver, ...chords: readonly string[]): BoardDriver {
  for (const chord of chords) driver.key(chord)
  return driver
}
const words = (driver: BoardDriver) => plainText(kindOf(tableIn(driver)).text(tableIn(driver)))
const marked = ({ editor }: BoardDriver) => editor.cells.value
const one = (cell: string) => ({ from: cell, to: cell })

describe('I136 cells', () => {
  it('I136 the first click selects the table, the next one marks a cell, with Shift as far as there', () => {
    const driver = withTable().click(200, 50)
    expect([driver.editor.selection.value, marked(driver)]).toEqual([[T], null])
    driver.click(200, 50)
    expect(marked(driver)).toEqual(one('r1:c1'))
    driver.click(50, 20, { held: { shift: true } })
    expect(marked(driver)).toEqual({ from: 'r1:c1', to: 'r0:c0' })
    driver.click(900, 900)
    expect([driver.editor.selection.value, marked(driver)]).toEqual([[], null])
  })

  it('I136 a double click opens the cell; Enter goes on below, Tab to the next', () => {
    const driver = withTable().doubleClick(50, 20)
    expect([driver.editor.editing.value, marked(driver)]).toEqual([T, one('r0:c0')])
    keys(driver, 'Enter')
    expect([driver.editor.editing.value, marked(driver)]).toEqual([null, one('r1:c0')])
    keys(driver, 'Enter')
    expect(driver.editor.editing.value).toBe(T)
    keys(driver, 'Tab')
    expect([driver.editor.editing.value, marked(driver)]).toEqual([null, one('r1:c1')])
  })

  it('I136 arrows, Tab and Shift+Tab go from cell to cell and move nothing; Tab after the last makes a row', () => {
    const driver = keys(withTable().select(T), 'Enter')
    expect(marked(driver)).toEqual(one('r0:c0'))
    keys(driver, 'ArrowRight', 'ArrowDown', 'ArrowDown')
    expect(marked(driver)).toEqual(one('r1:c1'))
    keys(driver, 'Shift+Tab')
    expect(marked(driver)).toEqual(one('r1:c0'))
    keys(driver, 'Tab', 'Tab')
    const { rows } = gridOf(tableIn(driver))
    expect([rows.length, marked(driver)]).toEqual([3, one(`${rows[2]}:c0`)])
    expect(tableIn(driver).placement).toMatchObject({ x: 0, y: 0 })
    driver.editor.run('edit.undo')
    expect(gridOf(tableIn(driver)).rows).toHaveLength(2)
  })

  it('I136 a letter opens the marked cell and is left to it; Delete empties; Esc goes back step by step', () => {
    const driver = keys(withTable().select(T), 'Enter', 'Shift+ArrowRight')
    keys(driver, 'Delete')
    expect(words(driver)).toBe('\t\nc\td')
    keys(driver, 'x')
    expect([driver.editor.editing.value, driver.editor.tool.value]).toEqual([T, 'select'])
    keys(driver, 'Escape')
    expect([driver.editor.editing.value, marked(driver)]).toEqual([null, one('r0:c0')])
    keys(driver, 'Escape')
    expect([marked(driver), driver.editor.selection.value]).toEqual([null, [T]])
    keys(driver, 'Escape')
    expect(driver.editor.selection.value).toEqual([])
  })

  it('I136 the mark goes when its row is taken out by somebody, and so does the open text', () => {
    const driver = withTable().doubleClick(50, 50)
    driver.editor.document.dispatch({ name: 'update', patches: [{ id: T, patch: { rows: { r1: null } } }] })
    expect([driver.editor.editing.value, marked(driver)]).toEqual([null, null])
  })

  it('I136 assistive technology hears the place and the words of the marked cell', () => {
    const driver = keys(withTable().select(T), 'Enter', 'ArrowDown')
    expect(describeSelection(driver.editor)).toEqual({ key: 'announce.cell', row: 2, column: 1, words: 'c' })
  })

  it('TL5 who may only look marks cells and changes nothing; nor does anyone in a locked table', () => {
    const driver = keys(withTable().select(T), 'Enter')
    driver.editor.settings.value = { ...driver.editor.settings.value, viewMode: true }
    keys(driver, 'Delete', 'x', 'Enter')
    expect([words(driver), driver.editor.editing.value]).toEqual(['a\tb\nc\td', null])
    const locked = keys(withTable({ locked: true }).select(T), 'Enter', 'Delete')
    expect([words(locked), locked.editor.isEnabled('table.row-below')]).toEqual(['a\tb\nc\td', false])
  })
})

describe('I137 rows and columns', () => {
  it('I137 are added, moved and taken out where the mark is, each in one step', () => {
    const driver = keys(withTable().select(T), 'Enter')
    driver.editor.run('table.column-right')
    expect(words(driver)).toBe('a\t\tb\nc\t\td')
    driver.editor.run('table.delete-column')
    expect([words(driver), marked(driver)]).toEqual(['a\tb\nc\td', one('r0:c1')])
    driver.editor.run('table.move-column-left')
    expect(words(driver)).toBe('b\ta\nd\tc')
    driver.editor.run('table.move-row-down')
    expect(words(driver)).toBe('d\tc\nb\ta')
    driver.editor.run('edit.undo')
    expect(words(driver)).toBe('b\ta\nd\tc')
    expect(driver.editor.isEnabled('table.move-row-up')).toBe(false)
  })

  it('I137 a table that loses its last row goes, and undo brings it back', () => {
    const driver = keys(withTable().select(T), 'Enter', 'Shift+ArrowDown')
    driver.editor.run('table.delete-row')
    expect(driver.shapes).toEqual([])
    driver.editor.run('edit.undo')
    expect(words(driver)).toBe('a\tb\nc\td')
  })

  it('I137 dragging the line after a column makes it wider in one step, and moves nothing else', () => {
    const driver = withTable().select(T).down(150, 20).move(180, 20).move(200, 25).up(200, 25)
    expect(tableIn(driver)).toMatchObject({ widths: { c0: 200 }, placement: { x: 0, y: 0 } })
    driver.down(40, 36).move(40, 60).up(40, 66)
    expect(tableIn(driver)).toMatchObject({ heights: { r0: 66 } })
    driver.editor.run('edit.undo')
    driver.editor.run('edit.undo')
    expect(tableIn(driver)).toMatchObject({ widths: {}, heights: {} })
  })

  it('I137 Esc gives the drag of a line up', () => {
    const driver = keys(withTable().select(T).down(150, 20).move(220, 20), 'Escape').up(220, 20)
    expect(tableIn(driver).widths).toEqual({})
  })

  it('I137 the handles of a table scale its columns', () => {
    const driver = withTable().select(T)
    driver.down(300, 36).move(330, 36).move(600, 36).up(600, 36)
    expect(tableIn(driver).widths).toEqual({ c0: 300, c1: 300 })
  })

  it('I137 colour and side are those of the marked cells, and the next shape keeps its own', () => {
    const driver = keys(withTable().select(T), 'Enter')
    driver.editor.applyStyle({ fill: '#ffc9c9' })
    driver.editor.applyStyle({ align: 'end' })
    expect(tableIn(driver)).toMatchObject({ fill: '#ffffff', fills: { 'r0:c0': '#ffc9c9' }, aligns: { c0: 'end' } })
    expect(driver.editor.styles.value.fill).toBeUndefined()
  })
})

describe('TL3 the table tool', () => {
  it('TL3 TL4 a click makes a table ready to type in, a drag one with as many cells as have room', () => {
    const driver = new BoardDriver().choose('table').click(400, 300)
    const [table] = driver.shapes as readonly TableShape[]
    expect([gridOf(table).rows.length, gridOf(table).columns.length]).toEqual([3, 3])
    expect([driver.editor.tool.value, marked(driver)?.from]).toEqual(['select', 'r0:c0'])
    const dragged = new BoardDriver().choose('table').down(0, 0).move(50, 50).move(610, 200).up(610, 200)
    const [wide] = dragged.shapes as readonly TableShape[]
    expect([gridOf(wide).rows.length, gridOf(wide).columns.length]).toEqual([5, 4])
    dragged.editor.run('edit.undo')
    expect(dragged.shapes).toEqual([])
  })
})
