/** All tools. Adding one is one new file and one line here; toolbar and shortcuts read the list. */
import type { Tool, ToolId } from '../tool.ts'
import { boxTool } from './box-tool.ts'
import { drawTool } from './draw-tool.ts'
import { eraserTool } from './eraser-tool.ts'
import { lineTool } from './line-tool.ts'
import { commentTool, handTool, imageTool, laserTool } from './plain-tools.ts'
import { selectTool } from './select/select-tool.ts'
import { textTool } from './text-tool.ts'

export interface ToolEntry {
  // Each tool keeps its own state type; the editor only hands it back.
  readonly tool: Tool
  /** Name of its icon at lucide.dev. */
  readonly icon: string
  /** Key of the message catalogue. Its keyboard shortcut is the action `tool.<id>`. */
  readonly label: string
  /** Works without the right to edit. */
  readonly forViewers?: true
}

const entry = <S extends { readonly name: string }>(tool: Tool<S>, icon: string, forViewers?: true): ToolEntry => ({
  tool: tool as unknown as Tool,
  icon,
  label: `tool.${tool.id}`,
  ...(forViewers ? { forViewers } : {}),
})

export const tools: Readonly<Record<ToolId, ToolEntry>> = {
  select: entry(selectTool, 'mouse-pointer-2', true),
  hand: entry(handTool, 'hand', true),
  rectangle: entry(boxTool('rectangle'), 'square'),
  diamond: entry(boxTool('diamond'), 'diamond'),
  ellipse: entry(boxTool('ellipse'), 'circle'),
  arrow: entry(lineTool('arrow'), 'arrow-up-right'),
  line: entry(lineTool('line'), 'minus'),
  draw: entry(drawTool('draw'), 'pencil'),
  text: entry(textTool, 'type'),
  image: entry(imageTool, 'image-plus'),
  eraser: entry(eraserTool, 'eraser'),
  frame: entry(boxTool('frame'), 'frame'),
  note: entry(boxTool('note'), 'sticky-note'),
  laser: entry(laserTool, 'zap', true),
  highlighter: entry(drawTool('highlighter'), 'highlighter'),
  comment: entry(commentTool, 'message-circle'),
  form: entry(boxTool('form'), 'shapes'),
}
