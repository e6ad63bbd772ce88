/** Where an arrow end would stick: the shape near the pointer, and the point of it that the end aims at. */

import type { ShapeId } from '../../base/ids.ts'
import { containsPoint, grow } from '../../geometry/box.ts'
import { distanceToSegment, isInside } from '../../geometry/hit.ts'
import { distance, type Point, rotateAbout } from '../../geometry/point.ts'
import type { Binding } from '../../shapes/arrow.ts'
import { bindingAt } from '../../shapes/arrows.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import { isLockedIn } from '../selection/selection.ts'
import type { Modifiers, ToolContext } from '../tools/tool.ts'

/** Reach of an outline: 15 screen pixels, growing to 30 when zoomed out. */
const reachAt = (zoom: number): number => Math.min(30, Math.max(15, 15 / Math.sqrt(zoom))) / zoom
/** Slower than this (screen pixels per millisecond) means that the exact point is wanted. */
const SLOW_SPEED = 0.5
const HOVER_MS = 320

function isNear(view: BoardView, shape: Shape, p: Point, reach: number): boolean {
  if (!containsPoint(grow(view.bounds(shape), reach), p)) return false
  const outline = view.outline(shape)
  if (isInside(outline, p)) return true
  return outline.some((a, i) => distanceToSegment(p, a, outline[(i + 1) % outline.length]) <= reach)
}

/** The topmost shape that an end at `p` would bind to; frames only when nothing inside them fits. */
export function bindTargetAt(context: ToolContext, p: Point, except: ReadonlySet<ShapeId>): Shape | undefined {
  const { view, camera } = context
  const reach = reachAt(camera.zoom)
  const found = view.inBox(grow({ x: p.x, y: p.y, w: 0, h: 0 }, reach))
  let frame: Shape | undefined
  for (let i = found.length - 1; i >= 0; i--) {
    const shape = found[i]
    const { capabilities } = view.kind(shape)
    if (except.has(shape.id) || !capabilities.has('bind-target') || isLockedIn(view, shape)) continue
    if (!isNear(view, shape, p, reach)) continue
    if (!capabilities.has('container')) return shape
    frame ??= shape
  }
  return frame
}

/** What an end aims at: the very point, the side that is nearest to it, or the centre. */
export type Aim = 'point' | 'side' | 'centre'
/** A slow end aims at its point; a quick one at the side for an elbow, which shows through which it goes, else at the centre. */
export const aimOf = (isPrecise: boolean, route: unknown): Aim =>
  isPrecise ? 'point' : route === 'elbow' ? 'side' : 'centre'

/** The binding of an end at `p` on `target`. Ctrl binds nothing, Alt ends exactly there. */
export function bindingTo(view: BoardView, target: Shape, p: Point, modifiers: Modifiers, aim: Aim): Binding | null {
  if (modifiers.ctrl) return null
  if (modifiers.alt) return { ...bindingAt(target, p, view.context, true), mode: 'inside' }
  const binding = bindingAt(target, p, view.context, aim !== 'centre')
  return aim === 'side' ? { ...binding, anchor: sideAnchor(binding.anchor) } : binding
}

/** Shares of a box: nearer to its middle than the first no side is meant, and a side is aimed at from the second. */
const CENTRAL = 0.2
const TOWARDS_SIDE = 0.25
/** Straight from the middle to a side: the leg leaves every form in the middle of that side. */
function sideAnchor(anchor: Point): Point {
  const centre = { x: 0.5, y: 0.5 }
  const [dx, dy] = [anchor.x - 0.5, anchor.y - 0.5]
  if (Math.max(Math.abs(dx), Math.abs(dy)) < CENTRAL) return centre
  return Math.abs(dx) > Math.abs(dy)
    ? { ...centre, x: 0.5 + Math.sign(dx) * TOWARDS_SIDE }
    : { ...centre, y: 0.5 + Math.sign(dy) * TOWARDS_SIDE }
}

/** How the pointer came to its present target: decides between the exact point and the centre. */
export interface Approach {
  readonly target: ShapeId | null
  readonly since: number
  readonly screen: Point
  readonly at: number
  readonly isPrecise: boolean
}
export const newApproach = (screen: Point, at: number): Approach => ({
  target: null,
  since: at,
  screen,
  at,
  isPrecise: false,
})

export function approached(last: Approach, target: ShapeId | null, screen: Point, at: number): Approach {
  const since = target === last.target ? last.since : at
  const far = distance(screen, last.screen)
  // A hand that pauses before it lets go is not slow: without motion the last one counts.
  const isSlow = far === 0 ? last.isPrecise : far / Math.max(1, at - last.at) < SLOW_SPEED
  const hasRested = target !== null && at - since > HOVER_MS
  return { target, since, screen, at, isPrecise: hasRested || isSlow }
}

const ANGLE_STEP = Math.PI / 12

/** `to` turned about `from` to the nearest multiple of 15 degrees. */
export function snapAngle(from: Point, to: Point): Point {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  return rotateAbout(to, from, Math.round(angle / ANGLE_STEP) * ANGLE_STEP - angle)
}
