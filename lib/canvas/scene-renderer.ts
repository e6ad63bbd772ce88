/**
 * Keeps the scene's canvas right. Camera still: only dirty rectangles are repainted, in place. Camera moving: tiles and
 * copies, see `moving-painter`. Once it rests everything is painted exactly, in slices that leave room for input.
 */
import type { Clock } from '../base/clock.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Editor } from '../editor/editor.ts'
import type { Box } from '../geometry/box.ts'
import { paperColor, type Theme } from '../shapes/color.ts'
import { createDirtyRegion } from './dirty-region.ts'
import { createExactPainter } from './exact-painter.ts'
import { createMovingPainter, regionOf } from './moving-painter.ts'
import { createPaintCost } from './paint-cost.ts'
import { createPrefetch } from './prefetch.ts'
import type { Projection } from './print-konva.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'
import { createSnapshot } from './snapshot.ts'
import { createTilePainter } from './tile-painter.ts'
import { createTileStore } from './tile-store.ts'

const REST_MS = 150
const STEADY_ZOOM_MS = 150
/** So long nothing may change before tiles are painted ahead. */
const IDLE_MS = 400
const MOVING_BUDGET_MS = 5
const STILL_BUDGET_MS = 9
/** The very first picture is worth a longer wait than a repair in the middle of a gesture. */
const FIRST_BUDGET_MS = 250
/** After some frames slower than this the rest of the movement does without smoothing. */
const SLOW_FRAME_MS = 21
const MAX_SLOW_FRAMES = 3

export interface SceneRenderer {
  /** Paints one frame; true when another one is needed. */
  paint(context: CanvasRenderingContext2D, pixelRatio: number): boolean
  /** Board boxes whose contents look different now. */
  invalidate(boxes: readonly Box[]): void
  invalidateAll(): void
  setTheme(theme: Theme): void
  setLifted(ids: ReadonlySet<ShapeId>): void
  readonly isMoving: boolean
  /** Where the board is painted now: whole device pixels. */
  readonly at: Projection | null
  readonly isSettled: boolean
  readonly stats: { readonly tilesReady: number; readonly tileBytes: number }
  close(): void
}

export function projectionOf(camera: { x: number; y: number; zoom: number }, pixelRatio: number): Projection {
  const scale = camera.zoom * pixelRatio
  // Whole device pixels: what is painted once can be shifted without becoming soft. Adding 0 turns -0 into 0.
  return { scale, dx: Math.round(-camera.x * scale) + 0, dy: Math.round(-camera.y * scale) + 0 }
}
const isSameProjection = (a: Projection, b: Projection) => a.scale === b.scale && a.dx === b.dx && a.dy === b.dy

export function createSceneRenderer(parts: {
  readonly editor: Editor
  readonly painter: ScenePainter
  readonly clock: Clock
  readonly theme: Theme
  /** Asks for another frame. */
  wake(): void
}): SceneRenderer {
  const { editor, painter, clock, wake } = parts
  const store = createTileStore()
  const snapshot = createSnapshot()
  const dirty = createDirtyRegion()
  const tiles = createTilePainter(store, painter)
  const prefetch = createPrefetch({ store, tiles, view: editor.view })
  const cost = createPaintCost()
  const exact = createExactPainter(editor.view, painter)
  const moving = createMovingPainter({ store, tiles, snapshot, overview: () => prefetch.overviewScale })

  let theme = parts.theme
  let lifted: ReadonlySet<ShapeId> = new Set()
  let at: Projection | null = null
  let width = 0
  let height = 0
  let ratio = 1
  let isMoving = false
  let isRested = false
  let isFirst = true
  let lastZoomAt = 0
  let stopRest = () => {}
  let stopIdle = () => {}
  let isIdle = false
  let movingChanged = false
  let lastMovingAt = 0
  let slowFrames = 0

  const look = (): SceneLook => ({
    theme,
    paper: paperColor(editor.view.board.background, theme),
    gridSize: editor.settings.value.grid ? editor.settings.value.gridSize : null,
    pixelRatio: ratio,
    skip: lifted,
  })
  function armRest() {
    stopRest()
    stopRest = clock.after(REST_MS, () => {
      isRested = true
      wake()
    })
  }
  function armIdle() {
    stopIdle()
    isIdle = false
    if (cost.isLightBoard(editor.view.board.size)) return
    stopIdle = clock.after(IDLE_MS, () => {
      isIdle = true
      wake()
    })
  }

  function abandonRedraw() {
    exact.abandon()
    cost.abandon()
  }
  /** Repairs what is dirty, or goes on with a full redraw; true when something is left. */
  function paintStill(context: CanvasRenderingContext2D, projection: Projection, budgetMs: number): boolean {
    const start = clock.now()
    if (!exact.isRedrawing) {
      const rects = dirty.take()
      if (rects !== 'all') {
        cost.learn(exact.repair(context, rects, projection, look()), clock.now() - start)
        return false
      }
      exact.begin(projection, look())
    }
    const isWhole = exact.proceed(context, () => clock.now() - start < budgetMs)
    cost.learn(exact.painted, clock.now() - start)
    cost.redrew(exact.painted, isWhole)
    return !isWhole || !dirty.isEmpty
  }

  function startMoving(context: CanvasRenderingContext2D, from: Projection) {
    isMoving = true
    slowFrames = 0
    lastMovingAt = clock.now()
    snapshot.take(context.canvas as HTMLCanvasElement, from)
    // What was still to be repaired is not worth copying.
    const rects = exact.isRedrawing ? 'all' : dirty.take()
    abandonRedraw()
    dirty.clear()
    const { scale, dx, dy } = from
    for (const { x, y, w, h } of rects === 'all' ? [{ x: 0, y: 0, w: width, h: height }] : rects)
      snapshot.markStale({ x: (x - dx) / scale, y: (y - dy) / scale, w: w / scale, h: h / scale })
  }

  function paintMoving(context: CanvasRenderingContext2D, target: Projection): boolean {
    const start = clock.now()
    if (start - lastMovingAt > SLOW_FRAME_MS) slowFrames++
    lastMovingAt = start
    movingChanged = false
    return moving.paint({
      context,
      width,
      height,
      at: target,
      isSteady: start - lastZoomAt >= STEADY_ZOOM_MS,
      isSmooth: slowFrames <= MAX_SLOW_FRAMES,
      look: look(),
      hasTime: () => clock.now() - start < MOVING_BUDGET_MS,
    })
  }

  function fitTo(context: CanvasRenderingContext2D, pixelRatio: number) {
    const { canvas } = context
    if (canvas.width === width && canvas.height === height && pixelRatio === ratio) return
    if (pixelRatio !== ratio) {
      store.clear()
      ratio = pixelRatio
    }
    width = canvas.width
    height = canvas.height
    snapshot.drop()
    dirty.resize(width, height)
    exact.resize(width, height)
    isMoving = false
    isFirst = true
    at = null
  }

  return {
    get isMoving() {
      return isMoving
    },
    get at() {
      return at
    },
    get isSettled() {
      return !isMoving && dirty.isEmpty && !exact.isRedrawing
    },
    stats: {
      get tilesReady() {
        return store.count
      },
      get tileBytes() {
        return store.bytes
      },
    },
    paint(context, pixelRatio) {
      fitTo(context, pixelRatio)
      const target = projectionOf(editor.camera.value, ratio)
      if (at && !isSameProjection(at, target)) {
        if (isIdle) armIdle()
        const now = clock.now()
        if (at.scale !== target.scale) lastZoomAt = now
        const growth = Math.max(1, (at.scale / target.scale) ** 2)
        if (!isMoving && cost.isLight(growth, editor.view.board.size)) {
          at = target
          dirty.addAll()
          abandonRedraw()
          paintStill(context, target, Infinity)
          armIdle()
          return false
        }
        if (!isMoving) startMoving(context, at)
        at = target
        isRested = false
        armRest()
        paintMoving(context, target)
        return true
      }
      at = target
      if (isMoving && isRested) {
        isMoving = false
        snapshot.drop()
        dirty.addAll()
      }
      if (isMoving) return paintMoving(context, target) || movingChanged
      if (!dirty.isEmpty || exact.isRedrawing) {
        const isLeft = paintStill(context, target, isFirst ? FIRST_BUDGET_MS : STILL_BUDGET_MS)
        if (!isLeft) {
          isFirst = false
          armIdle()
        }
        return isLeft
      }
      if (!isIdle) return false
      const start = clock.now()
      isIdle = prefetch.step({
        region: regionOf(target, width, height),
        scale: target.scale,
        look: look(),
        hasTime: () => clock.now() - start < MOVING_BUDGET_MS,
      })
      return isIdle
    },
    invalidate(boxes) {
      if (boxes.length === 0) return
      tiles.outdate()
      for (const box of boxes) {
        store.markStale(box)
        if (isMoving) {
          snapshot.markStale(box)
          movingChanged = true
        } else if (at) {
          const { scale, dx, dy } = at
          dirty.add({ x: box.x * scale + dx, y: box.y * scale + dy, w: box.w * scale, h: box.h * scale })
        }
      }
      if (isIdle) armIdle()
      wake()
    },
    invalidateAll() {
      store.clear()
      tiles.abandon()
      snapshot.drop()
      dirty.addAll()
      abandonRedraw()
      isMoving = false
      isFirst = true
      wake()
    },
    setTheme(next) {
      theme = next
      this.invalidateAll()
    },
    setLifted(ids) {
      lifted = ids
    },
    close() {
      stopRest()
      stopIdle()
      store.clear()
    },
  }
}
