import { describe, expect, it } from 'vitest'
import { cloneShapes } from '../../../lib/document/clone.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { exchange, id, openBoard, order, rectangle } from '../../support/document/board-peers.ts'

const bound = (name: string, target: string): Shape =>
  makeShape('arrow', id(name), { end: { target: id(target), anchor: { x: 0.5, y: 0.5 }, mode: 'outline' } })

describe('groups, frames and bindings', () => {
  it('deletes a group with its members, and a group that loses its last member', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('a'), rectangle('b')] })
    a.dispatch({ name: 'group', ids: [id('a'), id('b')], group: id('inner') })
    a.dispatch({ name: 'group', ids: [id('inner')], group: id('outer') })
    expect(a.board.get(id('outer'))?.placement).toMatchObject({ x: 0, y: 0, w: 100, h: 100 })
    a.dispatch({ name: 'delete', ids: [id('a')] })
    expect(order(a)).toBe('b inner outer')
    a.dispatch({ name: 'delete', ids: [id('b')] })
    expect(a.board.size).toBe(0)
  })

  it("I22 keeps a deleted frame's children", () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [makeShape('frame', id('f')), rectangle('a', 0, 0, { parent: 'f' })] })
    a.dispatch({ name: 'delete', ids: [id('f')] })
    expect(a.board.shapes).toMatchObject([{ id: 'a', parent: '' }])
  })

  it('DC6 unbinds an arrow whose target is deleted, and binds it again when that is taken back', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('a', 300, 300), bound('arrow', 'a')] })
    expect(a.board.arrowsTo(id('a'))).toEqual(['arrow'])
    a.dispatch({ name: 'delete', ids: [id('a')] })
    expect(a.board.get(id('arrow'))).toMatchObject({ end: null })
    a.history.undo()
    expect(a.board.get(id('arrow'))).toMatchObject({ end: { target: 'a' } })
    expect(a.board.arrowsTo(id('a'))).toEqual(['arrow'])
  })

  it('reads a circle of parents, which two people made together, as no parent', () => {
    const [a, b] = [openBoard(1), openBoard(2)]
    a.dispatch({ name: 'create', shapes: [makeShape('frame', id('f')), makeShape('frame', id('g')), rectangle('a')] })
    a.dispatch({ name: 'set-parent', ids: [id('a')], parent: id('f') })
    exchange(a, b)
    a.dispatch({ name: 'set-parent', ids: [id('f')], parent: id('g') })
    b.dispatch({ name: 'set-parent', ids: [id('g')], parent: id('f') })
    exchange(a, b)
    const parents = a.board.shapes.map((shape) => a.board.parentOf(shape)?.id)
    expect(parents).toEqual([undefined, undefined, 'f'])
    a.dispatch({ name: 'set-parent', ids: [id('f')], parent: '' })
    expect(a.board.childrenOf(id('f')).map((shape) => shape.id)).toEqual(['g', 'a'])
  })

  it('refuses nothing and does nothing when a shape would get inside itself', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [makeShape('frame', id('f')), makeShape('frame', id('g'), { parent: 'f' })] })
    a.dispatch({ name: 'set-parent', ids: [id('f')], parent: id('g') })
    expect(a.board.get(id('f'))?.parent).toBe('')
  })

  it('copies keep what holds them together and drop what stays behind', () => {
    const shapes = [
      makeShape('group', id('g')),
      rectangle('a', 0, 0, { parent: 'g' }),
      bound('kept', 'a'),
      bound('torn', 'elsewhere'),
    ]
    let next = 0
    const copies = cloneShapes(shapes, () => id(`c${++next}`), { offset: { x: 10, y: 5 } }).shapes
    expect(copies).toMatchObject([
      { id: 'c1', index: '' },
      { id: 'c2', parent: 'c1', placement: { x: 10, y: 5 } },
      { id: 'c3', end: { target: 'c2' } },
      { id: 'c4', end: null },
    ])
  })
})
