/** Frames as slides, in the order in which people read: row by row, left to right. */
import type { FrameShape } from '../shapes/frame.ts'
import type { Board } from './board.ts'

/** Two frames stand in one row when they share at least this part of the lower one's height. */
const ROW_SHARE = 0.5

export function slidesOf(board: Pick<Board, 'shapes'>): readonly FrameShape[] {
  const frames = board.shapes.filter((shape): shape is FrameShape => shape.type === 'frame')
  const byTop = [...frames].sort((a, b) => a.placement.y - b.placement.y || a.placement.x - b.placement.x)
  const rows: FrameShape[][] = []
  for (const frame of byTop) {
    const first = rows.at(-1)?.[0].placement
    const { y, h } = frame.placement
    const shared = first ? Math.min(first.y + first.h, y + h) - Math.max(first.y, y) : 0
    if (first && shared >= ROW_SHARE * Math.min(h, first.h)) rows.at(-1)?.push(frame)
    else rows.push([frame])
  }
  return rows.flatMap((row) => row.sort((a, b) => a.placement.x - b.placement.x))
}
