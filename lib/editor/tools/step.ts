/** What every tool's step returns, and the effects that several tools share. */
import type { Command } from '../../document/command.ts'
import type { Shape } from '../../shapes/registry.ts'
import { type Effects, emptyPreview, type Preview, type ToolContext } from './tool.ts'
import type { ToolId } from './tool-ids.ts'

export interface Step<State> {
  readonly state: State
  readonly effects: Effects
}
export const step = <State>(state: State, effects: Effects = {}): Step<State> => ({ state, effects })

/** Takes everything off the active layer. */
export const cleared: Effects = { preview: emptyPreview, marquee: null, guides: [], bindTarget: null }

export const previewOf = (part: Partial<Preview>): Preview => ({ ...emptyPreview, ...part })

/** Drag distances below which a press is a click, in screen pixels. */
export const dragThreshold = (pointer: 'mouse' | 'touch' | 'pen'): number => (pointer === 'mouse' ? 4 : 6)
/** How far beside a line a press still hits it, in screen pixels. */
export const hitTolerance = (pointer: 'mouse' | 'touch' | 'pen'): number => (pointer === 'mouse' ? 6 : 12)

/** The tool after something was made: Select, unless the tool is locked. */
export const toolAfter = (context: ToolContext): { tool?: ToolId } =>
  context.settings.toolLock ? {} : { tool: 'select' }

/** Creates `shape`, selects it, and leaves the tool. */
export function createdEffects(shape: Shape, context: ToolContext): Effects {
  const command: Command = { name: 'create', shapes: [shape] }
  return { ...cleared, command, selection: [shape.id], ...toolAfter(context) }
}
