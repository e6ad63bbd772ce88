import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportResult } from '../../../lib/interchange/import-result.ts'
import { decompressLzString } from '../../../lib/interchange/lz-string.ts'
import { importTldraw } from '../../../lib/interchange/tldraw-import.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { decodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { fixture, sample } from '../../support/document/fixture.ts'
import { countingOptions } from '../../support/document/import-options.ts'

function read(input: unknown): ImportResult {
  const result = importTldraw(input, countingOptions())
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const codeOf = (input: unknown) => {
  const result = importTldraw(input, countingOptions())
  return result.ok ? 'ok' : result.error.code
}
const rounded = ({ placement }: Shape) =>
  Object.fromEntries(Object.entries(placement).map(([name, value]) => [name, Math.round(value * 100) / 100]))

describe('tldraw import', () => {
  const all = read(fixture('all-kinds.tldr'))
  const ofType = <T extends Shape['type']>(type: T) =>
    all.shapes.filter((shape): shape is Extract<Shape, { type: T }> => shape.type === type)

  it('brings every kind in, back to front', () => {
    expect(all.shapes.map(({ type }) => type).join(' ')).toBe(
      'geo geo group geo note text arrow line draw draw frame geo image geo',
    )
    expect(all.title).toBe('Plans')
    expect(all.skipped).toEqual([{ type: 'bookmark', reason: 'unknown-type', count: 1 }])
  })

  it('keeps words with their marks and lists', () => {
    expect(ofType('geo')[0].text).toEqual([
      { insert: 'Hello ' },
      { insert: 'bold', attributes: { bold: true } },
      { insert: '\n' },
      { insert: 'two' },
    ])
    expect(ofType('note')[0].text).toEqual([{ insert: 'point' }, { insert: '\n', attributes: { list: 'bullet' } }])
  })

  it('turns about the corner as the file does, also inside a turned group', () => {
    const [box, turned, inGroup] = ofType('geo')
    expect(rounded(box)).toEqual({ x: 100, y: 100, w: 200, h: 120, rotation: 0 })
    expect(rounded(turned)).toEqual({ x: 425, y: 25, w: 100, h: 50, rotation: 1.57 })
    expect(rounded(inGroup)).toEqual({ x: 980, y: 1010, w: 20, h: 20, rotation: 1.57 })
    const [group] = ofType('group')
    expect(rounded(group)).toEqual({ x: 980, y: 1010, w: 20, h: 20, rotation: 0 })
    expect(inGroup.parent).toBe(group.id)
  })

  it('computes bound ends from their targets', () => {
    const [wire] = ofType('arrow')
    const [box, turned] = ofType('geo')
    expect(wire).toMatchObject({
      start: { target: box.id, anchor: { x: 0.5, y: 0.5 }, mode: 'outline' },
      end: { target: turned.id, anchor: { x: 0.5, y: 0.25 }, mode: 'inside' },
      route: 'curved',
      bend: expect.closeTo(16.86),
      startHead: 'circle-outline',
      endHead: 'bar',
      labelAt: 0.25,
      text: [{ insert: 'calls' }],
    })
    // Where tldraw draws it: from outside of the box to the point itself.
    expect(rounded(wire)).toMatchObject({ x: 313.24, y: 50, w: 174.26 })
  })

  it('reads lines and both binary forms of strokes', () => {
    const [line] = ofType('line')
    expect(line).toMatchObject({ route: 'curved', points: [{ x: 0 }, { x: 10 }, { x: 20 }] })
    for (const draw of ofType('draw')) {
      const points = decodeStroke(draw.strokePoints).map(({ x, y }) => [x, y])
      expect(points).toEqual([[0, 5], [10, 10], [20, 0]]) // biome-ignore format: short
      expect(draw.placement).toMatchObject({ x: 300, w: 20, h: 10 })
    }
    expect(ofType('draw').map(({ brush }) => brush)).toEqual(['pen', 'highlighter'])
  })

  it('reads frames and cropped images', () => {
    const framed = all.shapes.find((shape) => shape.type === 'geo' && shape.form === 'blunt-star') as Shape
    expect(framed).toMatchObject({ parent: ofType('frame')[0].id, placement: { x: 2010, y: 20 } })
    const [image] = ofType('image')
    expect(image).toMatchObject({ crop: { x: 0.25, y: 0, w: 0.5, h: 1 }, naturalWidth: 100, alt: 'dot' })
    expect(all.assets.get(image.asset)?.mimeType).toBe('image/png')
  })

  it('puts several pages side by side, each in a frame, and reads old forms', () => {
    const { shapes } = read(fixture('two-pages.tldr'))
    expect(shapes.map(({ type }) => type).join(' ')).toBe('frame geo arrow frame line draw')
    expect(shapes[1]).toMatchObject({
      form: 'round-cloud',
      align: 'start',
      text: [{ insert: 'plain' }],
      parent: shapes[0].id,
    })
    expect(shapes[2]).toMatchObject({ start: { target: shapes[1].id }, end: null })
    expect(shapes[3].placement.x).toBeGreaterThan(shapes[0].placement.x + shapes[0].placement.w)
  })

  it('reads the clipboard in all its forms', () => {
    const shape = { id: 'shape:a', type: 'geo', x: 1, y: 2, parentId: 'page:x', index: 'a1', props: { w: 10, h: 10 } }
    const content = { shapes: [shape], bindings: [], rootShapeIds: ['shape:a'] }
    expect(read(content).shapes).toMatchObject([{ placement: { x: 1, y: 2 } }])
    const html = (data: unknown) => `<div data-tldraw>${JSON.stringify(data).replaceAll('"', '&quot;')}</div>`
    expect(read(html({ type: 'application/tldraw', kind: 'content', data: content })).shapes).toHaveLength(1)
  })

  it('decompresses lz-string', () => {
    expect(decompressLzString('BYUwNmD2Q===')).toBe('hello')
    expect(decompressLzString('IYI0tHKOGmqdXnN5A===')).toBe('ab中文'.repeat(6))
    expect(decompressLzString('Q===')).toBe('')
    expect(decompressLzString('AAAA')).not.toBe('x')
  })

  it('says what is wrong with a file that it cannot read', () => {
    expect(codeOf('{')).toBe('not-json')
    expect(codeOf({ type: 'excalidraw', elements: [] })).toBe('wrong-file-type')
    expect(codeOf({ document: { version: 15.5 } })).toBe('wrong-file-type')
  })

  it('never throws, whatever the records hold', () => {
    const types = ['geo', 'text', 'note', 'arrow', 'line', 'draw', 'frame', 'group', 'image', 'embed']
    const ids = fc.constantFrom('shape:a', 'shape:b', 'shape:c', 'page:p')
    const names = ['w', 'segments', 'points', 'richText', 'start', 'end', 'scale', 'size', 'color', 'crop', 'text']
    const props = fc.dictionary(fc.constantFrom(...names), fc.anything())
    const shape = fc.record({
      typeName: fc.constant('shape'),
      type: fc.constantFrom(...types),
      id: ids,
      parentId: ids,
      x: fc.anything(),
      rotation: fc.anything(),
      props,
    })
    const other = fc.record({ typeName: fc.constantFrom('binding', 'asset', 'page'), id: ids, props: fc.anything() })
    fc.assert(
      fc.property(fc.array(fc.oneof(shape, other)), (records) => {
        const { shapes } = read({ records })
        for (const { placement } of shapes) expect(Object.values(placement).every(Number.isFinite)).toBe(true)
        expect(new Set(shapes.map(({ id }) => id)).size).toBe(shapes.length)
      }),
      { seed: 5, numRuns: 300 },
    )
    fc.assert(
      fc.property(
        fc.anything(),
        fc.string(),
        (junk, text) => void [codeOf(junk), codeOf(text), decompressLzString(text)],
      ),
      { seed: 6 },
    )
  })

  const pipeline = sample('story-pipeline.tldr')
  it.skipIf(pipeline === null)('brings a real pipeline in complete (needs the sample files)', () => {
    const { shapes, skipped } = read(pipeline)
    expect([shapes.length, skipped]).toEqual([27, []])
    const ends = shapes.flatMap((shape) => (shape.type === 'arrow' ? [shape.start, shape.end] : []))
    expect(ends.filter((end) => end !== null)).toHaveLength(23)
  })
})
