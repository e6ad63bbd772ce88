import '../../support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { tidyLayout } from '../../../lib/editor/arranging/tidy-layout.ts'
import { tidyNotes } from '../../../lib/editor/arranging/tidy-notes.ts'
import { boxesTouch, containsBox, unionOf } from '../../../lib/geometry/box.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const GAPS = { between: 20, blocks: 60 }
const [yellow, pink] = ['#ffec99', '#ffc9c9']

const put = (board: BoardDriver, type: 'note' | 'frame' | 'geo', fields: object, name: string): void =>
  void board.remotely((document) => {
    document.dispatch({ name: 'create', shapes: [makeShape(type, name as ShapeId, fields as never)] })
  })

/** Notes of 100 by 100, by name: colour and corner. */
function withNotes(notes: Readonly<Record<string, readonly [string, number, number, string?]>>) {
  const board = new BoardDriver()
  for (const [name, [fill, x, y, parent = '']] of Object.entries(notes))
    put(board, 'note', { fill, parent: parent as ShapeId, placement: { x, y, w: 100, h: 100, rotation: 0 } }, name)
  return board
}
const cornersOf = (board: BoardDriver) =>
  Object.fromEntries(
    board.shapes.filter(({ type }) => type === 'note').map(({ id, placement: { x, y } }) => [id, [x, y]]),
  )

describe('the layout', () => {
  it('DC69 puts cells side by side without overlap, as large as it says, and within its room or not at all', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })
    const size = fc.record({ w: fc.integer({ min: 1, max: 300 }), h: fc.integer({ min: 1, max: 300 }) })
    const room = fc.option(fc.record({ w: fc.integer({ min: 1, max: 3000 }), h: fc.integer({ min: 1, max: 3000 }) }))
    fc.assert(
      fc.property(counts, size, room, (sizes, cell, within) => {
        const layout = tidyLayout(sizes, cell, GAPS, within ?? undefined)
        if (!layout) {
          expect(within).not.toBeNull()
          return
        }
        const boxes = layout.places.flat().map((at) => ({ ...at, ...cell }))
        expect(layout.places.map(({ length }) => length)).toEqual(sizes)
        expect(unionOf(boxes)).toEqual({ x: 0, y: 0, w: layout.w, h: layout.h })
        for (const [nth, box] of boxes.entries())
          expect(boxes.slice(0, nth).some((other) => boxesTouch(other, box))).toBe(false)
        if (within) expect(layout.w <= within.w && layout.h <= within.h).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('putting notes in order', () => {
  const scattered = () =>
    withNotes({
      a: [yellow, 300, 40],
      b: [pink, 20, 10],
      c: [yellow, 500, 500],
      d: [pink, 90, 300],
      e: [yellow, 40, 260],
    })

  it('DC69 by colour: a block for each, as one step, and doing it again changes nothing', () => {
    const board = scattered()
    const steps = board.undoSteps()
    tidyNotes(board.editor, 'color')
    const tidy = cornersOf(board)
    const columnOf = (name: string) => tidy[name][0]
    expect(board.undoSteps()).toBe(steps + 1)
    expect(Math.max(columnOf('b'), columnOf('d')) + 100 + 60).toBe(Math.min(...['a', 'c', 'e'].map(columnOf)))
    tidyNotes(board.editor, 'color')
    expect(cornersOf(board)).toEqual(tidy)
    expect(board.undoSteps()).toBe(steps + 1)
    board.editor.run('edit.undo')
    expect(cornersOf(board)).toEqual(cornersOf(scattered()))
  })

  it('DC69 by votes: the most first, and those with as many in the order in which they were read', () => {
    const board = scattered()
    const votes = new Map([
      ['e', 3],
      ['d', 1],
      ['a', 3],
    ] as [ShapeId, number][])
    tidyNotes(board.editor, 'most-votes-first', votes)
    const read = Object.entries(cornersOf(board)).sort(([, a], [, b]) => a[1] - b[1] || a[0] - b[0])
    expect(read.map(([name]) => name)).toEqual(['a', 'e', 'd', 'b', 'c'])
    tidyNotes(board.editor, 'votes', votes)
    const lefts = cornersOf(board)
    expect(lefts.a[0]).toBeLessThan(lefts.d[0])
    expect(lefts.d[0]).toBeLessThan(lefts.b[0])
  })

  it('DC69 selected notes only, nothing locked, and clear of what stands below', () => {
    const board = scattered()
    put(board, 'geo', { placement: { x: 0, y: 200, w: 400, h: 50, rotation: 0 } }, 'wall')
    board.editor.dispatch({ name: 'update', patches: [{ id: 'c' as ShapeId, patch: { locked: true } }] })
    const before = cornersOf(board)
    board.select('a' as ShapeId, 'b' as ShapeId, 'c' as ShapeId, 'e' as ShapeId)
    tidyNotes(board.editor, 'color')
    const after = cornersOf(board)
    expect([after.c, after.d]).toEqual([before.c, before.d])
    const boxOf = (name: string) => ({ x: after[name][0], y: after[name][1], w: 100, h: 100 })
    for (const name of ['a', 'b', 'e'])
      for (const other of [{ x: 0, y: 200, w: 400, h: 50 }, boxOf('c'), boxOf('d')])
        expect(boxesTouch(boxOf(name), other)).toBe(false)
  })

  it('DC69 what is in a frame stays in it; a frame without room for it grows', () => {
    const board = new BoardDriver()
    put(board, 'frame', { placement: { x: 0, y: 0, w: 700, h: 400, rotation: 0 } }, 'wide')
    put(board, 'frame', { placement: { x: 900, y: 0, w: 150, h: 150, rotation: 0 } }, 'small')
    for (const [nth, parent] of ['wide', 'small'].entries())
      for (let at = 0; at < 6; at++)
        put(
          board,
          'note',
          {
            parent: parent as ShapeId,
            fill: at % 2 ? yellow : pink,
            placement: { x: nth * 900 + at * 9, y: 9, w: 100, h: 100, rotation: 0 },
          },
          `${parent}${at}`,
        )
    tidyNotes(board.editor, 'color')
    const placed = (id: string) => board.editor.view.get(id as ShapeId)
    expect(placed('wide')?.placement).toMatchObject({ w: 700, h: 400 })
    expect(placed('small')?.placement.w).toBeGreaterThan(150)
    for (const parent of ['wide', 'small']) {
      const frame = placed(parent)?.placement
      const notes = board.shapes.filter(({ id }) => id.startsWith(parent) && id !== parent)
      expect(notes).toHaveLength(6)
      for (const note of notes) {
        expect(note.parent).toBe(parent)
        expect(frame && containsBox(frame, note.placement)).toBe(true)
      }
    }
  })
})
