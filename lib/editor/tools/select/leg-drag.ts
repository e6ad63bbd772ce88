/** Dragging a leg of an elbow arrow; the corners that it then has are stored as its points. */

import { elbowStub } from '../../../shapes/arrow-route.ts'
import { withBoardPoints } from '../../../shapes/points.ts'
import type { Shape } from '../../../shapes/registry.ts'
import { updateCommand } from '../../board/records.ts'
import { elbowCorners, withLegAt } from '../../gestures/elbow-legs.ts'
import { pointToGrid } from '../../snapping/snapping.ts'
import { cleared, previewOf, type Step, step } from '../step.ts'
import type { PointerInput, ToolContext, ToolEvent } from '../tool.ts'
import { givenUp, idle, type LegDrag, type SelectState } from './state.ts'

/** A leg let go this near (screen pixels) to where it was stays there. */
const STICKY = 3

export function beginLeg(context: ToolContext, arrow: LegDrag['arrow'], index: number, press: PointerInput): LegDrag {
  return { name: 'leg', arrow, corners: elbowCorners(context.view, arrow), index, last: press }
}

function dragged({ arrow, corners, index }: LegDrag, pointer: PointerInput, context: ToolContext): Shape {
  const { grid, gridSize } = context.settings
  const to = grid && !pointer.modifiers.ctrl ? pointToGrid(pointer.board, gridSize) : pointer.board
  const [a, b] = [corners[index], corners[index + 1]]
  const far = Math.abs(b.x - a.x) >= Math.abs(b.y - a.y) ? to.y - a.y : to.x - a.x
  if (Math.abs(far) * context.camera.zoom < STICKY) return arrow
  return withBoardPoints(arrow, withLegAt(corners, index, to, elbowStub(arrow)))
}

export function stepLeg(state: LegDrag, event: ToolEvent, context: ToolContext): Step<SelectState> {
  const { arrow } = state
  const { board } = context.view
  if (!board.get(arrow.id)) return step(idle, cleared)
  const shown = (pointer: PointerInput): Step<SelectState> => {
    const replaced = new Map([[arrow.id, dragged(state, pointer, context)]])
    return step<SelectState>({ ...state, last: pointer }, { preview: previewOf({ replaced }) })
  }
  switch (event.name) {
    case 'move':
      return shown(event)
    case 'modifiers':
      return shown({ ...state.last, modifiers: event.modifiers })
    case 'up': {
      const record = dragged(state, event, context)
      const command = updateCommand(board, new Map([[arrow.id, record]]), new Map([[arrow.id, arrow]]))
      return step(idle, command ? { ...cleared, command } : cleared)
    }
    default:
      return givenUp(state, event)
  }
}
