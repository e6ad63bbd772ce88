/** Moves the view when the caret would be typed out of sight, above all under the on-screen keyboard (I42). */
import type Quill from 'quill'
import { panBy } from '../../../lib/editor/camera/camera.ts'
import type { Editor } from '../../../lib/editor/editor.ts'

/** Air between the caret and the edge of what is visible. */
const AIR_PX = 28

/** Where typing goes on, in the window; null while the text has no selection. */
function caretOf(root: HTMLElement): DOMRect | null {
  const selection = root.ownerDocument.getSelection()
  if (!selection?.focusNode || !root.contains(selection.focusNode)) return null
  const range = root.ownerDocument.createRange()
  range.setStart(selection.focusNode, selection.focusOffset)
  const [place] = range.getClientRects()
  if (place) return place
  // An empty line has no text to measure.
  const { focusNode, focusOffset } = selection
  const line = focusNode instanceof Element ? (focusNode.childNodes[focusOffset] ?? focusNode) : focusNode.parentElement
  return line instanceof Element ? line.getBoundingClientRect() : null
}

/** How far [from, until] reaches out of [low, high]; its beginning counts when it is larger. */
function beyond(from: number, until: number, low: number, high: number): number {
  if (from < low) return from - low
  return until > high ? Math.min(until - high, from - low) : 0
}

/** Lower edge of the bar of formats where it covers the caret, else 0. */
function barOver(document: Document, caret: DOMRect): number {
  const bar = document.querySelector('[data-format-bar]')?.getBoundingClientRect()
  const isOver =
    bar && caret.right > bar.left && caret.left < bar.right && caret.bottom > bar.top && caret.top < bar.bottom
  return isOver ? bar.bottom + 4 : 0
}

/** Watches the keyboard and the typing until the returned function is called. */
export function keepCaretInSight(quill: Quill, editor: Editor): () => void {
  const view = quill.root.ownerDocument.defaultView
  const visible = view?.visualViewport
  if (!view || !visible) return () => {}
  let frame = 0
  const look = (isTyping: boolean) => {
    const caret = caretOf(quill.root)
    if (!caret) return
    // The keyboard covers the page and leaves its size alone: only the visual viewport shrinks.
    const right = visible.offsetLeft + visible.width - AIR_PX
    const bottom = visible.offsetTop + visible.height - AIR_PX
    const bar = barOver(quill.root.ownerDocument, caret)
    const x = isTyping ? beyond(caret.left, caret.right, visible.offsetLeft + AIR_PX, right) : 0
    const y = beyond(caret.top, caret.bottom, Math.max(visible.offsetTop + AIR_PX, bar), bottom)
    if (x !== 0 || y !== 0) editor.camera.value = panBy(editor.camera.value, x, y)
  }
  // After the frame: the text is laid out anew, and the view may just have been moved on purpose.
  const lookSoon = (isTyping: boolean) => {
    view.cancelAnimationFrame(frame)
    frame = view.requestAnimationFrame(() => look(isTyping))
  }
  const onTyping = (...[, , , source]: unknown[]) => {
    if (source === 'user') lookSoon(true)
  }
  const onResize = () => lookSoon(true)
  quill.on('editor-change', onTyping)
  visible.addEventListener('resize', onResize)
  // A long line that is opened stays where it was pressed.
  lookSoon(false)
  return () => {
    view.cancelAnimationFrame(frame)
    quill.off('editor-change', onTyping)
    visible.removeEventListener('resize', onResize)
  }
}
