/** While a text is edited, everything is one undo step; a free text that ends empty leaves neither shape nor step. */
import type { ShapeId } from '../base/ids.ts'
import type { Signal } from '../base/signal.ts'
import type { BoardDocument } from '../document/board-document.ts'
import { plainText } from '../shapes/rich-text.ts'

export interface TextSession {
  /** Opens the step before the shape is created, so that creation and typing are one. */
  beginNew(id: ShapeId): void
  /** The creation was refused. */
  abandon(): void
  close(): void
}

export function createTextSession(editing: Signal<ShapeId | null>, document: BoardDocument): TextSession {
  const { history, board } = document
  let open: { readonly id: ShapeId; readonly isNew: boolean } | null = null

  function finish() {
    if (!open) return
    const { id, isNew } = open
    open = null
    const shape = board.get(id)
    const isEmpty = shape?.type === 'text' && plainText(shape.text).trim() === ''
    if (isEmpty && isNew) return history.cancel()
    if (isEmpty) document.dispatch({ name: 'delete', ids: [id] })
    history.end()
  }
  const unsubscribe = editing.subscribe(() => {
    const id = editing.value
    if (open?.id === id) return
    finish()
    if (id === null) return
    open = { id, isNew: false }
    history.begin()
  })
  return {
    beginNew(id) {
      if (editing.value !== null) editing.value = null
      finish()
      open = { id, isNew: true }
      history.begin()
    },
    abandon() {
      open = null
      history.cancel()
    },
    close() {
      finish()
      unsubscribe()
    },
  }
}
