/** The names that keep their size on the screen: whose there are, back to front, and what of them is hit. */
import type { ShapeId } from '../../base/ids.ts'
import { compareOrder } from '../../document/order.ts'
import { type Box, containsPoint } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import type { TextPiece } from '../../shapes/kind.ts'
import { kindOf, type Shape } from '../../shapes/registry.ts'

/** How far beside the letters a press still takes the name, in screen pixels. */
const REACH_PX = 4

/** Where a name is taken, in screen pixels from the corner of its shape. */
const reachOf = ({ x, baseline, width, fontSize }: TextPiece): Box => {
  const top = baseline - fontSize - REACH_PX
  return { x: x - REACH_PX, y: top, w: width + 2 * REACH_PX, h: -top }
}
/** Is the point (local pixels of the placement) on this name? */
export const isOnCaption = (caption: TextPiece, local: Point, zoom: number): boolean =>
  containsPoint(reachOf(caption), { x: local.x * zoom, y: local.y * zoom })

export interface CaptionIndex {
  /** Shapes of the board that have such a name, as stored, back to front. */
  all(): readonly Shape[]
  load(shapes: readonly Shape[]): void
  changed(id: ShapeId, shape: Shape | undefined): void
}

/** Knows whose names there are without going through the board: it is asked at every frame and every move. */
export function createCaptionIndex(): CaptionIndex {
  const known = new Map<ShapeId, Shape>()
  let ordered: readonly Shape[] | null = null
  const put = (shape: Shape) => {
    if (kindOf(shape).caption) known.set(shape.id, shape)
  }
  return {
    all() {
      ordered ??= [...known.values()].sort(compareOrder)
      return ordered
    },
    load(shapes) {
      known.clear()
      for (const shape of shapes) put(shape)
      ordered = null
    },
    changed(id, shape) {
      if (!known.has(id) && !(shape && kindOf(shape).caption)) return
      if (shape) put(shape)
      else known.delete(id)
      ordered = null
    },
  }
}
