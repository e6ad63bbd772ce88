/** Code as a text of its own: the fixed font, small, lines as long as they are. */
import type { Shape } from '../../shapes/registry.ts'
import type { RichText } from '../../shapes/rich-text.ts'
import type { Editor } from '../editor.ts'
import { newShape } from './new-shape.ts'

const FONT_SIZE = 16

/** At 0, 0, in the style of the next text but for its font. */
export function codeText(editor: Editor, text: RichText): Shape {
  const shape = newShape('text', editor.newId(), editor.styles.value, { x: 0, y: 0, w: 1, h: 1, rotation: 0 })
  return { ...shape, text, font: 'mono', fontSize: FONT_SIZE, align: 'start', autoWidth: true } as Shape
}
