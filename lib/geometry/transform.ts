/** Affine maps: board to local space of a placement and back, and the six numbers that printers want. */
import { type Box, centreOf, type Placement } from './box.ts'
import { type Point, rotateAbout } from './point.ts'

/** x' = a x + c y + e, y' = b x + d y + f, as in SVG and canvas. */
export interface Affine {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}
export const identity: Affine = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }

export const applyAffine = (m: Affine, p: Point): Point => ({
  x: m.a * p.x + m.c * p.y + m.e,
  y: m.b * p.x + m.d * p.y + m.f,
})

/** First `inner`, then `outer`. */
export const compose = (outer: Affine, inner: Affine): Affine => ({
  a: outer.a * inner.a + outer.c * inner.b,
  b: outer.b * inner.a + outer.d * inner.b,
  c: outer.a * inner.c + outer.c * inner.d,
  d: outer.b * inner.c + outer.d * inner.d,
  e: outer.a * inner.e + outer.c * inner.f + outer.e,
  f: outer.b * inner.e + outer.d * inner.f + outer.f,
})

/** Null when the map is flat. */
export function invert(m: Affine): Affine | null {
  const det = m.a * m.d - m.b * m.c
  if (det === 0 || !Number.isFinite(det)) return null
  return {
    a: m.d / det,
    b: -m.b / det,
    c: -m.c / det,
    d: m.a / det,
    e: (m.c * m.f - m.d * m.e) / det,
    f: (m.b * m.e - m.a * m.f) / det,
  }
}

/** The map from a placement's local pixels (origin at its unrotated top-left corner) to the board. */
export function placementAffine(placement: Placement): Affine {
  const { x, y, rotation } = placement
  if (rotation === 0) return { ...identity, e: x, f: y }
  const cos = Math.cos(rotation)
  const sin = Math.sin(rotation)
  const corner = rotateAbout({ x, y }, centreOf(placement), rotation)
  return { a: cos, b: sin, c: -sin, d: cos, e: corner.x, f: corner.y }
}

export function localToBoard(placement: Placement, p: Point): Point {
  const moved = { x: p.x + placement.x, y: p.y + placement.y }
  return placement.rotation === 0 ? moved : rotateAbout(moved, centreOf(placement), placement.rotation)
}

export function boardToLocal(placement: Placement, p: Point): Point {
  const turned = placement.rotation === 0 ? p : rotateAbout(p, centreOf(placement), -placement.rotation)
  return { x: turned.x - placement.x, y: turned.y - placement.y }
}

/** The placement of the same angle whose box is `local` in the local pixels of `placement`. */
export function placeLocalBox(placement: Placement, local: Box): Placement {
  const centre = localToBoard(placement, centreOf(local))
  const { w, h } = local
  return { x: centre.x - w / 2, y: centre.y - h / 2, w, h, rotation: placement.rotation }
}

/** Axis-aligned bounds of a placed box. */
export function boundsOf(placement: Placement): Box {
  if (placement.rotation === 0) return { x: placement.x, y: placement.y, w: placement.w, h: placement.h }
  const cos = Math.abs(Math.cos(placement.rotation))
  const sin = Math.abs(Math.sin(placement.rotation))
  const w = placement.w * cos + placement.h * sin
  const h = placement.w * sin + placement.h * cos
  const centre = centreOf(placement)
  return { x: centre.x - w / 2, y: centre.y - h / 2, w, h }
}
