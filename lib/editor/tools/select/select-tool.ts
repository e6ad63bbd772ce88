/** Select: pointing, moving, resizing, rotating, marquee, points of lines; one state union for all of it. */

import { cleared, type Step, step } from '../step.ts'
import type { Tool, ToolContext, ToolEvent } from '../tool.ts'
import { doubleClicked } from './double-click.ts'
import { clicked, hovering, pressed, stepGesture, stepPressing } from './press.ts'
import { idle, type SelectState } from './state.ts'

function stepSelect(state: SelectState, event: ToolEvent, context: ToolContext): Step<SelectState> {
  switch (state.name) {
    case 'idle':
      if (event.name === 'move') return hovering(context, event)
      if (event.name === 'double-click') return step(idle, doubleClicked(context, event))
      return event.name === 'down' && event.button === 0 ? pressed(context, event) : step(state)
    case 'pressing':
      if (event.name === 'move') return stepPressing(state, event, context)
      if (event.name === 'up') return step(idle, clicked(state, context, event))
      if (event.name === 'cancel' || (event.name === 'key' && event.key === 'Escape')) return step(idle, cleared)
      return step<SelectState>(state)
    default:
      return stepGesture(state, event, context)
  }
}

export const selectTool: Tool<SelectState> = { id: 'select', initial: idle, cursor: 'default', step: stepSelect }
