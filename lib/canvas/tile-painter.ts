/** Paints tiles that are missing, in slices: a tile of a far away board may hold thousands of shapes. */
import type { Box } from '../geometry/box.ts'
import type { Shape } from '../shapes/registry.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'
import { TILE_PX, type TileStore } from './tile-store.ts'

/** Between two looks at the clock. */
const SHAPES_AT_ONCE = 32

export interface TileAddress {
  readonly scale: number
  readonly column: number
  readonly row: number
}
export const boxOfTile = ({ scale, column, row }: TileAddress): Box => ({
  x: (column * TILE_PX) / scale,
  y: (row * TILE_PX) / scale,
  w: TILE_PX / scale,
  h: TILE_PX / scale,
})

export interface TilePainter {
  /** Paints on until the tile is ready or the time is up; true when it is ready. */
  paint(tile: TileAddress, look: SceneLook, hasTime: () => boolean): boolean
  /** Something has changed: a tile that is half done will be stale when it is ready. */
  outdate(): void
  /** Forgets a tile that is half done. */
  abandon(): void
}

const isSame = (a: TileAddress, b: TileAddress) => a.scale === b.scale && a.column === b.column && a.row === b.row
const WHOLE = { x: 0, y: 0, w: TILE_PX, h: TILE_PX }

export function createTilePainter(store: TileStore, painter: ScenePainter): TilePainter {
  const sheet = new OffscreenCanvas(TILE_PX, TILE_PX)
  const context = sheet.getContext('2d', { alpha: false, willReadFrequently: true })
  let job: { readonly tile: TileAddress; readonly shapes: readonly Shape[]; done: number; isOutdated: boolean } | null =
    null

  return {
    paint(tile, look, hasTime) {
      if (!context) return true
      const { scale, column, row } = tile
      const at = { scale, dx: -column * TILE_PX, dy: -row * TILE_PX }
      if (job === null || !isSame(job.tile, tile)) {
        painter.paintPaper(context, WHOLE, at, look)
        job = { tile, shapes: painter.shapesIn(WHOLE, at), done: 0, isOutdated: false }
      }
      while (job.done < job.shapes.length) {
        painter.paintShapes(context, job.shapes.slice(job.done, job.done + SHAPES_AT_ONCE), at, look)
        job.done += SHAPES_AT_ONCE
        // Reading a pixel makes the browser draw now, inside the budget, and not all at once at the end.
        context.getImageData(0, 0, 1, 1)
        if (job.done < job.shapes.length && !hasTime()) return false
      }
      const { isOutdated } = job
      job = null
      store.put({ scale, column, row, bitmap: sheet.transferToImageBitmap(), isStale: isOutdated })
      return true
    },
    outdate() {
      if (job) job.isOutdated = true
    },
    abandon() {
      job = null
    },
  }
}
