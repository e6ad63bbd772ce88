import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { containsBox, grow } from '../../../lib/geometry/box.ts'
import { identity } from '../../../lib/geometry/transform.ts'
import { paintBounds } from '../../../lib/print/paint-bounds.ts'
import type { Primitive } from '../../../lib/shapes/kind.ts'
import { forgetMeasured } from '../../../lib/shapes/measure-cache.ts'
import { fieldsOf, kindOf, readShape, type Shape, shapeKinds } from '../../../lib/shapes/registry.ts'
import { contextOf, id, shapeOf, shapeTypes } from './arbitraries.ts'

const commandCount = (primitives: readonly Primitive[]) =>
  primitives.reduce((sum, p) => sum + (p.name === 'path' ? p.path.length : 1), 0)

/** Every number in a value is finite. */
function isFiniteAll(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isFiniteAll)
  return true
}
const copyOf = (shape: Shape): Shape => ({ ...shape })

describe.each(shapeTypes)('the %s kind', (type) => {
  const kind = shapeKinds[type]
  const scene = fc.tuple(shapeOf(type), shapeOf('geo', 'one'), shapeOf('note', 'two'))

  it('SH1 reads any stored value as a valid shape', () => {
    const junk = fc.dictionary(fc.constantFrom(...Object.keys(fieldsOf(type) ?? {}), 'v', 'extra'), fc.anything())
    fc.assert(
      fc.property(junk, (stored) => {
        const shape = readShape(id('a'), { ...stored, type })
        expect(Object.keys(shape).sort()).toEqual(['id', 'type', ...Object.keys(fieldsOf(shape.type) ?? {})].sort())
        expect(readShape(id('a'), { ...shape })).toEqual(shape)
        const context = contextOf(shape)
        expect(isFiniteAll(kindOf(shape).placement(shape, context))).toBe(true)
        expect(isFiniteAll(kindOf(shape).paint(shape, context, 'reduced'))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('SH2 a newer version is kept as unknown, with its place', () => {
    const placement = { x: 1, y: 2, w: 3, h: 4, rotation: 5 }
    const shape = readShape(id('a'), { type, v: kind.version + 1, placement, text: [{ insert: 'x' }] })
    expect(shape).toMatchObject(
      type === 'unknown' ? { type, placement } : { type: 'unknown', originalType: type, placement },
    )
  })

  it('SH3 paints the same for the same record, in both details', () => {
    fc.assert(
      fc.property(scene, ([shape, one, two]) => {
        const context = contextOf(shape, one, two)
        const again = contextOf(copyOf(shape), copyOf(one), copyOf(two))
        for (const detail of ['full', 'reduced'] as const) {
          const first = kind.paint(shape, context, detail)
          forgetMeasured()
          expect(kind.paint(copyOf(shape), again, detail)).toEqual(first)
          expect(kind.placement(copyOf(shape), again)).toEqual(kind.placement(shape, context))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('SH4 paints within its drawn placement and overflow', () => {
    fc.assert(
      fc.property(scene, ([shape, one, two]) => {
        const context = contextOf(shape, one, two)
        const { w, h } = kind.placement(shape, context)
        const primitives = kind.paint(shape, context, 'full')
        expect(isFiniteAll(primitives)).toBe(true)
        const painted = paintBounds(primitives, identity)
        const allowed = grow({ x: 0, y: 0, w, h }, kind.overflow(shape) + 0.01)
        if (painted && !containsBox(allowed, painted)) expect(painted).toEqual(allowed)
      }),
      { numRuns: 150 },
    )
  })

  it('SH4 is hit on its outline, and nowhere far from its paint', () => {
    fc.assert(
      fc.property(scene, ([shape, one, two]) => {
        if (type === 'group') return
        const context = contextOf(shape, one, two)
        for (const p of kind.outline(shape, context).slice(0, 20)) {
          expect(kind.hit(shape, p, 2, context), `${p.x},${p.y}`).toBe(true)
        }
        const { w, h } = kind.placement(shape, context)
        const reach = kind.overflow(shape) + 12
        expect(kind.hit(shape, { x: -reach, y: h / 2 }, 2, context)).toBe(false)
        expect(kind.hit(shape, { x: w / 2, y: h + reach }, 2, context)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  /** What is this small may be drawn either way. */
  const FEW_COMMANDS = 40
  it('draws no more in reduced detail than in full', () => {
    fc.assert(
      fc.property(scene, ([shape, one, two]) => {
        const context = contextOf(shape, one, two)
        const [full, reduced] = [kind.paint(shape, context, 'full'), kind.paint(shape, context, 'reduced')]
        expect(commandCount(reduced)).toBeLessThanOrEqual(Math.max(FEW_COMMANDS, commandCount(full)))
      }),
      { numRuns: 60 },
    )
  })

  describe('without ambient time and randomness', () => {
    afterEach(() => vi.restoreAllMocks())
    it('SH3 never asks for them', () => {
      const random = vi.spyOn(Math, 'random')
      const now = vi.spyOn(Date, 'now')
      const samples = fc.sample(scene, { numRuns: 30, seed: 7 })
      random.mockClear()
      now.mockClear()
      for (const [shape, one, two] of samples) kind.paint(shape, contextOf(shape, one, two), 'full')
      expect(random).not.toHaveBeenCalled()
      expect(now).not.toHaveBeenCalled()
    })
  })
})

describe('reading', () => {
  it('SH2 keeps foreign types as unknown', () => {
    expect(readShape(id('a'), { type: 'hologram', v: 3, opacity: 0.5 })).toMatchObject({
      type: 'unknown',
      originalType: 'hologram',
      opacity: 0.5,
    })
    expect(readShape(id('a'), { type: 'constructor' }).type).toBe('unknown')
    expect(readShape(id('a'), {}).type).toBe('unknown')
  })
})
