/** Draws parts of a board as the pages of a PDF: lines and letters stay lines and letters, links work, words are found. */
import { PDFDocument, type SKRSContext2D } from '@napi-rs/canvas'
import { cleanText } from '../lib/base/clean-text.ts'
import { type Box, boxAround, boxesTouch } from '../lib/geometry/box.ts'
import { type Affine, applyAffine, compose } from '../lib/geometry/transform.ts'
import { overlap } from '../lib/print/print-svg.ts'
import type { AnyShape } from '../lib/shapes/kind.ts'
import { loadPictures } from './load-pictures.ts'
import { addPages } from './pdf-file.ts'
import { linksOf } from './pdf-links.ts'
import { type PageLook, placePage } from './pdf-page.ts'
import { type PlacedPiece, wordLayer } from './pdf-words.ts'
import { arrange, MAX_PICTURE_SIDE, type Picture, type PictureOptions, paintPicture } from './picture.ts'

/** Dots per board pixel on paper, of the few things that cannot be drawn as lines. */
const PDF_SCALE = 3

export interface PagePart {
  readonly shapes: readonly AnyShape[]
  /** The edges of a frame; left out: what the shapes need. */
  readonly region?: Box | undefined
}
export interface PdfOptions extends Omit<PictureOptions, 'shapes' | 'region' | 'pictures' | 'scale'> {
  /** One page each, at least one. */
  readonly parts: readonly PagePart[]
  readonly look: PageLook
}

function paintPage(page: SKRSContext2D, picture: Picture, { a, e, f }: Affine, size: { w: number; h: number }): void {
  page.fillStyle = picture.paper
  page.fillRect(0, 0, size.w, size.h)
  const { x, y, w, h } = picture.region
  page.translate(e, f)
  page.scale(a, a)
  page.beginPath()
  page.rect(x, y, w, h)
  page.clip()
  paintPicture(page, picture, Math.min(PDF_SCALE * a, MAX_PICTURE_SIDE / Math.max(w, h, 1)))
}

export async function pdfOf({ parts, look, ...options }: PdfOptions): Promise<Uint8Array<ArrayBuffer>> {
  const pictures = await loadPictures(options.assets)
  const title = cleanText(options.board.title).replaceAll('\n', ' ')
  const document = new PDFDocument({ title, creator: 'Inkroom' })
  const layer = wordLayer()
  const pages: Parameters<typeof addPages>[1][number][] = []
  for (const part of parts) {
    const picture = await arrange({ ...options, ...part, pictures })
    const { w, h, toPage } = placePage(picture.region, look, part.region !== undefined)
    // Its types name the DOM's context, which is not the one that it gives.
    paintPage(document.beginPage(w, h) as unknown as SKRSContext2D, picture, toPage, { w, h })
    document.endPage()
    const pieces = piecesOf(picture, toPage)
    const content = layer.add(pieces, h, picture.context.measure)
    pages.push({ content, links: linksOf(linkedIn(picture), pieces, toPage), height: h })
  }
  return addPages(new Uint8Array(document.close()), pages, layer.fonts())
}

/** What can be seen of shapes with a link. */
const linkedIn = ({ items, region }: Picture) =>
  items.flatMap(({ link, bounds }) => {
    const seen = link === '' ? null : overlap(bounds, region)
    return seen ? [{ link, bounds: seen }] : []
  })

/** All words that can be seen, at their places on the page. */
function piecesOf({ items, region }: Picture, toPage: Affine): readonly PlacedPiece[] {
  const placed: PlacedPiece[] = []
  for (const { primitives, toBoard, bounds } of items) {
    const seen = overlap(bounds, region)
    if (!seen) continue
    for (const step of primitives) {
      if (step.name !== 'text') continue
      for (const piece of step.pieces) {
        const [left, top] = [piece.x, piece.baseline - piece.fontSize]
        const corners = [left, left + piece.width].flatMap((px) =>
          [top, piece.baseline].map((py) => applyAffine(toBoard, { x: px, y: py })),
        )
        const box = boxAround(corners)
        if (box && boxesTouch(seen, box)) placed.push({ piece, toPage: compose(toPage, toBoard) })
      }
    }
  }
  return placed
}
