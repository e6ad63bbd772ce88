/** Puts the pieces of one line where they stand: in visual order, aligned, behind the mark of their list. */
import { aloneAsThere, visualOrder } from './bidi.ts'
import { LINK_COLOR } from './color.ts'
import { emojiRuns } from './emoji.ts'
import type { TextMeasurer, TextPiece } from './kind.ts'
import type { TextMarks } from './rich-text.ts'
import type { Color, Font } from './style.ts'
import { NO_MARKS, type Paragraph, tabWidth } from './text-paragraphs.ts'

/** How far a list is indented, and how far its mark stands before its words, in font sizes. */
export const LIST_INDENT = 1.4
export const LIST_GAP = 0.4

export interface TextStyle {
  readonly font: Font
  readonly fontSize: number
  readonly color: Color
  readonly align: 'start' | 'center' | 'end'
  /** In font sizes. */
  readonly lineHeight?: number
  /** Where lines begin, whatever the width: see `kept-breaks.ts`. */
  readonly breaks?: readonly number[]
}
export interface Line {
  readonly paragraph: Paragraph
  readonly start: number
  readonly end: number
  readonly width: number
  readonly indent: number
  readonly marker: string
}
export interface LinePlace {
  readonly baseline: number
  /** Width of the layout. */
  readonly box: number
  readonly style: TextStyle
  readonly measure: TextMeasurer
}

interface Part {
  readonly text: string
  readonly marks: TextMarks
  readonly level: number
  readonly width: number
}

/** Ends of what is drawn in one go: one format, one direction, no tab. */
function cutsOf(p: Paragraph, from: number, until: number): readonly number[] {
  const cuts: number[] = []
  const levels = p.levels?.of
  for (let i = from + 1; i < until; i++) {
    const isTurn = levels !== undefined && levels[i] !== levels[i - 1]
    if (isTurn || p.text[i] === '\t' || p.text[i - 1] === '\t') cuts.push(i)
  }
  return [...cuts, until]
}

/** The line in the order in which it is read. */
function partsOf({ paragraph: p, start, end }: Line, { style, measure }: LinePlace): readonly Part[] {
  const { font, fontSize } = style
  const parts: Part[] = []
  let pen = 0
  const push = (text: string, marks: TextMarks, level: number, width: number) => {
    parts.push({ text, marks, level, width })
    pen += width
  }
  for (const { start: runStart, end: runEnd, marks } of p.runs) {
    if (runEnd <= start || runStart >= end) continue
    let from = Math.max(start, runStart)
    for (const cut of cutsOf(p, from, Math.min(end, runEnd))) {
      const text = p.text.slice(from, cut)
      const level = p.levels?.of[from] ?? 0
      from = cut
      if (text === '\t') {
        push(' ', marks, level, tabWidth(pen, style, measure))
        continue
      }
      // A printer gives emoji the width of ours only where it writes from left to right.
      const pieces = (level & 1) === 1 ? emojiRuns(text) : null
      for (const piece of pieces ?? [{ text }]) {
        push(piece.text, marks, level, measure.width(piece.text, font, fontSize, marks))
      }
    }
  }
  return parts
}

/** Pieces in reading order; each knows its place. */
export function placeLine(line: Line, place: LinePlace): readonly TextPiece[] {
  const { paragraph: p, indent, marker } = line
  const { baseline, box, style, measure } = place
  const { font, fontSize, align } = style
  const isRtl = p.direction === 'rtl'
  const slack = box - line.width - indent
  const fromStart = indent + (align === 'center' ? slack / 2 : align === 'end' ? slack : 0)
  const parts = partsOf(line, place)
  const xs = new Float64Array(parts.length)
  const whole = parts.reduce((sum, part) => sum + part.width, 0)
  let x = isRtl ? box - fromStart - whole : fromStart
  for (const i of visualOrder(parts.map((part) => part.level))) {
    xs[i] = x
    x += parts[i].width
  }
  const pieces = parts.map(({ text, marks, level, width }, i): TextPiece => {
    const direction = (level & 1) === 1 ? 'rtl' : 'ltr'
    const color = marks.link === undefined ? (marks.color ?? style.color) : LINK_COLOR
    const shown = p.levels ? aloneAsThere(text, direction) : text
    return { text: shown, x: xs[i], baseline, width, font, fontSize, color, marks, direction }
  })
  if (marker === '') return pieces
  const width = measure.width(marker, font, fontSize, NO_MARKS)
  // A long number reaches out of the box rather than into its words.
  const at = fromStart - width - LIST_GAP * fontSize
  const mark = { text: marker, width, marks: NO_MARKS, x: isRtl ? box - at - width : at }
  return [{ ...mark, baseline, font, fontSize, color: style.color, direction: p.direction }, ...pieces]
}
