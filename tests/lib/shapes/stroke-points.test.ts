import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeStroke, encodeStroke } from '../../../lib/shapes/stroke-points.ts'

const coordinate = fc.double({ min: -1_000_000, max: 1_000_000, noNaN: true })
const stroke = fc.array(
  fc.record({ x: coordinate, y: coordinate, pressure: fc.double({ min: 0, max: 1, noNaN: true }) }),
  { maxLength: 80 },
)

it('loses less than 0.05 px and one step of pressure, however long the stroke', () => {
  fc.assert(
    fc.property(stroke, (points) => {
      const back = decodeStroke(encodeStroke(points))
      expect(back.length).toBe(points.length)
      back.forEach((p, i) => {
        expect(Math.abs(p.x - points[i].x)).toBeLessThan(0.05)
        expect(Math.abs(p.y - points[i].y)).toBeLessThan(0.05)
        expect(Math.abs(p.pressure - points[i].pressure)).toBeLessThan(1 / 255)
      })
    }),
  )
})

it('encodes what it decoded to the same bytes', () => {
  fc.assert(
    fc.property(stroke, (points) => {
      const bytes = encodeStroke(points)
      expect(encodeStroke(decodeStroke(bytes))).toEqual(bytes)
    }),
  )
})

it('takes about two bytes a point for a stroke without pressure', () => {
  const points = Array.from({ length: 500 }, (_, i) => ({ x: i * 2, y: 20 * Math.sin(i / 9), pressure: 0.5 }))
  expect(encodeStroke(points).length).toBeLessThan(500 * 2.2)
})

it('decodes any bytes without a throw, to finite points', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const p of decodeStroke(bytes)) {
        expect([p.x, p.y, p.pressure].every(Number.isFinite)).toBe(true)
      }
    }),
  )
})

it('keeps the points before a cut', () => {
  const bytes = encodeStroke([
    { x: 1, y: 2, pressure: 0.5 },
    { x: 300, y: 400, pressure: 0.5 },
  ])
  expect(decodeStroke(bytes.subarray(0, bytes.length - 1))).toEqual([{ x: 1, y: 2, pressure: 0.5 }])
})
