/** Z-order: fractional keys, compared as plain strings, ties broken by id. Broken keys are mended when someone writes. */

import { generateNKeysBetween } from 'fractional-indexing'
import { at } from '../base/at.ts'
import type { ShapeId } from '../base/ids.ts'
import { type Box, boxAround, boxesTouch, cornersOf } from '../geometry/box.ts'
import type { OrderKey } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'

/** Longer keys are replaced: each insertion at one same place makes them grow. */
export const MAX_ORDER_KEY_LENGTH = 100

type Ordered = Pick<Shape, 'id' | 'index'>

/** Back to front. */
export const compareOrder = (a: Ordered, b: Ordered): number =>
  a.index < b.index ? -1 : a.index > b.index ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

const KEY = /^[A-Za-z][0-9A-Za-z]*$/
const SMALLEST_INTEGER = `A${'0'.repeat(26)}`

/** Can the key generator work beside this key? */
export function isOrderKey(key: string): boolean {
  if (key.length > MAX_ORDER_KEY_LENGTH || !KEY.test(key) || key === SMALLEST_INTEGER) return false
  const head = key.charCodeAt(0)
  const integerLength = head >= 97 ? head - 97 + 2 : 90 - head + 2
  return key.length >= integerLength && !(key.length > integerLength && key.endsWith('0'))
}

/**
 * Keys for `moved` (in their new order) so that they lie between `rest[position - 1]` and `rest[position]`; `rest` is
 * sorted and without them. Neighbours whose keys leave no room (equal, empty, broken) get new ones too.
 */
export function keysAt(
  rest: readonly Ordered[],
  position: number,
  moved: readonly ShapeId[],
): ReadonlyMap<ShapeId, OrderKey> {
  let low = position - 1
  while (low >= 0 && !isOrderKey(at(rest, low).index)) low--
  const floor = low >= 0 ? at(rest, low).index : null
  const isAbove = ({ index }: Ordered) => isOrderKey(index) && (floor === null || index > floor)
  let high = position
  while (high < rest.length && !isAbove(at(rest, high))) high++
  const ceiling = rest[high]?.index ?? null
  const ids = [
    ...rest.slice(low + 1, position).map(({ id }) => id),
    ...moved,
    ...rest.slice(position, high).map(({ id }) => id),
  ]
  const keys = generateNKeysBetween(floor, ceiling, ids.length) as OrderKey[]
  return new Map(ids.map((id, i) => [id, at(keys, i)]))
}

export type OrderMove = 'front' | 'back' | 'forward' | 'backward'

/** New keys that bring `moved` (with everything inside them) one step or all the way; empty when nothing changes. */
export function reorderKeys(
  sorted: readonly Shape[],
  moved: ReadonlySet<ShapeId>,
  to: OrderMove,
): ReadonlyMap<ShapeId, OrderKey> {
  const ids = sorted.filter(({ id }) => moved.has(id))
  const step = to === 'front' || to === 'back' ? null : nextObstacle(sorted, moved, to)
  if (step === undefined) return new Map()
  const isUp = to === 'front' || to === 'forward'
  // Of a step, only those that have not passed the obstacle move; the others keep their place beyond it.
  const passing = step === null ? ids : ids.filter((shape) => compareOrder(shape, step) * (isUp ? -1 : 1) > 0)
  const going = new Set(passing.map(({ id }) => id))
  const rest = sorted.filter(({ id }) => !going.has(id))
  const position = step === null ? (isUp ? rest.length : 0) : rest.indexOf(step) + (isUp ? 1 : 0)
  if (isInPlace(sorted, passing, position)) return new Map()
  return keysAt(
    rest,
    position,
    passing.map(({ id }) => id),
  )
}

const isInPlace = (sorted: readonly Shape[], passing: readonly Shape[], position: number): boolean =>
  passing.every((shape, i) => sorted[position + i] === shape)

/** The nearest shape that a step has to pass: one that touches a moved shape. */
function nextObstacle(sorted: readonly Shape[], moved: ReadonlySet<ShapeId>, to: OrderMove): Shape | undefined {
  const behind: Box[] = []
  for (const shape of to === 'forward' ? sorted : sorted.toReversed()) {
    if (shape.type === 'group') continue
    const box = boxAround(cornersOf(shape.placement)) as Box
    if (moved.has(shape.id)) behind.push(box)
    else if (behind.some((other) => boxesTouch(other, box))) return shape
  }
  return undefined
}
