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
import { arrange, type Item, itemOf, MAX_PICTURE_SIDE, type Picture, type PictureOptions, paintOn } from './picture.ts'

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

/** What of a page can be searched and followed. */
interface Found {
  readonly pieces: PlacedPiece[]
  readonly links: { readonly link: string; readonly bounds: Box }[]
}

function paintPage(page: SKRSContext2D, picture: Picture, toPage: Affine, size: { w: number; h: number }): Found {
  page.fillStyle = picture.paper
  page.fillRect(0, 0, size.w, size.h)
  const { a, e, f } = toPage
  const { x, y, w, h } = picture.region
  page.translate(e, f)
  page.scale(a, a)
  page.beginPath()
  page.rect(x, y, w, h)
  page.clip()
  const painter = { target: page, picture, dots: Math.min(PDF_SCALE * a, MAX_PICTURE_SIDE / Math.max(w, h, 1)) }
  const found: Found = { pieces: [], links: [] }
  for (const shape of picture.shapes) {
    const item = itemOf(shape, picture.context)
    if (!item) continue
    paintOn(item, painter)
    const seen = overlap(item.bounds, picture.region)
    if (!seen) continue
    for (const piece of piecesOf(item, seen, toPage)) found.pieces.push(piece)
    if (item.link !== '') found.links.push({ link: item.link, bounds: seen })
  }
  return found
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
    const page = document.beginPage(w, h) as unknown as SKRSContext2D
    const { pieces, links } = paintPage(page, picture, toPage, { w, h })
    document.endPage()
    const content = layer.add(pieces, h, picture.context.measure)
    pages.push({ content, links: linksOf(links, pieces, toPage), height: h })
  }
  return addPages(new Uint8Array(document.close()), pages, layer.fonts())
}

/** The words of it that can be seen, at their places on the page. */
function piecesOf({ primitives, toBoard }: Item, seen: Box, toPage: Affine): readonly PlacedPiece[] {
  const placed: PlacedPiece[] = []
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
  return placed
}
