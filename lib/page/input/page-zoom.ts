/** The browser's own zoom is for the board alone: enlarged panels over an unchanged board help nobody (I33). */
import { actionFor } from '../../editor/actions/shortcuts.ts'
import type { Editor } from '../../editor/editor.ts'
import { keyInputOf } from './keyboard.ts'

const zoomActions = ['view.zoom-in', 'view.zoom-out', 'view.zoom-reset']

export function wirePageZoom(view: Window, editor: Editor): () => void {
  const ended = new AbortController()
  const { signal } = ended
  const onKey = (event: KeyboardEvent) => {
    if (!event.ctrlKey && !event.metaKey) return
    const action = actionFor(keyInputOf('down', event), editor.settings.value)?.id
    if (action === undefined || !zoomActions.includes(action)) return
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
