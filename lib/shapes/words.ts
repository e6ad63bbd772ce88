/** What a shape says. */
import { kindOf, type Shape } from './registry.ts'
import { plainText } from './rich-text.ts'

/** Everything that a shape says: its text, a frame's name, an image's description and what is written in it. */
export function wordsOf(shape: Shape): string {
  if (shape.type === 'frame') return shape.name
  if (shape.type === 'image') return [shape.alt, shape.words].filter((words) => words !== '').join('\n')
  return plainText(kindOf(shape).text(shape))
}
