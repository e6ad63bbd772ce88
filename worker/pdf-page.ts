/** Where a part of the board lies on a page of paper. */
import { type Orientation, type PaperSize, paperSizes } from '../lib/base/paper.ts'
import type { Box } from '../lib/geometry/box.ts'
import type { Affine } from '../lib/geometry/transform.ts'

/** The largest page that readers of PDF must accept. */
const MAX_PAGE_SIDE = 14_400
/** Ten millimetres, which printers leave white. */
const MARGIN = 28.35
/** A single note does not fill a sheet. */
const MAX_ENLARGEMENT = 2

export interface PageLook {
  readonly paper: PaperSize
  readonly orientation: Orientation
  /** Points per board pixel; on paper of a given size, at most so many. */
  readonly scale: number | undefined
}

export interface PlacedPage {
  readonly w: number
  readonly h: number
  /** From board pixels to points, y downwards. */
  readonly toPage: Affine
}

const isLying = ({ paper, orientation }: PageLook, { w, h }: Box): boolean =>
  orientation === 'landscape' || (orientation === 'auto' && (paper === 'wide' || w > h))

/** A frame fills its page, a slide to the edges; other things stand in the middle of it. */
export function placePage(region: Box, look: PageLook, isFrame: boolean): PlacedPage {
  const { paper, scale } = look
  const [w, h] = [Math.max(region.w, 1), Math.max(region.h, 1)]
  const upright = paperSizes[paper]
  if (upright === null) {
    const fit = Math.min(scale ?? 1, MAX_PAGE_SIDE / Math.max(w, h))
    return { w: w * fit, h: h * fit, toPage: { a: fit, b: 0, c: 0, d: fit, e: -region.x * fit, f: -region.y * fit } }
  }
  const [short, long] = [upright.w, upright.h]
  const page = isLying(look, region) ? { w: long, h: short } : { w: short, h: long }
  const margin = isFrame && paper === 'wide' ? 0 : MARGIN
  const most = scale ?? (isFrame ? Number.POSITIVE_INFINITY : MAX_ENLARGEMENT)
  const fit = Math.min(most, (page.w - 2 * margin) / w, (page.h - 2 * margin) / h)
  const [e, f] = [(page.w - w * fit) / 2 - region.x * fit, (page.h - h * fit) / 2 - region.y * fit]
  return { ...page, toPage: { a: fit, b: 0, c: 0, d: fit, e, f } }
}
