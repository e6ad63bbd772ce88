/** Parts of circles as chains of cubic curves. */
import type { Segment } from './curve.ts'
import { distance, lerp, type Point } from './point.ts'

/** One cubic is true to a thousandth up to a quarter of the circle. */
const MAX_SWEEP = Math.PI / 2

/** From `a` to `b` on the circle whose arc between them is `sagitta` high, to the left of the way when positive. */
export function arcChain(a: Point, b: Point, sagitta: number): readonly Segment[] {
  const span = distance(a, b)
  const half = span / 2
  const radius = (half * half + sagitta * sagitta) / (2 * Math.abs(sagitta))
  if (!Number.isFinite(radius) || radius > 1e7) return [[a, b]]
  const side = Math.sign(sagitta)
  const middle = lerp(a, b, 0.5)
  const normal = { x: (-(b.y - a.y) / span) * side, y: ((b.x - a.x) / span) * side }
  const toCentre = Math.abs(sagitta) - radius
  const centre = { x: middle.x + normal.x * toCentre, y: middle.y + normal.y * toCentre }
  const from = Math.atan2(a.y - centre.y, a.x - centre.x)
  const sweep = -side * 4 * Math.atan2(Math.abs(sagitta), half)
  const count = Math.max(1, Math.ceil(Math.abs(sweep) / MAX_SWEEP))
  const step = sweep / count
  const reach = (4 / 3) * Math.tan(step / 4) * radius
  const at = (angle: number): Point => ({
    x: centre.x + radius * Math.cos(angle),
    y: centre.y + radius * Math.sin(angle),
  })
  const chain: Segment[] = []
  for (let i = 0; i < count; i++) {
    const [start, end] = [from + step * i, from + step * (i + 1)]
    const p = i === 0 ? a : at(start)
    const q = i === count - 1 ? b : at(end)
    chain.push([
      p,
      { x: p.x - Math.sin(start) * reach, y: p.y + Math.cos(start) * reach },
      { x: q.x + Math.sin(end) * reach, y: q.y - Math.cos(end) * reach },
      q,
    ])
  }
  return chain
}
