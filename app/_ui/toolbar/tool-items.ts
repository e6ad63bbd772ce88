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
import { type ToolEntry, tools } from '../../../lib/editor/tools/registry.ts'
import { type ToolId, toolIds } from '../../../lib/editor/tools/tool-ids.ts'

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

const placed = (place: ToolEntry['place']): readonly ToolId[] => toolIds.filter((id) => tools[id].place === place)

/** In the bar, with a gap between the groups. */
export const mainTools: readonly (readonly ToolId[])[] = [placed('hands'), placed('bar')]
export const moreTools = placed('more')
/** What fits a phone, the least needed last; the rest is in the menu. */
export const phoneTools: readonly ToolId[] = ['select', 'draw', 'rectangle', 'arrow', 'text', 'eraser']
export const viewerTools: readonly ToolId[] = toolIds.filter((id) => tools[id].forViewers)

export const needsEditing = (tool: ToolId): boolean => !tools[tool].forViewers
