/** Copy, cut, paste and drop events, and their counterparts for menus, where there is no event. */
import { watch } from '../../base/signal.ts'
import { toBoard } from '../../editor/camera/camera.ts'
import type { Editor } from '../../editor/editor.ts'
import { copySelection as readSelection } from '../../editor/making/clipboard.ts'
import { type BoardPoint, screenPoint } from '../../geometry/point.ts'
import type { Translate } from '../../i18n/translate.ts'
import { fromRoom } from '../files/travelling-images.ts'
import type { RoomModel } from '../room-model.ts'
import { copyCells } from './cell-clipboard.ts'
import { isTextField } from './keyboard.ts'
import { carriedBy, editedField, type PasteHow, PRIVATE_TYPE, paste } from './paste.ts'

export async function copyFromMenu(model: RoomModel, t: Translate, how: 'copy' | 'cut'): Promise<void> {
  const cells = copyCells(model.editor)
  const copied = cells ?? readSelection(model.editor)
  if (!copied) return
  try {
    const parts = {
      'text/plain': new Blob([copied.text], { type: 'text/plain' }),
      'text/html': new Blob([cells ? cells.html : fromRoom(copied.html, model.id)], { type: 'text/html' }),
    }
    await navigator.clipboard.write([new ClipboardItem(parts)])
    if (how === 'cut') model.run(cells ? 'table.clear' : 'edit.delete')
  } catch {
    // No permission: the key still works, because the browser then grants it for the event.
    model.say(t('common.copyFailed'), 'bad')
  }
}

export async function pasteFromMenu(model: RoomModel, t: Translate, how: PasteHow): Promise<void> {
  try {
    const files: File[] = []
    let text = ''
    let html = ''
    for (const item of await navigator.clipboard.read()) {
      const image = item.types.find((type) => type.startsWith('image/'))
      if (image) {
        const ending = image.slice('image/'.length).replace(/\W.*/, '')
        files.push(new File([await item.getType(image)], `pasted.${ending}`, { type: image }))
      }
      if (item.types.includes('text/plain')) text = await (await item.getType('text/plain')).text()
      if (item.types.includes('text/html')) html = await (await item.getType('text/html')).text()
    }
    paste(model, t, { files, json: '', text, html }, { field: editedField(model), ...how })
  } catch {
    // No permission, or nothing readable in it.
    model.say(t('common.pasteFailed'), 'bad')
  }
}

/**
 * "Paste as plain text" by key. The event does not tell whether Shift was held; the press that causes it does, and only
 * that one: any other key, letting go, or looking away ends it.
 */
export function watchPlainPaste(view: Window, signal: AbortSignal): () => boolean {
  let isPlain = false
  const isV = (event: KeyboardEvent) => event.key.toLowerCase() === 'v' || event.code === 'KeyV'
  view.addEventListener(
    'keydown',
    (event) => {
      isPlain = isV(event) && event.shiftKey && (event.ctrlKey || event.metaKey)
    },
    { signal, capture: true },
  )
  const forget = () => {
    isPlain = false
  }
  view.addEventListener('keyup', (event) => isV(event) && forget(), { signal, capture: true })
  view.addEventListener('blur', forget, { signal })
  return () => {
    const was = isPlain
    forget()
    return was
  }
}

/** Words that are marked somewhere on the page, but not in a field: those have a selection of their own. */
function markedWords(view: Window): Selection | null {
  const selection = view.getSelection()
  if (!selection || selection.isCollapsed) return null
  const { anchorNode } = selection
  const at = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement
  return isTextField(at?.closest('[contenteditable]') ?? null) ? null : selection
}

export function wireClipboard(view: Window, model: RoomModel, t: Translate, container: HTMLElement): () => void {
  const { editor } = model
  const ended = new AbortController()
  const { signal } = ended
  const options = { signal }
  const isPlainNext = watchPlainPaste(view, signal)

  const put = (event: ClipboardEvent) => {
    if (isTextField(event.target) || markedWords(view) || !event.clipboardData) return
    const cells = copyCells(editor)
    if (cells) {
      event.preventDefault()
      event.clipboardData.setData('text/html', cells.html)
      event.clipboardData.setData('text/plain', cells.text)
      if (event.type === 'cut') model.run('table.clear')
      return
    }
    const copied = readSelection(editor)
    if (!copied) return
    event.preventDefault()
    event.clipboardData.setData(PRIVATE_TYPE, copied.json)
    event.clipboardData.setData('text/html', fromRoom(copied.html, model.id))
    event.clipboardData.setData('text/plain', copied.text)
    if (event.type === 'cut') model.run('edit.delete')
  }
  const take = (event: ClipboardEvent) => {
    const isPlain = isPlainNext()
    if (event.defaultPrevented || !event.clipboardData) return
    const field = fieldAt(event.target, model)
    if (isTextField(event.target) && !field) return
    if (paste(model, t, carriedBy(event.clipboardData), { isPlain, field })) event.preventDefault()
    // Our editor would take what is nothing to us, and in its own way.
    if (field) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  view.addEventListener('copy', put, options)
  view.addEventListener('cut', put, options)
  view.addEventListener('paste', take, { signal, capture: true })

  // What is chosen last is what is meant: a press on the board, or a selection made there, ends marks elsewhere.
  const unmark = () => markedWords(view)?.removeAllRanges()
  container.addEventListener('pointerdown', unmark, { signal, capture: true })
  const unwatch = watch(editor.selection, () => {
    if (editor.selection.value.length > 0) unmark()
  })

  // Without this the browser leaves the board to show what is dropped.
  container.addEventListener('dragover', (event) => event.preventDefault(), options)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (!event.dataTransfer) return
    const at = boardPointAt(editor, container, event.clientX, event.clientY)
    paste(model, t, carriedBy(event.dataTransfer), { isPlain: false, at })
  }
  container.addEventListener('drop', drop, options)
  return () => {
    unwatch()
    ended.abort()
  }
}

/** The field of the edited text, when the event is in it. */
const fieldAt = (target: EventTarget | null, model: RoomModel) => {
  const field = editedField(model)
  return field && target instanceof Node && field.contains(target) ? field : null
}

/** The board point under a client position of the page. */
export const boardPointAt = (editor: Editor, container: Element, x: number, y: number): BoardPoint => {
  const box = container.getBoundingClientRect()
  return toBoard(editor.camera.value, screenPoint(x - box.left, y - box.top))
}
