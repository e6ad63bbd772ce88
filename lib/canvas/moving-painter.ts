/**
 * Paints a frame while the camera moves, from what is ready: a copy of the screen as it was, tiles of the right scale,
 * and an overview of the whole board below them, so that no part is ever blank. Missing tiles are painted meanwhile.
 */
import type { Box } from '../geometry/box.ts'
import type { Projection } from './print-shape.ts'
import { regionOf } from './projection.ts'
import type { SceneLook } from './scene-painter.ts'
import type { Snapshot } from './snapshot.ts'
import { boxOfTile, type TileAddress, type TilePainter } from './tile-painter.ts'
import { TILE_PX, type TileStore, tileRange } from './tile-store.ts'

/** The copy of the screen is good enough while it is neither blown up nor shrunk more than this. */
const MAX_STRETCH = 2.05
/** More tiles than this on one screen mean a level that is too fine to be of use. */
const MAX_VISIBLE_TILES = 400

export interface MovingFrame {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly at: Projection
  /** The zoom has been the same for a while: tiles of exactly this scale are worth their time. */
  readonly isSteady: boolean
  /** Scaled pictures are smoothed: free on a graphics card, dear without one. */
  readonly isSmooth: boolean
  readonly look: SceneLook
  /** True while the frame has time left to paint another tile. */
  hasTime(): boolean
}

export interface MovingPainter {
  /** Returns true when tiles that are needed are still missing. */
  paint(frame: MovingFrame): boolean
}

const overlapOf = (a: Box, b: Box): Box => {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  return { x, y, w: Math.min(a.x + a.w, b.x + b.w) - x, h: Math.min(a.y + a.h, b.y + b.h) - y }
}
export const nearestLevel = (scale: number): number => 2 ** Math.round(Math.log2(scale))

export function createMovingPainter(parts: {
  readonly store: TileStore
  readonly tiles: TilePainter
  readonly snapshot: Snapshot
  /** Scale of the pinned overview; null before there is one. */
  overview(): number | null
}): MovingPainter {
  const { store, tiles, snapshot } = parts

  /** Draws a board box of a source image; edges fall on whole pixels, so that neighbours leave no seam. */
  function drawBox({ context, at }: MovingFrame, image: CanvasImageSource, box: Box) {
    const left = Math.round(box.x * at.scale + at.dx)
    const top = Math.round(box.y * at.scale + at.dy)
    const right = Math.round((box.x + box.w) * at.scale + at.dx)
    const bottom = Math.round((box.y + box.h) * at.scale + at.dy)
    if (right > left && bottom > top) context.drawImage(image, left, top, right - left, bottom - top)
  }

  /** Runs `draw` clipped to these tiles; unclipped for null. */
  function within(frame: MovingFrame, addresses: readonly TileAddress[] | null, draw: () => void) {
    if (addresses === null) {
      draw()
      return
    }
    const { context, at } = frame
    context.save()
    context.beginPath()
    for (const address of addresses) {
      const box = boxOfTile(address)
      const left = Math.round(box.x * at.scale + at.dx)
      const top = Math.round(box.y * at.scale + at.dy)
      context.rect(
        left,
        top,
        Math.round((box.x + box.w) * at.scale + at.dx) - left,
        Math.round((box.y + box.h) * at.scale + at.dy) - top,
      )
    }
    context.clip()
    draw()
    context.restore()
  }

  function addressesIn(box: Box, scale: number): TileAddress[] {
    const { left, top, right, bottom } = tileRange(box, scale)
    if ((right - left + 1) * (bottom - top + 1) > MAX_VISIBLE_TILES) return []
    const found: TileAddress[] = []
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) found.push({ scale, column, row })
    const x = (box.x + box.w / 2) * scale
    const y = (box.y + box.h / 2) * scale
    const far = (t: TileAddress) => Math.hypot((t.column + 0.5) * TILE_PX - x, (t.row + 0.5) * TILE_PX - y)
    return found.sort((a, b) => far(a) - far(b))
  }

  function drawTile(frame: MovingFrame, address: TileAddress): boolean {
    const tile = store.get(address.scale, address.column, address.row)
    if (tile) drawBox(frame, tile.bitmap, boxOfTile(address))
    return tile !== undefined
  }

  function drawOverview(frame: MovingFrame, visible: Box) {
    const scale = parts.overview()
    if (scale === null) return
    const { left, top, right, bottom } = tileRange(visible, scale)
    if ((right - left + 1) * (bottom - top + 1) > MAX_VISIBLE_TILES) return
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) drawTile(frame, { scale, column, row })
  }

  return {
    paint(frame) {
      const { context, width, height, at } = frame
      const visible = regionOf(at, width, height)
      const stretch = snapshot.at ? at.scale / snapshot.at.scale : Infinity
      const isSame = stretch === 1
      const isGood = stretch <= MAX_STRETCH && stretch >= 1 / MAX_STRETCH
      const level = isSame || frame.isSteady ? at.scale : nearestLevel(at.scale)
      const all = addressesIn(visible, level)
      const canHold = isSame || (isGood && !frame.isSteady)
      const held: TileAddress[] = []
      const ready: TileAddress[] = []
      const missing: TileAddress[] = []
      const stale: TileAddress[] = []
      for (const address of all) {
        const tile = store.get(address.scale, address.column, address.row)
        if (canHold && snapshot.holds(overlapOf(boxOfTile(address), visible))) held.push(address)
        else if (!tile) missing.push(address)
        else {
          ready.push(address)
          if (tile.isStale) stale.push(address)
        }
      }
      let left = missing.length + stale.length
      for (const address of [...missing, ...stale]) {
        if (!frame.hasTime()) break
        if (tiles.paint(address, frame.look, frame.hasTime)) left--
      }
      const bare = missing.filter((address) => store.get(address.scale, address.column, address.row) === undefined)
      const hasAll = all.length > 0

      context.setTransform(1, 0, 0, 1, 0, 0)
      context.imageSmoothingEnabled = frame.isSmooth
      context.imageSmoothingQuality = 'low'
      // Each pixel is drawn once where that is possible: scaling whole screens is what costs most here.
      if (bare.length > 0 || !hasAll)
        within(frame, hasAll ? bare : null, () => {
          context.fillStyle = frame.look.paper ?? 'transparent'
          context.fillRect(0, 0, width, height)
          drawOverview(frame, visible)
        })
      if (snapshot.at && (held.length + bare.length > 0 || !hasAll))
        within(frame, hasAll && held.length < all.length ? [...held, ...bare] : null, () =>
          drawBox(frame, snapshot.canvas, snapshot.region),
        )
      for (const address of ready) drawTile(frame, address)
      for (const address of missing) drawTile(frame, address)
      return left > 0
    },
  }
}
