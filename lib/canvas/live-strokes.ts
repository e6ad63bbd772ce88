/** Paints long strokes under way: what has settled is kept as a picture, only the end behind the pen is drawn anew. */
import type { ShapeId } from '../base/ids.ts'
import { type DrawShape, inkWidth, pressedLine } from '../shapes/draw.ts'
import { inkPiece } from '../shapes/ink.ts'
import type { AnyShape } from '../shapes/kind.ts'
import { inkOf, isVisible } from './ink.ts'
import { type Projection, place } from './print-konva.ts'
import { pathOf } from './printed.ts'
import { REDUCED_BELOW_ZOOM, type SceneLook } from './scene-painter.ts'

/** Shorter strokes are painted whole: bytes of their points, two to four a point. */
const MIN_BYTES = 600
/** The last points may still change. */
const UNSETTLED = 24
/** So many settled points are worth adding to the picture. */
const MIN_PIECE = 200
/** Strokes kept as pictures at once: my own and a few of others. */
const MAX_KEPT = 4
/** As long as `#rrggbb`: longer ones are translucent, and pieces that overlap would show. */
const OPAQUE_LENGTH = 7

interface Kept {
  readonly canvas: HTMLCanvasElement
  readonly look: string
  settled: number
}

export interface LiveStrokes {
  /** Paints `shape` and answers true when it is one of those; false leaves it to the ordinary painter. */
  paint(context: CanvasRenderingContext2D, shape: AnyShape, at: Projection, look: SceneLook): boolean
  /** Forgets the pictures of all strokes but these. */
  keepOnly(ids: ReadonlySet<ShapeId>): void
}

const isLong = (shape: AnyShape): shape is DrawShape => {
  if (shape.type !== 'draw' || shape.opacity < 1) return false
  const { brush, closed, stroke, strokeWidth, strokePoints } = shape as DrawShape
  return (
    brush === 'pen' &&
    !closed &&
    isVisible(stroke) &&
    stroke.length === OPAQUE_LENGTH &&
    strokeWidth > 0 &&
    strokePoints.length >= MIN_BYTES
  )
}

export function createLiveStrokes(): LiveStrokes {
  const kept = new Map<ShapeId, Kept>()

  function pictureFor(shape: DrawShape, look: string, size: HTMLCanvasElement, settled: number): Kept | null {
    const known = kept.get(shape.id)
    // With Shift held the stroke gets shorter again.
    if (known && known.look === look && known.settled <= settled) return known
    if (!known && kept.size >= MAX_KEPT) return null
    const canvas = known?.canvas ?? document.createElement('canvas')
    canvas.width = size.width
    canvas.height = size.height
    const fresh = { canvas, look, settled: 0 }
    kept.set(shape.id, fresh)
    return fresh
  }

  return {
    paint(context, shape, at, look) {
      // Far away the ordinary painter draws a plain line, which is cheap.
      if (!isLong(shape) || at.scale / look.pixelRatio < REDUCED_BELOW_ZOOM) return false
      const color = inkOf(shape.stroke, look.theme)
      const points = pressedLine(shape)
      const settled = points.length - UNSETTLED
      const { width, height } = context.canvas
      const key = [at.scale, at.dx, at.dy, width, height, color, shape.strokeWidth].join(' ')
      const picture = pictureFor(shape, key, context.canvas, settled)
      const sheet = picture?.canvas.getContext('2d')
      if (!picture || !sheet) return false
      const piece = pathOf(inkPiece(points, inkWidth(shape), picture.settled))
      if (settled - picture.settled >= MIN_PIECE) {
        const upTo = points.slice(0, settled + 1)
        place(sheet, shape.placement, at)
        sheet.fillStyle = color
        sheet.fill(pathOf(inkPiece(upTo, inkWidth(shape), picture.settled)))
        picture.settled = settled
      }
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.drawImage(picture.canvas, 0, 0)
      place(context, shape.placement, at)
      context.fillStyle = color
      context.fill(piece)
      return true
    },
    keepOnly(ids) {
      for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id)
    },
  }
}
