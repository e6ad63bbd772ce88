/** Places for cells of one size in blocks that stand side by side: pure numbers, so that none overlap whatever comes. */
import type { Point } from '../../geometry/point.ts'

export interface Size {
  readonly w: number
  readonly h: number
}
export interface Gaps {
  readonly between: number
  readonly blocks: number
}
export interface TidyLayout extends Size {
  /** For each block the corners of its cells, row by row, from 0, 0. */
  readonly places: readonly (readonly Point[])[]
}

/** As wide as this many times its height reads well on a screen. */
const FREE_RATIO = 1.5

/** How wide and high all blocks are when none is higher than `rows` cells. */
function sizeOf(counts: readonly number[], rows: number, cell: Size, gaps: Gaps): Size {
  let columns = 0
  let highest = 0
  for (const count of counts) {
    const across = Math.ceil(count / rows)
    columns += across
    highest = Math.max(highest, Math.ceil(count / across))
  }
  const between = (columns - counts.length) * gaps.between + (counts.length - 1) * gaps.blocks
  return { w: columns * cell.w + between, h: highest * cell.h + (highest - 1) * gaps.between }
}

/**
 * The layout of blocks of `counts` cells (each at least 1) whose shape is nearest to that of `room`, and that fits in it;
 * null when none does. Without `room` there is enough of it.
 */
export function tidyLayout(counts: readonly number[], cell: Size, gaps: Gaps, room?: Size): TidyLayout | null {
  const wanted = Math.log(room ? room.w / room.h : FREE_RATIO)
  let best: { readonly rows: number; readonly off: number } | null = null
  for (let rows = 1; rows <= Math.max(...counts); rows++) {
    const { w, h } = sizeOf(counts, rows, cell, gaps)
    if (room && (w > room.w || h > room.h)) continue
    const off = Math.abs(Math.log(w / h) - wanted)
    if (!best || off < best.off) best = { rows, off }
  }
  if (!best) return null
  const { rows } = best
  let left = 0
  const places = counts.map((count) => {
    const across = Math.ceil(count / rows)
    const start = left
    left += across * cell.w + (across - 1) * gaps.between + gaps.blocks
    return Array.from({ length: count }, (_, at) => ({
      x: start + (at % across) * (cell.w + gaps.between),
      y: Math.floor(at / across) * (cell.h + gaps.between),
    }))
  })
  return { places, ...sizeOf(counts, rows, cell, gaps) }
}
