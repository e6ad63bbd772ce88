/** Rebuilds a board from its changes alone, and complains when a change does not fit what came before it. */
import { expect } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import type { Board } from '../../../lib/document/board.ts'
import type { BoardDocument } from '../../../lib/document/board-document.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'

/** Everything that a board answers, as plain data. */
export const everything = (board: Board) => ({
  title: board.title,
  background: board.background,
  size: board.size,
  shapes: board.shapes,
  children: board.shapes.map(({ id }) => board.childrenOf(id).map((child) => child.id)),
  arrows: board.shapes.map(({ id }) => [...board.arrowsTo(id)].sort()),
  parents: board.shapes.map((shape) => board.parentOf(shape)?.id),
  comments: board.comments(),
})

export function followBoard({ board, observe }: BoardDocument): { check(): void } {
  const records = new Map<ShapeId, Shape>(board.shapes.map((shape) => [shape.id, shape]))
  let order = board.shapes
  observe(({ added, updated, removed, before, reordered }) => {
    for (const id of added) expect(records.has(id), `${id} is added twice`).toBe(false)
    for (const id of [...updated, ...removed]) {
      expect(before.get(id), `the record of ${id} before`).toBe(records.get(id))
      expect(before.get(id)).toBeDefined()
    }
    for (const id of removed) records.delete(id)
    for (const id of [...added, ...updated]) records.set(id, board.get(id) as Shape)
    const survivors = order.filter(({ id }) => records.has(id) && !added.has(id)).map(({ id }) => id)
    order = board.shapes
    const now = order.filter(({ id }) => !added.has(id)).map(({ id }) => id)
    if (!reordered) expect(now).toEqual(survivors)
  })
  return {
    check() {
      expect(new Map(board.shapes.map((shape) => [shape.id, shape]))).toEqual(records)
    },
  }
}

/** What is kept incrementally must equal what a second reader finds in the same document. */
export function expectSameAsFullRead(document: BoardDocument): void {
  const fresh = createBoardDocument({ doc: document.doc })
  expect(everything(document.board)).toEqual(everything(fresh.board))
  fresh.close()
}
