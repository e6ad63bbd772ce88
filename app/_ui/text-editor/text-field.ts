/** The edited text as a place to paste and drop into: formatted words arrive as they are, in place of what is marked. */
import Quill, { Delta, type Op, type Range } from 'quill'
import type { Translate } from '../../../lib/i18n/translate.ts'
import { carriedBy, paste } from '../../../lib/page/input/paste.ts'
import type { RoomModel, TextField } from '../../../lib/page/room-model.ts'
import { firstPart, MAX_TEXT_LENGTH, plainText, type RichText } from '../../../lib/shapes/rich-text.ts'

/** The caret, or the end of the text when the focus is elsewhere and never was here. */
const rangeOf = (quill: Quill): Range => quill.getSelection(true) ?? { index: quill.getLength() - 1, length: 0 }

const opsOf = (rich: RichText): Op[] =>
  rich.map(({ insert, attributes }) => (attributes ? { insert, attributes: { ...attributes } } : { insert }))

/** A list at the end needs no line of its own after it: the line that is there already takes its format. */
function pasteDelta(quill: Quill, { index, length }: Range, rich: RichText): { delta: Delta; caret: number } {
  const delta = new Delta().retain(index).delete(length)
  const last = rich.at(-1)
  const isListEnd = last?.insert.endsWith('\n') === true && last.attributes?.list !== undefined
  const isLineEnd = quill.getText(index + length, 1) === '\n'
  const ops = opsOf(rich)
  if (isListEnd && isLineEnd && last) {
    ops.pop()
    if (last.insert.length > 1) ops.push(...opsOf([{ ...last, insert: last.insert.slice(0, -1) }]))
    const whole = new Delta([...delta.ops, ...ops]).retain(1, { list: last.attributes?.list })
    return { delta: whole, caret: index + plainText(rich).length - 1 }
  }
  return { delta: new Delta([...delta.ops, ...ops]), caret: index + plainText(rich).length }
}

/** Puts the caret where something is dropped. */
function pointAt(view: Document, x: number, y: number): void {
  const place = view.caretPositionFromPoint?.(x, y)
  const range = place ? null : view.caretRangeFromPoint?.(x, y)
  const node = place?.offsetNode ?? range?.startContainer
  const offset = place?.offset ?? range?.startOffset
  if (node && offset !== undefined) view.getSelection()?.collapse(node, offset)
}

export interface FieldOptions {
  readonly quill: Quill
  readonly mount: HTMLElement
  readonly model: RoomModel
  readonly t: Translate
  /** The next change is a paste, a burst of its own. */
  beforePaste(): void
}

export function wireTextField({ quill, mount, model, t, beforePaste }: FieldOptions): () => void {
  const put = (range: Range, rich: RichText): number => {
    const room = MAX_TEXT_LENGTH - (quill.getLength() - 1 - range.length)
    const part = firstPart(rich, Math.max(0, room))
    const { delta, caret } = pasteDelta(quill, range, part)
    beforePaste()
    quill.updateContents(delta, Quill.sources.USER)
    quill.setSelection(caret, 0, Quill.sources.USER)
    return plainText(rich).length - plainText(part).length
  }
  const field: TextField = {
    contains: (node) => mount.contains(node),
    insert: (rich) => put(rangeOf(quill), rich),
  }
  model.page.textField.value = field

  // Words that are dragged within the text move; they are no clipboard.
  let dragged: Range | null = null
  const onDragStart = () => {
    dragged = quill.getSelection()
  }
  const move = (from: Range, to: number) => {
    if (to >= from.index && to <= from.index + from.length) return
    const words = quill.getContents(from.index, from.length).ops as unknown as RichText
    const cut = new Delta().retain(from.index).delete(from.length)
    beforePaste()
    const at = to > from.index ? to - from.length : to
    quill.updateContents(cut.compose(new Delta().retain(at).concat(new Delta(words as never))), Quill.sources.USER)
    quill.setSelection(at, from.length, Quill.sources.USER)
  }
  const onDrop = (event: DragEvent) => {
    if (!event.dataTransfer) return
    event.preventDefault()
    event.stopPropagation()
    const from = dragged
    dragged = null
    const carried = carriedBy(event.dataTransfer)
    quill.focus({ preventScroll: true })
    pointAt(mount.ownerDocument, event.clientX, event.clientY)
    if (from && from.length > 0) move(from, rangeOf(quill).index)
    else paste(model, t, carried, { isPlain: false, field })
  }
  const onDragOver = (event: DragEvent) => event.preventDefault()
  mount.addEventListener('dragstart', onDragStart)
  mount.addEventListener('dragover', onDragOver)
  mount.addEventListener('drop', onDrop, true)
  return () => {
    if (model.page.textField.value === field) model.page.textField.value = null
    mount.removeEventListener('dragstart', onDragStart)
    mount.removeEventListener('dragover', onDragOver)
    mount.removeEventListener('drop', onDrop, true)
  }
}
