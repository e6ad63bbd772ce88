/** Which style fields can be changed now, and what their common values are. */

import { styleOfMark } from '../../../lib/editor/cells/table-edits.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import { highlighterStyles, styleNameFor } from '../../../lib/editor/making/own-styles.ts'
import type { ToolId } from '../../../lib/editor/tools/tool-ids.ts'
import type { MessageKey, Translate } from '../../../lib/i18n/translate.ts'
import { arrowFields } from '../../../lib/shapes/arrow.ts'
import { fillPalette, notePalette } from '../../../lib/shapes/color.ts'
import { drawFields } from '../../../lib/shapes/draw.ts'
import { frameFields } from '../../../lib/shapes/frame.ts'
import { geoFields } from '../../../lib/shapes/geo.ts'
import { lineFields } from '../../../lib/shapes/line.ts'
import { noteFields } from '../../../lib/shapes/note.ts'
import type { Shape, ShapeType } from '../../../lib/shapes/registry.ts'
import { textFields } from '../../../lib/shapes/text.ts'

const fieldsOfTool: Partial<Record<ToolId, object>> = {
  rectangle: geoFields,
  diamond: geoFields,
  ellipse: geoFields,
  form: geoFields,
  arrow: arrowFields,
  line: lineFields,
  draw: drawFields,
  'clear-pen': drawFields,
  highlighter: { stroke: drawFields.stroke, strokeWidth: drawFields.strokeWidth },
  text: textFields,
  note: noteFields,
  frame: frameFields,
}
const typeOfTool: Partial<Record<ToolId, ShapeType>> = { note: 'note', text: 'text', frame: 'frame' }
/** Fields whose value the panel can show; the rest of a record is not style. */
const styleFields = new Set([
  'stroke',
  'fill',
  'fillStyle',
  'strokeWidth',
  'dash',
  'look',
  'roughness',
  'corners',
  'textColor',
  'font',
  'fontSize',
  'align',
  'verticalAlign',
  'opacity',
  'route',
  'startHead',
  'endHead',
  'form',
])

export interface StyleValues {
  /** True when there is anything to restyle. */
  readonly isShown: boolean
  readonly hasSelection: boolean
  has(field: string): boolean
  /** The value that all share; undefined when they differ. */
  get(field: string): unknown
  readonly fillColors: readonly string[]
  readonly onlyNotes: boolean
  /** Only highlighter strokes, which are wider than lines. */
  readonly isMarker: boolean
}

const hasText = (shape: Shape) => 'text' in shape && shape.text.length > 0

function fieldsOf(shape: Shape): readonly string[] {
  const fields = Object.keys(shape).filter((name) => styleFields.has(name))
  // Without words a label's colour and font say nothing; the free text and the note are words.
  if (shape.type === 'draw' && shape.brush === 'highlighter') return fields.filter((name) => !name.startsWith('fill'))
  const isWordless = !hasText(shape) && !worded.has(shape.type)
  return isWordless ? fields.filter((name) => !textOnly.has(name)) : fields
}
/** Words are what they are for. */
const worded: ReadonlySet<ShapeType> = new Set(['text', 'note', 'table'])
const textOnly = new Set(['textColor', 'font', 'fontSize', 'align', 'verticalAlign'])

/** What the next shape gets while nothing was chosen. */
function initialOf(tool: ToolId, field: string): unknown {
  if (tool === 'highlighter' && field in highlighterStyles) return highlighterStyles[field]
  const fields = (fieldsOfTool[tool] ?? {}) as Readonly<Record<string, { readonly initial: unknown }>>
  return fields[field]?.initial
}

export function readStyleValues(editor: Editor, selected: readonly Shape[]): StyleValues {
  const tool = editor.tool.value
  const isSelecting = selected.length > 0
  const toolFields = Object.keys(fieldsOfTool[tool] ?? {}).filter((name) => styleFields.has(name))
  const isText = tool === 'text' || tool === 'note'
  const offered = new Set(
    isSelecting ? selected.flatMap(fieldsOf) : isText ? toolFields : toolFields.filter((name) => !textOnly.has(name)),
  )
  const types = isSelecting ? selected.map(({ type }) => type) : [typeOfTool[tool] ?? 'geo']
  const onlyNotes = types.every((type) => type === 'note')
  if (!isSelecting && toolFields.length > 0) offered.add('opacity')
  return {
    isShown: offered.size > 0 && (isSelecting || tool !== 'select'),
    hasSelection: isSelecting,
    has: (field) => offered.has(field),
    get(field) {
      if (!isSelecting) return editor.styles.value[styleNameFor(tool, [], field)] ?? initialOf(tool, field)
      const cell = styleOfMark(editor, field)
      if (cell !== undefined) return cell
      const values = selected.filter((shape) => field in shape).map((shape) => shape[field as keyof Shape] as unknown)
      return values.every((value) => value === values[0]) ? values[0] : undefined
    },
    fillColors: onlyNotes ? notePalette : fillPalette,
    onlyNotes,
    isMarker: isSelecting
      ? selected.every((shape) => shape.type === 'draw' && shape.brush === 'highlighter')
      : tool === 'highlighter',
  }
}

const colorNames: Readonly<Record<string, MessageKey>> = {
  transparent: 'color.none',
  '#1e1e1e': 'color.black',
  '#868e96': 'color.grey',
  '#e03131': 'color.red',
  '#c2255c': 'color.pink',
  '#6741d9': 'color.violet',
  '#1971c2': 'color.blue',
  '#0c8599': 'color.teal',
  '#2f9e44': 'color.green',
  '#f08c00': 'color.orange',
  '#8f5a3c': 'color.brown',
  '#ffffff': 'color.white',
  '#e9ecef': 'color.lightGrey',
  '#ffc9c9': 'color.lightRed',
  '#fcc2d7': 'color.lightPink',
  '#d0bfff': 'color.lightViolet',
  '#a5d8ff': 'color.lightBlue',
  '#99e9f2': 'color.lightTeal',
  '#b2f2bb': 'color.lightGreen',
  '#ffec99': 'color.lightYellow',
  '#ffd8a8': 'color.lightOrange',
}

/** What a colour is called, or its hex value when it is not one of the palette. */
export const colorName = (t: Translate, color: string): string => {
  const key = colorNames[color]
  return key ? t(key) : color
}
