/** Lays out formatted text: wraps, aligns and lists its paragraphs into pieces that every printer draws alike. */
import type { TextMeasurer, TextPiece } from './kind.ts'
import { measured } from './measure-cache.ts'
import type { RichText } from './rich-text.ts'
import { type Font, LINE_HEIGHT } from './style.ts'
import { graphemeEnds } from './text-breaks.ts'
import { LIST_INDENT, type Line, placeLine, type TextStyle } from './text-lines.ts'
import { blanksWidth, type Paragraph, paragraphsOf, rangeWidth } from './text-paragraphs.ts'

/** Baseline below the top of its line, in font sizes: what browsers do with these fonts at this line height. */
const BASELINE = 0.975

export interface TextLayout {
  /** From the top-left corner of the layout. */
  readonly pieces: readonly TextPiece[]
  /** Of the widest line. */
  readonly width: number
  readonly height: number
  readonly lineCount: number
  /** The widest word that a narrower box would have to cut. */
  readonly widestWord: number
}

interface Room {
  readonly style: TextStyle
  readonly measure: TextMeasurer
  readonly width: number
}

const WIDTHS = Symbol('token widths')
/** Widths are measured at this size and scaled: trying another size costs no measuring. */
const REFERENCE_SIZE = 100
function tokenWidths(p: Paragraph, { style, measure }: Room): Float64Array {
  const remembered = measured<Paragraph, Map<Font, Float64Array>>(measure, WIDTHS)
  let byFont = remembered.get(p)
  if (!byFont) {
    byFont = new Map()
    remembered.set(p, byFont)
  }
  let widths = byFont.get(style.font)
  if (!widths) {
    const reference = { ...style, fontSize: REFERENCE_SIZE }
    widths = Float64Array.from(p.tokens, (token) => rangeWidth(p, token.start, token.end, reference, measure))
    byFont.set(style.font, widths)
  }
  return widths
}

/** Greedy line breaking; spaces hang over the end of a line, a word that is too long is cut between graphemes. */
function breakParagraph(p: Paragraph, marker: string, room: Room): { lines: readonly Line[]; widestWord: number } {
  const { style, measure } = room
  const indent = marker === '' ? 0 : LIST_INDENT * style.fontSize
  const available = Math.max(1, room.width - indent)
  const lines: Line[] = []
  let widestWord = 0
  let start = 0
  let end = 0
  let width = 0
  let spaces = 0
  const push = () => {
    lines.push({ paragraph: p, start, end, width, indent, marker: lines.length === 0 ? marker : '' })
    width = 0
    spaces = 0
  }
  // Half a thousandth forgives sums of widths that should be equal.
  const fits = (more: number) => width + spaces + more <= available + 0.0005
  const widths = tokenWidths(p, room)
  for (let i = 0; i < p.tokens.length; i++) {
    const token = p.tokens[i]
    const tokenWidth = (widths[i] * style.fontSize) / REFERENCE_SIZE
    if (token.isSpace) {
      spaces += p.text.slice(token.start, token.end).includes('\t')
        ? blanksWidth(p, token, width + spaces, style, measure)
        : tokenWidth
      continue
    }
    if (tokenWidth > widestWord) widestWord = tokenWidth
    if (!fits(tokenWidth) && end > start) {
      push()
      start = token.start
    }
    if (fits(tokenWidth)) {
      width += spaces + tokenWidth
      spaces = 0
      end = token.end
      continue
    }
    for (const cut of graphemeEnds(p.text, token.start, token.end)) {
      const from = Math.max(start, Math.min(end, cut))
      const more = rangeWidth(p, Math.max(from, token.start), cut, style, measure)
      if (!fits(more) && end > start) {
        push()
        start = end > token.start ? end : token.start
      }
      width += spaces + more
      spaces = 0
      end = cut
    }
  }
  push()
  return { lines, widestWord: widestWord + indent }
}

const cutsWithin = (breaks: readonly number[], offset: number, length: number): readonly number[] =>
  breaks.map((at) => at - offset).filter((at) => at > 0 && at < length)

/** Breaks where it is told; such words are never cut, however narrow the box. */
function cutParagraph(
  p: Paragraph,
  marker: string,
  { style, measure }: Room,
  cuts: readonly number[],
): { lines: readonly Line[]; widestWord: number } {
  const indent = marker === '' ? 0 : LIST_INDENT * style.fontSize
  const starts = [0, ...cuts]
  const lines = starts.map((start, i): Line => {
    const whole = p.text.slice(start, starts[i + 1])
    const end = start + whole.trimEnd().length
    const width = rangeWidth(p, start, end, style, measure)
    return { paragraph: p, start, end, width, indent, marker: i === 0 ? marker : '' }
  })
  return { lines, widestWord: 0 }
}

function markerOf(list: Paragraph['list'], ordinal: number): string {
  if (list === undefined) return ''
  return list === 'bullet' ? '•' : `${ordinal}.`
}

/** Lays out `text` in lines of at most `width` pixels (Infinity: only where it says so). */
export function layoutText(text: RichText, style: TextStyle, width: number, measure: TextMeasurer): TextLayout {
  const remembered = measured<RichText, Map<string, TextLayout>>(measure, LAYOUTS)
  let known = remembered.get(text)
  if (!known) {
    known = new Map()
    remembered.set(text, known)
  }
  const { lineHeight = LINE_HEIGHT, breaks } = style
  const key = `${style.font} ${style.fontSize} ${style.color} ${style.align} ${width} ${lineHeight} ${breaks}`
  let layout = known.get(key)
  if (!layout) {
    if (known.size >= MAX_LAYOUTS_PER_TEXT) known.clear()
    layout = computeLayout(text, style, width, measure)
    known.set(key, layout)
  }
  return layout
}
const LAYOUTS = Symbol('text layouts')
/** A note tries several sizes for one text. */
const MAX_LAYOUTS_PER_TEXT = 24

interface Broken {
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
  readonly widestWord: number
}
function breakText(text: RichText, room: Room): Broken {
  const lines: Line[] = []
  let ordinal = 0
  let widestWord = 0
  let width = 0
  let offset = 0
  const { breaks, fontSize, lineHeight = LINE_HEIGHT } = room.style
  for (const paragraph of paragraphsOf(text)) {
    ordinal = paragraph.list === 'ordered' ? ordinal + 1 : 0
    const marker = markerOf(paragraph.list, ordinal)
    const broken = breaks
      ? cutParagraph(paragraph, marker, room, cutsWithin(breaks, offset, paragraph.text.length))
      : breakParagraph(paragraph, marker, room)
    offset += paragraph.text.length + 1
    for (const line of broken.lines) {
      lines.push(line)
      width = Math.max(width, line.width + line.indent)
    }
    widestWord = Math.max(widestWord, broken.widestWord)
  }
  return { lines, width, height: lines.length * fontSize * lineHeight, widestWord }
}

/** The words as they are broken, each line with its list's marker. */
export function textLines(text: RichText, style: TextStyle, width: number, measure: TextMeasurer) {
  const { lines, width: widest, height } = breakText(text, { style, width, measure })
  const words = lines.map(({ paragraph, start, end, marker, indent }) => {
    const said = paragraph.text.slice(start, end)
    return indent === 0 ? said : marker === '' ? `   ${said}` : `${marker} ${said}`
  })
  return { lines: words, width: widest, height }
}

/** The text as paragraphs, each list's item with its marker. */
export function markedText(text: RichText): string {
  let ordinal = 0
  return paragraphsOf(text)
    .map(({ text: words, list }) => {
      ordinal = list === 'ordered' ? ordinal + 1 : 0
      return list === undefined ? words : `${markerOf(list, ordinal)} ${words}`
    })
    .join('\n')
}

/** The size that `layoutText` would give, without placing anything and without remembering it. */
export function textSize(
  text: RichText,
  style: TextStyle,
  width: number,
  measure: TextMeasurer,
): Omit<Broken, 'lines'> {
  const { lines: _, ...size } = breakText(text, { style, width, measure })
  return size
}

function computeLayout(text: RichText, style: TextStyle, width: number, measure: TextMeasurer): TextLayout {
  const { lines, width: widest, height, widestWord } = breakText(text, { style, measure, width })
  const { lineHeight: share = LINE_HEIGHT } = style
  const lineHeight = style.fontSize * share
  // The air of a line is shared out above and below its letters.
  const toBaseline = style.fontSize * (BASELINE + (share - LINE_HEIGHT) / 2)
  const box = Number.isFinite(width) ? width : widest
  const pieces = lines.flatMap((line, i) =>
    placeLine(line, { baseline: i * lineHeight + toBaseline, box, style, measure }),
  )
  return { pieces, width: widest, height, lineCount: lines.length, widestWord }
}

/** The pieces moved to where the layout goes. */
export const movePieces = (pieces: readonly TextPiece[], x: number, y: number): readonly TextPiece[] =>
  pieces.map((piece) => ({ ...piece, x: piece.x + x, baseline: piece.baseline + y }))
