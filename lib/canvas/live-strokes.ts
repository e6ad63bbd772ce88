/** Paints long strokes under way: what has settled is kept in one picture, only the ends behind the pens are drawn anew. */
import { type DrawShape, inkWidth, pressedLine, strokeLine } from '../shapes/draw.ts'
import { inkPiece } from '../shapes/ink.ts'
import type { Shape } from '../shapes/registry.ts'
import { inkOf } from './ink.ts'
import { type Projection, place } from './print-shape.ts'
import { pathOf } from './printed.ts'
import { REDUCED_BELOW_ZOOM, type SceneLook } from './scene-painter.ts'
import { isOpaqueInk } from './wet-tip.ts'

/** Shorter strokes are painted whole: bytes of their points, two to four a point. */
const MIN_BYTES = 600
/** The last points may still change: they are steadied by those that follow. */
const UNSETTLED = 48
/** So many settled points are worth adding to the picture. */
const MIN_PIECE = 64

export interface LiveStrokes {
  /** Paints the long strokes among the shapes under way, mine and others', and returns the rest of them. */
  paint(context: CanvasRenderingContext2D, shapes: readonly Shape[], at: Projection, look: SceneLook): readonly Shape[]
}

const isLong = (shape: Shape): shape is DrawShape => isOpaqueInk(shape) && shape.strokePoints.length >= MIN_BYTES

export function createLiveStrokes(): LiveStrokes {
  let picture: HTMLCanvasElement | null = null
  let look = ''
  /** How many points of each stroke are in the picture. */
  let settled = new Map<string, number>()

  /** The picture, emptied when one of its strokes is finished, got shorter (Shift) or looks different now. */
  function pictureFor(size: HTMLCanvasElement, nextLook: string, strokes: readonly DrawShape[]): HTMLCanvasElement {
    const lengths = new Map(strokes.map((stroke) => [stroke.id as string, strokeLine(stroke).length]))
    const isGood = look === nextLook && [...settled].every(([id, count]) => count <= (lengths.get(id) ?? 0))
    if (picture && isGood) return picture
    picture ??= document.createElement('canvas')
    picture.width = size.width
    picture.height = size.height
    look = nextLook
    settled = new Map()
    return picture
  }

  function paintOne(
    context: CanvasRenderingContext2D,
    sheet: CanvasRenderingContext2D,
    shape: DrawShape,
    at: Projection,
    color: string,
  ) {
    const points = pressedLine(shape)
    const from = settled.get(shape.id) ?? 0
    const upTo = points.length - UNSETTLED
    place(context, shape.placement, at)
    context.fillStyle = color
    context.fill(pathOf(inkPiece(points, inkWidth(shape), from)))
    if (upTo - from < MIN_PIECE) return
    place(sheet, shape.placement, at)
    sheet.fillStyle = color
    sheet.fill(pathOf(inkPiece(points.slice(0, upTo + 1), inkWidth(shape), from)))
    settled.set(shape.id, upTo)
  }

  return {
    paint(context, shapes, at, { theme, pixelRatio }) {
      // Far away the ordinary painter draws plain lines, which are cheap.
      const isFar = at.scale / pixelRatio < REDUCED_BELOW_ZOOM
      const strokes = isFar ? [] : shapes.filter(isLong)
      if (strokes.length === 0) {
        picture = null
        settled = new Map()
        return shapes
      }
      const { width, height } = context.canvas
      const sheet = pictureFor(
        context.canvas,
        [at.scale, at.dx, at.dy, width, height, theme].join(' '),
        strokes,
      ).getContext('2d')
      if (!sheet) return shapes
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.drawImage(sheet.canvas, 0, 0)
      for (const stroke of strokes) paintOne(context, sheet, stroke, at, inkOf(stroke.stroke, theme))
      return shapes.filter((shape) => !isLong(shape))
    },
  }
}
