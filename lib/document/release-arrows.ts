/** Arrows that lose a target keep the ends that they showed last, instead of jumping to what was stored before. */
import type { ShapeId } from '../base/ids.ts'
import { released } from '../shapes/arrows.ts'
import type { ShapeContext } from '../shapes/kind.ts'
import type { ShapeWriter } from './shape-writer.ts'

/** Unbinds the ends that hang on `doomed` shapes. */
export function releaseArrows(writer: ShapeWriter, doomed: ReadonlySet<ShapeId>): void {
  const { board, measure } = writer
  const context: ShapeContext = { measure, shape: board.get }
  const arrows = new Set<ShapeId>()
  for (const id of doomed) for (const arrow of board.arrowsTo(id)) if (!doomed.has(arrow)) arrows.add(arrow)
  for (const id of arrows) {
    const arrow = board.get(id)
    if (arrow?.type !== 'arrow') continue
    const { points, placement, start, end } = released(arrow, (target) => doomed.has(target), context)
    // Only what is lost is written: the other end may be changing in somebody else's hands.
    const ends = { ...(start === arrow.start ? {} : { start }), ...(end === arrow.end ? {} : { end }) }
    writer.patch(id, { points, placement, ...ends })
  }
}
