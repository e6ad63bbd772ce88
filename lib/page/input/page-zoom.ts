/** The browser's own zoom is for the board alone: enlarged panels over an unchanged board help nobody (I33). */
import type { Editor } from '../../editor/editor.ts'

const actionOf: Readonly<Record<string, string>> = {
  '=': 'view.zoom-in',
  '+': 'view.zoom-in',
  '-': 'view.zoom-out',
  '0': 'view.zoom-reset',
}

export function wirePageZoom(view: Window, editor: Editor): () => void {
  const ended = new AbortController()
  const { signal } = ended
  const onKey = (event: KeyboardEvent) => {
    const action =
      (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? actionOf[event.key] : undefined
    if (!action) return
    // First of all: fields and dialogs keep their keys to themselves, and the browser would then take this one.
    event.preventDefault()
    event.stopPropagation()
    editor.run(action)
  }
  const onWheel = (event: WheelEvent) => {
    if (event.ctrlKey || event.metaKey) event.preventDefault()
  }
  view.addEventListener('keydown', onKey, { signal, capture: true })
  view.addEventListener('wheel', onWheel, { signal, capture: true, passive: false })
  return () => ended.abort()
}
