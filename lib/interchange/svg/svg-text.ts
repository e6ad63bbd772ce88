/** Words of SVG as texts of ours: one for each place where words begin, lines below one another as one text. */
import { applyAffine } from '../../geometry/transform.ts'
import { makeShape, type Shape } from '../../shapes/registry.ts'
import type { RichText, TextMarks, TextRun } from '../../shapes/rich-text.ts'
import { LINE_HEIGHT } from '../../shapes/style.ts'
import { type ImportSession, reportedWords } from '../import-session.ts'
import { own } from '../reading.ts'
import { fontOf, lookOf } from './svg-look.ts'
import { type Style, type StyleSheet, styleOf } from './svg-style.ts'
import { lengthScale, stretchOf } from './svg-transform.ts'
import type { Drawn } from './svg-tree.ts'
import { readLength, readNumbers } from './svg-values.ts'
import type { XmlElement } from './xml-reader.ts'

/** From the top of a line to its letters' feet, in font sizes, with the air of a usual line: see `text-layout.ts`. */
const BASELINE = 0.975
const DEFAULT_SIZE = 16
const ALIGN: Readonly<Record<string, 'start' | 'center' | 'end'>> = { middle: 'center', end: 'end' }
/** From where a text is held to its letters' feet, in font sizes. */
const RISE: Readonly<Record<string, number>> = {
  ...{ middle: 0.27, central: 0.35, hanging: 0.75, 'text-before-edge': 0.9, 'text-top': 0.9 },
}

/** Words from one place on. */
interface Chunk {
  readonly x: number
  readonly y: number
  readonly style: Style
  readonly runs: TextRun[]
  /** From line to line, in font sizes, once there are two. */
  lineHeight: number | null
  /** Where its last line lies. */
  lastY: number
}

const sizeOf = (style: Style): number => {
  const size = readLength(style['font-size'])
  return size !== null && size > 0 ? size : DEFAULT_SIZE
}

function marksOf(style: Style): TextMarks | undefined {
  const weight = style['font-weight'] ?? ''
  const marks: TextMarks = {
    ...(weight === 'bold' || weight === 'bolder' || Number(weight) >= 600 ? { bold: true } : {}),
    ...(/italic|oblique/.test(style['font-style'] ?? '') ? { italic: true } : {}),
    ...((style['text-decoration'] ?? '').includes('line-through') ? { strike: true } : {}),
  }
  return Object.keys(marks).length > 0 ? marks : undefined
}

/** Gathers the words of one text element where they stand. */
class Gathering {
  readonly chunks: Chunk[] = []
  readonly #sheet: StyleSheet
  #at = { x: 0, y: 0 }
  #isSpread = false
  constructor(sheet: StyleSheet) {
    this.#sheet = sheet
  }

  /** Letters have places of their own, which a text of ours does not keep. */
  get isSpread(): boolean {
    return this.#isSpread
  }

  visit(element: XmlElement, style: Style, isPreserved: boolean): void {
    const keeps = element.attributes.get('space')
    const isKept =
      keeps === 'preserve' || style['white-space']?.startsWith('pre') || (keeps === undefined && isPreserved)
    this.#move(element, style)
    for (const child of element.children) {
      if (typeof child === 'string') this.#words(child, style, Boolean(isKept))
      else if (child.name === 'tspan' || child.name === 'a') {
        const own = styleOf(child, style, this.#sheet)
        if (own.display !== 'none') this.visit(child, own, Boolean(isKept))
      }
    }
  }

  #move({ attributes }: XmlElement, style: Style): void {
    const list = (name: string) => {
      const text = attributes.get(name)
      if (text === undefined) return []
      const length = readLength(text)
      const own = length === null ? (readNumbers(text) ?? []) : [length]
      return text.trim().endsWith('em') && length !== null ? [(length / DEFAULT_SIZE) * sizeOf(style)] : own
    }
    const [x, y, dx, dy] = [list('x'), list('y'), list('dx'), list('dy')]
    this.#isSpread ||= [x, y, dx, dy].some((all) => all.length > 1) || attributes.has('rotate')
    if ([x, y, dx, dy].every((all) => all.length === 0)) return
    // Words that only go on a little higher or lower stay one text.
    const isNew = x.length + y.length > 0 || this.chunks.length === 0
    this.#at = { x: (x[0] ?? this.#at.x) + (isNew ? (dx[0] ?? 0) : 0), y: (y[0] ?? this.#at.y) + (dy[0] ?? 0) }
    if (isNew) this.#begin(style)
  }

  #begin(style: Style): Chunk {
    const { x, y } = this.#at
    const chunk: Chunk = { x, y, style, runs: [], lineHeight: null, lastY: y }
    this.chunks.push(chunk)
    return chunk
  }

  #words(text: string, style: Style, isKept: boolean): void {
    const chunk = this.chunks.at(-1) ?? this.#begin(style)
    const before = chunk.runs.at(-1)?.insert ?? ' '
    const joined = isKept ? text.replace(/[\n\t]/g, ' ') : text.replace(/[ \n\r\t]+/g, ' ')
    const words = !isKept && before.endsWith(' ') ? joined.replace(/^ /, '') : joined
    if (words === '') return
    const attributes = marksOf(style)
    chunk.runs.push(attributes ? { insert: words, attributes } : { insert: words })
  }
}

/** Without the white space that it ends with. */
function trimmed(runs: readonly TextRun[]): readonly TextRun[] {
  const end = runs.findLastIndex(({ insert }) => insert.trim() !== '')
  return runs.slice(0, end + 1).map((run, i) => (i === end ? { ...run, insert: run.insert.trimEnd() } : run))
}

const LIKE = ['font-size', 'font-family', 'text-anchor', 'fill', 'dominant-baseline'] as const

/** Lines at one edge with the same step between them are one text. */
function asTexts(chunks: readonly Chunk[]): readonly Chunk[] {
  const texts: Chunk[] = []
  for (const { runs, ...chunk } of chunks) {
    const words = trimmed(runs)
    if (words.length === 0) continue
    const above = texts.at(-1)
    const step = above ? (chunk.y - above.lastY) / sizeOf(chunk.style) : 0
    const isBelow =
      above !== undefined &&
      Math.abs(above.x - chunk.x) < 0.5 &&
      LIKE.every((name) => above.style[name] === chunk.style[name]) &&
      step > 0.7 &&
      step < 3 &&
      (above.lineHeight === null || Math.abs(above.lineHeight - step) < 0.05)
    if (!isBelow) texts.push({ ...chunk, runs: [...words] })
    else {
      above.runs.push({ insert: '\n' }, ...words)
      above.lineHeight = step
      above.lastY = chunk.y
    }
  }
  return texts
}

/** null when it is mirrored: letters of ours cannot be. */
export function textShapes(drawn: Drawn, sheet: StyleSheet, session: ImportSession): readonly Shape[] | null {
  const stretch = stretchOf(drawn.matrix)
  if (stretch.isMirrored) return null
  const gathering = new Gathering(sheet)
  gathering.visit(drawn.element, drawn.style, false)
  const isUneven = !stretch.isSquare || Math.abs(stretch.x - stretch.y) > 0.1 * Math.max(stretch.x, stretch.y)
  const texts = asTexts(gathering.chunks)
  if (texts.length > 0 && (gathering.isSpread || isUneven)) session.skip('text', 'look-changed')
  return texts.map((chunk) => textShape(chunk, drawn, session))
}

function textShape({ x, y, style, runs, lineHeight }: Chunk, drawn: Drawn, session: ImportSession): Shape {
  const size = sizeOf(style)
  const fontSize = Math.min(1000, Math.max(4, size * lengthScale(drawn.matrix)))
  const share = lineHeight ?? LINE_HEIGHT
  const { rotation } = stretchOf(drawn.matrix)
  const held = applyAffine(drawn.matrix, { x, y: y + (own(RISE, style['dominant-baseline'] ?? '') ?? 0) * size })
  const lines = runs.reduce((sum, { insert }) => sum + (insert === '\n' ? 1 : 0), 1)
  const h = lines * share * fontSize
  // From its letters' feet to the middle of the text, as the text is turned.
  const down = h / 2 - fontSize * (BASELINE + (share - LINE_HEIGHT) / 2)
  const middle = { x: held.x - Math.sin(rotation) * down, y: held.y + Math.cos(rotation) * down }
  const text: RichText = reportedWords(runs, 'text', session)
  return makeShape('text', session.options.newId(), {
    placement: { x: middle.x, y: middle.y - h / 2, w: 0, h, rotation },
    text,
    textColor: lookOf({ ...drawn, style }).fill,
    font: fontOf(style['font-family']),
    fontSize,
    align: own(ALIGN, style['text-anchor'] ?? '') ?? 'start',
    lineHeight: share,
    autoWidth: true,
    opacity: drawn.opacity,
    link: drawn.link,
  })
}
