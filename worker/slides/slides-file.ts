/** Frames as the slides of a PowerPoint file: shapes that can be edited, real words, and all words as notes of the speaker. */
import pptxgen from 'pptxgenjs'
import { cleanText, cutText } from '../../lib/base/clean-text.ts'
import type { Board } from '../../lib/document/board.ts'
import { type Box, grow, unionOf } from '../../lib/geometry/box.ts'
import type { ImportedAsset } from '../../lib/interchange/import-result.ts'
import { outlineOf } from '../../lib/interchange/outline.ts'
import { paintedBox } from '../../lib/print/paint-bounds.ts'
import { overlap } from '../../lib/print/print-svg.ts'
import { paperColor, type Theme } from '../../lib/shapes/color.ts'
import type { ShapeContext } from '../../lib/shapes/kind.ts'
import type { Shape } from '../../lib/shapes/registry.ts'
import { wordsOf } from '../../lib/shapes/words.ts'
import { loadPictures } from '../load-pictures.ts'
import { pngOf } from '../picture.ts'
import { createPictureMeasurer } from '../picture-fonts.ts'
import { inkOf, type Sheet } from './sheet.ts'
import type { SlidePart } from './slide-parts.ts'
import { addShape } from './slide-shapes.ts'

/** Inches, as wide slides are in PowerPoint. */
const SLIDE_WIDTH = 13.333
/** What PowerPoint takes, inches. */
const SLIDE_HEIGHTS = { min: 1, max: 56 }
/** Dots along the longer side of what is a picture: sharp on a projector. */
const DOTS = 2560
const MAX_PICTURE_SCALE = 4
const MAX_NOTE_LETTERS = 10_000
const PADDING = 16
/** A slide of the same form as its frame shows nothing beside it. */
const SAME_FORM = 0.01

interface SlidesOptions {
  readonly board: Board
  /** One slide each, at least one. */
  readonly parts: readonly SlidePart[]
  readonly assets: ReadonlyMap<string, ImportedAsset>
  readonly theme: Theme
  readonly hasBackground: boolean
}

/** What stands on a slide, line by line in the order of reading. */
function notesOf(shapes: readonly Shape[]): string {
  const words = outlineOf(shapes).flatMap(({ frame, shapes: inside }) => [frame?.name ?? '', ...inside.map(wordsOf)])
  const lines = words.map((text) => cleanText(text).trim()).filter((text) => text !== '')
  return cutText(lines.join('\n'), MAX_NOTE_LETTERS)
}

/** What is drawn of the shapes, with a little air. */
function contentOf(shapes: readonly Shape[], context: ShapeContext): Box {
  const boxes = shapes.flatMap((shape) => paintedBox(shape, context) ?? [])
  return grow(unionOf(boxes) ?? { x: 0, y: 0, w: 16, h: 9 }, PADDING)
}

export async function pptxOf({ board, parts, assets, theme, hasBackground }: SlidesOptions) {
  const context: ShapeContext = { measure: createPictureMeasurer(), shape: board.get }
  const regions = parts.map(({ frame, shapes }) => frame?.placement ?? contentOf(shapes, context))
  const asHigh = (SLIDE_WIDTH * regions[0].h) / Math.max(regions[0].w, 1)
  const height = Math.min(SLIDE_HEIGHTS.max, Math.max(SLIDE_HEIGHTS.min, asHigh))
  const file = new pptxgen()
  file.defineLayout({ name: 'board', width: SLIDE_WIDTH, height })
  file.layout = 'board'
  file.title = cleanText(board.title)
  const pictures = await loadPictures(assets)
  const paper = paperColor(board.background, theme)
  for (const [at, { frame, shapes }] of parts.entries()) {
    const { x, y, w, h } = regions[at]
    const scale = Math.min(SLIDE_WIDTH / Math.max(w, 1), height / Math.max(h, 1))
    const slide = file.addSlide()
    const [left, top] = [(SLIDE_WIDTH - w * scale) / 2, (height - h * scale) / 2]
    const ground = inkOf(frame?.fill, 1, theme) ?? (hasBackground ? inkOf(paper, 1, 'light') : null)
    if (ground) slide.background = ground
    const region = { x, y, w, h }
    const sheet: Sheet = {
      ...{ slide, region, scale, left, top, theme, context, paper },
      async picture(shape, bounds) {
        const box = overlap(bounds, region)
        if (!box || box.w === 0 || box.h === 0) return null
        const dots = Math.min(MAX_PICTURE_SCALE, DOTS / Math.max(box.w, box.h))
        const look = { board, assets, pictures, theme, hasBackground: false }
        return { png: await pngOf({ ...look, shapes: [shape], region: box, scale: dots }), box }
      },
    }
    const isCut = frame !== null && left + top > SAME_FORM
    for (const shape of shapes) if (shape !== frame) await addShape(sheet, shape, { isCut })
    const notes = notesOf(shapes)
    if (notes !== '') slide.addNotes(notes)
  }
  const written = await file.write({ outputType: 'uint8array' })
  return new Uint8Array(written as Uint8Array<ArrayBuffer>)
}
