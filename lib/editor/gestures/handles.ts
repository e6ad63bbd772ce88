/** Handles of the selection in screen space: one geometry for hitting (select tool) and drawing (canvas overlay). */

import type { ShapeId } from '../../base/ids.ts'
import { cornersOf, type Placement } from '../../geometry/box.ts'
import { lerp, type Point, type ScreenPoint } from '../../geometry/point.ts'
import { isPointShape } from '../../shapes/arrows.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import { type Camera, toScreen } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import type { SelectionReadings } from '../selection/readings.ts'
import { framePlacement, isLockedIn, selectedRoots } from '../selection/selection.ts'
import type { Handle, ResizeEdge } from './handle.ts'
import { pointHandles } from './point-handles.ts'

export interface SelectionFrame {
  /** The box around the selection in board pixels; rotated when one shape is selected. */
  readonly placement: Placement
  /** The same as it is drawn and taken hold of: with room around what is so small that handles would bury it. */
  readonly shown: Placement
  readonly handles: readonly Handle[]
}

export const ROTATE_HANDLE_DISTANCE = 24
export const HANDLE_RADIUS = 8
export const COARSE_HANDLE_RADIUS = 20
/** Below this many screen pixels a side has no middle handle. */
const MIN_SIDE_FOR_MIDDLE = 36
/** No side of the frame is shown shorter than this on the screen, and none of a text nearer to its letters. */
const MIN_SHOWN_SIDE = 30
const TEXT_ROOM = 4

export interface FrameSource {
  readonly view: BoardView
  readonly camera: Camera
  readonly selection: readonly ShapeId[]
  readonly isViewer: boolean
}

const edges: readonly ResizeEdge[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w']
const edgeAngle: Readonly<Record<ResizeEdge, number>> = {
  n: 0,
  ne: 45,
  e: 90,
  se: 135,
  s: 180,
  sw: 225,
  w: 270,
  nw: 315,
}
const cursors = ['ns-resize', 'nesw-resize', 'ew-resize', 'nwse-resize'] as const

/** The resize cursor that fits `edge` of a box turned by `rotation`. */
export function resizeCursor(edge: ResizeEdge, rotation: number): string {
  const degrees = edgeAngle[edge] + (rotation * 180) / Math.PI
  return cursors[((Math.round(degrees / 45) % 4) + 4) % 4]
}

/** Where the eight handles of a placed box are, on the same plane as the box. */
export function edgePoints(placement: Placement): Readonly<Record<ResizeEdge, Point>> {
  const [nw, ne, se, sw] = cornersOf(placement)
  return { nw, ne, se, sw, n: lerp(nw, ne, 0.5), e: lerp(ne, se, 0.5), s: lerp(sw, se, 0.5), w: lerp(nw, sw, 0.5) }
}

/** The frame with its room: handles beside something small, not on it. */
function withRoom(placement: Placement, zoom: number, least: number): Placement {
  const roomOf = (side: number) => Math.max(least, (MIN_SHOWN_SIDE - side * zoom) / 2) / zoom
  const [x, y] = [roomOf(placement.w), roomOf(placement.h)]
  if (x <= 0 && y <= 0) return placement
  return {
    ...placement,
    x: placement.x - x,
    y: placement.y - y,
    w: placement.w + 2 * x,
    h: placement.h + 2 * y,
  }
}

function boxHandles(placement: Placement, source: FrameSource, canRotate: boolean): Handle[] {
  const points = edgePoints(placement)
  const wide = placement.w * source.camera.zoom >= MIN_SIDE_FOR_MIDDLE
  const high = placement.h * source.camera.zoom >= MIN_SIDE_FOR_MIDDLE
  const handles: Handle[] = edges
    .filter((edge) => edge.length === 2 || (edge === 'n' || edge === 's' ? wide : high))
    .map((edge) => ({
      name: 'resize',
      edge,
      at: toScreen(source.camera, points[edge]),
      cursor: resizeCursor(edge, placement.rotation),
    }))
  return canRotate ? [...handles, rotateHandle(placement, source)] : handles
}

function rotateHandle(placement: Placement, source: FrameSource): Handle {
  const points = edgePoints(placement)
  const top = toScreen(source.camera, points.n)
  const up = { x: Math.sin(placement.rotation), y: -Math.cos(placement.rotation) }
  const at = { x: top.x + up.x * ROTATE_HANDLE_DISTANCE, y: top.y + up.y * ROTATE_HANDLE_DISTANCE } as ScreenPoint
  return { name: 'rotate', at, cursor: 'grab' }
}

/** Two points say which way a line goes, an elbow stays upright, and an end that is held would not follow. */
const canTurn = (shape: Shape): boolean =>
  isPointShape(shape) &&
  shape.points.length > 2 &&
  (shape.type === 'line' || (shape.route !== 'elbow' && shape.start === null && shape.end === null))

/** The frame around the selection with the handles that it offers; null when nothing is selected. */
export function frameOf(source: FrameSource): SelectionFrame | null {
  const { view } = source
  const roots = selectedRoots(view, source.selection)
  return frameAround(source, {
    selectedRoots: () => roots,
    selectedPlacement: () => framePlacement(view, roots),
    hasLockedRoot: () => roots.some((shape) => isLockedIn(view, shape)),
  })
}

function frameAround(source: FrameSource, selected: Omit<SelectionReadings, 'selectedLeaves'>): SelectionFrame | null {
  const { view } = source
  const placement = selected.selectedPlacement()
  if (placement === null) return null
  const plain = { placement, shown: placement }
  if (source.isViewer || selected.hasLockedRoot()) return { ...plain, handles: [] }
  const roots = selected.selectedRoots()
  if (roots.length === 1) {
    const shape = roots[0]
    const { capabilities } = view.kind(shape)
    if (capabilities.has('points')) {
      const handles = pointHandles(shape, view, source.camera)
      return { ...plain, handles: canTurn(shape) ? [...handles, rotateHandle(placement, source)] : handles }
    }
    const isGroup = shape.type === 'group'
    const canRotate = isGroup || capabilities.has('rotate')
    if (!isGroup && !capabilities.has('resize')) return { ...plain, handles: [] }
    const shown = withRoom(placement, source.camera.zoom, shape.type === 'text' ? TEXT_ROOM : 0)
    return { placement, shown, handles: boxHandles(shown, source, canRotate) }
  }
  const shown = withRoom(placement, source.camera.zoom, 0)
  return { placement, shown, handles: boxHandles(shown, source, true) }
}

/** What the overlay draws around the selection; null when nothing is selected. No handles while a text is edited. */
export function selectionFrame(editor: Editor): SelectionFrame | null {
  const source = {
    view: editor.view,
    camera: editor.camera.value,
    selection: editor.selection.value,
    isViewer: editor.isViewer.value,
  }
  const frame = frameAround(source, editor)
  return frame && editor.editing.value !== null ? { ...frame, handles: [] } : frame
}

/** The handle under `screen`: corners win over middles; beside a whole side, that side. */
export function handleAt(frame: SelectionFrame, screen: Point, isCoarse: boolean): Handle | undefined {
  const radius = isCoarse ? COARSE_HANDLE_RADIUS : HANDLE_RADIUS
  let best: Handle | undefined
  let bestDistance = radius
  for (const handle of frame.handles) {
    const isSide = handle.name === 'middle' || (handle.name === 'resize' && handle.edge.length === 1)
    const far = Math.hypot(handle.at.x - screen.x, handle.at.y - screen.y) + (isSide ? 1 : 0)
    if (far < bestDistance) {
      best = handle
      bestDistance = far
    }
  }
  return best ?? (isCoarse ? undefined : sideAt(frame, screen))
}

const sides = [
  ['n', 'nw', 'ne'],
  ['e', 'ne', 'se'],
  ['s', 'se', 'sw'],
  ['w', 'sw', 'nw'],
] as const
/** A side is taken from just outside; on and inside the outline the shape itself is meant. */
const SIDE_NEAR = 2
const SIDE_FAR = 7

function sideAt(frame: SelectionFrame, screen: Point): Handle | undefined {
  const corner = (edge: ResizeEdge) => frame.handles.find((h) => h.name === 'resize' && h.edge === edge)?.at
  for (const [edge, from, to] of sides) {
    const a = corner(from)
    const b = corner(to)
    if (!a || !b) continue
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    if (length === 0) continue
    const along = ((screen.x - a.x) * (b.x - a.x) + (screen.y - a.y) * (b.y - a.y)) / length
    // Corners run clockwise, so outside is on the left of each side.
    const outside = ((b.y - a.y) * (screen.x - a.x) - (b.x - a.x) * (screen.y - a.y)) / length
    if (along < 0 || along > length || outside < SIDE_NEAR || outside > SIDE_FAR) continue
    return { name: 'resize', edge, at: screen as ScreenPoint, cursor: resizeCursor(edge, frame.placement.rotation) }
  }
  return undefined
}
