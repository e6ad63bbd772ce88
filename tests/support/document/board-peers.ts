/** Boards for tests: one on its own, or several that exchange updates when told to. */
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import type { BoardDocument } from '../../../lib/document/board-document.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'

export const id = (text: string): ShapeId => text as ShapeId

/** A document with a client id of its own, so that a test gives the same result each time. */
export function openBoard(clientId = 1): BoardDocument {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return createBoardDocument({ doc })
}

/** Everything that each board has, to each other. */
export function exchange(...boards: readonly BoardDocument[]): void {
  for (let round = 0; round < 2; round++) {
    for (const from of boards) {
      for (const to of boards) {
        if (from === to) continue
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'network')
      }
    }
  }
}

/** A rectangle of 100 x 100 at x, y. */
export const rectangle = (name: string, x = 0, y = 0, fields: object = {}): Shape =>
  makeShape('geo', id(name), { placement: { x, y, w: 100, h: 100, rotation: 0 }, ...fields })

/** The ids, back to front. */
export const order = (board: BoardDocument): string => board.board.shapes.map((shape) => shape.id).join(' ')
