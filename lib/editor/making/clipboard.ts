/** The clipboard as pure text: shapes as JSON inside HTML, and plain words for everybody else. */
import type { ShapeId } from '../../base/ids.ts'
import { finish, mapping } from '../../base/steps.ts'
import { boxAround, centreOf, unionOf } from '../../geometry/box.ts'
import { type BoardPoint, boardPoint, type Point } from '../../geometry/point.ts'
import { released } from '../../shapes/arrows.ts'
import { fieldsOf, readShape, type Shape } from '../../shapes/registry.ts'
import {
  firstPart,
  MAX_TEXT_LENGTH,
  plainLines,
  plainText,
  type RichText,
  richText,
  type TextRun,
} from '../../shapes/rich-text.ts'
import { wordsOf } from '../../shapes/words.ts'
import { visibleBox } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import { selectedRoots, withDescendants } from '../selection/selection.ts'
import { newShape } from './new-shape.ts'
import { insertRead } from './placing.ts'

export const CLIPBOARD_TYPE = 'inkroom/clipboard'
export const MAX_CLIPBOARD_LENGTH = 100_000_000
/** What one command may create. */
export const MAX_PASTED_SHAPES = 100_000
const PASTED_TEXT_WIDTH = 400
/** A line longer than this is wrapped when it is pasted as a text. */
const MAX_UNWRAPPED_LENGTH = 60
const CASCADE = 20
/** Share of the view left above a text that is higher than the view. */
const AIR_ABOVE = 0.15

export interface Clipboard {
  /** `{"type": "inkroom/clipboard", "version": 1, "shapes": [...]}` */
  readonly json: string
  /** The words of the shapes in reading order, one block each. */
  readonly text: string
  /** The same JSON hidden in HTML: what the system clipboard carries between windows. */
  readonly html: string
}

/** Newer browsers do by themselves, at once, what takes seconds for a large board here. */
const toBase64 = (bytes: Uint8Array & { readonly toBase64?: () => string }) => {
  if (bytes.toBase64) return bytes.toBase64()
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 0x2000) parts.push(String.fromCharCode(...bytes.subarray(i, i + 0x2000)))
  return btoa(parts.join(''))
}
function fromBase64(text: string): Uint8Array {
  const native = (Uint8Array as { readonly fromBase64?: (text: string) => Uint8Array }).fromBase64
  if (native) return native.call(Uint8Array, text)
  const letters = atob(text)
  const bytes = new Uint8Array(letters.length)
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at)
  return bytes
}
/** What JSON can carry: bytes as text, and nothing that every shape of its kind has anyway. */
function plainRecord(shape: Shape): Record<string, unknown> {
  const fields = fieldsOf(shape.type) ?? {}
  const shown = shape as unknown as Readonly<Record<string, unknown>>
  const plain: Record<string, unknown> = {}
  for (const name in shown) {
    const value = shown[name]
    if (Object.hasOwn(fields, name) && fields[name].initial === value) continue
    plain[name] = value instanceof Uint8Array ? { $bytes: toBase64(value) } : value
  }
  return plain
}
/** Bytes lie in fields of a shape and nowhere below: a large board has too many values to look at each. */
function withBytes(plain: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const record: Record<string, unknown> = { ...plain }
  for (const name in record) {
    const encoded = (record[name] as { $bytes?: unknown } | null | undefined)?.$bytes
    if (typeof encoded === 'string') record[name] = fromBase64(encoded)
  }
  return record
}

/** The selection with everything inside it; null when nothing is selected. */
export function copySelection(editor: Editor): Clipboard | null {
  const { view } = editor
  const roots = selectedRoots(view, editor.selection.value)
  if (roots.length === 0) return null
  const all = withDescendants(
    view,
    roots.map(({ id }) => id),
    'all',
  )
  const copied = new Set(all.map(({ id }) => id))
  const isRoot = new Set(roots.map(({ id }) => id))
  const isLost = (target: ShapeId) => !copied.has(target)
  const shapes: Readonly<Record<string, unknown>>[] = []
  for (const { id } of view.board.shapes) {
    const shape = copied.has(id) ? view.get(id) : undefined
    if (!shape) continue
    const plain = plainRecord(shape.type === 'arrow' ? released(shape, isLost, view.context) : shape)
    if (isRoot.has(id)) delete plain.parent
    shapes.push(plain)
  }
  const json = JSON.stringify({ type: CLIPBOARD_TYPE, version: 1, shapes })
  const text = all
    .map((shape) => ({ words: wordsOf(shape), shape }))
    // Most shapes of a large board say nothing: only where words are has to be known.
    .filter(({ words }) => words.trim() !== '')
    .map(({ words, shape }) => ({ words, box: view.bounds(shape) }))
    .sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)
    .map(({ words }) => words)
    .join('\n')
  return { json, text, html: htmlOf(json, text) }
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const htmlOf = (json: string, text: string) =>
  `<div data-inkroom="${toBase64(new TextEncoder().encode(json))}"></div><pre>${escaped(text)}</pre>`

/** Reads our own JSON. Total: null for anything that is not a clipboard of shapes. */
export function parseClipboard(json: string): readonly Shape[] | null {
  const records = recordsIn(json)
  return records && finish(mapping(records, readPlain))
}

type PlainRecord = Readonly<Record<string, unknown>> & { readonly id: string }

/** What stands for shapes in our own JSON; null for anything that is none. */
function recordsIn(json: string): readonly PlainRecord[] | null {
  if (json.length > MAX_CLIPBOARD_LENGTH || !json.includes(CLIPBOARD_TYPE)) return null
  try {
    const parsed: unknown = JSON.parse(json)
    const { type, shapes } = parsed as { type?: unknown; shapes?: unknown }
    if (type !== CLIPBOARD_TYPE || !Array.isArray(shapes)) return null
    return shapes.slice(0, MAX_PASTED_SHAPES).filter(isRecordOfShape)
  } catch {
    // Foreign or broken text: not ours.
    return null
  }
}

function isRecordOfShape(stored: unknown): stored is PlainRecord {
  const from = stored as Record<string, unknown> | null
  if (typeof from !== 'object' || from === null || typeof from.id !== 'string' || from.id === '') return false
  return typeof from.type === 'string' && from.type !== 'unknown' && fieldsOf(from.type) !== undefined
}

function readPlain(record: PlainRecord): Shape {
  const id = record.id.slice(0, 128) as ShapeId
  try {
    return readShape(id, withBytes(record))
  } catch {
    // Bytes that are none: the shape comes without them.
    return readShape(id, record)
  }
}

const OWN_HTML = /data-inkroom="([A-Za-z0-9+/=]+)"/
function shapesIn({ json, text, html }: PasteSource): readonly PlainRecord[] | null {
  // Each is read only when the one before it has none: of a large board that takes a while.
  for (const candidate of [() => json, () => hiddenIn(html), () => text]) {
    const found = candidate()
    const records = found ? recordsIn(found) : null
    if (records) return records
  }
  return null
}

function hiddenIn(html = ''): string | undefined {
  const hidden = html.length <= MAX_CLIPBOARD_LENGTH * 2 ? OWN_HTML.exec(html)?.[1] : undefined
  try {
    return hidden && new TextDecoder().decode(fromBase64(hidden))
  } catch {
    // A clipboard manager cut the value: the plain text is still there.
    return undefined
  }
}

export interface PasteSource {
  readonly json?: string
  readonly text?: string
  readonly html?: string
  /** The words with their formats; they go before the plain ones. */
  readonly rich?: RichText
}

/** Where a paste goes: the pointer, else the middle of the view; on the same place again each lies a little lower. */
function pastePlace(editor: Editor, at?: BoardPoint): BoardPoint {
  const camera = editor.camera.value
  const { w, h } = editor.viewport.value
  const middle = { x: camera.x + w / camera.zoom / 2, y: camera.y + h / camera.zoom / 2 } as BoardPoint
  const wanted = at ?? editor.pointer.value ?? middle
  const box = unionOf(editor.selectedRoots().map((shape) => editor.view.bounds(shape)))
  const last = box && centreOf(box)
  if (!last || !isOnCascade(wanted, last)) return wanted
  return { x: last.x + CASCADE, y: last.y + CASCADE } as BoardPoint
}
/** What is selected at `last` was pasted at `first`, or is a later one of its row. */
function isOnCascade(first: Point, last: Point): boolean {
  const steps = Math.round((last.x - first.x) / CASCADE)
  return steps >= 0 && Math.hypot(last.x - first.x - steps * CASCADE, last.y - first.y - steps * CASCADE) < 1
}

/** What is higher than the view begins at its top, or one would look at the middle of a long text. */
function beginningInSight(editor: Editor, shape: Shape, middle: BoardPoint): BoardPoint {
  const visible = visibleBox(editor.camera.value, editor.viewport.value)
  const { h } = editor.view.bounds(shape)
  return h > visible.h ? boardPoint(middle.x, visible.y + visible.h * AIR_ABOVE + h / 2) : middle
}

/**
 * Pastes our shapes, or plain text as a wrapped text shape; returns what happened. A URL with one selected shape
 * becomes its link. Clipboards of other programs are converted by the page and given to `editor.insert`.
 */
export function pasteClipboard(
  editor: Editor,
  source: PasteSource,
  at?: BoardPoint,
): 'shapes' | 'text' | 'link' | 'nothing' {
  if (editor.isViewer.value) return 'nothing'
  const records = shapesIn(source)
  if (records) {
    if (records.length === 0) return 'nothing'
    insertRead(editor, mapping(records, readPlain), { at: pastePlace(editor, at) })
    return 'shapes'
  }
  const text = pastedWords(source)
  const plain = plainText(text)
  if (plain.trim() === '') return 'nothing'
  const roots = editor.selectedRoots()
  const address = plain.trim()
  if (roots.length === 1 && /^https?:\/\/\S+$/i.test(address)) {
    editor.dispatch({ name: 'update', patches: [{ id: roots[0].id, patch: { link: address.slice(0, 2048) } }] })
    return 'link'
  }
  const shape = textShape(editor, text)
  editor.insert([shape], beginningInSight(editor, shape, pastePlace(editor, at)))
  return 'text'
}

/** Formatted words where there are some; blank lines and indentation stay, only line ends at the end go. */
function pastedWords({ text = '', rich }: PasteSource): RichText {
  return rich ?? richText(plainLines(text))
}

/** The font says that it is code; its colours stay. */
const plainCode = ({ insert, attributes }: TextRun): TextRun =>
  attributes?.color === undefined ? { insert } : { insert, attributes: { color: attributes.color } }

const isAllCode = (text: RichText): boolean =>
  text.some(({ attributes }) => attributes?.code) &&
  text.every(({ insert, attributes }) => insert.trim() === '' || (attributes?.code === true && !attributes.link))

/** Words as a free text, wrapped when a line is long; cells stand in columns, which wrapping would tear. */
export function textShape(editor: Editor, text: RichText): Shape {
  const lines = plainText(text).split('\n')
  const isLong = lines.some((line) => line.length > MAX_UNWRAPPED_LENGTH) && !lines.some((line) => line.includes('\t'))
  const box = boxAround([
    { x: 0, y: 0 },
    { x: isLong ? PASTED_TEXT_WIDTH : 1, y: 25 },
  ]) ?? { x: 0, y: 0, w: 1, h: 25 }
  const words = firstPart(text, MAX_TEXT_LENGTH)
  // Code stands in the fixed font as a whole, with its lines as they are.
  const code = { autoWidth: true, font: 'mono', text: words.map(plainCode) } as const
  const look = isAllCode(words) ? code : { autoWidth: !isLong, text: words }
  const styles = { ...editor.styles.value, align: 'start', ...look } as const
  return newShape('text', editor.newId(), styles, { ...box, rotation: 0 })
}
