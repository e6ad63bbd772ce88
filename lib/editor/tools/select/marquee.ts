/** The selection rectangle: live while it is dragged; touches or must contain, as preferred. */

import type { ShapeId } from '../../../base/ids.ts'
import { type Box, boxAround, boxesTouch, containsBox, containsPoint } from '../../../geometry/box.ts'
import { crossing } from '../../../geometry/hit.ts'
import { boardToLocal } from '../../../geometry/transform.ts'
import { isPointShape } from '../../../shapes/arrows.ts'
import type { Shape } from '../../../shapes/registry.ts'
import { isLockedIn, selectableFor } from '../../selection/selection.ts'
import { cleared, type Step, step } from '../step.ts'
import type { Modifiers, ToolContext, ToolEvent } from '../tool.ts'
import { idle, type Marquee, type SelectState } from './state.ts'

/** Does the rectangle touch what one sees of the shape? Its hollow inside does not count. */
function touches({ view }: ToolContext, box: Box, shape: Shape): boolean {
  const bounds = view.bounds(shape)
  if (containsBox(box, bounds)) return true
  if (shape.type === 'frame' || !boxesTouch(box, bounds)) return false
  const outline = view.outline(shape)
  const corners = [
    { x: box.x, y: box.y },
    { x: box.x + box.w, y: box.y },
    { x: box.x + box.w, y: box.y + box.h },
    { x: box.x, y: box.y + box.h },
  ]
  const ends = isPointShape(shape) || shape.type === 'draw' ? outline.length - 1 : outline.length
  for (let i = 0; i < ends; i++) {
    const a = outline[i]
    const b = outline[(i + 1) % outline.length]
    if (containsPoint(box, a) || containsPoint(box, b)) return true
    for (let k = 0; k < 4; k++) if (crossing(a, b, corners[k], corners[(k + 1) % 4]) !== null) return true
  }
  // Wholly inside a filled shape.
  return view.kind(shape).hit(shape, boardToLocal(view.placement(shape), corners[0]), 0, view.context)
}

/** What `box` selects, back to front, groups instead of their members. */
export function caught(context: ToolContext, box: Box, mustContain: boolean): readonly ShapeId[] {
  const { view, entered } = context
  const found = new Set<ShapeId>()
  for (const shape of view.inBox(box)) {
    if (isLockedIn(view, shape)) continue
    const selectable = selectableFor(view, shape, entered)
    if (found.has(selectable.id)) continue
    if (mustContain ? containsBox(box, view.bounds(selectable)) : touches(context, box, shape)) found.add(selectable.id)
  }
  // A frame that is selected takes its children along.
  return [...found].filter((id) => {
    const shape = view.get(id)
    const parent = shape && view.board.parentOf(shape)
    return parent?.type !== 'frame' || !found.has(parent.id)
  })
}

export function stepMarquee(state: Marquee, event: ToolEvent, context: ToolContext): Step<SelectState> {
  const shown = (to: Marquee['last'], modifiers: Modifiers): Step<SelectState> => {
    const box = boxAround([state.origin, to]) as Box
    const ids = caught(context, box, context.settings.marqueeMustContain !== modifiers.ctrl)
    const selection = modifiers.shift ? [...new Set([...state.before, ...ids])] : ids
    return step<SelectState>({ ...state, last: to }, { marquee: box, selection })
  }
  switch (event.name) {
    case 'move':
      return shown(event.board, event.modifiers)
    case 'modifiers':
      return shown(state.last, event.modifiers)
    case 'up':
      return step(idle, cleared)
    case 'cancel':
      return step(idle, { ...cleared, selection: state.before })
    case 'key':
      return event.key === 'Escape' ? step(idle, { ...cleared, selection: state.before }) : step<SelectState>(state)
    default:
      return step<SelectState>(state)
  }
}
