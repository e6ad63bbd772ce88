/** Paints the tiles that are missing, one at a time, until the frame's budget is used up. */
import type { Box } from '../geometry/box.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'
import { TILE_PX, type TileStore } from './tile-store.ts'

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
  paint(tile: TileAddress, look: SceneLook): void
}

export function createTilePainter(store: TileStore, painter: ScenePainter): TilePainter {
  const sheet = new OffscreenCanvas(TILE_PX, TILE_PX)
  const context = sheet.getContext('2d', { alpha: false })
  const whole = { x: 0, y: 0, w: TILE_PX, h: TILE_PX }
  return {
    paint({ scale, column, row }, look) {
      if (!context) return
      painter.paint(context, whole, { scale, dx: -column * TILE_PX, dy: -row * TILE_PX }, look)
      store.put({ scale, column, row, bitmap: sheet.transferToImageBitmap() })
    },
  }
}
