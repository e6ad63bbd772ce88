/** A large board of every kind: boxes with words, texts, notes, strokes, bound arrows, in frames, in groups and free. */
import * as Y from 'yjs'
import type { ShapeId } from '../../lib/base/ids.ts'
import { createBoardDocument } from '../../lib/document/create-board-document.ts'
import { tableMeasurer } from '../../lib/shapes/measure-table.ts'
import { makeShape, type Shape } from '../../lib/shapes/registry.ts'
import { encodeStroke } from '../../lib/shapes/stroke-points.ts'

const STEP = 60
const COLUMNS = 10
const ROWS = 5
/** Things of one cluster; each second cluster lies in a frame, each fourth has a group of six of them. */
const CLUSTER = COLUMNS * ROWS
const GROUPED = 6
const CLUSTERS_A_ROW = 25
const words = (text: string) => [{ insert: text }]

function thing(nth: number, id: ShapeId, at: { x: number; y: number }, before: readonly ShapeId[]): Shape {
  const box = { ...at, w: 48, h: 40, rotation: 0 }
  const place = (placement: typeof box) => ({ placement })
  switch (nth % 10) {
    case 0:
    case 1:
    case 2:
      return makeShape('geo', id, { ...place(box), fill: '#a5d8ff', look: nth % 3 === 0 ? 'sketch' : 'clean' })
    case 3:
      return makeShape('geo', id, { ...place(box), form: 'ellipse', fontSize: 10, text: words(`Step ${nth}`) })
    case 4:
    case 5:
      return makeShape('text', id, { ...place({ ...box, h: 25 }), text: words(`Words of ${nth}`), fontSize: 12 })
    case 6:
      return makeShape('note', id, { ...place({ ...box, h: 48 }), text: words(`Note ${nth}`), fontSize: 10 })
    case 7: {
      const points = Array.from({ length: 40 }, (_, i) => ({ x: i * 1.2, y: 20 + 18 * Math.sin(i / 5), pressure: 0.5 }))
      return makeShape('draw', id, { ...place(box), strokePoints: encodeStroke(points) })
    }
    default: {
      const bound = (target: ShapeId) => ({ target, anchor: { x: 0.5, y: 0.5 }, mode: 'outline' as const })
      const [from, to] = [before.at(-8), before.at(-7)]
      return makeShape('arrow', id, {
        ...place({ ...box, h: 20 }),
        start: from ? bound(from) : null,
        end: to ? bound(to) : null,
      })
    }
  }
}

/** Shapes of a mixed board, holders before what they hold. */
export function mixedShapes(count: number, prefix = 'm', down = 0): readonly Shape[] {
  const shapes: Shape[] = []
  const idOf = (name: string) => `${prefix}${name}` as ShapeId
  for (let cluster = 0; shapes.length < count; cluster++) {
    const left = (cluster % CLUSTERS_A_ROW) * (COLUMNS + 1) * STEP
    const top = down + Math.floor(cluster / CLUSTERS_A_ROW) * (ROWS + 1) * STEP
    const frame = cluster % 2 === 0 ? idOf(`f${cluster}`) : ''
    const group = cluster % 4 === 1 ? idOf(`g${cluster}`) : ''
    const area = { x: left - 6, y: top - 6, w: COLUMNS * STEP, h: ROWS * STEP, rotation: 0 }
    if (frame) shapes.push(makeShape('frame', frame, { placement: area }))
    if (group) shapes.push(makeShape('group', group, { placement: { ...area, w: GROUPED * STEP, h: STEP } }))
    const made: ShapeId[] = []
    for (let i = 0; i < CLUSTER && shapes.length < count; i++) {
      const id = idOf(`s${(cluster * CLUSTER + i).toString(36).padStart(5, '0')}`)
      const at = { x: left + (i % COLUMNS) * STEP, y: top + Math.floor(i / COLUMNS) * STEP }
      shapes.push({ ...thing(i, id, at, made), parent: group && i < GROUPED ? group : frame })
      made.push(id)
    }
  }
  return shapes
}

/** The board as one update. */
export function boardOf(shapes: readonly Shape[]): Uint8Array {
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc, measure: tableMeasurer })
  document.dispatch({ name: 'create', shapes })
  document.finish()
  document.close()
  return Y.encodeStateAsUpdate(doc)
}

/** Nothing but boxes, side by side. */
export const boxes = (count: number): readonly Shape[] =>
  Array.from({ length: count }, (_, i) =>
    makeShape('geo', `s${i.toString(36).padStart(6, '0')}` as ShapeId, {
      placement: { x: (i % 250) * STEP, y: Math.floor(i / 250) * STEP, w: 48, h: 48, rotation: 0 },
      fill: '#a5d8ff',
      look: 'clean',
    }),
  )
