import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { applyStep, decodeSteps, encodeSteps, type Moving, stepsTo, tagOf } from '../../../lib/document/motion-step.ts'
import { strokeLine } from '../../../lib/shapes/draw.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { encodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { createRandom } from '../updates/random-doc.ts'

const still: Moving = { moving: [], drawing: [], laser: [], viewport: null }

/** The first `length` points of a wave. */
function wave(length: number, id = 'stroke'): Shape {
  const points = Array.from({ length }, (_, i) => ({ x: i * 3, y: 50 + 40 * Math.sin(i / 20), pressure: 0.5 }))
  const box = { x: 0, y: 10, w: (length - 1) * 3, h: 80, rotation: 0 }
  const local = points.map((p) => ({ ...p, y: p.y - 10 }))
  const top = Math.min(...local.map(({ y }) => y))
  const bottom = Math.max(...local.map(({ y }) => y))
  const strokePoints = encodeStroke(local.map((p) => ({ ...p, y: p.y - top })))
  return makeShape('draw', id as ShapeId, { strokePoints, placement: { ...box, y: 10 + top, h: bottom - top } })
}
const pointsOf = (shape: Shape) =>
  shape.type === 'draw' ? strokeLine(shape).map(({ x, y }) => [x + shape.placement.x, y + shape.placement.y]) : []
const through = (seen: Moving, said: Moving, now: Moving, told: Moving): Moving | null => {
  const steps = stepsTo(now, said, told)
  return steps && decodeSteps(encodeSteps(steps)).reduce((all, step) => applyStep(all, said, step), seen)
}

describe('steps of a movement', () => {
  it('PR18 a stroke under way grows by its newest points, and each movement costs a few bytes', () => {
    const said: Moving = { ...still, drawing: [wave(1)] }
    let [seen, told] = [said, said]
    for (let length = 4; length <= 1200; length += 4) {
      const now: Moving = { ...still, drawing: [wave(length)] }
      const steps = stepsTo(now, said, told) ?? []
      expect(encodeSteps(steps).length).toBeLessThan(40)
      seen = through(seen, said, now, told) ?? still
      told = now
    }
    const [got, wanted] = [pointsOf(seen.drawing[0]), pointsOf(wave(1200))]
    expect(got.length).toBe(wanted.length)
    const off = wanted.map(([x, y], i) => Math.hypot(x - got[i][0], y - got[i][1]))
    expect(Math.max(...off)).toBeLessThan(0.2)
  })

  it('PR18 what was missed of a stroke is bridged, and a step of another stroke changes nothing', () => {
    const said: Moving = { ...still, drawing: [wave(1)] }
    const late = through(said, said, { ...still, drawing: [wave(100)] }, { ...still, drawing: [wave(80)] })
    expect(pointsOf(late?.drawing[0] as Shape).length).toBe(1 + 21)
    const other: Moving = { ...still, drawing: [wave(5, 'another')] }
    expect(tagOf('another' as ShapeId)).not.toBe(tagOf('stroke' as ShapeId))
    expect(through(other, other, { ...still, drawing: [wave(9)] }, said)?.drawing).toEqual(other.drawing)
  })

  it('PR18 a drag is one distance for all that is dragged; a turn or a new shape needs a state', () => {
    const at = (x: number, w = 10) => ({ x, y: x / 2, w, h: 10, rotation: 0 })
    const moving = (dx: number, w = 10) =>
      Array.from({ length: 16 }, (_, n) => ({ id: `shape-${n}` as ShapeId, placement: at(n * 20 + dx, w) }))
    const said: Moving = { ...still, moving: moving(0) }
    const now: Moving = {
      ...still,
      moving: moving(0).map((m) => ({ ...m, placement: { ...m.placement, x: m.placement.x + 33.5 } })),
    }
    expect(encodeSteps(stepsTo(now, said, said) ?? []).length).toBeLessThan(8)
    expect(through(said, said, now, said)?.moving[3].placement.x).toBe(60 + 33.5)
    // Who came later knows a later state than the one that the drag began with.
    const later: Moving = { ...still, moving: moving(20) }
    const steps = decodeSteps(encodeSteps(stepsTo(now, said, said) ?? []))
    expect(steps.reduce((seen, step) => applyStep(seen, later, step), later).moving).toEqual(
      through(said, said, now, said)?.moving,
    )
    expect(stepsTo({ ...still, moving: moving(0, 11) }, said, said)).toBe(null)
    expect(stepsTo({ ...still, moving: moving(0).slice(1) }, said, said)).toBe(null)
    expect(stepsTo({ ...still, drawing: [makeShape('geo', 'r' as ShapeId, {})] }, still, still)).toBe(null)
  })

  it('PR18 a laser trail goes by its tip and shortens at its tail', () => {
    const trail = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => ({ x: (from + n) * 2, y: 5 }))
    const told: Moving = { ...still, laser: trail(0, 20) }
    const now: Moving = { ...still, laser: trail(4, 23) }
    expect(through(told, told, now, told)?.laser).toEqual(trail(4, 23))
    expect(stepsTo({ ...still, laser: trail(0, 1) }, still, still)).toBe(null)
  })

  it('PR3 any bytes are read without a throw, and put to anything (seed 5)', () => {
    const random = createRandom(5)
    let read = 0
    for (let i = 0; i < 20_000; i++) {
      const bytes = Uint8Array.from({ length: Math.floor(random() * 20) }, () => Math.floor(random() ** 2 * 256))
      const steps = decodeSteps(bytes)
      read += steps.length
      for (const step of steps) applyStep({ ...still, drawing: [wave(3)] }, still, step)
    }
    expect(read).toBeGreaterThan(100)
  })
})
