/**
 * Keeps the scene's canvas right. Camera still: only dirty rectangles are repainted, in place. Camera moving: tiles and
 * copies, see `moving-painter`. Once it rests everything is painted exactly, in slices that leave room for input.
 */
import type { Clock } from '../base/clock.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Editor } from '../editor/editor.ts'
import type { Box } from '../geometry/box.ts'
import { paperColor, type Theme } from '../shapes/color.ts'
import { createMovingPainter } from './moving-painter.ts'
import { createPrefetch } from './prefetch.ts'
import type { Projection } from './print-shape.ts'
import { isSameProjection, projectionOf, regionOf } from './projection.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'
import { createSnapshot } from './snapshot.ts'
import { createStillPainter } from './still-painter.ts'
import { createTilePainter } from './tile-painter.ts'
import { createTileStore } from './tile-store.ts'

const REST_MS = 150
const STEADY_ZOOM_MS = 150
/** So long nothing may change before tiles are painted ahead. */
const IDLE_MS = 400
const MOVING_BUDGET_MS = 5
/** After some frames slower than this the rest of the movement does without smoothing. */
const SLOW_FRAME_MS = 21
const MAX_SLOW_FRAMES = 3

export interface SceneRenderer {
  /** Paints one frame; true when another one is needed. */
  paint(context: CanvasRenderingContext2D, pixelRatio: number): boolean
  /** Board boxes whose contents look different now. */
  invalidate(boxes: readonly Box[]): void
  invalidateAll(): void
  /** Shapes that are new on the board, hence most often above all others: painted over what is there. */
  add(ids: readonly ShapeId[]): void
  setTheme(theme: Theme): void
  setLifted(ids: ReadonlySet<ShapeId>): void
  readonly isMoving: boolean
  /** More has changed than could be repaired in one frame. */
  readonly isBehind: boolean
  /** Where the board is painted now: whole device pixels. */
  readonly at: Projection | null
  readonly isSettled: boolean
  readonly stats: { readonly tilesReady: number; readonly tileBytes: number }
  close(): void
}

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
  const tiles = createTilePainter(store, painter)
  const prefetch = createPrefetch({ store, tiles, view: editor.view })
  const still = createStillPainter(editor.view, painter, clock)
  const moving = createMovingPainter({ store, tiles, snapshot, overview: () => prefetch.overviewScale })

  let theme = parts.theme
  let lifted: ReadonlySet<ShapeId> = new Set()
  let at: Projection | null = null
  let width = 0
  let height = 0
  let ratio = 1
  let isMoving = false
  let isRested = false
  let lastZoomAt = 0
  let stopRest = () => {}
  let stopIdle = () => {}
  let isIdle = false
  let movingChanged = false
  let lastMovingAt = 0
  let slowFrames = 0
  let added = new Set<ShapeId>()

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
    if (still.isLightBoard()) return
    stopIdle = clock.after(IDLE_MS, () => {
      isIdle = true
      wake()
    })
  }

  /** A board box looks different now. */
  function outdate(box: Box) {
    store.markStale(box)
    if (isMoving) {
      snapshot.markStale(box)
      movingChanged = true
    } else if (at) still.markDirty(box, at)
  }
  /** Paints what is new over what is there, or marks its place to be repaired. */
  function settleAdded(context: CanvasRenderingContext2D, target: Projection) {
    if (added.size === 0) return
    const shapes = [...added].flatMap((id) => editor.view.get(id) ?? [])
    added = new Set()
    const isInPlace = !isMoving && at !== null && isSameProjection(at, target)
    if (isInPlace && still.addOnTop(context, shapes, target, look())) return
    for (const shape of shapes) outdate(editor.view.paintBounds(shape))
  }

  function startMoving(context: CanvasRenderingContext2D, from: Projection) {
    isMoving = true
    slowFrames = 0
    lastMovingAt = clock.now()
    snapshot.take(context.canvas as HTMLCanvasElement, from)
    // What was still to be repaired is not worth copying.
    const { scale, dx, dy } = from
    for (const { x, y, w, h } of still.stop())
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
    still.resize(width, height)
    isMoving = false
    at = null
  }

  return {
    get isMoving() {
      return isMoving
    },
    get isBehind() {
      return still.isBehind
    },
    get at() {
      return at
    },
    get isSettled() {
      return !isMoving && still.isDone && added.size === 0
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
      settleAdded(context, target)
      if (at && !isSameProjection(at, target)) {
        if (isIdle) armIdle()
        const now = clock.now()
        if (at.scale !== target.scale) lastZoomAt = now
        const growth = Math.max(1, (at.scale / target.scale) ** 2)
        if (!isMoving && still.isLight(growth)) {
          at = target
          still.paintAll(context, target, look())
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
        still.markAll()
      }
      if (isMoving) return paintMoving(context, target) || movingChanged
      if (!still.isDone) {
        const isLeft = still.paint(context, target, look())
        if (!isLeft) armIdle()
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
      for (const box of boxes) outdate(box)
      if (isIdle) armIdle()
      wake()
    },
    add(ids) {
      if (ids.length === 0) return
      tiles.outdate()
      for (const id of ids) {
        added.add(id)
        const shape = editor.view.get(id)
        if (shape) store.markStale(editor.view.paintBounds(shape))
      }
      if (isIdle) armIdle()
      wake()
    },
    invalidateAll() {
      store.clear()
      tiles.abandon()
      snapshot.drop()
      still.restart()
      isMoving = false
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
