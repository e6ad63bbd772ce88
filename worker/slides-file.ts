/** Frames as the slides of a PowerPoint file: each a picture in the order of the slides, its words as notes of the speaker. */
import pptxgen from 'pptxgenjs'
import { cleanText, cutText } from '../lib/base/clean-text.ts'
import { pushTo } from '../lib/base/push-to.ts'
import type { Board } from '../lib/document/board.ts'
import { slidesOf } from '../lib/document/slides.ts'
import type { ImportedAsset } from '../lib/interchange/import-result.ts'
import { outlineOf } from '../lib/interchange/outline.ts'
import type { Theme } from '../lib/shapes/color.ts'
import type { FrameShape } from '../lib/shapes/frame.ts'
import type { Shape } from '../lib/shapes/registry.ts'
import { wordsOf } from '../lib/shapes/words.ts'
import { pngOf } from './picture.ts'

/** Each is a picture in memory until the file is written. */
export const MAX_SLIDES = 200
/** Inches, as wide slides are in PowerPoint. */
const SLIDE_WIDTH = 13.333
/** What PowerPoint takes, inches. */
const SLIDE_HEIGHTS = { min: 1, max: 56 }
/** Dots along the longer side of a slide's picture: sharp on a projector. */
const DOTS = 2560
const MAX_NOTE_LETTERS = 10_000

interface SlidesOptions {
  readonly board: Board
  /** Back to front, with what lies in frames. */
  readonly shapes: readonly Shape[]
  readonly assets: ReadonlyMap<string, ImportedAsset>
  readonly theme: Theme
  readonly hasBackground: boolean
}

interface Slide {
  readonly frame: FrameShape | null
  readonly shapes: readonly Shape[]
}

/** A frame with all that lies in it, back to front; the whole board where there is no frame. */
function slidesIn(shapes: readonly Shape[]): readonly Slide[] {
  const frames = slidesOf({ shapes })
  if (frames.length === 0) return [{ frame: null, shapes }]
  const members = new Map<string, string[]>()
  for (const { id, parent } of shapes) pushTo(members, parent, id)
  return frames.map((frame) => {
    const inside = new Set<string>([frame.id])
    // A set is walked on while it grows.
    for (const id of inside) for (const member of members.get(id) ?? []) inside.add(member)
    return { frame, shapes: shapes.filter(({ id }) => inside.has(id)) }
  })
}

/** What stands on a slide, line by line in the order of reading. */
function notesOf(shapes: readonly Shape[]): string {
  const words = outlineOf(shapes).flatMap(({ frame, shapes: inside }) => [frame?.name ?? '', ...inside.map(wordsOf)])
  const lines = words.map((text) => cleanText(text).trim()).filter((text) => text !== '')
  return cutText(lines.join('\n'), MAX_NOTE_LETTERS)
}

export async function pptxOf(options: SlidesOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { board, assets, theme, hasBackground } = options
  const slides = slidesIn(options.shapes)
  const first = slides[0].frame?.placement ?? { w: 16, h: 9 }
  const asHigh = (SLIDE_WIDTH * first.h) / Math.max(first.w, 1)
  const height = Math.min(SLIDE_HEIGHTS.max, Math.max(SLIDE_HEIGHTS.min, asHigh))
  const file = new pptxgen()
  file.defineLayout({ name: 'board', width: SLIDE_WIDTH, height })
  file.layout = 'board'
  file.title = cleanText(board.title)
  for (const { frame, shapes } of slides) {
    const { w, h } = frame?.placement ?? { w: 1, h: 1 }
    const scale = frame ? DOTS / Math.max(w, h, 1) : undefined
    const png = await pngOf({ board, shapes, assets, theme, hasBackground, scale, region: frame?.placement })
    // The picture knows its own size, which of a whole board is that of what is drawn.
    const [dotsWide, dotsHigh] = [png.subarray(16, 20), png.subarray(20, 24)].map((part) =>
      Buffer.from(part).readUInt32BE(),
    )
    const fit = Math.min(SLIDE_WIDTH / dotsWide, height / dotsHigh)
    const box = { w: dotsWide * fit, h: dotsHigh * fit }
    const place = { ...box, x: (SLIDE_WIDTH - box.w) / 2, y: (height - box.h) / 2 }
    const slide = file.addSlide()
    const data = `image/png;base64,${Buffer.from(png).toString('base64')}`
    slide.addImage({ data, ...place, altText: cleanText(frame?.name || board.title) })
    const notes = notesOf(shapes)
    if (notes !== '') slide.addNotes(notes)
  }
  const written = await file.write({ outputType: 'uint8array' })
  return new Uint8Array(written as Uint8Array<ArrayBuffer>)
}
