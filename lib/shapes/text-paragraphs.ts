/** A formatted text as paragraphs: their runs, words, lists and directions. Depends on the text alone. */
import { visibleText } from '../base/clean-text.ts'
import { type Direction, type Levels, levelsOf } from './bidi.ts'
import type { TextMeasurer } from './kind.ts'
import type { RichText, TextMarks } from './rich-text.ts'
import type { Font } from './style.ts'
import { type Token, tokensOf } from './text-breaks.ts'

export interface Run {
  readonly start: number
  readonly end: number
  readonly marks: TextMarks
}
export interface Paragraph {
  readonly text: string
  readonly runs: readonly Run[]
  readonly direction: Direction
  /** null: all of it reads from left to right. */
  readonly levels: Levels | null
  readonly tokens: readonly Token[]
  readonly list: 'bullet' | 'ordered' | undefined
}
/** What a width is measured with. */
export interface Face {
  readonly font: Font
  readonly fontSize: number
}
export const NO_MARKS: TextMarks = {}

/**
 * A tab goes to the next column, as in the text editor (`tab-size`); columns are this many font sizes apart, which is
 * eight letters of the mono face: as one is used to in code, and wide enough for the cells of a small table.
 */
export const TAB_SIZE = 4.8

const prepared = new WeakMap<RichText, readonly Paragraph[]>()
/** Remembered while sizes and widths are tried out. */
export function paragraphsOf(text: RichText): readonly Paragraph[] {
  let paragraphs = prepared.get(text)
  if (!paragraphs) {
    paragraphs = splitParagraphs(text)
    prepared.set(text, paragraphs)
  }
  return paragraphs
}

/** List formats sit on the newline that ends a line. */
function splitParagraphs(text: RichText): readonly Paragraph[] {
  const paragraphs: Paragraph[] = []
  let current = ''
  let runs: Run[] = []
  const endParagraph = (list: Paragraph['list']) => {
    const levels = levelsOf(current)
    const direction = levels?.base ?? 'ltr'
    paragraphs.push({ text: current, runs, list, direction, levels, tokens: tokensOf(current) })
    current = ''
    runs = []
  }
  for (const { insert, attributes = NO_MARKS } of text) {
    insert.split('\n').forEach((part, i) => {
      if (i > 0) endParagraph(attributes.list)
      if (part === '') return
      const clean = visibleText(part)
      runs.push({ start: current.length, end: current.length + clean.length, marks: attributes })
      current += clean
    })
  }
  if (current !== '' || paragraphs.length === 0) endParagraph(undefined)
  return paragraphs
}

/** Width of a part without tabs. */
export function rangeWidth(p: Paragraph, start: number, end: number, face: Face, measure: TextMeasurer): number {
  let sum = 0
  for (const run of p.runs) {
    if (run.end <= start || run.start >= end) continue
    const part = p.text.slice(Math.max(start, run.start), Math.min(end, run.end))
    sum += measure.width(part, face.font, face.fontSize, run.marks)
  }
  return sum
}

/** How far a tab reaches that stands `at` pixels behind the beginning of its line: what CSS does with `tab-size`. */
export function tabWidth(at: number, { font, fontSize }: Face, measure: TextMeasurer): number {
  const column = TAB_SIZE * fontSize
  const rest = column - (at % column)
  return rest < measure.width(' ', font, fontSize, NO_MARKS) / 2 ? rest + column : rest
}

/** Width of blanks and tabs that begin `at` pixels behind the beginning of their line. */
export function blanksWidth(p: Paragraph, token: Token, at: number, face: Face, measure: TextMeasurer): number {
  let pen = at
  for (let i = token.start; i < token.end; i++) {
    pen += p.text[i] === '\t' ? tabWidth(pen, face, measure) : rangeWidth(p, i, i + 1, face, measure)
  }
  return pen - at
}
