import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { MAX_MOVED, withWaysAround } from '../../../lib/editor/arranging/going-around.ts'
import { elbowCorners } from '../../../lib/editor/gestures/elbow-legs.ts'
import { isCrossed } from '../../../lib/geometry/elbow.ts'
import type { Point } from '../../../lib/geometry/point.ts'
import type { ArrowShape } from '../../../lib/shapes/arrow.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }
const rounded = (points: readonly Point[]) => points.map(({ x, y }) => [Math.round(x), Math.round(y)])

function board() {
  const driver = new BoardDriver()
  const a = driver.add('geo', 100, 100, 100, 100, { ...filled, index: 'a1' })
  const b = driver.add('geo', 600, 400, 100, 100, { ...filled, index: 'a2' })
  driver.editor.applyStyle({ route: 'elbow' })
  return { driver, a, b }
}
/** Quickly: an end that is let go fast says a side, not a point. */
const draw = (driver: BoardDriver, from: readonly [number, number], to: readonly [number, number]) =>
  driver.choose('arrow').drag(from[0], from[1], to[0], to[1]).last.id
const corners = (driver: BoardDriver, id: ShapeId) => {
  const { view } = driver.editor
  return elbowCorners(view, view.get(id) as ArrowShape)
}
const stored = (driver: BoardDriver, id: ShapeId) => (driver.editor.view.board.get(id) as ArrowShape).points

describe('elbow arrows between sides', () => {
  it('I124 a quick drag leaves and arrives at the sides that it went from and to', () => {
    const { driver } = board()
    expect(rounded(corners(driver, draw(driver, [195, 150], [605, 450])))).toEqual([
      [205, 150],
      [400, 150],
      [400, 450],
      [595, 450],
    ])
    expect(rounded(corners(driver, draw(driver, [150, 195], [650, 405])))).toEqual([
      [150, 205],
      [150, 300],
      [650, 300],
      [650, 395],
    ])
    const bottomToRight = rounded(corners(driver, draw(driver, [150, 195], [695, 450])))
    expect([bottomToRight[0], bottomToRight[bottomToRight.length - 1]]).toEqual([
      [150, 205],
      [705, 450],
    ])
  })
  it('I124 from the middle of a shape any side will do', () => {
    const { driver } = board()
    const arrow = driver.editor.view.board.get(draw(driver, [150, 150], [650, 450])) as ArrowShape
    expect([arrow.start?.anchor, arrow.end?.anchor]).toEqual([
      { x: 0.5, y: 0.5 },
      { x: 0.5, y: 0.5 },
    ])
  })
})

describe('elbow arrows around what is in their way', () => {
  const between = { x: 350, y: 80, w: 100, h: 440 }
  function walled() {
    const made = board()
    const wall = made.driver.add('geo', between.x, between.y, between.w, between.h, { ...filled, index: 'a3' })
    return { ...made, wall }
  }
  it('I125 go around a shape that lies between their ends, already while they are drawn', () => {
    const { driver } = walled()
    driver.choose('arrow').down(195, 150).move(400, 300).move(605, 450)
    const [shown] = driver.editor.preview.value.created
    expect(isCrossed(elbowCorners(driver.editor.view, shown as ArrowShape), between)).toBe(false)
    const id = driver.up().last.id
    const drawn = corners(driver, id)
    expect(isCrossed(drawn, between)).toBe(false)
    expect(rounded([drawn[0], drawn[drawn.length - 1]])).toEqual([
      [205, 150],
      [595, 450],
    ])
  })
  it('I125 find a new way when a shape is put in it, and their own again when it goes, each in one step', () => {
    const { driver } = board()
    const id = draw(driver, [195, 150], [605, 450])
    const before = corners(driver, id)
    const wall = driver.add('geo', 800, 80, 100, 440, { ...filled, index: 'a3' })
    driver.drag(850, 300, 400, 300)
    expect(driver.editor.view.board.get(wall)?.placement.x).toBe(350)
    expect(isCrossed(corners(driver, id), between)).toBe(false)
    driver.key('Mod+z')
    expect(rounded(corners(driver, id))).toEqual(rounded(before))
    driver.key('Mod+Shift+z')
    expect(isCrossed(corners(driver, id), between)).toBe(false)
    driver.drag(400, 300, 850, 300)
    expect(stored(driver, id)).toHaveLength(2)
    expect(rounded(corners(driver, id))).toEqual(rounded(before))
  })
  it('I125 follow a shape that is moved behind an obstacle', () => {
    const { driver, b } = walled()
    const id = draw(driver, [195, 150], [605, 450])
    driver.drag(650, 450, 650, 150)
    expect(driver.editor.view.board.get(b)?.placement.y).toBe(100)
    expect(isCrossed(corners(driver, id), between)).toBe(false)
  })
  it('I125 corners laid by hand stay as they are', () => {
    const { driver } = board()
    const id = draw(driver, [195, 150], [605, 450])
    driver.select(id)
    driver.drag(400, 300, 300, 300)
    const laid = corners(driver, id)
    driver.add('geo', 800, 80, 40, 440, { ...filled, index: 'a3' })
    driver.select()
    driver.drag(820, 300, 320, 300)
    expect(rounded(corners(driver, id))).toEqual(rounded(laid))
  })
  it('I125 a shape that holds an end is no obstacle, nor is a frame', () => {
    const { driver } = board()
    driver.add('frame', 0, 0, 900, 700, { index: 'a0' })
    driver.add('geo', 20, 20, 860, 660, { ...filled, index: 'a01' })
    const id = draw(driver, [195, 150], [605, 450])
    expect(stored(driver, id)).toHaveLength(2)
  })
})

describe('a large selection', () => {
  it('I124 moves without looking around each of its shapes: that takes as long as it is large, squared', () => {
    const { driver, a } = board()
    const { view } = driver.editor
    let looks = 0
    const inBox: typeof view.inBox = (box) => {
      looks += 1
      return view.inBox(box)
    }
    const counting = { ...view, inBox }
    const shape = view.get(a)
    if (!shape) throw new Error('no shape')
    const moved = (count: number) => new Map(Array.from({ length: count }, (_, i) => [`x${i}` as ShapeId, shape]))
    const many = moved(MAX_MOVED + 1)
    expect(withWaysAround(counting, many)).toBe(many)
    expect(looks).toBe(0)
    withWaysAround(counting, moved(2))
    expect(looks).toBe(4)
  })
})
