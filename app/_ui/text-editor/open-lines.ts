/** Tells the panel which list the marked lines are in, and puts them into another for it. */
import type Quill from 'quill'
import type { Signal } from '../../../lib/base/signal.ts'
import type { OpenLines } from '../../../lib/editor/text-session.ts'

const listIn = (format: unknown): OpenLines['list'] =>
  format === 'bullet' || format === 'ordered' ? format : Array.isArray(format) ? undefined : null

/** Keeps `lines` true of what is marked in the field; returns the end of it. */
export function offerLines(quill: Quill, lines: Signal<OpenLines | null>): () => void {
  // Asking for the range again puts the caret back that a press on the panel may have taken.
  const setList: OpenLines['setList'] = (list) => quill.format('list', list ?? false, 'user')
  const tell = () => {
    const range = quill.getSelection()
    if (!range) return
    const list = listIn(quill.getFormat(range).list)
    const told = lines.value
    if (!told || told.list !== list || told.setList !== setList) lines.value = { list, setList }
  }
  tell()
  quill.on('editor-change', tell)
  return () => {
    quill.off('editor-change', tell)
    lines.value = null
  }
}
