import type { CommentThread } from '../../../lib/document/board.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import type { Point } from '../../../lib/geometry/point.ts'

type Pinned = Pick<CommentThread, 'x' | 'y'> & { readonly shape: string | null }

/** Where a thread's pin is on the board now: it travels with its shape, and stays put when that is gone. */
export function pinOf(thread: Pinned, editor: Editor): Point {
  const shape = thread.shape === null ? undefined : editor.view.get(thread.shape as never)
  if (!shape) return { x: thread.x, y: thread.y }
  const { x, y } = editor.view.placement(shape)
  return { x: x + thread.x, y: y + thread.y }
}
