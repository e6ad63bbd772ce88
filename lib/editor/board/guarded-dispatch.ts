/** The editor's way to the document: what may not be written is refused here, and whoever tried it is told why. */

import { err, type Result } from '../../base/result.ts'
import type { ReadonlySignal } from '../../base/signal.ts'
import { dispatchBelonging } from '../../document/belonging.ts'
import type { BoardDocument } from '../../document/board-document.ts'
import type { Command, CommandError } from '../../document/command.ts'
import type { TextMeasurer } from '../../shapes/kind.ts'
import { signed } from '../making/author.ts'
import type { EditorRequest } from '../tools/tool.ts'
import { reachesBeyond } from './reach.ts'

interface Guard {
  readonly document: BoardDocument
  readonly measure: TextMeasurer
  readonly isViewer: ReadonlySignal<boolean>
  /** In whose name notes are made. */
  author(): string
  request(what: EditorRequest): void
}

export function createDispatch({ document, measure, isViewer, author, request }: Guard) {
  return (command: Command): Result<null, CommandError> => {
    if (isViewer.value) return err({ code: 'read-only', message: 'this board is only for looking' })
    const done = reachesBeyond(command)
      ? err({ code: 'too-far' as const, message: 'the board ends there' })
      : dispatchBelonging(document, measure, signed(command, author()))
    if (!done.ok && (done.error.code === 'too-far' || done.error.code === 'too-large'))
      request({ name: 'tell-refused', why: done.error.code })
    return done
  }
}
