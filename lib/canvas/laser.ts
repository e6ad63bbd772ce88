/** Laser trails: each point is bright for a while, then thins out and is gone. */
import { toScreen } from '../editor/camera/camera.ts'
import type { Editor } from '../editor/editor.ts'
import type { Point } from '../geometry/point.ts'

const BRIGHT_MS = 1200
const FADE_MS = 500
const WIDTH_PX = 5

interface TrailPoint extends Point {
  readonly at: number
}

export interface LaserLook {
  readonly now: number
  readonly myColor: string
  /** Where my own is foreseen, nearest first. */
  readonly foreseen: readonly Point[]
}
export interface Lasers {
  /** Draws my own and others' trails; true while something is still fading. */
  draw(context: CanvasRenderingContext2D, editor: Editor, look: LaserLook): boolean
}

function drawTrail(context: CanvasRenderingContext2D, points: readonly TrailPoint[], now: number, color: string) {
  context.strokeStyle = color
  context.lineCap = 'round'
  for (let i = 1; i < points.length; i++) {
    const age = now - points[i].at
    const life = age < BRIGHT_MS ? 1 : 1 - (age - BRIGHT_MS) / FADE_MS
    if (life <= 0) continue
    // The tail is thinner than the tip, so that the direction shows.
    const along = 0.35 + 0.65 * (i / (points.length - 1))
    context.lineWidth = WIDTH_PX * life * along
    context.beginPath()
    context.moveTo(points[i - 1].x, points[i - 1].y)
    context.lineTo(points[i].x, points[i].y)
    context.stroke()
  }
}

export function createLasers(): Lasers {
  const trails = new Map<number, { seen: readonly Point[]; points: TrailPoint[] }>()
  const isAlive = (now: number) => (p: TrailPoint) => now - p.at < BRIGHT_MS + FADE_MS

  /** Points come without time: they are as old as their arrival. */
  function follow(clientId: number, laser: readonly Point[], now: number) {
    const trail = trails.get(clientId) ?? { seen: [], points: [] }
    if (laser !== trail.seen) {
      const tip = trail.seen[trail.seen.length - 1]
      const known = tip ? laser.findLastIndex((p) => p.x === tip.x && p.y === tip.y) : -1
      for (const p of laser.slice(known + 1)) trail.points.push({ x: p.x, y: p.y, at: now })
      if (laser.length > 0) trail.seen = laser
    }
    trail.points = trail.points.filter(isAlive(now))
    if (trail.points.length > 0 || laser.length > 0) trails.set(clientId, trail)
    else trails.delete(clientId)
  }

  return {
    draw(context, editor, { now, myColor, foreseen }) {
      const camera = editor.camera.value
      const mine = editor.laser.value
        .map((sample) => ({ ...toScreen(camera, sample.board), at: sample.at }))
        .filter(isAlive(now))
      const ahead = mine.length === 0 ? [] : foreseen.map((p) => ({ x: p.x, y: p.y, at: now }))
      drawTrail(context, [...mine, ...ahead], now, myColor)
      let isFading = mine.length > 0
      const present = new Map(editor.peers.value.map((peer) => [peer.clientId, peer]))
      for (const clientId of trails.keys()) if (!present.has(clientId)) follow(clientId, [], now)
      for (const peer of present.values()) {
        if (peer.laser.length === 0 && !trails.has(peer.clientId)) continue
        follow(peer.clientId, peer.laser, now)
        const trail = trails.get(peer.clientId)
        if (!trail) continue
        drawTrail(
          context,
          trail.points.map((p) => ({ ...toScreen(camera, p), at: p.at })),
          now,
          peer.color,
        )
        isFading ||= trail.points.length > 0
      }
      return isFading
    },
  }
}
