import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importExcalidraw } from '../../../lib/interchange/excalidraw-import.ts'
import type { ImportResult } from '../../../lib/interchange/import-result.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { decodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { fixture, sample } from '../../support/document/fixture.ts'
import { countingOptions } from '../../support/document/import-options.ts'

function read(input: unknown): ImportResult {
  const result = importExcalidraw(input, countingOptions())
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const codeOf = (input: unknown) => {
  const result = importExcalidraw(input, countingOptions())
  return result.ok ? 'ok' : result.error.code
}
const words = (shape: Shape) => ('text' in shape ? plainText(shape.text) : '')
const scene = (...elements: object[]) => ({ type: 'excalidraw', version: 2, elements })

describe('Excalidraw import', () => {
  const all = read(fixture('all-kinds.excalidraw'))
  const byWords = (text: string) => all.shapes.find((shape) => words(shape) === text)
  const ofType = <T extends Shape['type']>(type: T) =>
    all.shapes.filter((shape): shape is Extract<Shape, { type: T }> => shape.type === type)

  it('brings every kind in, back to front', () => {
    const kinds = all.shapes.map((shape) => (shape.type === 'geo' ? shape.form : shape.type)).join(' ')
    expect(kinds).toBe(
      'group group rectangle ellipse diamond arrow arrow line line draw text image rectangle frame rectangle ' +
        'rectangle rectangle',
    )
    expect(all.background).toBe('#f8f9fa')
    expect(all.added).toBe(14)
    expect(all.skipped).toEqual([
      { type: 'image', reason: 'no-image', count: 1 },
      { type: 'embeddable', reason: 'unknown-type', count: 1 },
      { type: 'hologram', reason: 'unknown-type', count: 1 },
    ])
  })

  it('turns bound texts into labels, without the wrapping', () => {
    expect(byWords('API gateway')).toMatchObject({
      type: 'geo',
      fill: '#a5d8ff',
      fillStyle: 'hachure',
      corners: 'round',
      font: 'hand',
      align: 'center',
      verticalAlign: 'middle',
    })
    expect(byWords('calls')).toMatchObject({ type: 'arrow', font: 'mono', fontSize: 16, textColor: '#e03131' })
    expect(byWords('wrapped here')).toMatchObject({ type: 'text', autoWidth: false, align: 'end', fontSize: 36 })
  })

  it('keeps looks', () => {
    const [, ellipse, diamond] = ofType('geo')
    expect(ellipse).toMatchObject({ stroke: '#ff0000', dash: 'dashed', opacity: 0.5, locked: true, corners: 'sharp' })
    expect(diamond).toMatchObject({ look: 'clean', placement: { rotation: 0.5 } })
  })

  it('binds arrows, finds an anchor for the oldest bindings and drops those to nowhere', () => {
    const [call, elbow] = ofType('arrow')
    const [api, db] = ofType('geo')
    expect(call.start).toMatchObject({ target: api.id, mode: 'outline', anchor: { x: expect.closeTo(0.5), y: 0.5 } })
    expect(call.end).toMatchObject({ target: db.id, anchor: { x: 0.2, y: 0.5 }, mode: 'inside' })
    expect(call).toMatchObject({ startHead: 'none', endHead: 'triangle-outline', route: 'straight' })
    expect(elbow).toMatchObject({ start: null, route: 'elbow', startHead: 'many', endHead: 'exactly-one' })
  })

  it('nests groups and puts children into frames, which lie below them', () => {
    const [outer, inner] = ofType('group')
    const [api, db, diamond] = ofType('geo')
    expect(inner.parent).toBe(outer.id)
    expect([api.parent, db.parent, diamond.parent]).toEqual([inner.id, outer.id, inner.id])
    const [frame] = ofType('frame')
    expect(frame.name).toBe('Step 1')
    const child = all.shapes.find((shape) => shape.parent === frame.id) as Shape
    expect(all.shapes.indexOf(frame)).toBeLessThan(all.shapes.indexOf(child))
  })

  it('reads lines, strokes and images', () => {
    const [loop, curve] = ofType('line')
    expect(loop).toMatchObject({ closed: true, fill: '#ffec99', route: 'straight' })
    expect(loop.points).toHaveLength(3)
    expect(curve).toMatchObject({ closed: false, route: 'curved', placement: { x: 600, y: 200, w: 100, h: 50 } })
    const [pen] = ofType('draw')
    expect(pen.hasPressure).toBe(true)
    expect(decodeStroke(pen.strokePoints).map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [10, 5],
      [20, 20],
    ])
    const [photo] = ofType('image')
    expect(photo).toMatchObject({ flipX: true, flipY: false, crop: { x: 0.1, y: 0, w: 0.5, h: 1 } })
    expect(all.assets.get(photo.asset)).toMatchObject({ mimeType: 'image/png' })
  })

  it('reads files of the first version', () => {
    const old = read(fixture('first-version.excalidraw'))
    expect(old.shapes).toMatchObject([
      { type: 'geo', corners: 'round', stroke: '#000000', placement: { x: 0, y: 50, w: 100, h: 50 } },
      { type: 'line', points: [{ x: 0 }, { x: 10 }, { x: 20 }] },
      { type: 'text', font: 'mono', fontSize: 28 },
      { type: 'arrow', endHead: 'arrow', end: { target: 's1', mode: 'outline' } },
    ])
  })

  it('lays the items of a library side by side, though they use the same ids', () => {
    const library = read(fixture('two-items.excalidrawlib'))
    expect(library.shapes.map(({ id, placement: { x, y } }) => [id, x, y])).toEqual([
      ['s1', 0, 0],
      ['s2', 140, 0],
    ])
    expect(read({ type: 'excalidrawlib', version: 1, library: [[{ type: 'ellipse' }]] }).shapes).toHaveLength(1)
    expect(read({ type: 'excalidraw/clipboard', elements: [{ type: 'ellipse' }] }).shapes).toHaveLength(1)
  })

  it('says what is wrong with a file that it cannot read', () => {
    expect(codeOf('{"type": "excali')).toBe('not-json')
    expect(codeOf('')).toBe('not-json')
    expect(codeOf('[]')).toBe('wrong-file-type')
    expect(codeOf({ type: 'tldraw', elements: [] })).toBe('wrong-file-type')
    expect(codeOf({ type: 'excalidraw' })).toBe('wrong-file-type')
  })

  it('leaves junk lines out and says so', () => {
    const junk = read(
      scene(
        { type: 'line', id: 'far', points: [[0, 0], [75_001, 0]] }, // biome-ignore format: short
        { type: 'arrow', id: 'one', points: [[0, 0]] },
        { type: 'freedraw', id: 'none', points: 'many' },
        { type: 'text', id: 'empty', text: '' },
      ),
    )
    expect(junk.shapes).toEqual([])
    expect(junk.skipped.map(({ reason }) => reason)).toEqual(['too-long', 'no-points', 'no-points', 'empty'])
  })

  it('survives circular and endless groups', () => {
    const elements = Array.from({ length: 3000 }, (_, i) => ({
      type: 'rectangle',
      id: `r${i}`,
      groupIds: [`g${i}`, `g${(i + 1) % 3000}`],
    }))
    expect(read(scene(...elements)).shapes.filter(({ type }) => type === 'geo')).toHaveLength(3000)
  })

  it('never throws and gives only finite numbers, whatever the fields hold', () => {
    const types = ['rectangle', 'text', 'line', 'arrow', 'freedraw', 'image', 'frame', 'stickynote', 'x']
    const names = ['id', 'x', 'width', 'angle', 'points', 'groupIds', 'containerId', 'boundElements', 'startBinding']
    const element = fc
      .tuple(
        fc.constantFrom(...types),
        fc.dictionary(fc.constantFrom(...names, 'text', 'scale', 'crop'), fc.anything()),
      )
      .map(([type, fields]) => ({ ...fields, type }))
    fc.assert(
      fc.property(fc.array(element), fc.anything(), (elements, files) => {
        const { shapes } = read({ type: 'excalidraw', elements, files })
        for (const { placement } of shapes) expect(Object.values(placement).every(Number.isFinite)).toBe(true)
        expect(new Set(shapes.map(({ id }) => id)).size).toBe(shapes.length)
      }),
      { seed: 3, numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.anything(), (junk) => void codeOf(junk)),
      { seed: 4 },
    )
    expect(codeOf(`{"type":"excalidraw","elements":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toBe('too-large')
  })

  const diagram = sample('architecture-diagram.excalidraw')
  it.skipIf(diagram === null)('brings a real architecture diagram in complete (needs the sample files)', () => {
    const { shapes, added, skipped } = read(diagram)
    const count = (form: string) => shapes.filter((shape) => (shape.type === 'geo' ? shape.form : shape.type) === form)
    expect([added, skipped]).toEqual([171, []])
    expect(['ellipse', 'line', 'rectangle', 'arrow'].map((form) => count(form).length)).toEqual([54, 34, 20, 16])
    expect(shapes.filter((shape) => words(shape) !== '')).toHaveLength(47)
  })
})
