/** A shape of a few pixels is one dot of colour: nothing of it is laid out or outlined for that. */
import type { Placement } from '../geometry/box.ts'
import { type Theme, themeColor } from '../shapes/color.ts'
import type { AnyShape } from '../shapes/kind.ts'
import { isVisible } from './ink.ts'
import { type Context, type Projection, place } from './print-shape.ts'

/** In `reduced` detail, what is smaller than this many device pixels is a speck. */
const SPECK_PX = 3
/** An outline covers about half of a speck, a fill all of it. */
const OUTLINE_STRENGTH = 0.55
const OTHER_COLOR = '#adb5bd'

export const isSpeck = (placement: Placement, scale: number): boolean =>
  Math.max(placement.w, placement.h) * scale < SPECK_PX

export function printSpeck(
  context: Context,
  shape: AnyShape,
  placement: Placement,
  at: Projection,
  theme: Theme,
): void {
  // The style fields that kinds share; a kind without them is grey.
  const { fill, stroke, textColor } = shape as AnyShape & { fill?: string; stroke?: string; textColor?: string }
  const isFilled = isVisible(fill)
  const color = isFilled ? fill : (stroke ?? textColor ?? OTHER_COLOR)
  if (!isVisible(color)) return
  place(context, placement, at)
  context.globalAlpha = shape.opacity * (isFilled ? 1 : OUTLINE_STRENGTH)
  context.fillStyle = themeColor(color, theme)
  const least = 1 / at.scale
  context.fillRect(0, 0, Math.max(placement.w, least), Math.max(placement.h, least))
  context.globalAlpha = 1
}
