/** Handles on the points of one selected line or arrow. */
import { lerp } from '../../geometry/point.ts'
import type { ArrowShape } from '../../shapes/arrow.ts'
import { drawnPoints, isPointShape } from '../../shapes/arrows.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import { type Camera, toScreen } from '../camera/camera.ts'
import { elbowCorners, isLevelLeg } from './elbow-legs.ts'
import type { Handle } from './handle.ts'

/** Closer neighbours than this (screen pixels) have no handle between them. */
const MIN_GAP_FOR_MIDDLE = 30
/** An outer leg keeps a stub at its end, so it must be longer. */
const MIN_OUTER_LEG = 60

export function pointHandles(shape: Shape, view: BoardView, camera: Camera): readonly Handle[] {
  if (!isPointShape(shape)) return []
  const isElbow = shape.type === 'arrow' && shape.route === 'elbow'
  const points = drawnPoints(shape, view.context).map((p) => toScreen(camera, p))
  const shown = isElbow ? [points[0], points[points.length - 1]] : points
  const handles: Handle[] = shown.map((at, i) => ({
    name: 'point',
    index: isElbow && i === 1 ? points.length - 1 : i,
    at,
    cursor: 'move',
  }))
  if (isElbow) return [...handles, ...legHandles(shape, view, camera)]
  // A two-point curve is bent at the middle of the drawn path, not of its chord.
  const isBow = shape.type === 'arrow' && shape.route === 'curved' && points.length === 2
  const outline = isBow ? view.outline(shape) : []
  for (let i = 0; i + 1 < points.length; i++) {
    if (Math.hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y) < MIN_GAP_FOR_MIDDLE) continue
    const at =
      isBow && outline.length > 2
        ? toScreen(camera, outline[Math.floor(outline.length / 2)])
        : lerp(points[i], points[i + 1], 0.5)
    handles.push({ name: 'middle', index: i, at: at as Handle['at'], cursor: 'move' })
  }
  return handles
}

/** One in the middle of every leg that is long enough to be taken hold of. */
function legHandles(arrow: ArrowShape, view: BoardView, camera: Camera): readonly Handle[] {
  const corners = elbowCorners(view, arrow)
  return corners.slice(1).flatMap((b, index): Handle[] => {
    const a = corners[index]
    const isOuter = index === 0 || index === corners.length - 2
    const needed = isOuter ? MIN_OUTER_LEG : MIN_GAP_FOR_MIDDLE
    if (Math.hypot(b.x - a.x, b.y - a.y) * camera.zoom < needed) return []
    const cursor = isLevelLeg(a, b) ? 'ns-resize' : 'ew-resize'
    return [{ name: 'middle', index, at: toScreen(camera, lerp(a, b, 0.5)), cursor }]
  })
}
