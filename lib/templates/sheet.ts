/** Sheets and columns: what many templates have in common. */
import type { Box } from '../geometry/box.ts'
import { GAP, type Hue, hues, NOTE, type Pen } from './pen.ts'

const MARGIN = 40
/** Where the content of a sheet begins, below its title and question. */
export const TOP = 140
export const LEFT = MARGIN
const HEAD = 56

interface SheetWords {
  readonly name: string
  readonly ask?: string
}

/** A frame of this size with a title and a question; content lies from LEFT and TOP on. */
export function sheet(pen: Pen, { name, ask = '' }: SheetWords, { w, h }: { readonly w: number; readonly h: number }) {
  pen.frame(name, { x: 0, y: 0, w, h })
  pen.text(name, { x: MARGIN, y: 32, w: w - 2 * MARGIN }, { size: 36, font: 'hand' })
  if (ask) pen.text(ask, { x: MARGIN, y: 88, w: w - 2 * MARGIN }, { size: 18, color: hues.gray.ink })
}

/** A panel with a heading; its content lies below the head. */
export function titled(pen: Pen, words: string, box: Box, hue: Hue): Box {
  pen.panel(box, hue)
  const { x, y, w } = box
  pen.text(words, { x: x + 20, y: y + 16, w: w - 40 }, { size: 20, bold: true })
  return { x: x + 20, y: y + HEAD, w: w - 40, h: box.h - HEAD - 20 }
}

/** Notes side by side from the top left of `area`, row by row; empty words are empty notes. */
export function notes(pen: Pen, words: readonly string[], { x, y, w }: Box, hue: Hue, size = NOTE): void {
  const gap = 16
  const across = Math.max(1, Math.floor((w + gap) / (size + gap)))
  words.forEach((text, i) => {
    const at = { x: x + (i % across) * (size + gap), y: y + Math.floor(i / across) * (size + gap) }
    pen.note(text, at, hue, { w: size, h: size })
  })
}

/** As many as were asked for: a template takes them apart by name. */
type BoxesOf<Count extends number> = Count extends 2
  ? readonly [Box, Box]
  : Count extends 3
    ? readonly [Box, Box, Box]
    : Count extends 5
      ? readonly [Box, Box, Box, Box, Box]
      : readonly Box[]

/** So many boxes beside one another over a width, `GAP` apart. */
export function columns<Count extends number>(box: Box, count: Count, gap = GAP): BoxesOf<Count> {
  const w = (box.w - gap * (count - 1)) / count
  return Array.from({ length: count }, (_, i) => ({
    ...box,
    x: box.x + i * (w + gap),
    w,
  })) as readonly Box[] as BoxesOf<Count>
}

/** So many boxes below one another over a height. */
export function rows<Count extends number>(box: Box, count: Count, gap = GAP): BoxesOf<Count> {
  const h = (box.h - gap * (count - 1)) / count
  return Array.from({ length: count }, (_, i) => ({
    ...box,
    y: box.y + i * (h + gap),
    h,
  })) as readonly Box[] as BoxesOf<Count>
}

/** One line that runs to and fro between the long sides of a box: all inner lines of a ruling as one shape. */
export function ruling(box: Box, at: readonly number[], direction: 'across' | 'down') {
  return at.flatMap((place, i) => {
    const [from, to] = direction === 'across' ? [box.x, box.x + box.w] : [box.y, box.y + box.h]
    const ends = i % 2 === 0 ? [from, to] : [to, from]
    return ends.map((end) => (direction === 'across' ? { x: end, y: place } : { x: place, y: end }))
  })
}
