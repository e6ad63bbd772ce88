/**
 * Binds a Quill editor to a shared text, both ways. y-quill is not used: it writes under its own origin, which the
 * undo history of this user does not follow, and it claims the presence field that holds our pointer.
 */
import Quill, { Delta, type EmitterSource, type Op } from 'quill'
import type * as Y from 'yjs'
import type { TextChange, TextSession } from '../../../lib/editor/text-session.ts'

export interface QuillBinding {
  /** Writes the letters that are still being composed: the text is about to be left. */
  flush(): void
  /** The next change comes from a paste. */
  beforePaste(): void
  close(): void
}
interface BindOptions {
  readonly quill: Quill
  readonly text: Y.Text
  /** Writes under this origin belong to this user's history. */
  readonly origin: object
  /** Called before a change of mine is written. */
  beforeChange(change: TextChange): void
  /** Called when others have changed the shared text, shown or still held. */
  readonly afterOthers: TextSession['afterOthers']
  /** Called after a change from elsewhere was shown. */
  onRemoteChange(): void
}

/** What a change does, for the history: the last of its parts tells where typing goes on. */
function changeOf({ ops }: Delta, isPaste: boolean): TextChange {
  let at = 0
  let from = -1
  let until = 0
  let kind: TextChange['kind'] = 'format'
  let endsLine = false
  for (const { retain, insert, delete: removed } of ops) {
    if (retain !== undefined) {
      at += typeof retain === 'number' ? retain : 1
      continue
    }
    if (from < 0) from = at
    if (insert !== undefined) {
      kind = 'insert'
      at += typeof insert === 'string' ? insert.length : 1
      endsLine = typeof insert === 'string' && insert.includes('\n')
      until = at
    } else if (kind !== 'insert') {
      kind = 'delete'
      until = at + (removed ?? 0)
    }
  }
  return { kind: isPaste ? 'paste' : kind, from: Math.max(0, from), until, endsLine }
}

/** Starts from the shared text and keeps both sides equal until `close`. */
export function bindQuill({
  quill,
  text,
  origin,
  beforeChange,
  afterOthers,
  onRemoteChange,
}: BindOptions): QuillBinding {
  let isWriting = false
  let isShowing = false
  let isPaste = false
  /** Formats seen so far: Quill inherits the neighbour's format on insertion unless told not to. */
  const seenFormats = new Set<string>()
  const remember = (ops: readonly { readonly attributes?: object }[]) => {
    for (const op of ops) for (const name of Object.keys(op.attributes ?? {})) seenFormats.add(name)
  }
  const show = (change: () => void) => {
    isShowing = true
    change()
    isShowing = false
  }

  /**
   * What others did while a character is being composed here. The letters of a composition are in the page and not yet
   * in the editor: a change that is shown among them would tear them apart, so it waits for the end.
   */
  let held: Delta | null = null
  const showRemote = (delta: Delta) => {
    show(() => quill.updateContents(delta, 'silent'))
    onRemoteChange()
  }
  const onText = (event: Y.YTextEvent) => {
    if (isWriting) return
    const delta = event.delta as Op[]
    remember(delta)
    // As Quill moves the caret: what others write exactly there comes after it.
    if (!event.transaction.local) afterOthers((place) => new Delta(delta).transformPosition(place, true))
    const plain = Object.fromEntries([...seenFormats].map((name) => [name, null]))
    const ops = delta.map((op) =>
      op.insert === undefined ? op : { ...op, attributes: { ...plain, ...(op.attributes ?? {}) } },
    )
    if (quill.composition.isComposing) held = (held ?? new Delta()).compose(new Delta(ops))
    else showRemote(new Delta(ops))
  }
  const onQuill = (delta: Delta, _before: Delta, _source: EmitterSource) => {
    if (isShowing) return
    remember(delta.ops)
    // The shared text has what is held already, and the editor has not: each change is moved past the other.
    const shared = held ? held.transform(delta, true) : delta
    if (held) held = delta.transform(held, false)
    beforeChange(changeOf(shared, isPaste))
    isPaste = false
    isWriting = true
    try {
      text.doc?.transact(() => text.applyDelta(shared.ops), origin)
    } finally {
      isWriting = false
    }
  }
  const onComposed = () => {
    if (!held) return
    const delta = held
    held = null
    showRemote(delta)
  }

  const initial = text.toDelta() as Op[]
  remember(initial)
  show(() => quill.setContents(initial as never, 'silent'))
  text.observe(onText)
  quill.on('text-change', onQuill)
  quill.on(Quill.events.COMPOSITION_END, onComposed)
  const flush = () => {
    if (!quill.composition.isComposing) return
    // Quill collects what a composition does to the page until it ends; taken off the page it would never hear of that.
    quill.scroll.batchEnd()
    quill.update(Quill.sources.USER)
  }
  return {
    flush,
    beforePaste() {
      isPaste = true
    },
    close() {
      text.unobserve(onText)
      quill.off('text-change', onQuill)
      quill.off(Quill.events.COMPOSITION_END, onComposed)
    },
  }
}
