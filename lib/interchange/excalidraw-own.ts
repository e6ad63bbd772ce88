/**
 * What our shapes have and Excalidraw does not know, in the `customData` of its elements: for each field what a reader
 * makes of the element, and what the field really is. Whoever changes the element over there wins: a field comes back
 * only while the reader still makes of it what it did.
 */

import { sameValue } from '../document/same-value.ts'
import { distance } from '../geometry/point.ts'
import { boardPoints, withBoardPoints } from '../shapes/points.ts'
import { fieldsOf, isShapeType, makeShape, type Shape } from '../shapes/registry.ts'
import { OWN_KEY } from './excalidraw-brought.ts'
import { isJson, type Json, json as jsonOf, words } from './reading.ts'

/** What elements tell by other means, or what has no meaning in another board. */
const TOLD: ReadonlySet<string> = new Set([
  'placement',
  'parent',
  'index',
  'brought',
  'points',
  'start',
  'end',
  'strokePoints',
  'asset',
  'breaks',
])

const ownOf = (json: Json): Json => jsonOf(jsonOf(json.customData)[OWN_KEY])

/** The element whose words a loose text is: forms that Excalidraw has no container for. */
export const labelledBy = (json: Json): string => words(ownOf(json).labelOf)

/** The shape as the kind that it was before it became an element. */
export function retyped(shape: Shape, json: Json): Shape {
  const { type } = ownOf(json)
  if (!isShapeType(type) || type === shape.type || type === 'group' || type === 'unknown') return shape
  return makeShape(type, shape.id, shape as never)
}

/** The shape with the fields that only we know. */
export function withOwn(shape: Shape, json: Json): Shape {
  const { fields } = ownOf(json)
  if (!isJson(fields)) return shape
  const known = fieldsOf(shape.type) ?? {}
  const shown = shape as unknown as Json
  const patch: Record<string, unknown> = {}
  for (const [name, stored] of Object.entries(fields)) {
    const { was, is } = jsonOf(stored)
    if (Object.hasOwn(known, name) && !TOLD.has(name) && sameValue(shown[name], was)) patch[name] = is
  }
  if (Object.keys(patch).length === 0) return shape
  return unbent(makeShape(shape.type, shape.id, { ...shape, ...patch } as never))
}

const SAME_BEND = 1

/** A bend travels as a point in the middle of the arrow; that point goes again while it lies where the bend puts it. */
function unbent(shape: Shape): Shape {
  if (shape.type !== 'arrow' || shape.bend === 0 || shape.points.length !== 3) return shape
  const [a, middle, b] = boardPoints(shape)
  const span = distance(a, b)
  if (span === 0) return shape
  const off = ((b.x - a.x) * (middle.y - a.y) - (b.y - a.y) * (middle.x - a.x)) / span
  return Math.abs(off - shape.bend) > SAME_BEND ? { ...shape, bend: 0 } : withBoardPoints(shape, [a, b])
}

/** What `customData` has to say of a shape for a reader who makes `read` of its elements; null when nothing. */
export function ownWords(shape: Shape, read: Shape | null, readType: string | undefined): Json | null {
  if (!read || read.type !== shape.type) return null
  const is = shape as unknown as Json
  const was = read as unknown as Json
  const fields: Record<string, object> = {}
  for (const name of Object.keys(fieldsOf(shape.type) ?? {})) {
    if (TOLD.has(name) || sameValue(is[name], was[name])) continue
    if (name === 'labelPadding' && 'text' in shape && shape.text.length === 0) continue
    fields[name] = { was: was[name], is: is[name] }
  }
  const type = readType === undefined || readType === shape.type ? {} : { type: shape.type }
  return Object.keys(fields).length === 0 && !('type' in type) ? null : { ...type, fields }
}
