/**
 * Finished strokes as a board's own document writes them: one update each. Not among the bench's peers, whose Yjs is another copy.
 */
import * as Y from 'yjs'
import type { ShapeId } from '../lib/base/ids.ts'
import { createBoardDocument } from '../lib/document/create-board-document.ts'
import { boxAround } from '../lib/geometry/box.ts'
import { makeShape } from '../lib/shapes/registry.ts'
import { encodeStroke } from '../lib/shapes/stroke-points.ts'
import { EVERY_MS, type Hand, POINTS_A_STEP, placeOf } from './load/hand.ts'

/** The id of a stroke begins so; when it was sent is written behind it at that moment. */
export const MARK = 'sent-'
export const DIGITS = 13
const POINTS_A_SECOND = (POINTS_A_STEP * 1000) / EVERY_MS

/** `count` strokes of a hand, of a second each. */
export function drawnStrokes(hand: Hand, count: number): readonly Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = hand.clientId
  const document = createBoardDocument({ doc })
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = 0; n < count; n++) {
    const line = Array.from({ length: POINTS_A_SECOND }, (_, k) =>
      placeOf(hand, n * 1000 + k * (1000 / POINTS_A_SECOND)),
    )
    const box = boxAround(line) ?? { x: 0, y: 0, w: 0, h: 0 }
    const points = line.map(({ x, y }) => ({ x: x - box.x, y: y - box.y, pressure: 0.5 }))
    const id = `${MARK}${'0'.repeat(DIGITS)}-${hand.clientId}-${n}` as ShapeId
    const placement = { ...box, rotation: 0 }
    document.dispatch({
      name: 'create',
      shapes: [makeShape('draw', id, { strokePoints: encodeStroke(points), placement })],
    })
  }
  document.close()
  doc.destroy()
  return updates
}
