import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportExcalidraw } from '../../../lib/interchange/excalidraw-export.ts'
import { importExcalidraw } from '../../../lib/interchange/excalidraw-import.ts'
import type { ImportResult } from '../../../lib/interchange/import-result.ts'
import { arrowEnds } from '../../../lib/shapes/arrows.ts'
import type { ShapeContext } from '../../../lib/shapes/kind.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { kindOf, type Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { countingOptions } from '../../support/document/import-options.ts'

function read(...elements: readonly unknown[]): ImportResult {
  const result = importExcalidraw({ type: 'excalidraw', version: 2, elements }, countingOptions())
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const contextOf = (shapes: readonly Shape[]): ShapeContext => ({
  measure: tableMeasurer,
  shape: (id) => shapes.find((shape) => shape.id === id),
})
const written = (shapes: readonly Shape[]) =>
  (exportExcalidraw({ shapes, measure: tableMeasurer }) as { elements: Record<string, unknown>[] }).elements
const again = (shapes: readonly Shape[]): readonly Shape[] => read(...written(shapes)).shapes

const box = (id: string, x: number, y: number, more: object = {}) => ({
  id,
  type: 'rectangle',
  x,
  y,
  width: 120,
  height: 80,
  ...more,
})
const arrow = (points: readonly (readonly [number, number])[], more: object = {}) => ({
  id: 'arrow',
  type: 'arrow',
  x: 100,
  y: 40,
  points,
  startBinding: { elementId: 'a', focus: 0.2, gap: 3 },
  endBinding: { elementId: 'b', focus: 0, gap: 9 },
  ...more,
})
const only = (shapes: readonly Shape[]) => {
  const found = shapes.find((shape) => shape.type === 'arrow')
  if (found?.type !== 'arrow') throw new Error('no arrow')
  return found
}
const moved = <S extends Shape>(shape: S, x: number, y: number): S => ({
  ...shape,
  placement: { ...shape.placement, x: shape.placement.x + x, y: shape.placement.y + y },
})

describe('arrows of a file', () => {
  const routes: readonly (readonly [string, object])[] = [
    ['straight', {}],
    ['curved', { roundness: { type: 2 } }],
    ['elbow', { elbowed: true }],
  ]
  for (const [name, look] of routes) {
    it(`DC15 lie where the file has them: ${name}`, () => {
      const { shapes } = read(box('a', 0, 0), box('b', 20, 10), arrow([[0, 0], [60, 0], [60, 90]], look)) // biome-ignore format: points
      const ends = arrowEnds(only(shapes), contextOf(shapes))
      expect(ends).toEqual({ start: { x: 100, y: 40 }, end: { x: 160, y: 130 } })
    })
  }

  it('DC15 stay when all move together, and follow when a bound shape moves against them', () => {
    const { shapes } = read(box('a', 0, 0), box('b', 400, 0), arrow([[0, 0], [310, 20]])) // biome-ignore format: points
    const together = shapes.map((shape) => moved(shape, 33, -7))
    expect(arrowEnds(only(together), contextOf(together))).toEqual({
      start: { x: 133, y: 33 },
      end: { x: 443, y: 53 },
    })
    const apart = shapes.map((shape, i) => (i === 1 ? moved(shape, 0, 300) : shape))
    const { start, end } = arrowEnds(only(apart), contextOf(apart))
    expect(start).toEqual({ x: 100, y: 40 })
    expect(end.y).toBeGreaterThan(250)
  })

  it('DC15 go back with the bindings that they came with, until something moves', () => {
    const bound = {
      startBinding: { elementId: 'a', focus: 0.2, gap: 3 },
      endBinding: { elementId: 'b', focus: 0, gap: 9 },
    }
    const { shapes } = read(box('a', 0, 0), box('b', 400, 0), arrow([[0, 0], [310, 20]])) // biome-ignore format: points
    const back = written(shapes).find(({ type }) => type === 'arrow')
    const rename = ({ elementId: _, ...binding }: { elementId: string }) => expect.objectContaining(binding)
    expect(back).toMatchObject({ startBinding: rename(bound.startBinding), endBinding: rename(bound.endBinding) })
    expect(arrowEnds(only(again(shapes)), contextOf(again(shapes))).end).toEqual({ x: 410, y: 60 })
  })
})

describe('words of a file', () => {
  const label = (text: string, originalText: string | undefined, more: object = {}) => ({
    id: 'words',
    type: 'text',
    x: 5,
    y: 5,
    width: 100,
    height: 50,
    fontSize: 20,
    fontFamily: 5,
    containerId: 'a',
    text,
    originalText,
    ...more,
  })
  const linesOf = (shape: Shape, context: ShapeContext) => {
    const pieces = kindOf(shape)
      .paint(shape, context, 'full')
      .flatMap((primitive) => (primitive.name === 'text' ? primitive.pieces : []))
    const lines = new Map<number, string>()
    for (const { baseline, text } of pieces) lines.set(baseline, (lines.get(baseline) ?? '') + text)
    return [...lines.values()]
  }

  for (const type of ['rectangle', 'ellipse', 'diamond', 'stickynote']) {
    it(`DC16 a tight label keeps its line breaks and its box: ${type}`, () => {
      const { shapes } = read(
        { ...box('a', 0, 0), type, width: 74, height: 44, boundElements: [{ id: 'words', type: 'text' }] },
        label('pre-\nprocessing unit', 'pre-processing unit'),
      )
      const context = contextOf(shapes)
      expect(linesOf(shapes[0], context)).toEqual(['pre-', 'processing unit'])
      expect(kindOf(shapes[0]).placement(shapes[0], context)).toMatchObject({ w: 74, h: 44 })
      const [back] = again(shapes)
      expect(linesOf(back, contextOf([back]))).toEqual(['pre-', 'processing unit'])
      expect('text' in back && plainText(back.text)).toBe('pre-processing unit')
    })
  }

  it('DC16 words that are changed are broken anew, and so is a box of another width', () => {
    const { shapes } = read(box('a', 0, 0), label('a\nb c', 'a b c'))
    const [shape] = shapes
    expect(linesOf(shape, contextOf(shapes))).toEqual(['a', 'b c'])
    const wider = { ...shape, placement: { ...shape.placement, w: 200 } }
    expect(linesOf(wider, contextOf([wider]))).toEqual(['a b c'])
    const other = { ...shape, text: [{ insert: 'a b d' }] } as Shape
    expect(linesOf(other, contextOf([other]))).toEqual(['a b d'])
  })

  it('DC16 words in `text` are kept when `originalText` is empty or tells another story', () => {
    for (const original of ['', undefined, 'stale']) {
      const { shapes } = read(label('Hello there', original, { containerId: null }))
      expect(shapes[0].type === 'text' && plainText(shapes[0].text)).toBe('Hello there')
    }
  })

  it('DC16 a wrapped label goes out with its breaks, its box and its place', () => {
    const { shapes } = read(
      box('a', 0, 0, { width: 160 }),
      label('one two\nthree four', 'one two three four', { textAlign: 'left', verticalAlign: 'top', lineHeight: 1.5 }),
    )
    const [container, text] = written(shapes)
    expect(container.boundElements).toEqual([{ type: 'text', id: text.id }])
    expect(text).toMatchObject({
      text: 'one two\nthree four',
      originalText: 'one two three four',
      containerId: container.id,
      textAlign: 'left',
      verticalAlign: 'top',
      lineHeight: 1.5,
      x: 5,
      y: 5,
      height: 60,
    })
  })
})

describe('what Excalidraw knows', () => {
  it('DC17 comes back after a round trip, though no shape here has a field for it', () => {
    const elements = [
      box('a', 0, 0, {
        roundness: { type: 3, value: 8 },
        customData: { mine: [1, { deep: true }] },
        groupIds: ['solo'],
      }),
      box('b', 200, 0, { type: 'embeddable', link: 'https://example.com/x', validated: true }),
      box('c', 400, 0, { type: 'image', fileId: 'nowhere', status: 'pending', scale: [-1, 1] }),
      box('d', 600, 0, { type: 'magicframe', name: 'Magic' }),
      { id: 't', type: 'text', x: 0, y: 300, text: 'hi', fontSize: 20, fontFamily: 7, lineHeight: 1.9 },
      { id: 'f', type: 'freedraw', x: 0, y: 400, points: [[0, 0], [9, 9]], strokeOptions: { variability: 0.4 } }, // biome-ignore format: points
    ]
    const back = again(read(...elements).shapes)
    const out = written(back)
    const ofType = (type: string) => out.find((element) => element.type === type)
    expect(ofType('rectangle')).toMatchObject({
      roundness: { type: 3, value: 8 },
      customData: { mine: [1, { deep: true }] },
      groupIds: ['solo'],
    })
    expect(ofType('embeddable')).toMatchObject({ link: 'https://example.com/x', validated: true, x: 200 })
    expect(ofType('image')).toMatchObject({ fileId: 'nowhere', status: 'pending', scale: [-1, 1], x: 400 })
    expect(ofType('magicframe')).toMatchObject({ name: 'Magic' })
    expect(ofType('text')).toMatchObject({ fontFamily: 7, lineHeight: 1.9 })
    expect(ofType('freedraw')).toMatchObject({ strokeOptions: { variability: 0.4 } })
  })

  it('DC17 every font family comes back, alone and in a label', () => {
    for (const fontFamily of [1, 2, 3, 5, 6, 7, 8, 9, 10]) {
      const text = { id: 't', type: 'text', x: 0, y: 0, text: 'hi', fontSize: 20, fontFamily }
      expect(written(again(read(text).shapes))[0].fontFamily).toBe(fontFamily)
      const labelled = again(read(box('a', 0, 0), { ...text, containerId: 'a' }).shapes)
      expect(written(labelled)[1].fontFamily).toBe(fontFamily)
    }
  })
})

describe('a report', () => {
  it('DC18 counts what is on the board and groups the rest by its reason', () => {
    const lost = Array.from({ length: 2_500 }, (_, i) => box(`i${i}`, i, 0, { type: 'image', fileId: `f${i}` }))
    const { added, shapes, skipped } = read(...lost, box('a', 0, 0), null, 7)
    expect([added, shapes.length]).toEqual([1, 2_501])
    expect(skipped).toEqual([
      { type: 'unknown', reason: 'not-an-object', count: 2 },
      { type: 'image', reason: 'no-image', count: 2_500 },
    ])
  })

  it('DC18 says what is beyond the limit, labels included', () => {
    const many = Array.from({ length: 50_001 }, (_, i) => box(`b${i}`, i, 0))
    const { added, shapes, skipped } = read(...many, { id: 't', type: 'text', text: 'x', containerId: 'b50000' })
    expect([added, shapes.length]).toEqual([50_000, 50_000])
    expect(skipped).toEqual([
      { type: 'rectangle', reason: 'too-many', count: 1 },
      { type: 'text', reason: 'too-many', count: 1 },
    ])
  })

  it('DC18 a line of too many points keeps its whole way, and the report says that it is thinner', () => {
    const points = Array.from({ length: 20_000 }, (_, i) => [i / 10, Math.sin(i)])
    const { added, shapes, skipped } = read({ id: 'l', type: 'line', x: 0, y: 0, points })
    expect([added, skipped]).toEqual([1, [{ type: 'line', reason: 'points-cut', count: 1 }]])
    expect(shapes[0].placement.w).toBeCloseTo(1_999.9)
  })
})

describe('hostile files', () => {
  const junk = fc.oneof(
    fc.constantFrom(null, undefined, -1, 1e308, Number.NaN, '', '\u0000', '\ud800x', [], {}, true, [[0, 0]], 'a'),
    fc.jsonValue({ maxDepth: 2 }),
  )
  const keys = [
    'type',
    'x',
    'y',
    'width',
    'height',
    'angle',
    'points',
    'text',
    'originalText',
    'containerId',
    'groupIds',
  ]
  const others = ['frameId', 'boundElements', 'startBinding', 'endBinding', 'roundness', 'customData', 'fontFamily']
  const types = ['rectangle', 'text', 'arrow', 'line', 'freedraw', 'image', 'frame', 'stickynote', 'embeddable']

  it('DC18 wrong types in any field never throw, neither in nor out', () => {
    const element = fc
      .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...keys, ...others, 'lineHeight', 'opacity'), junk))
      .map(([type, fields]) => ({ id: 'a', type, points: [[0, 0], [5, 5]], ...fields })) // biome-ignore format: points
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (elements) => {
        const { shapes, added } = read(...elements)
        expect(added).toBeGreaterThanOrEqual(0)
        expect(read(...written(shapes)).shapes.length).toBeLessThanOrEqual(Math.max(1, shapes.length) * 3)
      }),
      { numRuns: 300, seed: 11 },
    )
  })
})
