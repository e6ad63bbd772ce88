/** Formatted text as the paragraphs of a slide. */
import type pptxgen from 'pptxgenjs'
import { cleanText } from '../../lib/base/clean-text.ts'
import { directionOf } from '../../lib/shapes/bidi.ts'
import type { RichText, TextMarks } from '../../lib/shapes/rich-text.ts'
import type { Font } from '../../lib/shapes/style.ts'
import { type Ink, inkOf, linkOf, POINTS, type Sheet } from './sheet.ts'

/** Faces that come with PowerPoint on every system, of the same character. */
const FACES: Readonly<Record<Font, string>> = {
  hand: 'Comic Sans MS',
  sans: 'Arial',
  serif: 'Georgia',
  mono: 'Courier New',
}
const MIN_POINTS = 1
const MAX_POINTS = 4000

export interface WordsLook {
  readonly font: Font
  readonly fontSize: number
  readonly lineHeight: number
  readonly align: 'start' | 'center' | 'end'
  readonly ink: Ink
  readonly isBold?: boolean
  /** Of the whole shape. */
  readonly link?: string
}

interface Line {
  readonly runs: readonly { readonly text: string; readonly marks: TextMarks }[]
  readonly list: TextMarks['list']
}

function linesIn(text: RichText): readonly Line[] {
  const lines: Line[] = []
  let runs: { text: string; marks: TextMarks }[] = []
  for (const { insert, attributes = {} } of text) {
    for (const [index, part] of insert.split('\n').entries()) {
      if (index > 0) {
        lines.push({ runs, list: attributes.list })
        runs = []
      }
      if (part !== '') runs.push({ text: cleanText(part), marks: attributes })
    }
  }
  return runs.length > 0 || lines.length === 0 ? [...lines, { runs, list: undefined }] : lines
}

const bulletOf = (list: TextMarks['list']) =>
  list === undefined ? {} : { bullet: list === 'ordered' ? { type: 'number' as const } : true }

/** Runs for the library: each line a paragraph. */
export function slideWords(text: RichText, look: WordsLook, { scale, theme }: Sheet): pptxgen.TextProps[] {
  const fontSize = Math.min(MAX_POINTS, Math.max(MIN_POINTS, Math.round(look.fontSize * scale * POINTS * 10) / 10))
  const lines = linesIn(text)
  return lines.flatMap(({ runs, list }, at) => {
    const isRtl = directionOf(runs.map(({ text: part }) => part).join('')) === 'rtl'
    const start = isRtl ? 'right' : 'left'
    const end = isRtl ? 'left' : 'right'
    const paragraph = {
      ...bulletOf(list),
      ...(isRtl ? { rtlMode: true } : {}),
      align: ({ start, center: 'center', end } as const)[look.align],
      fontSize,
      lineSpacingMultiple: Math.round((look.lineHeight / 1.25) * 100) / 100,
    }
    const isLast = at === lines.length - 1
    const parts = runs.length === 0 ? [{ text: '', marks: {} as TextMarks }] : runs
    return parts.map(({ text: part, marks }, index) => ({
      text: part,
      options: {
        ...paragraph,
        ...look.ink,
        ...(marks.color && !marks.link ? inkOf(marks.color, 1 - look.ink.transparency / 100, theme) : {}),
        fontFace: marks.code ? FACES.mono : FACES[look.font],
        bold: look.isBold === true || marks.bold === true,
        italic: marks.italic === true,
        ...(marks.strike ? { strike: 'sngStrike' as const } : {}),
        ...linkOf(marks.link ?? look.link ?? ''),
        breakLine: !isLast && index === parts.length - 1,
      },
    }))
  })
}
