/** Random records of every kind: junk through the reader, and plausible ones near the origin. */
import fc from 'fast-check'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { arrowheads } from '../../../lib/shapes/arrow.ts'
import { geoForms } from '../../../lib/shapes/geo.ts'
import type { ShapeContext } from '../../../lib/shapes/kind.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { makeShape, type Shape, type ShapeType, shapeKinds } from '../../../lib/shapes/registry.ts'
import { encodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { fillStyles } from '../../../lib/shapes/style.ts'

export const shapeTypes = Object.keys(shapeKinds) as ShapeType[]
export const id = (name: string) => name as ShapeId

/** A context that knows the given shapes. */
export function contextOf(...shapes: readonly Shape[]): ShapeContext {
  const byId = new Map<string, Shape>(shapes.map((shape) => [shape.id, shape]))
  return { measure: tableMeasurer, shape: (key) => byId.get(key) }
}

const side = fc.oneof(fc.constant(0), fc.double({ min: 1, max: 900, noNaN: true }))
const place = fc.record({
  x: fc.double({ min: -2000, max: 2000, noNaN: true }),
  y: fc.double({ min: -2000, max: 2000, noNaN: true }),
  w: side,
  h: side,
  rotation: fc.constantFrom(0, 0, 0.3, Math.PI / 2, -2),
})
const point = fc.record({ x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -300, max: 300 }) })
const words = fc.oneof(
  fc.constant(''),
  fc.lorem({ maxCount: 25 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('שלום עולם', '你好，世界。这是一个句子', 'one\ntwo\n\nthree', 'a\u200bb\u00ad\t\r\n'),
)
const text = fc.array(
  fc.record({
    insert: words,
    attributes: fc.constantFrom(
      undefined,
      { bold: true },
      { list: 'ordered' },
      { code: true },
      { link: 'javascript:x' },
    ),
  }),
  { maxLength: 4 },
)
const color = fc.constantFrom('transparent', '#1e1e1e', '#ffc9c9', '#ffffff80')
const binding = fc.option(
  fc.record({
    target: fc.constantFrom(id('one'), id('two'), id('gone')),
    anchor: fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) }),
    mode: fc.constantFrom('outline', 'inside'),
  }),
)

const line = fc.constantFrom('a', 'b', 'c')
const lines = fc.dictionary(line, fc.constantFrom('a0', 'a1', 'a2', ''), { maxKeys: 3 })
const cell = fc.tuple(line, line).map(([row, column]) => `${row}:${column}`)

/** A plausible shape of one kind; fields of other kinds are ignored by `makeShape`. */
export const shapeOf = (type: ShapeType, name = 'shape'): fc.Arbitrary<Shape> =>
  fc
    .record({
      placement: place,
      form: fc.constantFrom(...geoForms),
      stroke: color,
      fill: color,
      fillStyle: fc.constantFrom(...fillStyles),
      strokeWidth: fc.constantFrom(0, 1, 2, 8),
      dash: fc.constantFrom('solid', 'dashed', 'dotted'),
      look: fc.constantFrom('clean', 'sketch'),
      corners: fc.constantFrom('sharp', 'round'),
      roughness: fc.constantFrom(0, 1, 2, 3),
      seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      text,
      name: words,
      align: fc.constantFrom('start', 'center', 'end'),
      verticalAlign: fc.constantFrom('top', 'middle', 'bottom'),
      fontSize: fc.constantFrom(8, 20, 48),
      autoWidth: fc.boolean(),
      closed: fc.boolean(),
      brush: fc.constantFrom('pen', 'highlighter'),
      hasPressure: fc.boolean(),
      route: fc.constantFrom('straight', 'curved', 'elbow'),
      bend: fc.integer({ min: -200, max: 200 }),
      points: fc.array(point, { minLength: 2, maxLength: 6 }),
      start: binding,
      end: binding,
      startHead: fc.constantFrom(...arrowheads),
      endHead: fc.constantFrom(...arrowheads),
      strokePoints: fc
        .array(fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 300 }) }), {
          maxLength: 40,
        })
        .map((points) => encodeStroke(points.map((p) => ({ ...p, pressure: 0.5 })))),
      asset: fc.constantFrom('', 'a'.repeat(64)),
      header: fc.boolean(),
      rows: lines,
      columns: lines,
      widths: fc.dictionary(line, fc.integer({ min: 0, max: 400 })),
      heights: fc.dictionary(line, fc.integer({ min: 0, max: 400 })),
      fills: fc.dictionary(cell, color, { maxKeys: 3 }),
      cells: fc.dictionary(cell, text, { maxKeys: 9 }),
    })
    .map((fields) => makeShape(type, id(name), fields as never))
