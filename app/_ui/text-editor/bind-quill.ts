/**
 * Binds a Quill editor to a shared text, both ways. y-quill is not used: it writes under its own origin, which the
 * undo history of this user does not follow, and it claims the presence field that holds our pointer.
 */
import type Quill from 'quill'
import type { EmitterSource, Op, Delta as QuillDelta } from 'quill'
import type * as Y from 'yjs'

export interface QuillBinding {
  close(): void
}
interface BindOptions {
  readonly quill: Quill
  readonly text: Y.Text
  /** Writes under this origin belong to this user's history. */
  readonly origin: object
  /** Called after a change from elsewhere was shown. */
  onRemoteChange(): void
}

/** Starts from the shared text and keeps both sides equal until `close`. */
export function bindQuill({ quill, text, origin, onRemoteChange }: BindOptions): QuillBinding {
  let isWriting = false
  let isShowing = false
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

  const onText = (event: Y.YTextEvent) => {
    if (isWriting) return
    const delta = event.delta as Op[]
    remember(delta)
    const plain = Object.fromEntries([...seenFormats].map((name) => [name, null]))
    const ops = delta.map((op) =>
      op.insert === undefined ? op : { ...op, attributes: { ...plain, ...(op.attributes ?? {}) } },
    )
    show(() => quill.updateContents(ops as never, 'silent'))
    onRemoteChange()
  }
  const onQuill = (delta: QuillDelta, _before: QuillDelta, _source: EmitterSource) => {
    if (isShowing) return
    remember(delta.ops)
    isWriting = true
    try {
      text.doc?.transact(() => text.applyDelta(delta.ops), origin)
    } finally {
      isWriting = false
    }
  }

  const initial = text.toDelta() as Op[]
  remember(initial)
  show(() => quill.setContents(initial as never, 'silent'))
  text.observe(onText)
  quill.on('text-change', onQuill)
  return {
    close() {
      text.unobserve(onText)
      quill.off('text-change', onQuill)
    },
  }
}
