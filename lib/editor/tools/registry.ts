/** All tools. Adding one is its id in tool-ids.ts, a file, and a line here: what it does and its keys in both key maps. */
import type { KeyChord } from '../actions/actions.ts'
import { boxTool } from './box-tool.ts'
import { drawTool } from './draw-tool.ts'
import { eraserTool } from './eraser-tool.ts'
import { lineTool } from './line-tool.ts'
import { partEraserTool } from './part-eraser-tool.ts'
import { commentTool, handTool, imageTool, laserTool } from './plain-tools.ts'
import { selectTool } from './select/select-tool.ts'
import { textTool } from './text-tool.ts'
import type { Tool } from './tool.ts'
import type { ToolId } from './tool-ids.ts'

export interface ToolEntry {
  // Each tool keeps its own state type; the editor only hands it back.
  readonly tool: Tool
  /** Digits follow the order of Excalidraw or tldraw. */
  readonly keys: { readonly excalidraw: readonly KeyChord[]; readonly tldraw: readonly KeyChord[] }
  /** Works without the right to edit. */
  readonly forViewers: boolean
}

const entry = <S extends { readonly name: string }>(
  tool: Tool<S>,
  excalidraw: readonly KeyChord[],
  tldraw: readonly KeyChord[] = excalidraw,
): ToolEntry => ({ tool: tool as unknown as Tool, keys: { excalidraw, tldraw }, forViewers: false })
const forViewers = (given: ToolEntry): ToolEntry => ({ ...given, forViewers: true })

export const tools: Readonly<Record<ToolId, ToolEntry>> = {
  select: forViewers(entry(selectTool, ['v', '1'])),
  hand: forViewers(entry(handTool, ['h'], ['h', '2'])),
  rectangle: entry(boxTool('rectangle'), ['r', '2'], ['r']),
  diamond: entry(boxTool('diamond'), ['d', '3'], []),
  ellipse: entry(boxTool('ellipse'), ['o', '4'], ['o']),
  arrow: entry(lineTool('arrow'), ['a', '5']),
  line: entry(lineTool('line'), ['l', '6'], ['l']),
  draw: entry(drawTool('draw'), ['p', '7', 'x', 'b'], ['d', 'b', 'x', '3']),
  text: entry(textTool, ['t', '8'], ['t', '6']),
  image: entry(imageTool, ['9', 'Mod+u'], ['Mod+u', '8']),
  eraser: entry(eraserTool, ['e', '0'], ['e', '4']),
  frame: entry(boxTool('frame'), ['f']),
  note: entry(boxTool('note'), ['n'], ['n', '7']),
  table: entry(boxTool('table'), ['Shift+t']),
  laser: forViewers(entry(laserTool, ['k'])),
  'clear-pen': entry(drawTool('clear-pen'), ['Shift+x']),
  'part-eraser': entry(partEraserTool, ['Shift+e']),
  highlighter: entry(drawTool('highlighter'), ['Shift+d']),
  comment: entry(commentTool, ['c']),
  form: entry(boxTool('form'), [], ['g']),
}
