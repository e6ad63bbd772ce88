/** The name of each tool: registry.ts says what it does, and neither compiles without the other. */
export const toolIds = [
  'select',
  'hand',
  'rectangle',
  'diamond',
  'ellipse',
  'arrow',
  'line',
  'draw',
  'text',
  'image',
  'eraser',
  'frame',
  'note',
  'table',
  'laser',
  'clear-pen',
  'part-eraser',
  'highlighter',
  'comment',
  'form',
] as const
export type ToolId = (typeof toolIds)[number]
