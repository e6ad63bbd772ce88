/** What is painted ahead while nothing else is to do: the overview of the whole board, and the tiles around the screen. */
import type { BoardView } from '../editor/board/board-view.ts'
import { type Box, containsBox } from '../geometry/box.ts'
import type { SceneLook } from './scene-painter.ts'
import { boxOfTile, type TileAddress, type TilePainter } from './tile-painter.ts'
import { type TileStore, tileRange } from './tile-store.ts'

/** The longer side of the overview, at most, in device pixels. */
const OVERVIEW_PX = 1024
/** How far around the screen tiles are painted ahead, in screens. */
const AHEAD = 0.35
const MAX_AHEAD_TILES = 80

export interface PrefetchStep {
  readonly region: Box
  readonly scale: number
  readonly look: SceneLook
  hasTime(): boolean
}
export interface Prefetch {
  /** Scale of the overview; null before the first one. */
  readonly overviewScale: number | null
  /** Paints ahead for a while; true when there is more. */
  step(step: PrefetchStep): boolean
}

/** The finest power of two at which the whole content fits the overview. */
const overviewScaleFor = (content: Box): number =>
  2 ** Math.floor(Math.log2(OVERVIEW_PX / Math.max(1, content.w, content.h)))

export function createPrefetch(parts: {
  readonly store: TileStore
  readonly tiles: TilePainter
  readonly view: BoardView
}): Prefetch {
  const { store, tiles, view } = parts
  let overviewScale: number | null = null

  function unready(box: Box, scale: number): TileAddress[] {
    const { left, top, right, bottom } = tileRange(box, scale)
    const found: TileAddress[] = []
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) {
        const tile = store.get(scale, column, row)
        if (!tile || tile.isStale) found.push({ scale, column, row })
      }
    return found
  }

  return {
    get overviewScale() {
      return overviewScale
    },
    step({ region, scale, look, hasTime }) {
      const content = view.contentBounds()
      if (!content) return false
      const fitting = overviewScaleFor(content)
      // A board that shrinks a little keeps its overview; one that outgrows it gets a new one.
      if (overviewScale === null || fitting < overviewScale || fitting > overviewScale * 2) {
        overviewScale = fitting
        store.pin(fitting)
      }
      const ahead = {
        x: region.x - region.w * AHEAD,
        y: region.y - region.h * AHEAD,
        w: region.w * (1 + 2 * AHEAD),
        h: region.h * (1 + 2 * AHEAD),
      }
      // What is on the screen itself is at hand as a copy when the camera starts to move.
      const around = unready(ahead, scale).filter((tile) => !containsBox(region, boxOfTile(tile)))
      const todo = [...unready(content, overviewScale), ...around.slice(0, MAX_AHEAD_TILES)]
      let left = todo.length
      for (const address of todo) {
        if (!hasTime()) break
        if (tiles.paint(address, look, hasTime)) left--
      }
      return left > 0
    },
  }
}
