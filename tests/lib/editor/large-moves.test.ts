import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { MAX_MOVED } from '../../../lib/editor/arranging/going-around.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const ARROW = 'arrow' as ShapeId
const idOf = (nth: number) => `box${nth}` as ShapeId
const placed = (x: number, y: number, w: number, h: number) => ({ x, y, w, h, rotation: 0 })

/** Boxes in columns, and an arrow that leads from the first of them to one that stays. */
function boardOf(count: number) {
  const driver = new BoardDriver()
  const boxes = Array.from({ length: count }, (_, i) =>
    makeShape('geo', idOf(i), { placement: placed((i % 25) * 30, Math.floor(i / 25) * 30, 10, 10), fill: '#ffffff' }),
  )
  const staying = makeShape('geo', 'staying' as ShapeId, { placement: placed(-500, 0, 10, 10) })
  const arrow = makeShape('arrow', ARROW, {
    placement: placed(-490, 5, 485, 1),
    points: [
      { x: 485, y: 0 },
      { x: 0, y: 0 },
    ],
    end: { target: staying.id, anchor: { x: 0.5, y: 0.5 }, mode: 'inside' },
  })
  driver.document.dispatch({ name: 'create', shapes: [...boxes, staying, arrow] })
  driver.select(...boxes.map(({ id }) => id), ARROW)
  const read = () => new Map(driver.document.board.shapes.map((shape) => [shape.id, shape]))
  return { driver, read }
}

const MOVES: Readonly<Record<string, (driver: BoardDriver) => unknown>> = {
  'a nudge': (driver) => driver.editor.run('edit.nudge-right-far'),
  'a drag': (driver) => driver.drag(5, 5, 40, 70),
}

describe('more shapes at once than are asked one by one', () => {
  it.each(Object.entries(MOVES))('DC26 %s ends where it ends for a few, and is one step', (_, move) => {
    const [few, many] = [boardOf(25), boardOf(MAX_MOVED + 25)]
    const before = many.read()
    const steps = many.driver.undoSteps()
    for (const { driver } of [few, many]) move(driver)
    expect(many.driver.undoSteps()).toBe(steps + 1)
    for (const [id, shape] of few.read()) {
      const { index: _few, seed: _seed, ...expected } = shape as typeof shape & { readonly seed?: number }
      expect(many.read().get(id)).toMatchObject(expected)
    }
    const arrow = many.read().get(ARROW)
    expect(arrow?.type === 'arrow' && arrow.end).toBe(null)
    many.driver.editor.run('edit.undo')
    expect(many.read()).toEqual(before)
  })

  it('DC26 aligning moves each by its own way', () => {
    const { driver } = boardOf(MAX_MOVED + 25)
    driver.select(...Array.from({ length: MAX_MOVED + 1 }, (_, i) => idOf(i)))
    driver.editor.run('arrange.align-left')
    const left = Array.from({ length: MAX_MOVED + 1 }, (_, i) => driver.document.board.get(idOf(i))?.placement.x)
    expect(new Set(left)).toEqual(new Set([0]))
  })
})
