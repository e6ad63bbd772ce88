/** Makes the document port from a Y.Doc: records beside it, commands into it, own steps back out of it. */
import * as Y from 'yjs'
import { fail, ok } from '../base/result.ts'
import { signal } from '../base/signal.ts'
import type { TextMeasurer } from '../shapes/kind.ts'
import { applyCommand } from './apply.ts'
import type { BoardDocument } from './board-document.ts'
import { checkCommand } from './check-command.ts'
import { createHistory } from './history.ts'
import { boardRoots, storedMap } from './layout.ts'
import { adoptTitle } from './meta.ts'
import { observeBoard } from './observe.ts'

export interface BoardDocumentOptions {
  readonly doc: Y.Doc
  /** Arrows that lose a text as their target are measured once more; without a measurer, by estimate. */
  readonly measure?: TextMeasurer
}

/** About right for the shipped fonts. */
const estimate: TextMeasurer = { width: (text, _font, fontSize) => text.length * fontSize * 0.55 }

/** Opens the board in `doc`. It does not own the Y.Doc: `close` leaves it alive. */
export function createBoardDocument({ doc, measure = estimate }: BoardDocumentOptions): BoardDocument {
  const roots = boardRoots(doc)
  const writable = signal(true)
  const history = createHistory(roots, writable)
  const observed = observeBoard({
    doc,
    roots,
    originOf: ({ origin, local }) => (history.isUndo(origin) ? 'undo' : local ? 'local' : 'remote'),
  })
  const { board } = observed
  return {
    doc,
    board,
    history,
    writable,
    observe: observed.observe,
    dispatch(command, after) {
      if (!writable.value) return fail('read-only', 'The board may only be looked at.')
      const checked = checkCommand(command, (id) => roots.shapes.has(id))
      if (!checked.ok) return checked
      doc.transact(
        () => applyCommand({ board, roots, measure, refresh: observed.refresh }, command, after),
        history.origin,
      )
      return ok(null)
    },
    adoptTitle(told) {
      if (writable.value) doc.transact(() => adoptTitle(roots.meta, told), 'record')
    },
    sharedText(id) {
      const text = storedMap(roots.shapes, id)?.get('text')
      return text instanceof Y.Text ? text : undefined
    },
    close() {
      observed.close()
      history.close()
    },
  }
}
