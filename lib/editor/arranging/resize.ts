/** Resizing as pure maths: from a box and a dragged handle to a new box, and from there to the shapes inside. */

import type { ShapeId } from '../../base/ids.ts'
import { centreOf, type Placement } from '../../geometry/box.ts'
import { type Point, rotateAbout } from '../../geometry/point.ts'
import { boardToLocal, localToBoard, placeLocalBox } from '../../geometry/transform.ts'
import { drawnPoints, isPointShape } from '../../shapes/arrows.ts'
import { boardPoints, withBoardPoints } from '../../shapes/points.ts'
import { kindOf, type Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import type { Records } from '../board/records.ts'
import type { ResizeEdge } from '../gestures/handle.ts'
import { leavesOf, withDescendants } from '../selection/selection.ts'
import { mirrored } from './mirror.ts'
import { moveRecord } from './moving.ts'

export interface BoxChange {
  readonly from: Placement
  readonly to: Placement
  readonly flipX: boolean
  readonly flipY: boolean
}
export interface ResizeModes {
  readonly keepRatio: boolean
  readonly fromCentre: boolean
}
const MIN_SIDE = 1

/** The box after its `edge` was dragged to `pointer`; the opposite side (or the centre) stays. Crossing it flips. */
export function resizeBox(from: Placement, edge: ResizeEdge, pointer: Point, modes: ResizeModes): BoxChange {
  const p = boardToLocal(from, pointer)
  const hasX = edge.includes('e') || edge.includes('w')
  const hasY = edge.includes('n') || edge.includes('s')
  const anchor = {
    x: modes.fromCentre || !hasX ? from.w / 2 : edge.includes('w') ? from.w : 0,
    y: modes.fromCentre || !hasY ? from.h / 2 : edge.includes('n') ? from.h : 0,
  }
  const reach = modes.fromCentre ? 2 : 1
  // Signed sizes: negative once the pointer has crossed the anchor.
  let w = hasX ? (edge.includes('w') ? anchor.x - p.x : p.x - anchor.x) * reach : from.w
  let h = hasY ? (edge.includes('n') ? anchor.y - p.y : p.y - anchor.y) * reach : from.h
  if (modes.keepRatio && from.w > 0 && from.h > 0) {
    const sx = w / from.w
    const sy = h / from.h
    const factor = !hasY ? Math.abs(sx) : !hasX ? Math.abs(sy) : Math.max(Math.abs(sx), Math.abs(sy))
    w = from.w * factor * (w < 0 ? -1 : 1)
    h = from.h * factor * (h < 0 ? -1 : 1)
  }
  const flipX = w < 0
  const flipY = h < 0
  const width = Math.max(MIN_SIDE, Math.abs(w))
  const height = Math.max(MIN_SIDE, Math.abs(h))
  const left =
    hasX && !modes.fromCentre ? (edge.includes('w') !== flipX ? anchor.x - width : anchor.x) : anchor.x - width / 2
  const top =
    hasY && !modes.fromCentre ? (edge.includes('n') !== flipY ? anchor.y - height : anchor.y) : anchor.y - height / 2
  const centre = localToBoard(from, { x: left + width / 2, y: top + height / 2 })
  const to = { x: centre.x - width / 2, y: centre.y - height / 2, w: width, h: height, rotation: from.rotation }
  return { from, to, flipX, flipY }
}

/** Where a board point goes when its box changes. */
export function mapPoint({ from, to, flipX, flipY }: BoxChange, p: Point): Point {
  const local = boardToLocal(from, p)
  const u = from.w === 0 ? 0.5 : local.x / from.w
  const v = from.h === 0 ? 0.5 : local.y / from.h
  return localToBoard(to, { x: (flipX ? 1 - u : u) * to.w, y: (flipY ? 1 - v : v) * to.h })
}

const scaled = (shape: Shape, factor: number): Partial<{ fontSize: number }> =>
  'fontSize' in shape ? { fontSize: Math.min(1000, Math.max(4, shape.fontSize * factor)) } : {}

/** A shape as a gesture finds it: its drawn placement, its points where they are drawn. */
export interface Settled {
  readonly shape: Shape
  readonly drawn: Placement
  /** What its kind changes besides when it is made so many times as wide and high. */
  stretched(sx: number, sy: number): Shape
  /** The frame that takes it along. */
  readonly carrier?: Settled
}

/** Taken once when a gesture begins: later the view shows its own previews. */
export const settled = (view: BoardView, shapes: readonly Shape[]): readonly Settled[] =>
  shapes.map((shape) => ({
    shape: isPointShape(shape) ? withBoardPoints(shape, drawnPoints(shape, view.context)) : shape,
    drawn: view.placement(shape),
    stretched: (sx, sy) => (view.kind(shape).stretched?.(shape, sx, sy, view.context) as Shape | undefined) ?? shape,
  }))

/** The leaves of `ids` with what lies in their frames: several shapes changed as one keep their contents. */
export function settledWhole(view: BoardView, ids: readonly ShapeId[]): readonly Settled[] {
  const leaves = settled(view, leavesOf(view, ids))
  const known = new Set(leaves.map(({ shape }) => shape.id))
  const carried = leaves.flatMap((carrier): readonly Settled[] => {
    if (carrier.shape.type !== 'frame') return []
    const inside = withDescendants(view, [carrier.shape.id], 'all').filter(({ id, type }) => {
      if (type === 'group' || known.has(id)) return false
      known.add(id)
      return true
    })
    return settled(view, inside).map((each) => ({ ...each, carrier }))
  })
  return [...leaves, ...carried]
}

const placedAbout = (centre: Point, w: number, h: number, rotation: number): Placement => ({
  ...{ x: centre.x - w / 2, y: centre.y - h / 2, w, h, rotation },
})
/** What is stored of a shape that is drawn at `drawn`: words may have made that higher, downwards from its upper edge. */
const storedIn = (drawn: Placement, w: number, h: number): Placement => placeLocalBox(drawn, { x: 0, y: 0, w, h })

/** A shape inside the changed box: moved and scaled along its own axes. */
function scaleShape({ shape, drawn, stretched }: Settled, change: BoxChange): Shape {
  if (isPointShape(shape))
    return withBoardPoints(
      shape,
      boardPoints(shape).map((p) => mapPoint(change, p)),
    )
  const { from, to } = change
  const sx = from.w === 0 ? 1 : to.w / from.w
  const sy = from.h === 0 ? 1 : to.h / from.h
  const centre = mapPoint(change, centreOf(drawn))
  // A shape lying on its side takes the other axis' factor.
  const isSideways = Math.abs(Math.sin(drawn.rotation - from.rotation)) > Math.SQRT1_2
  const base = shape.type === 'text' ? drawn : shape.placement
  const along = isSideways ? sy : sx
  const across = isSideways ? sx : sy
  const rotation = change.flipX !== change.flipY ? 2 * from.rotation - drawn.rotation : drawn.rotation
  const box = placedAbout(centre, drawn.w * along, drawn.h * across, rotation)
  const placement = storedIn(box, Math.max(MIN_SIDE, base.w * along), Math.max(MIN_SIDE, base.h * across))
  const placed = { ...stretched(along, across), ...scaled(shape, Math.min(sx, sy)), placement }
  return mirrored(placed, change.flipX, change.flipY)
}

/** One shape resized by its own handles: it takes the box; free text scales by its corners and wraps by its sides. */
function resizeOne({ stretched }: Settled, change: BoxChange, edge: ResizeEdge): Shape {
  const { from, to } = change
  const shape = stretched(from.w === 0 ? 1 : to.w / from.w, from.h === 0 ? 1 : to.h / from.h)
  const placed = mirrored({ ...shape, placement: change.to }, change.flipX, change.flipY)
  if (placed.type !== 'text') return placed
  if (edge === 'e' || edge === 'w') return { ...placed, autoWidth: false }
  const factor = change.from.h === 0 ? 1 : change.to.h / change.from.h
  return { ...placed, ...scaled(placed, factor) }
}

/** The records of `shapes`, each taken where the change takes its place on the board. */
export const mappedRecords = (shapes: readonly Settled[], change: BoxChange): Records =>
  new Map(shapes.map((each) => [each.shape.id, scaleShape(each, change)]))

/** The records of `shapes` after the box around them changed. */
export function resizedRecords(shapes: readonly Settled[], change: BoxChange, edge: ResizeEdge): Records {
  const only = shapes.length === 1 && !isPointShape(shapes[0].shape)
  if (!only) return mappedRecords(shapes, change)
  return new Map([[shapes[0].shape.id, resizeOne(shapes[0], change, edge)]])
}

/** Shapes turned by `angle` about `centre`; kinds that cannot turn only move along, and take along what they carry. */
export function rotatedRecords(shapes: readonly Settled[], centre: Point, angle: number): Records {
  return new Map(
    shapes.map(({ shape, drawn, carrier }): [Shape['id'], Shape] => {
      if (carrier) {
        const from = centreOf(carrier.drawn)
        const to = rotateAbout(from, centre, angle)
        return [shape.id, moveRecord(shape, { x: to.x - from.x, y: to.y - from.y })]
      }
      if (isPointShape(shape))
        return [
          shape.id,
          withBoardPoints(
            shape,
            boardPoints(shape).map((p) => rotateAbout(p, centre, angle)),
          ),
        ]
      const middle = rotateAbout(centreOf(drawn), centre, angle)
      const canRotate = kindOf(shape).capabilities.has('rotate')
      const rotation = canRotate ? normalAngle(drawn.rotation + angle) : drawn.rotation
      const { w, h } = shape.placement
      const placement = storedIn(placedAbout(middle, drawn.w, drawn.h, rotation), w, h)
      return [shape.id, { ...shape, placement }]
    }),
  )
}

/** The same direction within one turn: above -180°, up to 180°. */
export function normalAngle(angle: number): number {
  const turn = 2 * Math.PI
  const positive = ((angle % turn) + turn) % turn
  return positive > Math.PI ? positive - turn : positive
}
