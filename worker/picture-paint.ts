/** Paints primitives onto a 2d context outside the browser: the same marks as on the canvas and in the SVG. */
import type { SKRSContext2D } from '@napi-rs/canvas'
import { assertNever } from '../lib/base/assert.ts'
import { cleanText } from '../lib/base/clean-text.ts'
import type { Box } from '../lib/geometry/box.ts'
import { tracePath } from '../lib/geometry/path.ts'
import { codeRuns } from '../lib/shapes/code-runs.ts'
import { type Theme, themeColor } from '../lib/shapes/color.ts'
import type { Primitive, TextPiece } from '../lib/shapes/kind.ts'
import type { Color } from '../lib/shapes/style.ts'
import type { Drawable } from './load-pictures.ts'
import { setFont } from './picture-fonts.ts'

export interface PaintLook {
  readonly theme: Theme
  /** Decoded pictures by their hash; those that are missing become grey boxes. */
  readonly images: ReadonlyMap<string, Drawable>
  /** What the grey box of a picture that may not be drawn says. */
  readonly labels: ReadonlyMap<string, string>
}

const PLACEHOLDER = 'rgba(134, 142, 150, 0.14)'
const CODE_STRENGTH = 0.09
const STRIKE_HEIGHT = 0.28
const UNDERLINE_DROP = 0.14

const isVisible = (color: Color | undefined): color is Color =>
  color !== undefined && color !== 'transparent' && color !== ''

function paintPath(context: SKRSContext2D, step: Extract<Primitive, { name: 'path' }>, { theme }: PaintLook): void {
  context.beginPath()
  tracePath(step.path, context)
  // On dark paper multiplied light would vanish; there it is added.
  if (step.blend) context.globalCompositeOperation = theme === 'dark' ? 'screen' : 'multiply'
  if (isVisible(step.fill)) {
    context.fillStyle = themeColor(step.fill, theme)
    context.fill(step.fillRule ?? 'nonzero')
  }
  if (step.stroke && step.stroke.width > 0 && isVisible(step.stroke.color)) {
    const { color, width, cap, join, dash } = step.stroke
    context.strokeStyle = themeColor(color, theme)
    context.lineWidth = width
    context.lineCap = cap ?? 'round'
    context.lineJoin = join ?? 'round'
    context.setLineDash(dash ? [...dash] : [])
    context.stroke()
  }
  context.globalCompositeOperation = 'source-over'
}

/** Signs of the fixed font are not joined; it has one width for all. */
function writeText(context: SKRSContext2D, { x, baseline, font, marks, direction }: TextPiece, text: string): void {
  const runs = (marks.code || font === 'mono') && direction === 'ltr' ? codeRuns(text) : null
  let at = x
  for (const run of runs ?? [text]) {
    context.fillText(run, at, baseline)
    if (runs) at += context.measureText(run).width
  }
}

function paintPiece(context: SKRSContext2D, piece: TextPiece, { theme }: PaintLook): void {
  const { x, baseline, width, fontSize, marks } = piece
  const text = cleanText(piece.text)
  context.fillStyle = themeColor(piece.color, theme)
  if (marks.code) {
    const alpha = context.globalAlpha
    const pad = fontSize * 0.1
    context.globalAlpha = alpha * CODE_STRENGTH
    context.fillRect(x - pad, baseline - fontSize, width + 2 * pad, fontSize * 1.3)
    context.globalAlpha = alpha
  }
  setFont(context, text, piece.font, fontSize, marks)
  context.direction = piece.direction
  context.textAlign = 'left'
  writeText(context, piece, text)
  const thickness = Math.max(1, fontSize / 14)
  if (marks.strike) context.fillRect(x, baseline - fontSize * STRIKE_HEIGHT, width, thickness)
  if (marks.link) context.fillRect(x, baseline + fontSize * UNDERLINE_DROP, width, thickness)
}

const LABEL_INK = 'rgba(134, 142, 150, 0.9)'

function paintLabel(context: SKRSContext2D, box: Box, label: string | undefined): void {
  if (label === undefined || box.w <= 0 || box.h <= 0) return
  const size = Math.min(box.h / 3, (1.4 * box.w) / label.length, 48)
  setFont(context, label, 'sans', size, {})
  context.fillStyle = LABEL_INK
  context.direction = 'ltr'
  context.textAlign = 'center'
  context.fillText(label, box.x + box.w / 2, box.y + box.h / 2 + size / 3)
}

function paintImage(context: SKRSContext2D, step: Extract<Primitive, { name: 'image' }>, look: PaintLook): void {
  const { box, crop } = step
  const image = look.images.get(step.asset)
  if (!image) {
    context.fillStyle = PLACEHOLDER
    context.fillRect(box.x, box.y, box.w, box.h)
    paintLabel(context, box, look.labels.get(step.asset))
    return
  }
  const { width, height } = image
  context.save()
  context.translate(box.x + box.w / 2, box.y + box.h / 2)
  context.scale(step.flipX ? -1 : 1, step.flipY ? -1 : 1)
  const [sx, sy, sw, sh] = [crop.x * width, crop.y * height, crop.w * width, crop.h * height]
  context.drawImage(image, sx, sy, sw, sh, -box.w / 2, -box.h / 2, box.w, box.h)
  context.restore()
}

/** Paints in the local pixels of the shape, for which the context's transform is already set. */
export function paintPrimitives(context: SKRSContext2D, primitives: readonly Primitive[], look: PaintLook): void {
  for (const primitive of primitives) {
    switch (primitive.name) {
      case 'path':
        paintPath(context, primitive, look)
        break
      case 'text':
        for (const piece of primitive.pieces) paintPiece(context, piece, look)
        break
      case 'image':
        paintImage(context, primitive, look)
        break
      default:
        assertNever(primitive)
    }
  }
}

/** Layers of paint that may overlap: with more than one, opacity has to fade all of them as a whole. */
export function coatsOf(primitives: readonly Primitive[]): number {
  let coats = 0
  for (const primitive of primitives) {
    if (primitive.name !== 'path') coats++
    else coats += (isVisible(primitive.fill) ? 1 : 0) + (isVisible(primitive.stroke?.color) ? 1 : 0)
  }
  return coats
}
