import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../lib/base/ids.ts'
import { makeShape } from '../../lib/shapes/registry.ts'
import { partOf, readExportQuery } from '../../worker/export-query.ts'

const read = (query: string) => readExportQuery(new URLSearchParams(query))
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
      'scale=1&scale=2',
    ]
    for (const query of bad) expect([query, read(query)]).toMatchObject([query, { error: { code: 'invalid-query' } }])
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
    expect(part('ids=gone')).toBeUndefined()
    expect(part('frame=out')).toBeUndefined()
  })
})
