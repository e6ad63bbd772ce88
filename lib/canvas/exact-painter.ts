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
  /** Paints new shapes over what is there; false when something lies above one of them or they are too many. */
  addOnTop(screen: CanvasRenderingContext2D, shapes: readonly Shape[], at: Projection, look: SceneLook): boolean
  /** Repaints `rects` on `screen`, as many as take no more than `maxShapes` shapes and at least one; returns the rest. */
  repair(
    screen: CanvasRenderingContext2D,
    rects: readonly Box[],
    at: Projection,
    look: SceneLook,
    maxShapes: number,
  ): readonly Box[]
  /** Begins a full redraw. */
  begin(at: Projection, look: SceneLook): void
  /** Goes on with the redraw that was begun; true when it is whole and has been copied to `screen`. */
  proceed(screen: CanvasRenderingContext2D, hasTime: () => boolean): boolean
  /** Forgets the redraw that was begun: the camera has moved. */
  abandon(): void
  readonly isRedrawing: boolean
  /** Shapes painted by the last `repair` or `proceed`. */
  readonly painted: number
}

/** More new shapes at once are a board that arrives or a big paste: looking for what lies above each costs more. */
const MAX_ON_TOP = 64
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
    addOnTop(screen, shapes, at, look) {
      if (shapes.length > MAX_ON_TOP) return false
      const fresh = new Set(shapes.map(({ id }) => id))
      const isOnTop = (shape: Shape) => {
        const { x, y, w, h } = view.paintBounds(shape)
        const region = { x: x * at.scale + at.dx, y: y * at.scale + at.dy, w: w * at.scale, h: h * at.scale }
        return painter.shapesIn(region, at).every((other) => fresh.has(other.id) || byOrder(other, shape) < 0)
      }
      if (!shapes.every(isOnTop)) return false
      screen.save()
      painter.paintShapes(screen, [...shapes].sort(byOrder), at, look)
      screen.restore()
      return true
    },
    repair(screen, rects, at, look, maxShapes) {
      painted = 0
      if (!sheet || rects.length === 0) return []
      const touched = new Map<ShapeId, Shape>()
      let taken = 0
      while (taken < rects.length && (taken === 0 || touched.size < maxShapes)) {
        const rect = rects[taken++]
        painter.paintPaper(sheet, rect, at, look)
        for (const shape of painter.shapesIn(rect, at)) touched.set(shape.id, shape)
      }
      const shapes = [...touched.values()]
      if (taken > 1) shapes.sort(byOrder)
      painter.paintShapes(sheet, shapes, at, look)
      for (const rect of rects.slice(0, taken)) copy(screen, rect)
      painted = shapes.length
      return rects.slice(taken)
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
