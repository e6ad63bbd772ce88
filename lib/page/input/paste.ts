/** Does with what a clipboard or a drag carries what the table says. */
import { fromPlainShape } from '../../document/plain-shape.ts'
import { editableTable } from '../../editor/cells/cell-range.ts'
import { pasteCells } from '../../editor/cells/table-edits.ts'
import type { Editor } from '../../editor/editor.ts'
import { parseClipboard, pasteClipboard } from '../../editor/making/clipboard.ts'
import { codeText } from '../../editor/making/code-text.ts'
import { MAX_PASTED_NOTES, noteLines, notesFor } from '../../editor/making/note-lines.ts'
import type { BoardPoint } from '../../geometry/point.ts'
import type { Translate } from '../../i18n/translate.ts'
import { excalidrawWords, tldrawWords } from '../../interchange/foreign-words.ts'
import { json as jsonOf, list, parseJson } from '../../interchange/reading.ts'
import { tableShapes } from '../../interchange/table-shapes.ts'
import { kindOf, type Shape } from '../../shapes/registry.ts'
import { MAX_TEXT_LENGTH, plainLines, plainText, type RichText, richText } from '../../shapes/rich-text.ts'
import { boardFormatOf } from '../files/board-format.ts'
import { prepareImage } from '../files/image-files.ts'
import { roomNamedIn } from '../files/travelling-images.ts'
import type { RoomModel, TextField } from '../room-model.ts'
import {
  type Carried,
  clipboardTable,
  type Destination,
  type Found,
  lookInto,
  type Outcome,
  pictureOf,
} from './clipboard-table.ts'

/** The browser hands this type on only between pages of the same browser; HTML carries the same everywhere. */
export const PRIVATE_TYPE = 'application/x-inkroom+json'

export interface PasteHow {
  readonly isPlain: boolean
  /** Each line becomes a sticky note. */
  readonly asNotes?: true
  /** All of it is code, in the fixed font and the colours of its language. */
  readonly asCode?: true
  /** Where to; the pointer's place when nothing is said. */
  readonly at?: BoardPoint | null
  /** The text that is edited, when it is meant. */
  readonly field?: TextField | null
}

/** What an event brought; addresses alone where a browser sends no words with them. */
export function carriedBy(transfer: DataTransfer): Carried {
  const text = transfer.getData('text/plain') || transfer.getData('text/uri-list')
  return {
    files: [...transfer.files],
    json: transfer.getData(PRIVATE_TYPE),
    text,
    html: transfer.getData('text/html'),
  }
}

const destinationOf = ({ isPlain, field, at }: PasteHow, editor: Editor): Destination =>
  // What is dropped, or pasted at a place of the board, is meant for that place.
  !field && !at && editor.cells.value !== null && editableTable(editor)
    ? 'cells'
    : field
      ? isPlain
        ? 'plain-in-text'
        : 'text'
      : isPlain
        ? 'plain-on-board'
        : 'board'

const fileOf = (text: string, name: string, type = 'text/plain'): File => new File([text], name, { type })

interface Task {
  readonly model: RoomModel
  readonly t: Translate
  readonly carried: Carried
  readonly found: Found
  readonly how: PasteHow
}

/** False when there is nothing in it; what is done with the rest may take a moment. */
export function paste(model: RoomModel, t: Translate, carried: Carried, how: PasteHow): boolean {
  const found = lookInto(carried)
  const outcome = clipboardTable[found.lying][destinationOf(how, model.editor)]
  if (outcome === 'nothing') return false
  if (model.editor.isViewer.value) model.say(t('refused.viewer'), 'bad')
  else if (how.asNotes) putNotes({ model, t, carried, found, how })
  else if (how.asCode) void putCode({ model, t, carried, found, how })
  else void outcomes[outcome]({ model, t, carried, found, how })
  return true
}

const placeOf = ({ model: { editor }, how }: Task): BoardPoint | undefined =>
  how.at ?? editor.pointer.value ?? undefined

const outcomes: Readonly<Record<Exclude<Outcome, 'nothing'>, (task: Task) => unknown>> = {
  shapes(task) {
    const { model, carried } = task
    const pasted = pasteClipboard(model.editor, carried, placeOf(task))
    const from = pasted === 'shapes' ? roomNamedIn(carried.html) : null
    if (from !== null && from !== model.id) model.editor.document.afterwards(() => void model.bringImages(from))
  },
  import(task) {
    const { model, found } = task
    const format = boardFormatOf(found.code)
    return model.addFiles([fileOf(found.code, `clipboard.${format}`)], placeOf(task))
  },
  'words-of-shapes': (task) => putWords(task, richText(wordsOf(task.found))),
  files: (task) => task.model.addFiles(task.found.files, placeOf(task)),
  async 'picture-or-words'(task) {
    const { found, model } = task
    const file = pictureOf(found.code) ?? fileOf(found.code, 'pasted.svg', 'image/svg+xml')
    const place = placeOf(task)
    if ((await prepareImage(file)).ok) await model.addFiles([file], place)
    else putWords(task, richText(plainLines(found.words)))
  },
  'formatted-words': (task) => putWords(task, task.found.rich),
  'address-or-words'(task) {
    if (fencedCode(task.found.words)) return putCode(task)
    const text = plainLines(task.found.words)
    pasteClipboard(task.model.editor, { text }, placeOf(task))
    sayWhenCut(task, text.length - MAX_TEXT_LENGTH)
  },
  words: (task) => putWords(task, richText(plainLines(task.found.words))),
  table(task) {
    const { model, t, found } = task
    if (!found.table) return
    const { shapes, left } = tableShapes(found.table, model.editor)
    model.editor.insert(shapes, placeOf(task))
    if (left > 0) model.say(t('paste.cellsLeft', { count: left }), 'bad')
  },
  'into-cells'({ model, t, found, how }) {
    const isRich = found.lying === 'formatted-words' && !how.isPlain
    const words = isRich ? found.rich : richText(plainLines(found.words))
    const left = pasteCells(model.editor, found.table?.rows ?? [[words]])
    if (left > 0) model.say(t('paste.cellsLeft', { count: left }), 'bad')
  },
}

/** What is written in what lies there, whatever it is. */
function wordsOf({ lying, code, words }: Found): string {
  if (lying === 'own-shapes') return ownWords(words)
  return lying === 'foreign-shapes' ? wordsInside(code) : plainLines(words)
}

function putNotes(task: Task): void {
  const { model, t, found } = task
  const lines = noteLines(wordsOf(found))
  if (lines.length === 0) {
    model.say(t('paste.noLines'), 'bad')
    return
  }
  model.editor.insert(notesFor(model.editor, lines), placeOf(task))
  const missing = lines.length - MAX_PASTED_NOTES
  if (missing > 0) model.say(t('paste.notesCut', { limit: MAX_PASTED_NOTES, missing }), 'bad', true)
}

const FENCE = /^(?:`{3,}|~{3,})/
const LANGUAGE = /^[\w+#-]{0,30}/
/** An opening fence with its words; what is longer is none. */
const MAX_FENCE = 400

/** What stands between two fences of Markdown, when that is all there is. */
function fencedCode(words: string): { readonly code: string; readonly language?: string } | null {
  const text = words.trim()
  const start = text.indexOf('\n') + 1
  const open = text.slice(0, Math.min(Math.max(0, start - 1), MAX_FENCE))
  const fence = FENCE.exec(open)?.[0]
  if (fence === undefined) return null
  const about = open.slice(fence.length).trim()
  const end = text.length - fence.length
  const isWhole = text.startsWith(fence, end) && text.indexOf(`\n${fence}`) === end - 1
  if (!isWhole || about.includes('`')) return null
  const language = LANGUAGE.exec(about)?.[0] ?? ''
  return { code: text.slice(start, end - 1), ...(language === '' ? {} : { language }) }
}

async function putCode(task: Task): Promise<void> {
  const { model, found } = task
  const words = wordsOf(found)
  const place = placeOf(task)
  const { code, language } = fencedCode(words) ?? { code: words, language: undefined }
  if (code.trim() === '') return model.say(task.t('paste.noLines'), 'bad')
  const { coloredCode } = await import('../../interchange/code-colors.ts')
  model.editor.insert([codeText(model.editor, coloredCode(code, language))], place)
  sayWhenCut(task, code.length - MAX_TEXT_LENGTH)
}

function putWords(task: Task, rich: RichText): void {
  const { model, how } = task
  // A clipboard that is read from a menu takes a moment; who has left the text by then finds the words on the board.
  const isOpen = how.field !== undefined && how.field !== null && how.field === model.page.textField.value
  if (isOpen && how.field) sayWhenCut(task, how.field.insert(rich))
  else {
    pasteClipboard(model.editor, { rich }, placeOf(task))
    sayWhenCut(task, plainText(rich).length - MAX_TEXT_LENGTH)
  }
}

function sayWhenCut({ model, t }: Task, missing: number): void {
  // Words that are lost are told of until somebody has read it.
  if (missing > 0) model.say(t('paste.cut', { limit: MAX_TEXT_LENGTH, missing }), 'bad', true)
}

/** Our own words come as words, unless only the data came along. */
function ownWords(text: string): string {
  const shapes = parseClipboard(text)
  return plainLines(shapes ? wordsIn(shapes) : text)
}

function wordsInside(code: string): string {
  const format = boardFormatOf(code)
  if (format === 'excalidraw') return excalidrawWords(code)
  if (format === 'tldraw') return tldrawWords(code)
  const read = parseJson(code)
  const shapes = read.ok ? list(jsonOf(read.value).shapes).map(fromPlainShape) : []
  return wordsIn(shapes.filter((shape) => shape !== null))
}

/** What is written in the shapes, from top to bottom. */
function wordsIn(shapes: readonly Shape[]): string {
  return [...shapes]
    .sort((a, b) => a.placement.y - b.placement.y || a.placement.x - b.placement.x)
    .map((shape) => (shape.type === 'frame' ? shape.name : plainText(kindOf(shape).text(shape))).trim())
    .filter((words) => words !== '')
    .join('\n')
}

/** The words of the text that is edited, when its field has or had the focus last. */
export const editedField = (model: RoomModel): TextField | null => {
  const { editor, page }: { readonly editor: Editor; readonly page: RoomModel['page'] } = model
  return editor.editing.value === null ? null : page.textField.value
}
