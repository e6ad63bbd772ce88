/** Prints one shape onto a 2d context: the canvas's printer of the primitives that the SVG export prints as markup. */
import type { Box, Placement } from '../geometry/box.ts'
import type { Theme } from '../shapes/color.ts'
import type { TextPiece } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'
import { prepareText } from './font-face.ts'
import type { Images } from './images.ts'
import { inkOf, placeholderInk } from './ink.ts'
import { printPieces } from './print-text.ts'
import type { Printed, PrintStep } from './printed.ts'

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Board to device pixels: device = board * scale + offset. */
export interface Projection {
  readonly scale: number
  readonly dx: number
  readonly dy: number
}
export interface PrintLook {
  readonly theme: Theme
  readonly isReduced: boolean
  readonly images: Images
  /** Words are hidden while they are being edited in a text field above the canvas. */
  readonly hidesText: boolean
  /** Names that keep their size on the screen are drawn over the board, not with it. */
  readonly hidesCaptions: boolean
  /** Words in this box alone are hidden, in local pixels. */
  readonly hiddenWords?: Box | null
  /** Multiplies the shape's own opacity. */
  readonly strength: number
}

/** Sets the transform so that the shape's local pixels land where the placement is. */
export function place(context: Context, placement: Placement, { scale, dx, dy }: Projection): void {
  const { x, y, w, h, rotation } = placement
  if (rotation === 0) {
    context.setTransform(scale, 0, 0, scale, x * scale + dx, y * scale + dy)
    return
  }
  const cos = Math.cos(rotation)
  const sin = Math.sin(rotation)
  const left = x + w / 2 - (w / 2) * cos + (h / 2) * sin
  const top = y + h / 2 - (w / 2) * sin - (h / 2) * cos
  context.setTransform(scale * cos, scale * sin, -scale * sin, scale * cos, left * scale + dx, top * scale + dy)
}

function printImage(context: Context, shape: Shape, step: Extract<PrintStep, { name: 'image' }>, look: PrintLook) {
  const { box, crop } = step
  const image = look.images.of(step.asset, shape.id)
  if (!image) {
    context.fillStyle = placeholderInk[look.theme]
    context.fillRect(box.x, box.y, box.w, box.h)
    return
  }
  context.save()
  context.translate(box.x + box.w / 2, box.y + box.h / 2)
  context.scale(step.flipX ? -1 : 1, step.flipY ? -1 : 1)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'medium'
  const { width, height } = image
  context.drawImage(
    image,
    crop.x * width,
    crop.y * height,
    crop.w * width,
    crop.h * height,
    -box.w / 2,
    -box.h / 2,
    box.w,
    box.h,
  )
  context.restore()
}

const NO_DASH: readonly number[] = []

/** Is a piece of text no part of the words in `box`? */
const outside =
  (box: Box) =>
  ({ x, baseline }: TextPiece): boolean =>
    baseline < box.y || baseline > box.y + box.h || x < box.x || x > box.x + box.w

function printSteps(context: Context, shape: Shape, printed: Printed, scale: number, look: PrintLook): void {
  for (const step of printed.steps) {
    if (step.name === 'text') {
      if (step.isCaption && look.hidesCaptions) continue
      const pieces = look.hiddenWords ? step.pieces.filter(outside(look.hiddenWords)) : step.pieces
      if (!look.hidesText) printPieces(context, pieces, { theme: look.theme, scale, isReduced: look.isReduced })
    } else if (step.name === 'image') printImage(context, shape, step, look)
    else {
      // On black paper multiplying would swallow the marker; screening lets it glow instead.
      if (step.isMultiplied) context.globalCompositeOperation = look.theme === 'dark' ? 'screen' : 'multiply'
      if (step.fill) {
        context.fillStyle = inkOf(step.fill, look.theme)
        context.fill(step.path, step.rule)
      }
      if (step.stroke) {
        context.strokeStyle = inkOf(step.stroke.color, look.theme)
        context.lineWidth = step.stroke.width
        context.lineCap = step.stroke.cap ?? 'round'
        context.lineJoin = step.stroke.join ?? 'round'
        context.setLineDash((step.stroke.dash ?? NO_DASH) as number[])
        context.stroke(step.path)
      }
      if (step.isMultiplied) context.globalCompositeOperation = 'source-over'
    }
  }
}

export interface PrintItem {
  readonly shape: Shape
  readonly placement: Placement
  readonly printed: Printed
  /** Board box of everything that it paints; asked for only when it is needed. */
  bounds(): Box
}
export interface Printer {
  print(context: Context, item: PrintItem, at: Projection, look: PrintLook): void
}

export function createPrinter(): Printer {
  let scratch: CanvasRenderingContext2D | null = null

  /** A transparent sheet as big as the target, so that a translucent shape fades as a whole with unchanged geometry. */
  function sheetFor(target: Context): CanvasRenderingContext2D | null {
    const { width, height } = target.canvas
    scratch ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (!scratch) return null
    const { canvas } = scratch
    if (canvas.width < width || canvas.height < height) {
      canvas.width = Math.max(canvas.width, width)
      canvas.height = Math.max(canvas.height, height)
      prepareText(scratch)
    }
    return scratch
  }
  /** Whole device pixels of `target` that `box` may colour. */
  function pixelsOf(box: Box, { scale, dx, dy }: Projection, target: Context): Box {
    const x = Math.max(0, Math.floor(box.x * scale + dx) - 2)
    const y = Math.max(0, Math.floor(box.y * scale + dy) - 2)
    const right = Math.min(target.canvas.width, Math.ceil((box.x + box.w) * scale + dx) + 2)
    const bottom = Math.min(target.canvas.height, Math.ceil((box.y + box.h) * scale + dy) + 2)
    return { x, y, w: right - x, h: bottom - y }
  }

  return {
    print(context, { shape, placement, printed, bounds }, at, look) {
      const opacity = shape.opacity * look.strength
      if (printed.steps.length === 0 || opacity <= 0) return
      place(context, placement, at)
      const sheet = opacity < 1 && printed.coats > 1 && !look.isReduced && !printed.isMultiplied && sheetFor(context)
      if (!sheet) {
        context.globalAlpha = opacity
        printSteps(context, shape, printed, at.scale, look)
        context.globalAlpha = 1
        return
      }
      const { x, y, w, h } = pixelsOf(bounds(), at, context)
      if (!(w > 0 && h > 0)) return
      sheet.setTransform(1, 0, 0, 1, 0, 0)
      sheet.clearRect(x, y, w, h)
      place(sheet, placement, at)
      printSteps(sheet, shape, printed, at.scale, look)
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.globalAlpha = opacity
      context.drawImage(sheet.canvas, x, y, w, h, x, y, w, h)
      context.globalAlpha = 1
    },
  }
}
