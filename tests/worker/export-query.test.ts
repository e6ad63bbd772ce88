import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../lib/base/ids.ts'
import { makeShape } from '../../lib/shapes/registry.ts'
import { partOf, readExportQuery } from '../../worker/export-query.ts'

const read = (query: string, format = 'pdf') => readExportQuery(new URLSearchParams(query), format)
const id = (name: string) => name as ShapeId

describe('the query of an export', () => {
  it('DC23 is honoured', () => {
    expect(read('')).toMatchObject({ ok: true, value: { theme: 'light', hasBackground: true, scale: undefined } })
    expect(read('dark=1&background=false&scale=1&ids=a,b')).toMatchObject({
      value: { theme: 'dark', hasBackground: false, scale: 1, ids: ['a', 'b'] },
    })
  })
  it('DC23 or refused: nothing that is not understood is passed over', () => {
    const bad = [
      'size=2',
      'scale=',
      'scale=x',
      'scale=99',
      'scale=NaN',
      'dark=maybe',
      'theme=blue',
      'ids=',
      'ids=a&frame=b',
      'ids=a&frames=b',
      'frames=',
      'pages=two',
      'paper=a9',
      'orientation=up',
      '__proto__=1',
      'scale=1&scale=2',
    ]
    for (const query of bad) expect([query, read(query)]).toMatchObject([query, { error: { code: 'invalid-query' } }])
  })
  it('DC23 pages are asked for of a PDF alone, and frames are a page each', () => {
    expect(read('')).toMatchObject({ value: { pages: 'one', paper: 'fit', orientation: 'auto', frames: undefined } })
    expect(read('frames=all&paper=a3')).toMatchObject({ value: { pages: 'frames', paper: 'a3', frames: 'all' } })
    expect(read('frames=a,b&pages=one')).toMatchObject({ value: { pages: 'one', frames: ['a', 'b'] } })
    expect(read('paper=a4', 'png')).toMatchObject({ error: { code: 'invalid-query' } })
    expect(read('frames=a', 'csv')).toMatchObject({ ok: true })
  })
  it('PR10 what lies in a selection is found in one look, however deep and in whatever order it lies', () => {
    const many = 3000
    let looks = 0
    const shapes = Array.from({ length: many }, (_, nth) => {
      const shape = makeShape('group', id(`g${many - nth}`))
      const parent = nth === many - 1 ? 'page' : `g${many - nth - 1}`
      const get = () => {
        looks++
        return parent
      }
      return Object.defineProperty({ ...shape }, 'parent', { get })
    })
    const asked = read('ids=g1')
    const board = { shapes } as unknown as Parameters<typeof partOf>[0]
    expect(asked.ok && partOf(board, asked.value)?.length).toBe(many)
    expect(looks).toBeLessThanOrEqual(2 * many)
  })
  it('DC23 a selection takes along what lies in it, and nothing else', () => {
    const shapes = [
      makeShape('geo', id('in'), { parent: 'group' }),
      makeShape('frame', id('frame')),
      makeShape('group', id('group'), { parent: 'frame' }),
      makeShape('geo', id('out')),
    ]
    const board = { shapes } as unknown as Parameters<typeof partOf>[0]
    const part = (query: string) => {
      const asked = read(query)
      return asked.ok && partOf(board, asked.value)?.map((shape) => shape.id)
    }
    expect(part('frame=frame')).toEqual(['in', 'frame', 'group'])
    expect(part('ids=out')).toEqual(['out'])
    expect(part('frames=frame')).toEqual(['in', 'frame', 'group'])
    expect(part('frames=all')).toEqual(['in', 'frame', 'group'])
    expect(part('frames=group')).toBeUndefined()
    expect(part('ids=gone')).toBeUndefined()
    expect(part('frame=out')).toBeUndefined()
  })
})
