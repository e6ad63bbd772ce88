/** Lines of words as sticky notes, one each, in a block that is about as wide as high. */

import type { Shape } from '../../shapes/registry.ts'
import { richText } from '../../shapes/rich-text.ts'
import type { Editor } from '../editor.ts'
import { newShape } from './new-shape.ts'

/** More are no workshop any more; further lines stay in the clipboard. */
export const MAX_PASTED_NOTES = 500
const GAP = 20
/** The mark of an item is no word of it. */
const ITEM = /^(?:[-*+•◦‣▪·–][ \t]+|\d{1,4}[.)][ \t]+)(?:\[[ xX]\][ \t]+)?/

/** The words of each note: lines without blanks around them and marks of lists; empty ones are none. */
export const noteLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replace(ITEM, ''))
    .filter((line) => line !== '')

/** The notes of the first lines, beginning at 0, 0, in the style of the next note. */
export function notesFor(editor: Editor, lines: readonly string[]): readonly Shape[] {
  const shown = lines.slice(0, MAX_PASTED_NOTES)
  const columns = Math.ceil(Math.sqrt(shown.length))
  return shown.map((line, at) => {
    const note = newShape('note', editor.newId(), editor.styles.value, { x: 0, y: 0, w: 1, h: 1, rotation: 0 })
    const { w, h } = editor.view.kind(note).defaultSize
    const place = { x: (at % columns) * (w + GAP), y: Math.floor(at / columns) * (h + GAP) }
    return {
      ...note,
      placement: { ...place, w, h, rotation: 0 },
      text: richText(line),
      author: editor.author(),
    } as Shape
  })
}
