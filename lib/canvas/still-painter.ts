/**
 * Keeps the screen right while the camera rests: new shapes are painted over what is there, what has changed is repaired
 * in its rectangles, and where more than half is wrong all of it is painted anew, in slices that leave room for input.
 */
import type { Clock } from '../base/clock.ts'
import type { BoardView } from '../editor/board/board-view.ts'
import type { Box } from '../geometry/box.ts'
import type { Shape } from '../shapes/registry.ts'
import { createDirtyRegion } from './dirty-region.ts'
import { createExactPainter } from './exact-painter.ts'
import { createPaintCost } from './paint-cost.ts'
import type { Projection } from './print-shape.ts'
import { screenBox } from './projection.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'

const BUDGET_MS = 9
/** The very first picture is worth a longer wait than a repair in the middle of a gesture. */
const FIRST_BUDGET_MS = 250
/** Repairs beyond this wait for the next frame: pens, cursors and the own hand come first. */
const REPAIR_BUDGET_MS = 5

export interface StillPainter {
  resize(w: number, h: number): void
  /** A board box looks different now. */
  markDirty(box: Box, at: Projection): void
  markAll(): void
  /** Paints shapes that are new over what is there; false when that is not to be had, see exact-painter. */
  addOnTop(context: CanvasRenderingContext2D, shapes: readonly Shape[], at: Projection, look: SceneLook): boolean
  /** Goes on with what is to be done; true when something is left. */
  paint(context: CanvasRenderingContext2D, at: Projection, look: SceneLook): boolean
  /** Paints everything at once. */
  paintAll(context: CanvasRenderingContext2D, at: Projection, look: SceneLook): void
  /** Gives up what is left to be done, and tells where that is on screen: the camera begins to move. */
  stop(): readonly Box[]
  /** Forgets a redraw under way and all that was painted: the next picture is a first one. */
  restart(): void
  readonly isDone: boolean
  /** More has changed than could be repaired in one frame. */
  readonly isBehind: boolean
  /** Whether the screen can be painted anew on every frame, with `growth` times as much of the board on it. */
  isLight(growth: number): boolean
  /** Whether even the whole board could be. */
  isLightBoard(): boolean
}

export function createStillPainter(view: BoardView, painter: ScenePainter, clock: Clock): StillPainter {
  const dirty = createDirtyRegion()
  const cost = createPaintCost()
  const exact = createExactPainter(view, painter)
  let width = 0
  let height = 0
  let isFirst = true
  let isBehind = false

  function proceed(context: CanvasRenderingContext2D, budgetMs: number): boolean {
    const start = clock.now()
    const isAll = exact.job === 'all'
    const isWhole = exact.proceed(context, () => clock.now() - start < budgetMs)
    cost.learn(exact.painted, clock.now() - start)
    if (isAll) cost.redrew(exact.painted, isWhole)
    if (isWhole && dirty.isEmpty) isFirst = false
    return !isWhole || !dirty.isEmpty
  }
  function abandon(): readonly Box[] {
    cost.abandon()
    return exact.abandon()
  }

  return {
    resize(w, h) {
      width = w
      height = h
      dirty.resize(w, h)
      exact.resize(w, h)
      isFirst = true
    },
    markDirty: (box, at) => dirty.add(screenBox(box, at)),
    markAll: dirty.addAll,
    addOnTop: exact.addOnTop,
    paint(context, at, look) {
      if (exact.job === 'nothing')
        dirty.giveBack(exact.begin(dirty.take(), at, look, cost.shapesWithin(REPAIR_BUDGET_MS)))
      const redrawMs = isFirst ? FIRST_BUDGET_MS : BUDGET_MS
      isBehind = proceed(context, exact.job === 'all' ? redrawMs : REPAIR_BUDGET_MS)
      return isBehind
    },
    paintAll(context, at, look) {
      abandon()
      dirty.clear()
      exact.begin('all', at, look, Infinity)
      proceed(context, Infinity)
    },
    stop() {
      const rects = dirty.take()
      const begun = abandon()
      dirty.clear()
      isBehind = false
      return rects === 'all' ? [{ x: 0, y: 0, w: width, h: height }] : [...begun, ...rects]
    },
    restart() {
      dirty.addAll()
      abandon()
      isFirst = true
    },
    get isDone() {
      return dirty.isEmpty && exact.job === 'nothing'
    },
    get isBehind() {
      return isBehind
    },
    isLight: (growth) => cost.isLight(growth, view.board.size),
    isLightBoard: () => cost.isLightBoard(view.board.size),
  }
}
