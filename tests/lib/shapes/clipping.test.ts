import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { clippingFrames } from '../../../lib/shapes/clipping.ts'
import type { AnyShape } from '../../../lib/shapes/kind.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'

const id = (name: string) => name as ShapeId
const to = (target: string) => ({ target: id(target), anchor: { x: 0.5, y: 0.5 }, mode: 'outline' as const })
/** A frame in a frame, a group in the inner one, and something in each of them and outside. */
const tree: readonly AnyShape[] = [
  makeShape('frame', id('outer'), {}),
  makeShape('frame', id('inner'), { parent: 'outer' }),
  makeShape('group', id('group'), { parent: 'inner' }),
  makeShape('geo', id('in-group'), { parent: 'group' }),
  makeShape('geo', id('in-inner'), { parent: 'inner' }),
  makeShape('geo', id('in-outer'), { parent: 'outer' }),
  makeShape('geo', id('outside'), {}),
]
const cutting = (shape: AnyShape, others: readonly AnyShape[] = []) => {
  const records = new Map([...tree, ...others, shape].map((each) => [each.id as string, each]))
  return clippingFrames(shape, (key) => records.get(key)).map((frame) => frame.id)
}
const arrow = (start: string | null, end: string | null, parent = 'inner') =>
  makeShape('arrow', id('arrow'), {
    parent,
    start: start === null ? null : to(start),
    end: end === null ? null : to(end),
  })

describe('what frames cut', () => {
  it('I61 a shape is cut by the frames around it, through groups too', () => {
    expect(cutting(makeShape('geo', id('a'), { parent: 'group' }))).toEqual(['inner', 'outer'])
    expect(cutting(makeShape('geo', id('a'), {}))).toEqual([])
  })
  it.each([
    ['in-inner', 'in-group', ['inner', 'outer']],
    ['in-inner', 'in-outer', ['outer']],
    ['in-inner', 'outside', []],
    ['outside', 'in-inner', []],
    ['in-inner', 'inner', ['outer']],
    ['in-inner', null, ['inner', 'outer']],
    [null, null, ['inner', 'outer']],
    ['in-inner', 'deleted', ['inner', 'outer']],
  ] as const)('I61 an arrow from %s to %s is cut by %j alone', (start, end, frames) => {
    expect(cutting(arrow(start, end))).toEqual(frames)
  })
  it('I61 frames that lie in one another, or in themselves, cut as the board reads them', () => {
    const [a, b] = [makeShape('frame', id('a'), { parent: 'b' }), makeShape('frame', id('b'), { parent: 'a' })]
    expect(cutting(a, [b])).toEqual([])
    expect(cutting(makeShape('geo', id('x'), { parent: 'a' }), [a, b])).toEqual(['a', 'b'])
    expect(cutting(makeShape('geo', id('x'), { parent: 'outside' }))).toEqual([])
  })
})
