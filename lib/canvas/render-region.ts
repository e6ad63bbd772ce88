/** Paints a region of the board into a canvas of its own: export, thumbnails and the proof of exactness. */
import type { Box } from '../geometry/box.ts'
import type { RenderOptions } from './canvas.ts'
import type { ScenePainter } from './scene-painter.ts'

/** Browsers give a blank canvas beyond some size; this side is safe in all of them. */
export const MAX_RENDER_SIDE = 8192

export function renderRegion(
  painter: ScenePainter,
  region: Box,
  options: Omit<RenderOptions, 'background'> & { readonly gridSize: number; readonly paper: string | null },
): HTMLCanvasElement {
  const longest = Math.max(region.w, region.h, 1)
  const scale = Math.min(options.scale, MAX_RENDER_SIDE / longest)
  const canvas = document.createElement('canvas')
  // A hair less than a pixel more is rounding, not content.
  canvas.width = Math.max(1, Math.ceil(region.w * scale - 1e-6))
  canvas.height = Math.max(1, Math.ceil(region.h * scale - 1e-6))
  // Rasterised like the sheet of `exact-painter`, or the pixels would differ where a graphics card draws the others.
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser gives no 2d canvas')
  const at = { scale, dx: Math.round(-region.x * scale) + 0, dy: Math.round(-region.y * scale) + 0 }
  painter.paint(context, { x: 0, y: 0, w: canvas.width, h: canvas.height }, at, {
    theme: options.theme,
    paper: options.paper,
    gridSize: options.grid ? options.gridSize : null,
    pixelRatio: options.pixelRatio ?? 1,
    only: options.only,
    isPlain: true,
    hasCaptions: options.withoutCaptions !== true,
  })
  return canvas
}
