/** A process of its own that exports a board of many shapes in every format and says what each took of memory. */
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { ok } from '../../../lib/base/result.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { exportBoard } from '../../../worker/export-board.ts'

const count = Number(process.argv[2])
const STEP = 60

function shapeAt(nth: number): Shape {
  const columns = Math.ceil(Math.sqrt(count))
  const placement = { x: (nth % columns) * STEP, y: Math.floor(nth / columns) * STEP, w: 48, h: 48, rotation: 0 }
  const id = `s${nth}` as ShapeId
  const text = richText(`word ${nth % 97}`)
  if (nth % 3 === 0) return makeShape('note', id, { placement, text })
  if (nth % 3 === 1) return makeShape('text', id, { placement, text })
  return makeShape('geo', id, { placement, look: 'sketch', form: 'ellipse', fill: '#ffc9c9', fillStyle: 'hachure' })
}

function snapshot(): Uint8Array {
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc })
  document.dispatch({ name: 'create', shapes: Array.from({ length: count }, (_, nth) => shapeAt(nth)) })
  document.close()
  return Y.encodeStateAsUpdate(doc)
}

const bytes = snapshot()
const refused = async () => ok(null)
const server = {
  snapshot: async () => ok(bytes),
  title: async () => 'large',
  merge: refused,
  putAsset: refused,
  asset: async () => null,
}
// The picture is as large as pictures get.
for (const format of ['json', 'excalidraw', 'svg', 'pdf', 'png']) {
  const request = new Request(`http://worker/api/rooms/large/export/${format}${format === 'png' ? '?scale=4' : ''}`)
  const answer = await exportBoard(request, format, server)
  let size = 0
  for await (const part of answer.body ?? []) size += part.length
  const told = Number(answer.headers.get('content-length'))
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(JSON.stringify({ format, status: answer.status, isWhole: size > 0 && size === told, peakMb }))
}
