/** Free text: a click writes as wide as the words are, a drag sets the width to wrap at. */
import type { BoardPoint } from '../../geometry/point.ts'
import type { Shape } from '../../shapes/registry.ts'
import { newShape } from '../making/new-shape.ts'
import { cleared, previewOf, type Step, step, toolAfter } from './step.ts'
import { type Effects, emptyPreview, type PointerInput, type Tool, type ToolContext, type ToolEvent } from './tool.ts'

type TextState =
  | { readonly name: 'idle' }
  | { readonly name: 'pressing'; readonly origin: PointerInput }
  | { readonly name: 'sizing'; readonly origin: PointerInput; readonly shape: Shape }

/** A drag at least this wide (screen pixels) means a fixed width. */
const MIN_FIXED_WIDTH = 36
const LINE_HEIGHT = 1.25

const fontSizeOf = ({ styles }: ToolContext) => (typeof styles.fontSize === 'number' ? styles.fontSize : 20)

/** Effects that start a free text whose first line is centred on `at`. */
export function textAt(at: BoardPoint, context: ToolContext): Effects {
  const h = fontSizeOf(context) * LINE_HEIGHT
  const placement = { x: at.x, y: at.y - h / 2, w: 1, h, rotation: 0 }
  return started(newShape('text', context.newId(), textStyles(context), placement), context)
}
const textStyles = ({ styles }: ToolContext) => ({ ...styles, align: styles.textAlign ?? 'start', autoWidth: true })

function started(shape: Shape, context: ToolContext): Effects {
  return {
    ...cleared,
    command: { name: 'create', shapes: [shape] },
    selection: [shape.id],
    edit: shape.id,
    ...toolAfter(context),
  }
}

function stepText(state: TextState, event: ToolEvent, context: ToolContext): Step<TextState> {
  const idle: TextState = { name: 'idle' }
  if (event.name === 'cancel' || (event.name === 'key' && event.key === 'Escape')) return step(idle, cleared)
  if (state.name === 'idle')
    return event.name === 'down' && event.button === 0 ? step({ name: 'pressing', origin: event }) : step(state)
  if (event.name === 'move') {
    const { origin } = state
    if (Math.abs(event.screen.x - origin.screen.x) < MIN_FIXED_WIDTH)
      return step({ name: 'pressing', origin }, { preview: emptyPreview })
    const x = Math.min(event.board.x, origin.board.x)
    const h = fontSizeOf(context) * LINE_HEIGHT
    const placement = { x, y: origin.board.y - h / 2, w: Math.abs(event.board.x - origin.board.x), h, rotation: 0 }
    const last =
      state.name === 'sizing' ? state.shape : newShape('text', context.newId(), textStyles(context), placement)
    const shape = { ...last, placement, autoWidth: false } as Shape
    return step({ name: 'sizing', origin, shape }, { preview: previewOf({ created: [shape] }) })
  }
  if (event.name !== 'up') return step(state)
  return step(idle, state.name === 'sizing' ? started(state.shape, context) : textAt(state.origin.board, context))
}

export const textTool: Tool<TextState> = {
  id: 'text',
  initial: { name: 'idle' },
  cursor: 'text',
  step: stepText,
  drop: textAt,
}
