/** The document port: the one writer and the one source of changes. `createBoardDocument` makes it from a Y.Doc. */
import type * as Y from 'yjs'
import type { ShapeId } from '../base/ids.ts'
import type { Result } from '../base/result.ts'
import type { ReadonlySignal } from '../base/signal.ts'
import type { Steps } from '../base/steps.ts'
import type { Board, BoardChange } from './board.ts'
import type { Command, CommandError } from './command.ts'
import type { Progress } from './long-work.ts'

/** Looks at the board as a command left it, and says what follows from that. */
export type Consequence = () => Steps<Command | null>

export interface BoardDocument {
  readonly doc: Y.Doc
  readonly board: Board
  /** Called once per Y transaction that changed the board, local or remote, after `board` is up to date. */
  observe(listener: (change: BoardChange) => void): () => void
  /** The same for what only shows the board: at once for what hands do, now and then while a flood of changes lasts. */
  observeCalmly(listener: () => void): () => void
  /**
   * Applies a command as one undo step: one transaction, or several with frames in between when it is large. Missing ids
   * are skipped, never resurrected. `looking` sees the board before the command, what it comes to the board that this
   * left: what that names follows in the same step. What is written next finds it done, and so does whoever calls
   * `finish`.
   */
  dispatch(command: Command, looking?: Steps<Consequence | null>): Result<null, CommandError>
  /**
   * Makes what is to be written, in turns when that takes long, and hands it to `then`, which dispatches it. What comes
   * next finds it written, as with `dispatch`.
   */
  prepare<T>(making: Steps<T>, then: (made: T) => void): void
  /** How far a large change is, while it takes more than a moment. */
  readonly progress: ReadonlySignal<Progress | null>
  /** Writes at once what remains of a large change: before the board is read as a whole, or left. */
  finish(): void
  /** Calls once no change is under way: at once, or when it is done. */
  afterwards(act: () => void): void
  /** Takes over the title that the room was given over HTTP; no step of anybody's history. */
  adoptTitle(told: string): void
  /** The shared text of a shape or of a part of it, for a text editor to bind to; undefined when there is none. */
  sharedText(id: ShapeId, part?: string): Y.Text | undefined
  readonly history: History
  /** While false every command is refused with `read-only`. */
  readonly writable: { value: boolean } & ReadonlySignal<boolean>
  close(): void
}

/** Undo and redo of this user's own work only. */
export interface History {
  readonly canUndo: ReadonlySignal<boolean>
  readonly canRedo: ReadonlySignal<boolean>
  undo(): void
  redo(): void
  /** Everything until `end()` is one step (a burst of arrow keys). */
  begin(): void
  /**
   * Everything until `end()` is one step when it is over, and as many as `nextStep` tells while it lasts: undo and redo
   * then take these, one by one, and leave it open (typing in a text).
   */
  beginRun(): void
  /** What is written from here on is a step of its own within the run. */
  nextStep(): void
  /** Would undo or redo take a step of the open run? */
  isInRun(move: 'undo' | 'redo'): boolean
  end(): void
  /** Undoes what happened since `begin()` and forgets it: no redo step remains. */
  cancel(): void
  /** Origin under which a bound text editor must write to be undoable. */
  readonly origin: object
}
