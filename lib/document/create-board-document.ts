/** Makes the document port from a Y.Doc: records beside it, commands into it, own steps back out of it. */
import * as Y from 'yjs'
import type { Clock } from '../base/clock.ts'
import { fail, ok } from '../base/result.ts'
import { signal } from '../base/signal.ts'
import type { TextMeasurer } from '../shapes/kind.ts'
import { applyCommand } from './apply.ts'
import type { BoardDocument } from './board-document.ts'
import { createCalmObserver } from './calm.ts'
import { checkCommand } from './check-command.ts'
import type { Command } from './command.ts'
import { textMapOf } from './field-tables.ts'
import { createHistory } from './history.ts'
import { boardRoots, storedMap } from './layout.ts'
import { createLongWork, prepared } from './long-work.ts'
import { adoptTitle } from './meta.ts'
import { observeBoard } from './observe.ts'
import { PORTION } from './portions.ts'
import { writingInPortions } from './writing.ts'

export interface BoardDocumentOptions {
  readonly doc: Y.Doc
  /** Arrows that lose a text as their target are measured once more; without a measurer, by estimate. */
  readonly measure?: TextMeasurer
  /** With a clock, large commands and steps of history are written in turns, so that frames come in between. */
  readonly clock?: Clock
  /** Shapes of one such turn. */
  readonly portion?: number
}

/** About right for the shipped fonts. */
const estimate: TextMeasurer = { width: (text, _font, fontSize) => text.length * fontSize * 0.55 }

/** Opens the board in `doc`. It does not own the Y.Doc: `close` leaves it alive. */
export function createBoardDocument(options: BoardDocumentOptions): BoardDocument {
  const { doc, measure = estimate, clock, portion: size = PORTION } = options
  const roots = boardRoots(doc)
  const writable = signal(true)
  const work = createLongWork(clock)
  const history = createHistory(roots, writable, work)
  const observed = observeBoard({
    doc,
    roots,
    originOf: ({ origin, local }) => (history.isUndo(origin) ? 'undo' : local ? 'local' : 'remote'),
  })
  const { board } = observed
  const write = (command: Command, after?: () => Command | null) =>
    doc.transact(
      () => applyCommand({ board, roots, measure, refresh: observed.refresh }, command, after),
      history.origin,
    )
  const written = writingInPortions({ board, size, history, writable, write })
  return {
    doc,
    progress: work.progress,
    finish: work.finish,
    afterwards: work.afterwards,
    board,
    history,
    writable,
    observe: observed.observe,
    observeCalmly: createCalmObserver(observed.observe, clock),
    dispatch(command, looking) {
      if (!writable.value) return fail('read-only', 'The board may only be looked at.')
      work.finish()
      const checked = checkCommand(command, (id) => roots.shapes.has(id))
      if (!checked.ok) return checked
      work.run(written(command, looking))
      return ok(null)
    },
    prepare(making, then) {
      // Not done at once what remains: a second paste waits for the first one.
      work.afterwards(() => {
        let done = () => {}
        const keep = (made: Parameters<typeof then>[0]) => {
          done = () => then(made)
        }
        work.run(prepared(making, keep))
        work.afterwards(() => done())
      })
    },
    adoptTitle(told) {
      if (writable.value) doc.transact(() => adoptTitle(roots.meta, told), 'record')
    },
    sharedText(id, part) {
      const stored = storedMap(roots.shapes, id)
      const parts = part === undefined ? undefined : textMapOf(board.get(id)?.type ?? '')
      const text = part === undefined ? stored?.get('text') : parts && stored && storedMap(stored, parts)?.get(part)
      return text instanceof Y.Text ? text : undefined
    },
    close() {
      work.finish()
      observed.close()
      history.close()
    },
  }
}
