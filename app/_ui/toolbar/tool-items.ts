/** How each tool looks in the toolbar; ids, keys and behaviour come from the editor. */
import {
  ArrowUpRight,
  Circle,
  Diamond,
  Eraser,
  Frame,
  Hand,
  Highlighter,
  ImagePlus,
  type LucideIcon,
  MessageCircle,
  Minus,
  MousePointer2,
  Pencil,
  PenTool,
  Scissors,
  Shapes,
  Square,
  StickyNote,
  Table,
  Type,
  Zap,
} from 'lucide-react'
import type { ToolId } from '../../../lib/editor/tools/tool-ids.ts'

export const toolIcons: Readonly<Record<ToolId, LucideIcon>> = {
  select: MousePointer2,
  hand: Hand,
  rectangle: Square,
  diamond: Diamond,
  ellipse: Circle,
  arrow: ArrowUpRight,
  line: Minus,
  draw: Pencil,
  text: Type,
  image: ImagePlus,
  eraser: Eraser,
  'clear-pen': PenTool,
  'part-eraser': Scissors,
  frame: Frame,
  note: StickyNote,
  table: Table,
  laser: Zap,
  highlighter: Highlighter,
  comment: MessageCircle,
  form: Shapes,
}

/** In the bar, in this order; a gap between the groups. */
export const mainTools: readonly (readonly ToolId[])[] = [
  ['hand', 'select'],
  ['rectangle', 'diamond', 'ellipse', 'arrow', 'line', 'draw', 'text', 'note', 'image', 'eraser'],
]
export const moreTools: readonly ToolId[] = [
  'frame',
  'table',
  'clear-pen',
  'highlighter',
  'part-eraser',
  'laser',
  'comment',
]
/** What fits a phone; the rest is in the menu. */
export const phoneTools: readonly ToolId[] = ['select', 'draw', 'rectangle', 'arrow', 'text', 'eraser']
/** Tools that work without the right to edit. */
export const viewerTools: readonly ToolId[] = ['hand', 'select', 'laser']

export const needsEditing = (tool: ToolId): boolean => !viewerTools.includes(tool)
