/** Arrows that lose a target keep the ends that they showed last, instead of jumping to what was stored before. */
import type { ShapeId } from '../base/ids.ts'
import type { ArrowShape } from '../shapes/arrow.ts'
import type { ShapeContext } from '../shapes/kind.ts'
import { kindOf } from '../shapes/registry.ts'
import { boardPoints, fromBoardPoints, toBoard } from './board-points.ts'
import type { ShapePatch } from './command.ts'
import type { ShapeWriter } from './shape-writer.ts'

/** Unbinds the ends that hang on `doomed` shapes. */
export function releaseArrows(writer: ShapeWriter, doomed: ReadonlySet<ShapeId>): void {
  const { board, measure } = writer
  const context: ShapeContext = { measure, shape: board.get }
  const arrows = new Set<ShapeId>()
  for (const id of doomed) for (const arrow of board.arrowsTo(id)) if (!doomed.has(arrow)) arrows.add(arrow)
  for (const id of arrows) {
    const arrow = board.get(id)
    if (arrow?.type === 'arrow') writer.patch(id, released(arrow, doomed, context))
  }
}

function released(arrow: ArrowShape, doomed: ReadonlySet<ShapeId>, context: ShapeContext): ShapePatch {
  const isStart = arrow.start !== null && doomed.has(arrow.start.target)
  const isEnd = arrow.end !== null && doomed.has(arrow.end.target)
  return { ...shownEnds(arrow, context), ...(isStart ? { start: null } : {}), ...(isEnd ? { end: null } : {}) }
}

/** The arrow's points with its bound ends where they are drawn. */
function shownEnds(arrow: ArrowShape, context: ShapeContext): ShapePatch {
  const kind = kindOf(arrow)
  const outline = kind.outline(arrow, context)
  if (outline.length < 2) return {}
  const placement = kind.placement(arrow, context)
  const points = [...boardPoints(arrow)]
  if (arrow.start) points[0] = toBoard(placement, outline[0])
  if (arrow.end) points[points.length - 1] = toBoard(placement, outline[outline.length - 1])
  return { ...fromBoardPoints(points) }
}
