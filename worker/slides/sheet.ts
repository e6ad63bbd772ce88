/** A slide and how the board lies on it: places in inches, colours and strokes as PowerPoint writes them. */
import type pptxgen from 'pptxgenjs'
import { type Box, boxAround } from '../../lib/geometry/box.ts'
import type { Path } from '../../lib/geometry/path.ts'
import { applyAffine, placementAffine } from '../../lib/geometry/transform.ts'
import { safeLink } from '../../lib/print/xml.ts'
import { type Theme, themeColor } from '../../lib/shapes/color.ts'
import type { AnyShape, ShapeContext, StrokePaint } from '../../lib/shapes/kind.ts'
import { isVisible } from '../../lib/shapes/sketch.ts'

export type Slide = ReturnType<pptxgen['addSlide']>

export interface Sheet {
  readonly slide: Slide
  /** Part of the board that the slide shows. */
  readonly region: Box
  /** Inches of a board pixel. */
  readonly scale: number
  /** Where the region's corner lies, in inches. */
  readonly left: number
  readonly top: number
  readonly theme: Theme
  readonly paper: string
  readonly context: ShapeContext
  /** A shape alone, which is painted within `bounds`, without paper and as far as it can be seen; null when nothing can. */
  picture(shape: AnyShape, bounds: Box): Promise<{ readonly png: Uint8Array; readonly box: Box } | null>
}

export const POINTS = 72
/** The library takes numbers from a hundred up for another unit. */
export const MAX_INCHES = 90
/** A box without any width is not drawn. */
const LEAST = 0.001

export interface Place {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** Degrees, clockwise, about the middle. */
  readonly rotate: number
}

/** Where a box in local pixels of a placement lies on the slide. */
export function placeOn({ region, scale, left, top }: Sheet, placement: AnyShape['placement'], local: Box): Place {
  const middle = applyAffine(placementAffine(placement), { x: local.x + local.w / 2, y: local.y + local.h / 2 })
  const [w, h] = [Math.max(LEAST, local.w * scale), Math.max(LEAST, local.h * scale)]
  const degrees = (placement.rotation * 180) / Math.PI
  return {
    x: left + (middle.x - region.x) * scale - w / 2,
    y: top + (middle.y - region.y) * scale - h / 2,
    w,
    h,
    rotate: ((degrees % 360) + 360) % 360,
  }
}

export interface Ink {
  readonly color: string
  /** Percent. */
  readonly transparency: number
}
const HEX = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i

/** A colour as the slide has it; null when it is not seen. */
export function inkOf(color: string | undefined, opacity: number, theme: Theme): Ink | null {
  if (color === undefined || !isVisible(color)) return null
  const [, rgb, alpha = 'ff'] = HEX.exec(themeColor(color, theme)) ?? []
  if (rgb === undefined) return null
  const share = (Number.parseInt(alpha, 16) / 255) * opacity
  return { color: rgb.toUpperCase(), transparency: Math.round((1 - share) * 100) }
}

type Line = Required<Pick<pptxgen.ShapeLineProps, 'color' | 'transparency' | 'width' | 'dashType'>>

/** A stroke as the slide has it; undefined when there is none. */
export function lineOf(sheet: Sheet, stroke: StrokePaint | undefined, opacity: number): Line | undefined {
  const ink = stroke && stroke.width > 0 ? inkOf(stroke.color, opacity, sheet.theme) : null
  if (!ink || !stroke) return undefined
  const dashType = !stroke.dash ? 'solid' : stroke.dash[0] < 1 ? 'sysDot' : 'dash'
  return { ...ink, width: Math.max(0.25, stroke.width * sheet.scale * POINTS), dashType }
}

export const linkOf = (link: string): { hyperlink?: { url: string } } => {
  const url = safeLink(link)
  return url === undefined ? {} : { hyperlink: { url } }
}

/** Every point of a path, handles too: what it is drawn in lies in their box. */
export function pathBox(path: Path): Box | null {
  const points = path.flatMap((command) => {
    const numbers = command.slice(1) as readonly number[]
    return Array.from({ length: numbers.length / 2 }, (_, i) => ({ x: numbers[2 * i], y: numbers[2 * i + 1] }))
  })
  return boxAround(points)
}
