/**
 * Paints the screen exactly, so that a repaired place cannot be told from a fresh redraw. Rasterising under a small clip
 * is not exact (edges are cut and rounded anew), so repairs happen unclipped on a sheet of the screen's size, from which
 * only the repaired rectangles are copied. All of it happens in slices, and is shown when it is whole.
 */
import type { ShapeId } from '../base/ids.ts'
import { compareOrder } from '../document/order.ts'
import type { BoardView } from '../editor/board/board-view.ts'
import type { Box } from '../geometry/box.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Projection } from './print-shape.ts'
import { screenBox } from './projection.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'

/** Between two looks at the clock. */
const SHAPES_AT_ONCE = 32

export interface ExactPainter {
  resize(w: number, h: number): void
  /** Paints new shapes over what is there; false when something lies above one of them or they are too many. */
  addOnTop(screen: CanvasRenderingContext2D, shapes: readonly Shape[], at: Projection, look: SceneLook): boolean
  /**
   * Begins to paint these rectangles, as many as take no more than `maxShapes` shapes and at least one, or all of the
   * screen; returns the rectangles that are left.
   */
  begin(rects: readonly Box[] | 'all', at: Projection, look: SceneLook, maxShapes: number): readonly Box[]
  /** Goes on with what was begun; true when it is whole and has been copied to `screen`. */
  proceed(screen: CanvasRenderingContext2D, hasTime: () => boolean): boolean
  /** Forgets what was begun; returns its rectangles. */
  abandon(): readonly Box[]
  /** What is being painted now. */
  readonly job: 'nothing' | 'rects' | 'all'
  /** Shapes painted by the last `proceed`. */
  readonly painted: number
}

/** More new shapes at once are a board that arrives or a big paste: looking for what lies above each costs more. */
const MAX_ON_TOP = 64
/** Drawing from a canvas makes the browser keep a copy of all of it; small places are cheaper as plain pixels. */
const MAX_PIXELS_BY_HAND = 150_000

export function createExactPainter(view: BoardView, painter: ScenePainter): ExactPainter {
  const canvas = document.createElement('canvas')
  const sheet = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  let job: {
    isAll: boolean
    rects: readonly Box[]
    ids: ShapeId[]
    done: number
    at: Projection
    look: SceneLook
  } | null = null
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
    get job() {
      return job === null ? 'nothing' : job.isAll ? 'all' : 'rects'
    },
    get painted() {
      return painted
    },
    resize(w, h) {
      canvas.width = w
      canvas.height = h
      job = null
    },
    addOnTop(screen, shapes, at, look) {
      if (shapes.length > MAX_ON_TOP) return false
      const fresh = new Set(shapes.map(({ id }) => id))
      const isOnTop = (shape: Shape) => {
        const region = screenBox(view.paintBounds(shape), at)
        return painter.shapesIn(region, at).every((other) => fresh.has(other.id) || compareOrder(other, shape) < 0)
      }
      if (!shapes.every(isOnTop)) return false
      const sorted = [...shapes].sort(compareOrder)
      screen.save()
      painter.paintShapes(screen, sorted, at, look)
      screen.restore()
      // What is being painted has taken its list of shapes already; these come last in it.
      job?.ids.push(...sorted.map(({ id }) => id))
      return true
    },
    begin(rects, at, look, maxShapes) {
      if (!sheet) return []
      if (rects === 'all') {
        const whole = { x: 0, y: 0, w: canvas.width, h: canvas.height }
        painter.paintPaper(sheet, whole, at, look)
        const ids = painter.shapesIn(whole, at).map(({ id }) => id)
        job = { isAll: true, rects: [whole], ids, done: 0, at, look }
        return []
      }
      const touched = new Map<ShapeId, Shape>()
      let taken = 0
      while (taken < rects.length && (taken === 0 || touched.size < maxShapes)) {
        const rect = rects[taken++]
        painter.paintPaper(sheet, rect, at, look)
        for (const shape of painter.shapesIn(rect, at)) touched.set(shape.id, shape)
      }
      const shapes = [...touched.values()]
      if (taken > 1) shapes.sort(compareOrder)
      job = { isAll: false, rects: rects.slice(0, taken), ids: shapes.map(({ id }) => id), done: 0, at, look }
      return rects.slice(taken)
    },
    proceed(screen, hasTime) {
      painted = 0
      if (!sheet || !job) return true
      const { ids, rects, at, look } = job
      while (job.done < ids.length && (painted === 0 || hasTime())) {
        const next = ids.slice(job.done, job.done + SHAPES_AT_ONCE)
        job.done += next.length
        painted += next.length
        // Records may have changed since it was begun; what moved is also marked dirty and repaired afterwards.
        painter.paintShapes(
          sheet,
          next.flatMap((id) => view.get(id) ?? []),
          at,
          look,
        )
        // The browser only notes what is painted, and rasterises it when it is read: the clock must see that too.
        sheet.getImageData(0, 0, 1, 1)
      }
      if (job.done < ids.length) return false
      job = null
      for (const rect of rects) copy(screen, rect)
      return true
    },
    abandon() {
      const rects = job?.rects ?? []
      job = null
      return rects
    },
  }
}
