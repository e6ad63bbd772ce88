/** All tools. Adding one is its id in tool-ids.ts, a file, and an entry here that says everything else of it. */
import type { ShapeType } from '../../shapes/registry.ts'
import type { KeyChord } from '../actions/actions.ts'
import { boxTool, formTool } from './box-tool.ts'
import { drawTool } from './draw-tool.ts'
import { eraserTool } from './eraser-tool.ts'
import { lineTool } from './line-tool.ts'
import { partEraserTool } from './part-eraser-tool.ts'
import { commentTool, handTool, imageTool, laserTool } from './plain-tools.ts'
import { selectTool } from './select/select-tool.ts'
import { textTool } from './text-tool.ts'
import type { Tool } from './tool.ts'
import type { ToolId } from './tool-ids.ts'

/** Message `hint.<name>` while it is chosen. */
export type ToolHint = 'box' | 'line' | 'draw' | 'clear-pen' | 'text' | 'eraser' | 'part-eraser'

/** What a tool is besides how it works. */
interface ToolFacts {
  /** In the bar, by itself or with those that move the view; among the others behind it; or chosen elsewhere. */
  readonly place: 'hands' | 'bar' | 'more' | 'elsewhere'
  /** Digits follow the order of Excalidraw or tldraw; one list where both are alike. */
  readonly keys: readonly KeyChord[] | ToolKeys
  /** The kind of what it makes; its style fields are offered while nothing is selected. */
  readonly makes?: ShapeType
  /** Of the style fields of that kind only these. */
  readonly styles?: readonly string[]
  readonly hint?: ToolHint
  /** Works without the right to edit. */
  readonly forViewers?: true
}
interface ToolKeys {
  readonly excalidraw: readonly KeyChord[]
  readonly tldraw: readonly KeyChord[]
}
export interface ToolEntry extends ToolFacts {
  // Each tool keeps its own state type; the editor only hands it back.
  readonly tool: Tool
  readonly keys: ToolKeys
}

const entry = <S extends { readonly name: string }>(tool: Tool<S>, { keys, ...facts }: ToolFacts): ToolEntry => ({
  ...facts,
  tool: tool as unknown as Tool,
  keys: 'excalidraw' in keys ? keys : { excalidraw: keys, tldraw: keys },
})
const keysOf = (excalidraw: readonly KeyChord[], tldraw: readonly KeyChord[]): ToolKeys => ({ excalidraw, tldraw })

export const tools: Readonly<Record<ToolId, ToolEntry>> = {
  hand: entry(handTool, { place: 'hands', keys: keysOf(['h'], ['h', '2']), forViewers: true }),
  select: entry(selectTool, { place: 'hands', keys: ['v', '1'], forViewers: true }),
  rectangle: entry(formTool('rectangle', 'rectangle'), {
    place: 'bar',
    keys: keysOf(['r', '2'], ['r']),
    makes: 'geo',
    hint: 'box',
  }),
  diamond: entry(formTool('diamond', 'diamond'), {
    place: 'bar',
    keys: keysOf(['d', '3'], []),
    makes: 'geo',
    hint: 'box',
  }),
  ellipse: entry(formTool('ellipse', 'ellipse'), {
    place: 'bar',
    keys: keysOf(['o', '4'], ['o']),
    makes: 'geo',
    hint: 'box',
  }),
  arrow: entry(lineTool('arrow'), { place: 'bar', keys: ['a', '5'], makes: 'arrow', hint: 'line' }),
  line: entry(lineTool('line'), { place: 'bar', keys: keysOf(['l', '6'], ['l']), makes: 'line', hint: 'line' }),
  draw: entry(drawTool('draw'), {
    place: 'bar',
    keys: keysOf(['p', '7', 'x', 'b'], ['d', 'b', 'x', '3']),
    makes: 'draw',
    hint: 'draw',
  }),
  text: entry(textTool, { place: 'bar', keys: keysOf(['t', '8'], ['t', '6']), makes: 'text', hint: 'text' }),
  note: entry(boxTool('note', { kind: 'note' }), { place: 'bar', keys: keysOf(['n'], ['n', '7']), makes: 'note' }),
  image: entry(imageTool, { place: 'bar', keys: keysOf(['9', 'Mod+u'], ['Mod+u', '8']) }),
  eraser: entry(eraserTool, { place: 'bar', keys: keysOf(['e', '0'], ['e', '4']), hint: 'eraser' }),
  frame: entry(boxTool('frame', { kind: 'frame' }), { place: 'more', keys: ['f'], makes: 'frame', hint: 'box' }),
  table: entry(boxTool('table', { kind: 'table' }), {
    place: 'more',
    keys: ['Shift+t'],
    makes: 'table',
    styles: [],
    hint: 'box',
  }),
  'clear-pen': entry(drawTool('clear-pen'), { place: 'more', keys: ['Shift+x'], makes: 'draw', hint: 'clear-pen' }),
  highlighter: entry(drawTool('highlighter'), {
    place: 'more',
    keys: ['Shift+d'],
    makes: 'draw',
    styles: ['stroke', 'strokeWidth'],
  }),
  'part-eraser': entry(partEraserTool, { place: 'more', keys: ['Shift+e'], hint: 'part-eraser' }),
  laser: entry(laserTool, { place: 'more', keys: ['k'], forViewers: true }),
  comment: entry(commentTool, { place: 'more', keys: ['c'] }),
  form: entry(formTool('form'), { place: 'elsewhere', keys: keysOf([], ['g']), makes: 'geo', hint: 'box' }),
}
