/** Styles that some tools keep for themselves: a yellow marker makes no yellow rectangles, nor a pink note pink ones. */
import type { Shape } from '../../shapes/registry.ts'
import type { StyleDefaults } from '../settings.ts'
import type { ToolId } from '../tools/tool-ids.ts'

const ownNames = {
  note: { fill: 'noteFill' },
  highlighter: { stroke: 'highlighterStroke', strokeWidth: 'highlighterWidth' },
} as const satisfies Partial<Record<ToolId, Readonly<Record<string, string>>>>
/** What a highlighter has until something else is chosen for it. */
export const highlighterStyles: StyleDefaults = { stroke: '#ffd43b', strokeWidth: 16 }

type Owner = keyof typeof ownNames
const isOwner = (tool: ToolId): tool is Owner => tool in ownNames

const ownerOf = (shape: Shape): Owner | null =>
  shape.type === 'note' ? 'note' : shape.type === 'draw' && shape.brush === 'highlighter' ? 'highlighter' : null

/** Under which name the styles of the next shapes keep `field` of what is selected, or else of the tool. */
export function styleNameFor(tool: ToolId, selected: readonly Shape[], field: string): string {
  const first = selected.length > 0 ? ownerOf(selected[0]) : isOwner(tool) ? tool : null
  if (first === null || selected.some((shape) => ownerOf(shape) !== first)) return field
  const names: Readonly<Record<string, string>> = ownNames[first]
  return names[field] ?? field
}
