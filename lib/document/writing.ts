/** Writes a command, a large one in portions with frames in between, as one step of history. */
import type { ReadonlySignal } from '../base/signal.ts'
import { finish, type Steps } from '../base/steps.ts'
import type { Board } from './board.ts'
import type { Consequence } from './board-document.ts'
import type { Command } from './command.ts'
import type { OwnHistory } from './history.ts'
import { type Portions, preparing } from './long-work.ts'
import { portionsOf, weightOf } from './portions.ts'

interface Writing {
  readonly board: Board
  /** Shapes of a portion. */
  readonly size: number
  readonly history: Pick<OwnHistory, 'beginParts'>
  readonly writable: ReadonlySignal<boolean>
  /** Writes a command, and what follows from it, in one transaction. */
  write(command: Command, after?: () => Command | null): void
}

/** What follows from a large command is found in turns too, and written after it in the same step. */
export const writingInPortions = ({ board, size, history, writable, write }: Writing) =>
  function* written(command: Command, looking?: Steps<Consequence | null>): Portions {
    const portions = portionsOf(board, command, size)
    if (portions.length === 1) {
      const after = looking && finish(looking)
      write(command, after ? () => finish(after()) : undefined)
      return
    }
    const after = looking ? yield* preparing(looking) : null
    const parts = history.beginParts()
    const total = portions.reduce((sum, portion) => sum + weightOf(portion), 0)
    let done = 0
    function* inParts(all: readonly Command[]): Portions {
      for (const portion of all) {
        if (done > 0) {
          yield { done: Math.min(done, total), total }
          // Whoever may only look by now writes no further.
          if (!writable.value) return
          parts.next()
        }
        write(portion)
        done += weightOf(portion)
      }
    }
    yield* inParts(portions)
    const following = after ? yield* preparing(after(), { done: total, total }) : null
    if (following) yield* inParts(portionsOf(board, following, size))
    parts.end()
  }
