/**
 * Paints the screen exactly, so that a repaired place cannot be told from a fresh redraw. Rasterising under a small clip
 * is not exact (edges are cut and rounded anew), so repairs happen unclipped on a sheet of the screen's size, from which
 * only the repaired rectangles are copied. A full redraw happens there too, in slices, and is shown when it is whole.
 */
import type { ShapeId } from '../base/ids.ts'
import type { BoardView } from '../editor/board-view.ts'
import type { Box } from '../geometry/box.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Projection } from './print-konva.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'

/** Between two looks at the clock. */
const SHAPES_AT_ONCE = 64

export interface ExactPainter {
  resize(w: number, h: number): void
  /** Repaints `rects` on `screen` at once; returns how many shapes it took. */
  repair(screen: CanvasRenderingContext2D, rects: readonly Box[], at: Projection, look: SceneLook): number
  /** Begins a full redraw. */
  begin(at: Projection, look: SceneLook): void
  /** Goes on with the redraw that was begun; true when it is whole and has been copied to `screen`. */
  proceed(screen: CanvasRenderingContext2D, hasTime: () => boolean): boolean
  /** Forgets the redraw that was begun: the camera has moved. */
  abandon(): void
  readonly isRedrawing: boolean
  /** Shapes painted by the last `proceed`. */
  readonly painted: number
}

/** Drawing from a canvas makes the browser keep a copy of all of it; small places are cheaper as plain pixels. */
const MAX_PIXELS_BY_HAND = 150_000

const byOrder = (a: Shape, b: Shape): number =>
  a.index < b.index ? -1 : a.index > b.index ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

export function createExactPainter(view: BoardView, painter: ScenePainter): ExactPainter {
  const canvas = document.createElement('canvas')
  const sheet = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  let redraw: { ids: readonly ShapeId[]; done: number; at: Projection; look: SceneLook } | null = null
  let painted = 0

  function copy(screen: CanvasRenderingContext2D, { x, y, w, h }: Box) {
    if (sheet && w * h <= MAX_PIXELS_BY_HAND) {
      screen.putImageData(sheet.getImageData(x, y, w, h), x, y)
      return
    }
    screen.setTransform(1, 0, 0, 1, 0, 0)
    screen.drawImage(canvas, x, y, w, h, x, y, w, h)
  }

  return {
    get isRedrawing() {
      return redraw !== null
    },
    get painted() {
      return painted
    },
    resize(w, h) {
      canvas.width = w
      canvas.height = h
      redraw = null
    },
    repair(screen, rects, at, look) {
      if (!sheet || rects.length === 0) return 0
      const touched = new Map<ShapeId, Shape>()
      for (const rect of rects) {
        painter.paintPaper(sheet, rect, at, look)
        for (const shape of painter.shapesIn(rect, at)) touched.set(shape.id, shape)
      }
      const shapes = [...touched.values()]
      if (rects.length > 1) shapes.sort(byOrder)
      painter.paintShapes(sheet, shapes, at, look)
      for (const rect of rects) copy(screen, rect)
      return shapes.length
    },
    begin(at, look) {
      if (!sheet) return
      const whole = { x: 0, y: 0, w: canvas.width, h: canvas.height }
      painter.paintPaper(sheet, whole, at, look)
      redraw = { ids: painter.shapesIn(whole, at).map(({ id }) => id), done: 0, at, look }
    },
    proceed(screen, hasTime) {
      painted = 0
      if (!sheet || !redraw) return true
      const { ids, at, look } = redraw
      while (redraw.done < ids.length && hasTime()) {
        const next = ids.slice(redraw.done, redraw.done + SHAPES_AT_ONCE)
        redraw.done += next.length
        painted += next.length
        // Records may have changed since the redraw began; what moved is also marked dirty and repaired afterwards.
        painter.paintShapes(
          sheet,
          next.flatMap((id) => view.get(id) ?? []),
          at,
          look,
        )
      }
      if (redraw.done < ids.length) return false
      redraw = null
      copy(screen, { x: 0, y: 0, w: canvas.width, h: canvas.height })
      return true
    },
    abandon() {
      redraw = null
    },
  }
}
