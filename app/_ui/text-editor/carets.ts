/** Shows the carets of others who type in the same text, and tells them where mine is. */

import type Quill from 'quill'
import type QuillCursors from 'quill-cursors'
import * as Y from 'yjs'
import { watch } from '../../../lib/base/signal.ts'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import type { RoomSession } from '../../../lib/page/room-model.ts'

interface Caret {
  readonly shape: string
  readonly anchor: unknown
  readonly head: unknown
}
/** Carets travel beside the promised presence fields; clients that do not know them are not disturbed. */
type WithCaret = Partial<Omit<PeerPresence, 'clientId'>> & { readonly caret: Caret | null }

interface CaretOptions {
  readonly quill: Quill
  readonly text: Y.Text
  readonly shape: string
  readonly session: RoomSession
}

function indexOf(position: unknown, text: Y.Text): number | null {
  try {
    const relative = Y.createRelativePositionFromJSON(position)
    const absolute = text.doc ? Y.createAbsolutePositionFromRelativePosition(relative, text.doc) : null
    return absolute?.type === text ? absolute.index : null
  } catch {
    // A peer may send anything as its caret; what cannot be read is not shown.
    return null
  }
}

export interface Carets {
  refresh(): void
  close(): void
}

export function showCarets({ quill, text, shape, session }: CaretOptions): Carets {
  const cursors = quill.getModule('cursors') as QuillCursors
  const { awareness } = session
  const tell = (caret: Caret | null) => {
    const patch: WithCaret = { caret }
    session.showPresence(patch)
  }
  const refresh = () => {
    const names = new Map(session.people.value.map((peer) => [peer.clientId, peer]))
    const seen = new Set<string>()
    for (const [clientId, state] of awareness.getStates()) {
      const caret = (state as { caret?: Caret | null }).caret
      const peer = names.get(clientId)
      if (!peer || !caret || caret.shape !== shape) continue
      const anchor = indexOf(caret.anchor, text)
      const head = indexOf(caret.head, text)
      if (anchor === null || head === null) continue
      const id = String(clientId)
      seen.add(id)
      cursors.createCursor(id, peer.name, peer.color)
      cursors.moveCursor(id, { index: Math.min(anchor, head), length: Math.abs(head - anchor) })
    }
    for (const { id } of cursors.cursors()) if (!seen.has(id)) cursors.removeCursor(id)
  }
  const onSelection = () => {
    const range = quill.getSelection()
    if (!range) return
    tell({
      shape,
      anchor: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, range.index)),
      head: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, range.index + range.length)),
    })
  }
  quill.on('editor-change', onSelection)
  const unsubscribe = watch(session.people, refresh)
  refresh()
  return {
    refresh,
    close() {
      quill.off('editor-change', onSelection)
      unsubscribe()
      tell(null)
    },
  }
}
