import { describe, expect, it } from 'vitest'
import { boxAround } from '../../../lib/geometry/box.ts'
import { importTldraw } from '../../../lib/interchange/tldraw-import.ts'
import { arrowEnds, arrowPath } from '../../../lib/shapes/arrows.ts'
import type { ShapeContext } from '../../../lib/shapes/kind.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { kindOf, type Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { countingOptions } from '../../support/document/import-options.ts'

function read(file: object): readonly Shape[] {
  const result = importTldraw(file, countingOptions())
  if (!result.ok) throw new Error(result.error.code)
  return result.value.shapes
}
const records = (...shapes: readonly object[]) =>
  read({
    tldrawFileFormatVersion: 1,
    records: [
      { typeName: 'page', id: 'page:p', index: 'a1', name: 'P' },
      ...shapes.map((shape, i) => ({
        typeName: 'shape',
        id: `shape:${i}`,
        parentId: 'page:p',
        index: `a${i}`,
        x: 0,
        y: 0,
        ...shape,
      })),
    ],
  })
const contextOf = (shapes: readonly Shape[]): ShapeContext => ({
  measure: tableMeasurer,
  shape: (id) => shapes.find((shape) => shape.id === id),
})
const arrowOf = (shapes: readonly Shape[]) => {
  const arrow = shapes.find((shape) => shape.type === 'arrow')
  if (arrow?.type !== 'arrow') throw new Error('no arrow')
  return arrow
}

describe('tldraw of 2021 and 2022', () => {
  const style = { color: 'indigo', size: 'medium', isFilled: true, dash: 'dashed' }
  const base = (id: string, type: string, more: object) => ({
    id,
    type,
    parentId: 'p',
    childIndex: 1,
    point: [0, 0],
    style,
    ...more,
  })
  const file = {
    name: 'New Document',
    document: {
      id: 'doc',
      version: 15.5,
      pages: {
        p: {
          id: 'p',
          name: 'Page 1',
          shapes: {
            a: base('a', 'rectangle', { size: [120, 80], label: 'Box', rotation: Math.PI / 2 }),
            e: base('e', 'ellipse', { radius: [60, 40], point: [300, 0] }),
            s: base('s', 'sticky', { size: [200, 260], text: 'Note' }),
            t: base('t', 'text', { text: 'Words' }),
            d: base('d', 'draw', { points: [[0, 0, 0.5], [9, 9, 0.5]] }), // biome-ignore format: points
            w: base('w', 'arrow', {
              point: [130, 40],
              childIndex: 9,
              handles: { start: { point: [0, 0] }, end: { point: [160, 3] }, bend: { point: [80, 1.5] } },
              decorations: { end: 'arrow' },
            }),
          },
          bindings: { x: { id: 'x', type: 'arrow', fromId: 'w', toId: 'a', handleId: 'start', point: [0.5, 0.5] } },
        },
      },
    },
  }

  it('DC21 opens: boxes, notes, words, strokes, and arrows where they are drawn', () => {
    const shapes = read(file)
    expect(shapes.map(({ type }) => type).sort()).toEqual(['arrow', 'draw', 'geo', 'geo', 'note', 'text'])
    expect(shapes[0]).toMatchObject({ type: 'geo', form: 'rectangle', dash: 'dashed' })
    expect(shapes[0].placement.rotation).toBeCloseTo(Math.PI / 2)
    expect([shapes[0].placement.x, shapes[0].placement.y]).toEqual([expect.closeTo(0), expect.closeTo(0)])
    expect(shapes.find(({ type }) => type === 'note')?.placement).toMatchObject({ w: 200, h: expect.closeTo(260) })
    expect(arrowOf(shapes).start?.target).toBe(shapes[0].id)
    expect(arrowEnds(arrowOf(shapes), contextOf(shapes))).toEqual({ start: { x: 130, y: 40 }, end: { x: 290, y: 43 } })
  })

  it('DC18 never throws on wrong types in the first version', () => {
    for (const junk of [
      null,
      7,
      'x',
      [],
      {},
      { pages: 3 },
      { pages: { p: { shapes: { a: 1, b: { type: 'draw', points: [1, [null]] } } } } },
    ])
      expect(() => importTldraw({ document: junk }, countingOptions())).not.toThrow()
  })
})

describe('looks of tldraw', () => {
  it('DC21 a bent arrow is part of a circle, also beyond its half', () => {
    const shapes = records({ type: 'arrow', props: { start: { x: 0, y: 0 }, end: { x: 200, y: 0 }, bend: 150 } })
    const line = arrowPath(arrowOf(shapes), contextOf(shapes))
    const radius = (100 * 100 + 150 * 150) / (2 * 150)
    for (const p of line) expect(Math.hypot(p.x - 100, p.y - (150 - radius))).toBeCloseTo(radius, 0)
    expect(boxAround(line)?.h).toBeCloseTo(150, 0)
  })

  it('DC21 a bound arrow ends ten pixels and the strokes outside of the outline', () => {
    const box = (x: number) => ({
      type: 'geo',
      x,
      props: { geo: 'rectangle', w: 100, h: 100, size: 'm', dash: 'solid' },
    })
    const shapes = read({
      records: [
        { typeName: 'page', id: 'page:p' },
        ...[box(0), box(400)].map((shape, i) => ({
          typeName: 'shape',
          id: `shape:${i}`,
          parentId: 'page:p',
          index: `a${i}`,
          y: 0,
          ...shape,
        })),
        {
          typeName: 'shape',
          id: 'shape:w',
          type: 'arrow',
          parentId: 'page:p',
          index: 'a9',
          x: 0,
          y: 0,
          props: { size: 'm' },
        },
        ...['start', 'end'].map((terminal, i) => ({
          typeName: 'binding',
          fromId: 'shape:w',
          toId: `shape:${i}`,
          props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isPrecise: true },
        })),
      ],
    })
    const ends = arrowEnds(arrowOf(shapes), contextOf(shapes))
    // No head at its start: it touches the box there.
    expect(ends.start).toEqual({ x: expect.closeTo(100), y: 50 })
    expect(ends.end).toEqual({ x: expect.closeTo(400 - 10 - 3.5), y: 50 })
  })

  it('DC21 a centred text of its own width lies where it is there, in lines of 1.35', () => {
    const [text] = records({
      type: 'text',
      x: 100,
      props: { text: 'Wide words\nand more', textAlign: 'middle', autoSize: true },
    })
    const placement = kindOf(text).placement(text, contextOf([text]))
    expect(placement.x).toBeCloseTo(100, 0)
    expect(placement.h).toBeCloseTo(2 * 24 * 1.35)
  })

  it('DC21 forms are those of tldraw', () => {
    const forms = ['hexagon', 'rhombus-2', 'x-box', 'check-box', 'oval'].map(
      (geo) => records({ type: 'geo', props: { geo, w: 100, h: 100 } })[0],
    )
    expect(forms.map((shape) => shape.type === 'geo' && shape.form)).toEqual([
      'hexagon-upright',
      'steep-parallelogram-left',
      'cross-box',
      'check-box',
      'terminator',
    ])
  })

  it('DC21 a note keeps the size of its letters, and words on a pattern can be read', () => {
    const props = { text: 'Donaudampfschifffahrtsgesellschaft', size: 'm', fontSizeAdjustment: 14 / 22, growY: 40 }
    const [note] = records({ type: 'note', props })
    const pieces = kindOf(note)
      .paint(note, contextOf([note]), 'full')
      .flatMap((p) => (p.name === 'text' ? p.pieces : []))
    expect(pieces[0].fontSize).toBeCloseTo(14)
    expect(kindOf(note).placement(note, contextOf([note]))).toMatchObject({ w: 200, h: 240 })
    const [box] = records({ type: 'geo', props: { w: 100, h: 100, fill: 'pattern', color: 'black', text: 'x' } })
    expect(box.type === 'geo' && Number.parseInt(box.fill.slice(1, 3), 16)).toBeGreaterThan(0x90)
    expect('text' in box && plainText(box.text)).toBe('x')
  })
})
