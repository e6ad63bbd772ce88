import { describe, expect, test } from 'vitest'
import { place } from '../../../lib/canvas/print-shape.ts'
import { projectionOf } from '../../../lib/canvas/projection.ts'
import { cornersOf } from '../../../lib/geometry/box.ts'

/** A context that keeps the last transform. */
function recorder() {
  let matrix: readonly number[] = [1, 0, 0, 1, 0, 0]
  const context = { setTransform: (...numbers: number[]) => (matrix = numbers) } as unknown as CanvasRenderingContext2D
  const land = (x: number, y: number) => {
    const [a, b, c, d, e, f] = matrix
    return { x: a * x + c * y + e, y: b * x + d * y + f }
  }
  return { context, land }
}

describe('printing', () => {
  for (const rotation of [0, 0.4, Math.PI / 2, -2])
    test(`local corners land on the placed corners (turned by ${rotation.toFixed(2)})`, () => {
      const { context, land } = recorder()
      const placement = { x: 30, y: -20, w: 120, h: 70, rotation }
      const at = { scale: 1.5, dx: 40, dy: 7 }
      place(context, placement, at)
      const landed = [land(0, 0), land(120, 0), land(120, 70), land(0, 70)]
      cornersOf(placement).forEach((corner, i) => {
        expect(landed[i].x).toBeCloseTo(corner.x * at.scale + at.dx, 9)
        expect(landed[i].y).toBeCloseTo(corner.y * at.scale + at.dy, 9)
      })
    })
  test('the camera is rounded to whole device pixels, never by more than half of one', () => {
    const camera = { x: 10.37, y: -4.21, zoom: 0.83 }
    const { scale, dx, dy } = projectionOf(camera, 2)
    expect(Number.isInteger(dx) && Number.isInteger(dy)).toBe(true)
    expect(Math.abs(dx + camera.x * scale)).toBeLessThanOrEqual(0.5)
    expect(Math.abs(dy + camera.y * scale)).toBeLessThanOrEqual(0.5)
  })
})
