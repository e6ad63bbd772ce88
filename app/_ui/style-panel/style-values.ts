/** Which style fields can be changed now, and what their common values are. */

import { styleOfMark } from '../../../lib/editor/cells/table-edits.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import { highlighterStyles, styleNameFor } from '../../../lib/editor/making/own-styles.ts'
import { tools } from '../../../lib/editor/tools/registry.ts'
import type { ToolId } from '../../../lib/editor/tools/tool-ids.ts'
import type { MessageKey, Translate } from '../../../lib/i18n/translate.ts'
import { fillPalette, notePalette } from '../../../lib/shapes/color.ts'
import { kindOf, type Shape, shapeKinds } from '../../../lib/shapes/registry.ts'

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

const textOnly = new Set(['textColor', 'font', 'fontSize', 'align', 'verticalAlign'])
/** Without words a label's colour and font say nothing; where words are what a thing is for, they are its style. */
const offeredOf = (fields: readonly string[], hasWords: boolean): readonly string[] =>
  fields.filter((name) => styleFields.has(name) && (hasWords || !textOnly.has(name)))

function fieldsOf(shape: Shape): readonly string[] {
  const hasWords = kindOf(shape).capabilities.has('words') || ('text' in shape && shape.text.length > 0)
  const fields = offeredOf(Object.keys(shape), hasWords)
  const isMarker = shape.type === 'draw' && shape.brush === 'highlighter'
  return isMarker ? fields.filter((name) => !name.startsWith('fill')) : fields
}

function fieldsOfTool(tool: ToolId): readonly string[] {
  const { makes, styles } = tools[tool]
  if (!makes) return []
  const { fields, capabilities } = shapeKinds[makes]
  return offeredOf(styles ?? Object.keys(fields), capabilities.has('words'))
}

/** What the next shape gets while nothing was chosen. */
function initialOf(tool: ToolId, field: string): unknown {
  if (tool === 'highlighter' && field in highlighterStyles) return highlighterStyles[field]
  const { makes } = tools[tool]
  return makes && shapeKinds[makes].fields[field]?.initial
}

/** What is offered of `shapes`: asked once for each sort of them, as a selection may have very many. */
function fieldsOfAll(shapes: readonly Shape[]): readonly string[] {
  const sorts = new Map<string, readonly string[]>()
  for (const shape of shapes) {
    const sort = `${shape.type} ${'text' in shape && shape.text.length > 0} ${shape.type === 'draw' && shape.brush}`
    if (!sorts.has(sort)) sorts.set(sort, fieldsOf(shape))
  }
  return [...sorts.values()].flat()
}

/** By the selection's array, which is another one after each change: a panel has thirty controls that ask. */
const common = new WeakMap<readonly Shape[], Map<string, unknown>>()

/** The value of `field` that all of `shapes` share that have it; undefined when they differ. */
function commonValue(shapes: readonly Shape[], field: string): unknown {
  const known = common.get(shapes) ?? new Map<string, unknown>()
  common.set(shapes, known)
  if (!known.has(field)) known.set(field, commonOf(shapes, field))
  return known.get(field)
}

function commonOf(shapes: readonly Shape[], field: string): unknown {
  let first: { readonly value: unknown } | null = null
  for (const shape of shapes) {
    if (!(field in shape)) continue
    const value = shape[field as keyof Shape] as unknown
    if (first === null) first = { value }
    else if (first.value !== value) return undefined
  }
  return first?.value
}

export function readStyleValues(editor: Editor, selected: readonly Shape[]): StyleValues {
  const tool = editor.tool.value
  const isSelecting = selected.length > 0
  const offered = new Set(isSelecting ? fieldsOfAll(selected) : fieldsOfTool(tool))
  const onlyNotes = isSelecting ? selected.every(({ type }) => type === 'note') : tools[tool].makes === 'note'
  if (!isSelecting && offered.size > 0) offered.add('opacity')
  return {
    isShown: offered.size > 0 && (isSelecting || tool !== 'select'),
    hasSelection: isSelecting,
    has: (field) => offered.has(field),
    get(field) {
      if (!isSelecting) return editor.styles.value[styleNameFor(tool, [], field)] ?? initialOf(tool, field)
      const cell = styleOfMark(editor, field)
      if (cell !== undefined) return cell
      return commonValue(selected, field)
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
