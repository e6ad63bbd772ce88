/** The dotted grid of the paper, in device pixels, thinned out when the camera is far away. */
import type { Box } from '../geometry/box.ts'
import type { Theme } from '../shapes/color.ts'
import { gridInk } from './ink.ts'
import type { Context, Projection } from './print-shape.ts'

/** Dots closer than this many device pixels are thinned out to every fifth. */
const MIN_SPACING_PX = 12
const THINNING = 5

export function printGrid(context: Context, region: Box, at: Projection, grid: { size: number; theme: Theme }): void {
  if (!(grid.size > 0)) return
  let step = grid.size
  while (step * at.scale < MIN_SPACING_PX) step *= THINNING
  const dot = Math.max(1, Math.round(1.6 * Math.min(2, at.scale)))
  const half = dot >> 1
  const spacing = step * at.scale
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.beginPath()
  const firstX = Math.floor((region.x - at.dx) / spacing)
  const lastX = Math.ceil((region.x + region.w - at.dx) / spacing)
  const firstY = Math.floor((region.y - at.dy) / spacing)
  const lastY = Math.ceil((region.y + region.h - at.dy) / spacing)
  for (let i = firstX; i <= lastX; i++)
    for (let j = firstY; j <= lastY; j++)
      context.rect(Math.round(i * spacing + at.dx) - half, Math.round(j * spacing + at.dy) - half, dot, dot)
  context.fillStyle = gridInk[grid.theme]
  context.fill()
}
