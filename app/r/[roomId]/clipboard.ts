/** Copy, cut and paste: shapes as data in a private type, their words as plain text for everyone else. */
import type { ShapeId } from '../../../lib/base/ids.ts'
import { parseShapeId } from '../../../lib/base/ids.ts'
import { readRecord } from '../../../lib/document/read.ts'
import { toBoard, visibleBox } from '../../../lib/editor/camera.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import { centreOf } from '../../../lib/geometry/box.ts'
import { type BoardPoint, boardPoint, screenPoint } from '../../../lib/geometry/point.ts'
import type { Translate } from '../../../lib/i18n/translate.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { plainText, richText } from '../../../lib/shapes/rich-text.ts'
import type { RoomModel } from '../../_ui/room-model.ts'
import { boardFormatOf } from './board-format.ts'
import { readShapes, writeShapes } from './clipboard-format.ts'
import { isTextField } from './keyboard.ts'

const PRIVATE_TYPE = 'application/x-inkroom+json'
/** The async clipboard lets only web types through; a leading `web ` marks a custom one. */
const WRAP_WIDTH = 480
const CASCADE = 16

/** The selection with everything inside its groups and frames, back to front. */
export function selectedTree(editor: Editor): readonly Shape[] {
  const wanted = new Set<ShapeId>()
  const add = (id: ShapeId) => {
    if (wanted.has(id)) return
    wanted.add(id)
    for (const child of editor.document.board.childrenOf(id)) add(child.id)
  }
  for (const id of editor.selection.value) add(id)
  return editor.document.board.shapes.filter(({ id }) => wanted.has(id))
}

const wordsOf = (shapes: readonly Shape[]): string =>
  shapes
    .map((shape) => ('text' in shape ? plainText(shape.text) : shape.type === 'frame' ? shape.name : ''))
    .filter((words) => words.trim() !== '')
    .join('\n')

function parse(text: string): Shape[] | null {
  return readShapes(text, (stored) => {
    const id = parseShapeId(stored.id)
    return id ? readRecord(id, Object.entries(stored)) : null
  })
}

/** Where pasted things go: the pointer while it is over the board, else the middle of the view. */
function pastePoint(editor: Editor, nth: number): BoardPoint {
  const middle = centreOf(visibleBox(editor.camera.value, editor.viewport.value))
  const at = editor.pointer.value ?? middle
  return boardPoint(at.x + nth * CASCADE, at.y + nth * CASCADE)
}

interface PastedText {
  readonly own: string
  readonly plain: string
  readonly html: string
}

function createPaster(model: RoomModel) {
  const { editor } = model
  let last = ''
  let nth = 0
  let lastAt = ''
  const nextPoint = (what: string): BoardPoint => {
    const here = JSON.stringify(editor.pointer.value)
    nth = what === last && here === lastAt ? nth + 1 : 0
    last = what
    lastAt = here
    return pastePoint(editor, nth)
  }
  const pasteWords = (words: string) => {
    const at = nextPoint(words)
    const styles = editor.styles.value
    const isLong = words.length > 60 || words.includes('\n')
    const shape = readRecord(editor.newId(), [
      ['type', 'text'],
      ...Object.entries(styles),
      ['autoWidth', !isLong],
      ['placement', { x: at.x, y: at.y, w: isLong ? WRAP_WIDTH : 10, h: 10, rotation: 0 }],
      ['text', richText(words.replace(/\r\n?/g, '\n'))],
    ])
    editor.insert([shape], at)
  }
  return (text: PastedText, isPlain: boolean): boolean => {
    if (editor.isViewer.value) return false
    const shapes = isPlain ? null : (parse(text.own) ?? parse(text.plain))
    if (shapes) {
      if (shapes.length > 0) editor.insert(shapes, nextPoint(text.own || text.plain))
      return shapes.length > 0
    }
    const words = text.plain.trim()
    const html = !isPlain && text.html.includes('data-tldraw') ? text.html : ''
    const format = isPlain ? null : boardFormatOf(html || words)
    if (format) {
      void model.addFiles([new File([html || words], `clipboard.${format}`)], nextPoint(words))
      return true
    }
    if (!isPlain && /^<svg[\s>]/i.test(words)) {
      void model.addFiles([new File([words], 'pasted.svg', { type: 'image/svg+xml' })], nextPoint(words))
      return true
    }
    if (words === '') return false
    const { value: selection } = editor.selection
    if (!isPlain && selection.length === 1 && /^https?:\/\/\S+$/i.test(words)) {
      editor.dispatch({ name: 'update', patches: [{ id: selection[0], patch: { link: words } }] })
      return true
    }
    pasteWords(words)
    return true
  }
}

/** For the context menu and the palette, where there is no clipboard event. */
export async function copySelection(model: RoomModel, t: Translate, how: 'copy' | 'cut'): Promise<void> {
  const shapes = selectedTree(model.editor)
  if (shapes.length === 0) return
  try {
    // Only plain text passes everywhere, so our own format rides in it.
    await navigator.clipboard.writeText(writeShapes(shapes))
    if (how === 'cut') model.run('edit.delete')
  } catch {
    // No permission: the key still works, because the browser then grants it for the event.
    model.say(t('common.copyFailed'), 'bad')
  }
}

export async function pasteFromSystem(model: RoomModel, t: Translate): Promise<void> {
  try {
    const items = await navigator.clipboard.read()
    const files: File[] = []
    let plain = ''
    let html = ''
    for (const item of items) {
      const image = item.types.find((type) => type.startsWith('image/'))
      if (image) files.push(new File([await item.getType(image)], 'pasted.png', { type: image }))
      if (item.types.includes('text/plain')) plain = await (await item.getType('text/plain')).text()
      if (item.types.includes('text/html')) html = await (await item.getType('text/html')).text()
    }
    if (files.length > 0) await model.addFiles(files)
    else createPaster(model)({ own: '', plain, html }, false)
  } catch {
    // No permission, or nothing readable in it.
    model.say(t('common.pasteFailed'), 'bad')
  }
}

interface ClipboardOptions {
  readonly view: Window
  readonly model: RoomModel
}

export function wireClipboard({ view, model }: ClipboardOptions): () => void {
  const { editor } = model
  const ended = new AbortController()
  const options = { signal: ended.signal }
  const paste = createPaster(model)
  let isPlainNext = false
  const isElsewhere = (event: Event) =>
    isTextField(event.target) || (view.getSelection()?.isCollapsed === false && event.type !== 'paste')

  const put = (event: ClipboardEvent) => {
    const shapes = selectedTree(editor)
    if (isElsewhere(event) || shapes.length === 0 || !event.clipboardData) return
    event.preventDefault()
    event.clipboardData.setData(PRIVATE_TYPE, writeShapes(shapes))
    event.clipboardData.setData('text/plain', wordsOf(shapes))
    if (event.type === 'cut') model.run('edit.delete')
  }
  const take = (event: ClipboardEvent) => {
    if (isTextField(event.target) || !event.clipboardData) return
    const from = event.clipboardData
    const files = [...from.files]
    const own = from.getData(PRIVATE_TYPE)
    const text = { own, plain: from.getData('text/plain'), html: from.getData('text/html') }
    // Spreadsheets put a picture beside their words; the words are what was meant.
    const hasUsed =
      files.length > 0 && text.plain === '' && own === ''
        ? void model.addFiles(files, editor.pointer.value ?? undefined) === undefined
        : paste(text, isPlainNext)
    if (hasUsed) event.preventDefault()
  }
  // The event does not tell whether Shift was held: the key press before it does.
  const watch = (event: KeyboardEvent) => {
    isPlainNext = event.key.toLowerCase() === 'v' && event.shiftKey
  }
  view.addEventListener('keydown', watch, { ...options, capture: true })
  view.addEventListener('copy', put, options)
  view.addEventListener('cut', put, options)
  view.addEventListener('paste', take, options)
  return () => ended.abort()
}

/** The board point under a client position of the page. */
export const boardPointAt = (editor: Editor, container: Element, x: number, y: number): BoardPoint => {
  const box = container.getBoundingClientRect()
  return toBoard(editor.camera.value, screenPoint(x - box.left, y - box.top))
}
