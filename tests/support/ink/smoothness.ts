/** How smooth an outline is to the eye: by how much it turns every two pixels, away from its two ends and its corners. */
import { getStroke } from 'perfect-freehand'
import { flatten, type Path, type PathCommand } from '../../../lib/geometry/path.ts'
import type { Point } from '../../../lib/geometry/point.ts'

const EVERY = 2

function resampled(outline: readonly Point[]): readonly Point[] {
  const out: Point[] = []
  let rest = 0
  for (let i = 0; i < outline.length; i++) {
    const [a, b] = [outline[i], outline[(i + 1) % outline.length]]
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    let at = rest
    for (; at < length; at += EVERY) {
      const t = at / length
      out.push({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t })
    }
    rest = at - length
  }
  return out
}

export interface Smoothness {
  /** Degrees. */
  readonly p95: number
  readonly max: number
}

export function smoothnessOf(path: Path, aside: readonly Point[]): Smoothness {
  const points = resampled(flatten(path)[0] ?? [])
  const turns: number[] = []
  points.forEach((p, i) => {
    if (aside.some((q) => Math.hypot(p.x - q.x, p.y - q.y) < 9)) return
    const [a, b] = [points[(i + points.length - 1) % points.length], points[(i + 1) % points.length]]
    const [ax, ay, bx, by] = [p.x - a.x, p.y - a.y, b.x - p.x, b.y - p.y]
    turns.push((Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) * 180) / Math.PI)
  })
  turns.sort((a, b) => a - b)
  return { p95: turns[Math.floor(turns.length * 0.95)] ?? 0, max: turns[turns.length - 1] ?? 0 }
}

/** The peers' ink of the same samples, with the options of their releases; both join the outline's middles by curves. */
const peers = {
  tldraw: { size: 4.5, thinning: 0.5, streamline: 0.64, smoothing: 0.62, simulatePressure: true },
  Excalidraw: { size: 8.5, thinning: 0.6, streamline: 0.5, smoothing: 0.5, simulatePressure: true },
}
export function peerInk(peer: keyof typeof peers, points: readonly Point[]): Path {
  const options = { ...peers[peer], easing: (t: number) => Math.sin((t * Math.PI) / 2), last: true }
  const outline = getStroke(
    points.map(({ x, y }) => [x, y]),
    options,
  )
  const middle = (i: number) => {
    const [a, b] = [outline[i % outline.length], outline[(i + 1) % outline.length]]
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const
  }
  const path: PathCommand[] = [['M', ...middle(0)]]
  outline.forEach((_, i) => {
    const [x, y] = outline[(i + 1) % outline.length]
    path.push(['Q', x, y, ...middle(i + 1)])
  })
  return [...path, ['Z']]
}
