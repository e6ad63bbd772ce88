/**
 * While a text is edited, undo takes back one burst of typing after the other and leaves the text open; when it is left,
 * all of it is one step. A free text that ends empty leaves neither shape nor step.
 */
import type { Clock } from '../base/clock.ts'
import type { ShapeId } from '../base/ids.ts'
import { type Signal, signal, watch } from '../base/signal.ts'
import type { BoardDocument } from '../document/board-document.ts'
import { isEmptyText } from '../shapes/label.ts'
import type { ListKind } from '../shapes/lists.ts'
import type { Shape } from '../shapes/registry.ts'

/** Who stops for this long begins something new. */
const PAUSE_MS = 1000

/** One change of the edited text, about to be written. */
export interface TextChange {
  readonly kind: 'insert' | 'delete' | 'format' | 'paste'
  /** Where it begins, and where typing would go on after it, in UTF-16 units. */
  readonly from: number
  readonly until: number
  readonly endsLine: boolean
}

/** The marked lines of the text that is edited, as its field shows them. */
export interface OpenLines {
  /** The list that all of them are in; null: none is in one; undefined: they differ. */
  readonly list: ListKind | null | undefined
  setList(list: ListKind | null): void
}

export interface TextSession {
  /** Told by the field of the edited text; null: none is open. */
  readonly lines: Signal<OpenLines | null>
  /** Opens the step before the shape is created, so that creation and typing are one. */
  beginNew(id: ShapeId): void
  /** The creation was refused. */
  abandon(): void
  /** Cuts the typing into bursts: at pauses, turns, jumps, formats, pastes and line ends. */
  beforeChange(change: TextChange): void
  /** Others changed the text: `moved` says where a place in it is now. A burst goes on where its end has gone. */
  afterOthers(moved: (place: number) => number): void
  /** Ends it now, whoever has yet to hear that nothing is edited any more. */
  end(): void
  /** Has what is still being composed written now. */
  settle(): void
  /** Called when the text is left, before its end, and by `settle`. */
  onLeave(listener: () => void): () => void
  close(): void
}

const isBlankNote = (shape: Shape | undefined): boolean => shape?.type === 'note' && isEmptyText(shape.text)

interface Options {
  readonly editing: Signal<ShapeId | null>
  readonly document: BoardDocument
  readonly clock: Clock
  /** Who writes; '' signs nothing. */
  author(): string
}

export function createTextSession({ editing, document, clock, author }: Options): TextSession {
  const { history, board } = document
  const leaving = new Set<() => void>()
  let open: { readonly id: ShapeId; readonly isNew: boolean; readonly wasBlank: boolean } | null = null
  let last: (TextChange & { readonly at: number }) | null = null

  function settle() {
    for (const listener of [...leaving]) listener()
  }
  function finish() {
    if (!open) return
    settle()
    const { id, isNew, wasBlank } = open
    open = null
    const shape = board.get(id)
    const isEmpty = shape?.type === 'text' && isEmptyText(shape.text)
    if (isEmpty && isNew) return history.cancel()
    if (isEmpty) document.dispatch({ name: 'delete', ids: [id] })
    if (wasBlank) sign(id)
    history.end()
  }
  /** Whoever writes first on an empty note is its author from then on. */
  function sign(id: ShapeId) {
    const note = board.get(id)
    const name = author()
    if (note?.type !== 'note' || isEmptyText(note.text) || name === '' || note.author === name) return
    document.dispatch({ name: 'update', patches: [{ id, patch: { author: name } }] })
  }
  function begin(id: ShapeId, isNew: boolean) {
    open = { id, isNew, wasBlank: isNew || isBlankNote(board.get(id)) }
    last = null
    history.beginRun()
  }
  const unsubscribe = watch(editing, () => {
    const id = editing.value
    if (open?.id === id) return
    finish()
    if (id !== null) begin(id, false)
  })
  const goesOn = (change: TextChange, at: number): boolean => {
    if (!last || last.kind !== change.kind || at - last.at > PAUSE_MS) return false
    if (change.kind === 'insert') return change.from === last.until && !last.endsLine
    // Backspace ends where the last one began, Delete stays where it is.
    return change.kind === 'delete' && (change.until === last.from || change.from === last.from)
  }
  return {
    lines: signal<OpenLines | null>(null),
    beginNew(id) {
      if (editing.value !== null) editing.value = null
      finish()
      begin(id, true)
    },
    abandon() {
      open = null
      history.cancel()
    },
    beforeChange(change) {
      const at = clock.now()
      if (!goesOn(change, at)) history.nextStep()
      last = { ...change, at }
    },
    afterOthers(moved) {
      if (last) last = { ...last, from: moved(last.from), until: moved(last.until) }
    },
    end: finish,
    settle,
    onLeave(listener) {
      leaving.add(listener)
      return () => leaving.delete(listener)
    },
    close() {
      finish()
      unsubscribe()
    },
  }
}
