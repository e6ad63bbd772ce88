/** Tiles of the board at several scales, bounded in memory: the least recently drawn goes first, pinned scales stay. */
import type { Box } from '../geometry/box.ts'

export const TILE_PX = 256
/** About 96 MB of pixels. */
export const MAX_TILE_BYTES = 96 * 1024 * 1024
const TILE_BYTES = TILE_PX * TILE_PX * 4

export interface Tile {
  readonly scale: number
  readonly column: number
  readonly row: number
  bitmap: ImageBitmap
  /** Something on it has changed since it was painted. */
  isStale: boolean
}
/** Whole tile numbers, both ends included. */
export interface TileRange {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const tileRange = (box: Box, scale: number): TileRange => ({
  left: Math.floor((box.x * scale) / TILE_PX),
  top: Math.floor((box.y * scale) / TILE_PX),
  right: Math.floor(((box.x + box.w) * scale) / TILE_PX),
  bottom: Math.floor(((box.y + box.h) * scale) / TILE_PX),
})

export interface TileStore {
  get(scale: number, column: number, row: number): Tile | undefined
  put(tile: Tile): void
  /** Marks every tile that `box` (board pixels) touches. */
  markStale(box: Box): void
  pin(scale: number | null): void
  clear(): void
  readonly count: number
  readonly bytes: number
}

export function createTileStore(): TileStore {
  const levels = new Map<number, Map<string, Tile>>()
  /** Insertion order is the order of last use. */
  const recent = new Set<Tile>()
  let pinned: number | null = null

  function drop(tile: Tile) {
    recent.delete(tile)
    const level = levels.get(tile.scale)
    level?.delete(`${tile.column} ${tile.row}`)
    if (level?.size === 0) levels.delete(tile.scale)
    tile.bitmap.close()
  }
  function makeRoom() {
    for (const tile of recent) {
      if (recent.size * TILE_BYTES <= MAX_TILE_BYTES) return
      if (tile.scale !== pinned) drop(tile)
    }
  }
  const touches = (tile: Tile, r: TileRange) =>
    tile.column >= r.left && tile.column <= r.right && tile.row >= r.top && tile.row <= r.bottom

  return {
    get(scale, column, row) {
      const tile = levels.get(scale)?.get(`${column} ${row}`)
      if (tile) {
        recent.delete(tile)
        recent.add(tile)
      }
      return tile
    },
    put(tile) {
      let level = levels.get(tile.scale)
      if (!level) {
        level = new Map()
        levels.set(tile.scale, level)
      }
      const key = `${tile.column} ${tile.row}`
      const old = level.get(key)
      if (old) drop(old)
      if (!levels.has(tile.scale)) levels.set(tile.scale, level)
      level.set(key, tile)
      recent.add(tile)
      makeRoom()
    },
    markStale(box) {
      for (const [scale, level] of levels) {
        const range = tileRange(box, scale)
        if ((range.right - range.left + 1) * (range.bottom - range.top + 1) > level.size) {
          for (const tile of level.values()) if (touches(tile, range)) tile.isStale = true
          continue
        }
        for (let column = range.left; column <= range.right; column++)
          for (let row = range.top; row <= range.bottom; row++) {
            const tile = level.get(`${column} ${row}`)
            if (tile) tile.isStale = true
          }
      }
    },
    pin(scale) {
      pinned = scale
    },
    clear() {
      for (const tile of recent) tile.bitmap.close()
      recent.clear()
      levels.clear()
    },
    get count() {
      return recent.size
    },
    get bytes() {
      return recent.size * TILE_BYTES
    },
  }
}
