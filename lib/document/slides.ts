/** Frames as slides, in the order in which people read: row by row, left to right. */
import { inRows } from '../geometry/rows.ts'
import type { FrameShape } from '../shapes/frame.ts'
import type { Board } from './board.ts'

export const slidesOf = (board: Pick<Board, 'shapes'>): readonly FrameShape[] =>
  inRows(
    board.shapes.filter((shape): shape is FrameShape => shape.type === 'frame'),
    ({ placement }) => placement,
  )
