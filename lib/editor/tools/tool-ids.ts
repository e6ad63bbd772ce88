/** The name of each tool, in the order of the toolbar: registry.ts says all else, and neither compiles without the other. */
export const toolIds = [
  'hand',
  'select',
  'rectangle',
  'diamond',
  'ellipse',
  'arrow',
  'line',
  'draw',
  'text',
  'note',
  'image',
  'eraser',
  'frame',
  'table',
  'clear-pen',
  'highlighter',
  'part-eraser',
  'laser',
  'comment',
  'form',
] as const
export type ToolId = (typeof toolIds)[number]
