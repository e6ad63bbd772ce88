/** What a shape says. */
import { kindOf, type Shape } from './registry.ts'
import { plainText } from './rich-text.ts'

/** Everything that a shape says: its text, a frame's name, an image's description. */
export function wordsOf(shape: Shape): string {
  if (shape.type === 'frame') return shape.name
  if (shape.type === 'image') return shape.alt
  return plainText(kindOf(shape).text(shape))
}
