/** Names of shapes for assistive technology: a message key to translate, and the words the shape carries. */
import { kindOf, type Shape } from './registry.ts'
import { plainText } from './rich-text.ts'

export interface ShapeDescription {
  /** Key of the kind's name, e.g. `shape.geo.rectangle`, `shape.draw.highlighter`. */
  readonly key: string
  /** Its text on one line, cut; '' when it carries none. */
  readonly text: string
}
const MAX_LENGTH = 80

function keyOf(shape: Shape): string {
  switch (shape.type) {
    case 'geo':
      return `shape.geo.${shape.form}`
    case 'draw':
      return `shape.draw.${shape.brush}`
    default:
      return `shape.${shape.type}`
  }
}

function wordsOf(shape: Shape): string {
  if (shape.type === 'frame') return shape.name
  if (shape.type === 'image') return shape.alt
  if (shape.type === 'unknown') return shape.originalType
  return plainText(kindOf(shape).text(shape))
}

export function describeShape(shape: Shape): ShapeDescription {
  const words = wordsOf(shape).replace(/\s+/g, ' ').trim()
  const letters = [...words]
  const text = letters.length > MAX_LENGTH ? `${letters.slice(0, MAX_LENGTH - 1).join('')}…` : words
  return { key: keyOf(shape), text }
}
