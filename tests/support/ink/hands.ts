/** Twenty hands as a mouse reports them: whole pixels, a sample every 8 ms, slow and fast, round, straight and sharp. */
import type { Point } from '../../../lib/geometry/point.ts'
import { seeded } from '../../e2e/canvas/harness/seeded.ts'

export interface Hand {
  readonly name: string
  /** As reported: whole pixels. */
  readonly points: readonly Point[]
  /** Where it was meant to turn sharply. */
  readonly tips: readonly Point[]
}
const SAMPLE_MS = 8

/** Walks along a curve at a speed (pixels a second) that wavers as hands do, trembling a little. */
function walk(name: string, seed: number, speed: number, line: readonly Point[], tips: readonly Point[] = []): Hand {
  const random = seeded(seed)
  const lengths = line.slice(1).map((p, i) => Math.hypot(p.x - line[i].x, p.y - line[i].y))
  const total = lengths.reduce((sum, l) => sum + l, 0)
  const points: Point[] = []
  let [way, phase] = [0, random() * 6]
  while (way < total) {
    let [rest, i] = [way, 0]
    while (i < lengths.length - 1 && rest > lengths[i]) rest -= lengths[i++]
    const share = lengths[i] === 0 ? 0 : rest / lengths[i]
    const x = line[i].x + (line[i + 1].x - line[i].x) * share + Math.sin(way / 9 + phase) * 0.25
    const y = line[i].y + (line[i + 1].y - line[i].y) * share + Math.cos(way / 11 + phase) * 0.25
    const p = { x: Math.round(x), y: Math.round(y) }
    const last = points[points.length - 1]
    if (!last || last.x !== p.x || last.y !== p.y) points.push(p)
    phase += (random() - 0.5) * 0.2
    way += ((speed * SAMPLE_MS) / 1000) * (0.75 + 0.5 * random())
  }
  for (const tip of tips) {
    // A hand stops where it turns back: its sample lies on the tip.
    const nearest = points.reduce((best, p, i) => {
      const far = (q: Point) => Math.hypot(q.x - tip.x, q.y - tip.y)
      return far(p) < far(points[best]) ? i : best
    }, 0)
    points[nearest] = { x: Math.round(tip.x), y: Math.round(tip.y) }
  }
  return { name, points, tips }
}

const curve = (count: number, at: (t: number) => Point) => Array.from({ length: count + 1 }, (_, i) => at(i / count))
const circle = (r: number, turns = 1) =>
  curve(400, (t) => ({
    x: 200 + r * Math.cos(t * turns * 2 * Math.PI),
    y: 200 + r * Math.sin(t * turns * 2 * Math.PI),
  }))
const loops = (r: number, pitch: number) =>
  curve(900, (t) => ({
    x: 60 + pitch * 5 * t + r * Math.sin(t * 10 * Math.PI),
    y: 150 - r * Math.cos(t * 10 * Math.PI),
  }))
const wave = (height: number, length: number) =>
  curve(500, (t) => ({ x: 40 + 400 * t, y: 150 + height * Math.sin((t * 400 * 2 * Math.PI) / length) }))
const straight = (dx: number, dy: number) => [
  { x: 50, y: 60 },
  { x: 50 + dx, y: 60 + dy },
]
/** Letters without corners: a running hand of e and l. */
const letters = (scale: number) =>
  curve(1200, (t) => {
    const a = t * 16 * Math.PI
    const height = scale * (1.45 + 0.45 * Math.sin(t * 19))
    return { x: 50 + t * 22 * scale + scale * 1.1 * Math.sin(a), y: 200 - height * (1 - Math.cos(a)) * 0.5 }
  })
const zigzagTips = (dx: number, dy: number) =>
  Array.from({ length: 8 }, (_, i) => ({ x: 50 + i * dx, y: 60 + (i % 2) * dy }))
const zigzag = (name: string, seed: number, speed: number, dx: number, dy: number) => {
  const line = zigzagTips(dx, dy)
  return walk(name, seed, speed, line, line.slice(1, -1))
}

export const hands: readonly Hand[] = [
  walk('slow circle', 1, 120, circle(60)),
  walk('circle', 2, 400, circle(60)),
  walk('fast circle', 3, 1800, circle(90)),
  walk('large circle', 4, 700, circle(150)),
  walk('small circle', 5, 150, circle(14)),
  walk('slow loops', 6, 150, loops(28, 45)),
  walk('loops', 7, 450, loops(34, 50)),
  walk('fast loops', 8, 1500, loops(50, 60)),
  walk('slow wave', 9, 150, wave(25, 110)),
  walk('wave', 10, 500, wave(30, 130)),
  walk('fast wave', 11, 1600, wave(50, 200)),
  walk('flat wave', 12, 250, wave(4, 160)),
  walk('handwriting, slow', 13, 160, letters(16)),
  walk('handwriting', 14, 350, letters(22)),
  walk('handwriting, fast', 15, 800, letters(30)),
  walk('straight, shallow', 16, 200, straight(380, 37)),
  walk('straight, steep', 17, 450, straight(140, 300)),
  walk('straight, fast', 18, 1500, straight(420, 190)),
  zigzag('zigzag', 19, 350, 30, 70),
  zigzag('zigzag, fast', 20, 1100, 40, 120),
]
