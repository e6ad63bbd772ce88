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

/** Watches the keyboard and the typing until the returned function is called. */
export function keepCaretInSight(quill: Quill, editor: Editor): () => void {
  const view = quill.root.ownerDocument.defaultView
  const visible = view?.visualViewport
  if (!view || !visible) return () => {}
  let frame = 0
  const look = () => {
    const caret = caretOf(quill.root)
    if (!caret) return
    // The keyboard covers the page and leaves its size alone: only the visual viewport shrinks.
    const below = caret.bottom + AIR_PX - (visible.offsetTop + visible.height)
    const above = visible.offsetTop + AIR_PX - caret.top
    const by = below > 0 ? below : above > 0 ? -above : 0
    if (by !== 0) editor.camera.value = panBy(editor.camera.value, 0, by)
  }
  // After the frame: the text is laid out anew, and the view may just have been moved on purpose.
  const lookSoon = () => {
    view.cancelAnimationFrame(frame)
    frame = view.requestAnimationFrame(look)
  }
  const onTyping = (...[, , , source]: unknown[]) => {
    if (source === 'user') lookSoon()
  }
  quill.on('editor-change', onTyping)
  visible.addEventListener('resize', lookSoon)
  lookSoon()
  return () => {
    view.cancelAnimationFrame(frame)
    quill.off('editor-change', onTyping)
    visible.removeEventListener('resize', lookSoon)
  }
}
