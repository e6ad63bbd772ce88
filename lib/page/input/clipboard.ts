/** Copy, cut and paste events, and their counterparts for menus, where there is no event. */

import { toBoard } from '../../editor/camera/camera.ts'
import type { Editor } from '../../editor/editor.ts'
import { type PasteSource, pasteClipboard, copySelection as readSelection } from '../../editor/making/clipboard.ts'
import { type BoardPoint, screenPoint } from '../../geometry/point.ts'
import type { Translate } from '../../i18n/translate.ts'
import { boardFormatOf } from '../files/board-format.ts'
import { fromRoom, roomNamedIn } from '../files/travelling-images.ts'
import type { RoomModel } from '../room-model.ts'
import { isTextField } from './keyboard.ts'

/** The browser hands this type on only between pages of the same browser; HTML carries the same everywhere. */
const PRIVATE_TYPE = 'application/x-inkroom+json'

const fileOf = (text: string, name: string, type = 'text/plain'): File => new File([text], name, { type })

/** Boards of other programs and SVG code come as text; null when it is neither. */
function asFile({ text = '', html = '' }: PasteSource): File | null {
  const words = text.trim()
  const foreign = html.includes('data-tldraw') ? html : words
  const format = boardFormatOf(foreign)
  if (format && !html.includes('data-inkroom')) return fileOf(foreign, `clipboard.${format}`)
  return /^<svg[\s>]/i.test(words) ? fileOf(words, 'pasted.svg', 'image/svg+xml') : null
}

interface PasteHow {
  readonly isPlain: boolean
  /** Where to; the pointer's place when nothing is said. */
  readonly at?: BoardPoint | null
}

/** True when something was pasted. */
function paste(room: RoomModel, source: PasteSource, { isPlain, at }: PasteHow): boolean {
  const { editor, addFiles } = room
  const place = at ?? editor.pointer.value ?? undefined
  if (isPlain) return pasteClipboard(editor, { text: source.text }, place) !== 'nothing'
  const file = asFile(source)
  if (file && !editor.isViewer.value) {
    void addFiles([file], place)
    return true
  }
  const pasted = pasteClipboard(editor, source, place)
  const from = pasted === 'shapes' ? roomNamedIn(source.html ?? '') : null
  if (from !== null && from !== room.id) void room.bringImages(from)
  return pasted !== 'nothing'
}

export async function copyFromMenu(model: RoomModel, t: Translate, how: 'copy' | 'cut'): Promise<void> {
  const copied = readSelection(model.editor)
  if (!copied) return
  try {
    const parts = {
      'text/plain': new Blob([copied.text], { type: 'text/plain' }),
      'text/html': new Blob([fromRoom(copied.html, model.id)], { type: 'text/html' }),
    }
    await navigator.clipboard.write([new ClipboardItem(parts)])
    if (how === 'cut') model.run('edit.delete')
  } catch {
    // No permission: the key still works, because the browser then grants it for the event.
    model.say(t('common.copyFailed'), 'bad')
  }
}

export async function pasteFromMenu(model: RoomModel, t: Translate, how: PasteHow): Promise<void> {
  try {
    const images: File[] = []
    let text = ''
    let html = ''
    for (const item of await navigator.clipboard.read()) {
      const image = item.types.find((type) => type.startsWith('image/'))
      if (image) images.push(new File([await item.getType(image)], 'pasted.png', { type: image }))
      if (item.types.includes('text/plain')) text = await (await item.getType('text/plain')).text()
      if (item.types.includes('text/html')) html = await (await item.getType('text/html')).text()
    }
    if (images.length > 0 && text === '') await model.addFiles(images, how.at ?? undefined)
    else paste(model, { text, html }, how)
  } catch {
    // No permission, or nothing readable in it.
    model.say(t('common.pasteFailed'), 'bad')
  }
}

export function wireClipboard(view: Window, model: RoomModel): () => void {
  const { editor } = model
  const ended = new AbortController()
  const options = { signal: ended.signal }
  let isPlainNext = false
  const hasSelectedWords = () => view.getSelection()?.isCollapsed === false

  const put = (event: ClipboardEvent) => {
    if (isTextField(event.target) || hasSelectedWords() || !event.clipboardData) return
    const copied = readSelection(editor)
    if (!copied) return
    event.preventDefault()
    event.clipboardData.setData(PRIVATE_TYPE, copied.json)
    event.clipboardData.setData('text/html', fromRoom(copied.html, model.id))
    event.clipboardData.setData('text/plain', copied.text)
    if (event.type === 'cut') model.run('edit.delete')
  }
  const take = (event: ClipboardEvent) => {
    const from = event.clipboardData
    if (isTextField(event.target) || !from) return
    const files = [...from.files]
    const json = from.getData(PRIVATE_TYPE)
    const source = { json, text: from.getData('text/plain'), html: from.getData('text/html') }
    // Spreadsheets put a picture beside their words; the words are what was meant.
    if (files.length > 0 && source.text === '' && json === '') {
      event.preventDefault()
      void model.addFiles(files, editor.pointer.value ?? undefined)
    } else if (paste(model, source, { isPlain: isPlainNext })) event.preventDefault()
  }
  // The event does not tell whether Shift was held: the key press before it does.
  const watch = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === 'v') isPlainNext = event.shiftKey
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
