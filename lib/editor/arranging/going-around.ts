/**
 * Elbow arrows go around the shapes in their way. The way is found when an arrow is drawn, or when it, its ends or an
 * obstacle is moved, and is stored as the arrow's corners: it stands still while nobody touches anything.
 */
import type { ShapeId } from '../../base/ids.ts'
import { type Box, boxAround, boxesTouch, containsBox, containsPoint, cornersOf, grow } from '../../geometry/box.ts'
import type { ElbowEnd } from '../../geometry/elbow.ts'
import type { ArrowShape } from '../../shapes/arrow.ts'
import { routedAround, searchedEnds } from '../../shapes/arrows.ts'
import type { ShapeContext } from '../../shapes/kind.ts'
import { boardPoints } from '../../shapes/points.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import type { Records } from '../board/records.ts'
import { isLockedIn } from '../selection/selection.ts'

/** How far (board pixels) beside its ends a way around is looked for. */
const SEARCH_ROOM = 300
/** Beyond these numbers nothing is looked for: of shapes near an arrow, and of arrows that are found anew at once. */
const MAX_NEAR = 500
const MAX_REROUTED = 24
/** Nor when more than so many move at once: each would be looked around, in each step of a drag. */
export const MAX_MOVED = 500
/** Corners nearer than this (board pixels) are the same. */
const SAME_CORNER = 0.5

const none: Records = new Map()

/** The arrow on its way around what lies between its ends; `shown` holds records that are about to be written. */
export function goingAround(view: BoardView, arrow: ArrowShape, shown: Records = none): ArrowShape {
  const context = contextOf(view, shown)
  const ends = searchedEnds(arrow, context)
  if (!ends) return arrow
  return routedAround(arrow, ends, obstaclesOf(view, arrow, ends, shown, context), context)
}

const contextOf = (view: BoardView, shown: Records): ShapeContext => ({
  measure: view.context.measure,
  shape: (id: ShapeId) => shown.get(id) ?? view.context.shape(id),
})

function boxOf(view: BoardView, shape: Shape, context: ShapeContext): Box {
  return boxAround(cornersOf(view.kind(shape).placement(shape, context))) ?? shape.placement
}

const ownBox = (end: ElbowEnd): Box => end.box ?? { ...end.point, w: 0, h: 0 }

function obstaclesOf(
  view: BoardView,
  arrow: ArrowShape,
  { start, end }: { readonly start: ElbowEnd; readonly end: ElbowEnd },
  shown: Records,
  context: ShapeContext,
): readonly Box[] {
  const own = [ownBox(start), ownBox(end)]
  const area = boxAround(own.flatMap((box) => cornersOf({ ...box, rotation: 0 })))
  if (!area) return []
  const near = grow(area, SEARCH_ROOM)
  const found = view.inBox(near).filter(({ id }) => !shown.has(id))
  if (found.length > MAX_NEAR) return []
  const targets = new Set([arrow.start?.target, arrow.end?.target])
  return [...found, ...shown.values()].flatMap((shape) => {
    const { capabilities } = view.kind(shape)
    if (!capabilities.has('bind-target') || capabilities.has('container') || targets.has(shape.id)) return []
    const box = boxOf(view, shape, context)
    // What an end lies in or touches cannot be gone around.
    const isBehind = own.some((other) => containsBox(box, other) || boxesTouch(box, other))
    const isAtEnd = containsPoint(box, start.point) || containsPoint(box, end.point)
    return isBehind || isAtEnd || !boxesTouch(box, near) ? [] : [box]
  })
}

/** True when the arrow has no corners, or those that it was given here: nobody has laid them by hand. */
export function isOwnWay(view: BoardView, arrow: ArrowShape, shown: Records = none): boolean {
  if (arrow.route !== 'elbow') return false
  const kept = boardPoints(arrow)
  if (kept.length === 2) return true
  const found = boardPoints(goingAround(view, arrow, shown))
  return (
    found.length === kept.length && found.every((p, i) => Math.hypot(p.x - kept[i].x, p.y - kept[i].y) < SAME_CORNER)
  )
}

/**
 * `records`, about to be written over those `known` (the stored ones when left out), with the elbow arrows that find another
 * way because of them: those bound to what moves, and those in whose way it is put or was.
 */
export function withWaysAround(view: BoardView, records: Records, known?: Records): Records {
  if (records.size > MAX_MOVED) return records
  const base = known ?? storedOf(view, records)
  const arrows = arrowsTouchedBy(view, records, base)
  if (arrows.length === 0 || arrows.length > MAX_REROUTED) return records
  const all = new Map(records)
  for (const stored of arrows) {
    if (!isOwnWay(view, stored, base)) continue
    const arrow = goingAround(view, stored, records)
    if (arrow !== stored) all.set(arrow.id, arrow)
  }
  return all
}

const storedOf = (view: BoardView, records: Records): Records =>
  new Map([...records].map(([id, shape]) => [id, view.board.get(id) ?? shape]))

function arrowsTouchedBy(view: BoardView, records: Records, base: Records): readonly ArrowShape[] {
  const found = new Map<ShapeId, ArrowShape>()
  const add = (shape: Shape | undefined) => {
    if (shape?.type === 'arrow' && shape.route === 'elbow' && !records.has(shape.id) && !isLockedIn(view, shape))
      found.set(shape.id, shape)
  }
  for (const [id, shape] of records) {
    for (const arrow of view.board.arrowsTo(id)) add(view.board.get(arrow))
    for (const at of [shape, base.get(id)]) {
      if (!at || !view.kind(at).capabilities.has('bind-target')) continue
      for (const near of view.inBox(boxOf(view, at, contextOf(view, records)))) add(view.board.get(near.id))
    }
    if (found.size > MAX_REROUTED) break
  }
  return [...found.values()]
}
