/** What tags and styles of HTML make of the words in them. */
import type { TextMarks } from '../shapes/rich-text.ts'
import { wordColor } from './word-color.ts'

/** Declarations of a `style`, by name. */
export function styleOf(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const style = new Map<string, string>()
  for (const part of (attributes.get('style') ?? '').split(';')) {
    const colon = part.indexOf(':')
    if (colon > 0)
      style.set(
        part.slice(0, colon).trim().toLowerCase(),
        part
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      )
  }
  return style
}
type Style = ReturnType<typeof styleOf>
const setMark = (marks: TextMarks, name: 'bold' | 'italic' | 'strike' | 'code', isOn: boolean): TextMarks => {
  const { [name]: _, ...rest } = marks
  return isOn ? { ...rest, [name]: true } : rest
}

function withColor({ color: _, ...marks }: TextMarks, color: string | null): TextMarks {
  return color === null ? marks : { ...marks, color }
}

interface Tag {
  readonly tag: string
  readonly attributes: ReadonlyMap<string, string>
  readonly style: Style
  /** White space is kept in it. */
  readonly isPre: boolean
}

/** The marks of words in a tag, with those that they have from around it. */
export function marksOf({ tag, attributes, style, isPre }: Tag, above: TextMarks): TextMarks {
  let marks = above
  if (/^(?:b|strong|th|h[1-6])$/.test(tag)) marks = setMark(marks, 'bold', true)
  if (/^(?:i|em|cite|dfn|var)$/.test(tag)) marks = setMark(marks, 'italic', true)
  if (/^(?:s|strike|del)$/.test(tag)) marks = setMark(marks, 'strike', true)
  if (/^(?:code|kbd|samp|tt|pre)$/.test(tag)) marks = setMark(marks, 'code', true)
  const weight = style.get('font-weight')
  if (weight) marks = setMark(marks, 'bold', /^bold/.test(weight) || Number(weight) >= 600)
  // Editors and terminals say by the font alone that it is code.
  if (/\bmonospace\b/.test(style.get('font-family') ?? '')) marks = setMark(marks, 'code', true)
  // Words of code have the colours of their language; other words have those of the page, which are not the board's.
  const color = isPre && marks.code ? style.get('color') : undefined
  if (color !== undefined) marks = withColor(marks, wordColor(color))
  const slant = style.get('font-style')
  if (slant) marks = setMark(marks, 'italic', /^(?:italic|oblique)/.test(slant))
  const lines = style.get('text-decoration-line') ?? style.get('text-decoration')
  if (lines?.includes('line-through')) marks = setMark(marks, 'strike', true)
  const address = tag === 'a' ? attributes.get('href')?.trim() : undefined
  if (address && /^(?:https?:\/\/|mailto:)/i.test(address)) marks = { ...marks, link: address.slice(0, 2048) }
  return marks
}

/** Does white space in a tag stay as it is? */
export function keepsSpace(tag: string, style: Style, above: boolean): boolean {
  const space = style.get('white-space')
  if (space) return /^(?:pre|break-spaces)/.test(space) && space !== 'pre-line'
  return tag === 'pre' || tag === 'textarea' || above
}
