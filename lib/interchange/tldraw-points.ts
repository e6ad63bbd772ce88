/** The points of tldraw's strokes, in all three ways that they were ever stored. */
import { fromBase64 } from '../document/base64.ts'
import type { StrokePoint } from '../shapes/stroke-points.ts'
import { finite, type Json, json as jsonOf, list, numeric } from './reading.ts'

const POINT_OF_FLOATS = 12
const POINT_OF_HALVES = 6

/** IEEE 754 half precision, as JavaScript has no view for it here. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const isFinitePoint = ({ x, y }: StrokePoint): boolean => Number.isFinite(x) && Number.isFinite(y)
const pressureOf = (z: number): number => (Number.isFinite(z) ? Math.min(1, Math.max(0, z)) : 0.5)

/** First point in floats, then differences in halves. */
function readPath(path: string): readonly StrokePoint[] {
  const bytes = fromBase64(path)
  if (bytes.length < POINT_OF_FLOATS) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [x, y, z] = [view.getFloat32(0, true), view.getFloat32(4, true), view.getFloat32(8, true)]
  const points: StrokePoint[] = [{ x, y, pressure: pressureOf(z) }]
  for (let at = POINT_OF_FLOATS; at + POINT_OF_HALVES <= bytes.length; at += POINT_OF_HALVES) {
    x += half(view.getUint16(at, true))
    y += half(view.getUint16(at + 2, true))
    z += half(view.getUint16(at + 4, true))
    points.push({ x, y, pressure: pressureOf(z) })
  }
  return points
}

/** Absolute points in halves. */
function readHalves(stored: string): readonly StrokePoint[] {
  const bytes = fromBase64(stored)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const points: StrokePoint[] = []
  for (let at = 0; at + POINT_OF_HALVES <= bytes.length; at += POINT_OF_HALVES) {
    const [x, y, z] = [at, at + 2, at + 4].map((offset) => half(view.getUint16(offset, true)))
    points.push({ x, y, pressure: pressureOf(z) })
  }
  return points
}

function readSegment(segment: Json): readonly StrokePoint[] {
  if (typeof segment.path === 'string') return readPath(segment.path)
  if (typeof segment.points === 'string') return readHalves(segment.points)
  return list(segment.points).map((stored) => {
    const { x, y, z } = jsonOf(stored)
    return { x: numeric(x), y: numeric(y), pressure: pressureOf(finite(z, 0.5)) }
  })
}

/** All segments as one stroke. */
export function strokeOf(props: Json): readonly StrokePoint[] {
  const points: StrokePoint[] = []
  const scaleX = finite(props.scaleX, 1)
  const scaleY = finite(props.scaleY, 1)
  for (const segment of list(props.segments)) {
    for (const point of readSegment(jsonOf(segment))) {
      if (isFinitePoint(point)) points.push({ ...point, x: point.x * scaleX, y: point.y * scaleY })
    }
  }
  return points
}
