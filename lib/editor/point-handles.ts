/** Handles on the points of one selected line or arrow. */
import { lerp } from '../geometry/point.ts'
import type { Shape } from '../shapes/registry.ts'
import { drawnPoints, isPointShape } from './board-points.ts'
import type { BoardView } from './board-view.ts'
import { type Camera, toScreen } from './camera.ts'
import type { Handle } from './handles.ts'

/** Closer neighbours than this (screen pixels) have no handle between them. */
const MIN_GAP_FOR_MIDDLE = 30

export function pointHandles(shape: Shape, view: BoardView, camera: Camera): readonly Handle[] {
  if (!isPointShape(shape)) return []
  const isElbow = shape.type === 'arrow' && shape.route === 'elbow'
  const points = drawnPoints(view, shape).map((p) => toScreen(camera, p))
  const shown = isElbow ? [points[0], points[points.length - 1]] : points
  const handles: Handle[] = shown.map((at, i) => ({
    name: 'point',
    index: isElbow && i === 1 ? points.length - 1 : i,
    at,
    cursor: 'move',
  }))
  if (isElbow) return handles
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
