/** What on a page leads somewhere: the places of links, of whole shapes and of single words. */
import { type Box, boxAround } from '../lib/geometry/box.ts'
import { type Affine, applyAffine } from '../lib/geometry/transform.ts'
import { safeLink } from '../lib/print/xml.ts'
import type { PlacedPiece } from './pdf-words.ts'

export interface PlacedLink {
  readonly url: string
  /** In points of the page, y downwards. */
  readonly box: Box
}

/** A page with more is one that somebody filled to be slow. */
const MAX_LINKS = 2_000

/** The links of words, after those of the shapes that they stand in: readers take the last one that is hit. */
export function linksOf(
  shapes: readonly { readonly link: string; readonly bounds: Box }[],
  pieces: readonly PlacedPiece[],
  toPage: Affine,
): readonly PlacedLink[] {
  const links: PlacedLink[] = []
  const add = (link: string | undefined, { x, y, w, h }: Box, to: Affine) => {
    const url = safeLink(link)
    if (url === undefined || links.length >= MAX_LINKS) return
    const corners = [x, x + w].flatMap((cx) => [y, y + h].map((cy) => applyAffine(to, { x: cx, y: cy })))
    const box = boxAround(corners)
    if (box) links.push({ url, box })
  }
  for (const { link, bounds } of shapes) add(link, bounds, toPage)
  for (const { piece, toPage: to } of pieces) {
    const { x, baseline, width, fontSize } = piece
    add(piece.marks.link, { x, y: baseline - fontSize, w: width, h: fontSize * 1.25 }, to)
  }
  return links
}
