/** Words of Excalidraw: what they are, where its own measure broke them, and how they lie in a box. */
import { cleanText } from '../base/clean-text.ts'
import { breaksBetween, fingerprint, type KeptBreaks } from '../shapes/kept-breaks.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { MAX_TEXT_LENGTH, type RichText, richText } from '../shapes/rich-text.ts'
import { placementOf, textStyleOf } from './excalidraw-element.ts'
import type { ImportSession } from './import-session.ts'
import { finite, type Json, words } from './reading.ts'

/** Between its outlines and its words. */
const PADDING = 5

interface Words {
  readonly text: RichText
  /** Where the file breaks lines that the words do not; null when it cannot be told. */
  readonly at: readonly number[] | null
}

const plain = (stored: unknown): string => cleanText(words(stored)).replaceAll('\t', '        ')

/** `originalText` has the words before wrapping, unless it is old: what is shown is `text`. */
export function wordsOf(json: Json): Words {
  const shown = plain(json.text)
  const original = plain(json.originalText) || plain(json.rawText)
  if (shown === '') return { text: richText(original), at: null }
  const text = richText(original)
  const at = original === '' ? null : breaksBetween(text, shown)
  return at ? { text, at } : { text: richText(shown), at: [] }
}

function breaksFor({ text, at }: Words, w: number, fontSize: number): KeptBreaks | null {
  return at ? { at, of: fingerprint(text), w, fontSize } : null
}

/** Says so when a text is longer than what a shape holds. */
function reported(found: Words, session: ImportSession): Words {
  const length = found.text[0]?.insert.length ?? 0
  if (length > MAX_TEXT_LENGTH) session.skip('text', 'text-cut')
  return found
}

/** The fields of a text of its own; null when there are no words. */
export function freeText(json: Json, session: ImportSession) {
  const found = reported(wordsOf(json), session)
  if (found.text.length === 0) return null
  // A text that is broken somewhere has a width of its own, whatever it says.
  const autoWidth = json.autoResize !== false && !(found.at && found.at.length > 0)
  const style = textStyleOf(json)
  const breaks = autoWidth ? null : breaksFor(found, Math.max(style.fontSize, placementOf(json).w), style.fontSize)
  return { ...style, text: found.text, autoWidth, breaks }
}

/** The shape with a text of the file as its label: broken as there, with the air that it has there. */
export function withLabelOf(shape: Shape, json: Json, session: ImportSession): Shape {
  if (shape.type !== 'geo' && shape.type !== 'arrow' && shape.type !== 'note') return shape
  const found = reported(wordsOf(json), session)
  const style = textStyleOf({ textAlign: 'center', verticalAlign: 'middle', ...json })
  const breaks = breaksFor(found, shape.type === 'arrow' ? 0 : shape.placement.w, finite(style.fontSize, 20))
  return makeShape(shape.type, shape.id, { ...shape, ...style, text: found.text, breaks } as never)
}

/** Its padding begins at the middle of the outline, ours at its inner edge. */
export const boxPadding = (strokeWidth: number): number => Math.max(0, PADDING - strokeWidth / 2)
export const NOTE_PADDING = PADDING
