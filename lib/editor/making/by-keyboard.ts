/** Shapes made without a pointer: a tool and Enter. */
import type { ShapeId } from '../../base/ids.ts'
import { centreOf } from '../../geometry/box.ts'
import { type BoardPoint, boardPoint, distance } from '../../geometry/point.ts'
import { bindingAt } from '../../shapes/arrows.ts'
import { fromBoardPoints } from '../../shapes/points.ts'
import type { Shape } from '../../shapes/registry.ts'
import { goingAround } from '../arranging/going-around.ts'
import type { BoardView } from '../board/board-view.ts'
import { isLockedIn, selectedRoots } from '../selection/selection.ts'
import type { ToolContext } from '../tools/tool.ts'
import { newShape } from './new-shape.ts'

/** A shape is put so far (board pixels) beside another one that lies on the very same place. */
const CASCADE = 24
const SAME_PLACE = 2
const MAX_CASCADE = 100

/** The place itself, or the next one down to the right in whose middle no shape has its own. */
export function freePlace(view: BoardView, wanted: BoardPoint): BoardPoint {
  let at = wanted
  for (let n = 0; n < MAX_CASCADE; n++) {
    const here = at
    const isTaken = view
      .inBox({ ...here, w: 0, h: 0 })
      .some((shape) => distance(centreOf(view.bounds(shape)), here) < SAME_PLACE)
    if (!isTaken) return at
    at = boardPoint(at.x + CASCADE, at.y + CASCADE)
  }
  return at
}

/** An arrow from the first to the second of two shapes that arrows can be bound to; null for anything else. */
export function arrowBetween(ids: readonly ShapeId[], context: ToolContext): Shape | null {
  const { view } = context
  const ends = selectedRoots(view, ids)
  const canBind = (shape: Shape) => view.kind(shape).capabilities.has('bind-target') && !isLockedIn(view, shape)
  if (ends.length !== 2 || !ends.every(canBind)) return null
  const inOrder = [...ends].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
  const [from, to] = inOrder.map((shape) => centreOf(view.placement(shape)))
  const { points, placement } = fromBoardPoints([from, to])
  const styles = { ...context.styles, seed: context.newSeed() }
  const arrow = newShape('arrow', context.newId(), styles, placement)
  if (arrow.type !== 'arrow') return null
  const [start, end] = [
    bindingAt(inOrder[0], from, view.context, false),
    bindingAt(inOrder[1], to, view.context, false),
  ]
  return goingAround(view, { ...arrow, points, start, end })
}
