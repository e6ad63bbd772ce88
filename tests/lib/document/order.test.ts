import { describe, expect, it } from 'vitest'
import { isOrderKey, keysAt } from '../../../lib/document/order.ts'
import type { OrderKey } from '../../../lib/shapes/kind.ts'
import { exchange, id, openBoard, order, rectangle } from '../../support/document/board-peers.ts'
import { seeded } from '../../support/document/random.ts'

const key = (text: string) => text as OrderKey
const reorder = (name: string, to: 'front' | 'back' | 'forward' | 'backward') =>
  ({ name: 'reorder', ids: [id(name)], to }) as const

describe('z-order', () => {
  it('knows the keys that the generator accepts', () => {
    expect(['a0', 'a1V', 'Zz', 'b00'].every(isOrderKey)).toBe(true)
    expect(['', '!', 'a', 'a00', '0', 'é', `a0${'V'.repeat(200)}`].some(isOrderKey)).toBe(false)
  })

  it('mends empty, broken and equal keys beside the place where somebody inserts', () => {
    const rest = ['', 'a1', 'a1', 'a1', 'a2'].map((index, i) => ({ id: id(`s${i}`), index: key(index) }))
    const keys = keysAt(rest, 2, [id('new')])
    const after = rest.map((shape) => keys.get(shape.id) ?? shape.index)
    const all = [...after.slice(0, 2), keys.get(id('new')) as string, ...after.slice(2)]
    expect(all).toEqual([...all].sort())
    expect(new Set(all).size).toBe(6)
  })

  it('brings to the front and to the back', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('a'), rectangle('b'), rectangle('c')] })
    a.dispatch(reorder('a', 'front'))
    expect(order(a)).toBe('b c a')
    a.dispatch({ name: 'reorder', ids: [id('a'), id('c')], to: 'back' })
    expect(order(a)).toBe('c a b')
  })

  it('I21 steps over shapes that do not touch', () => {
    const a = openBoard()
    a.dispatch({
      name: 'create',
      shapes: [rectangle('a', 0), rectangle('far', 5000), rectangle('b', 50), rectangle('c', 90)],
    })
    a.dispatch(reorder('a', 'forward'))
    expect(order(a)).toBe('far b a c')
    a.dispatch(reorder('a', 'backward'))
    expect(order(a)).toBe('far a b c')
    a.dispatch(reorder('a', 'backward'))
    expect(order(a)).toBe('far a b c')
  })

  it('moves a group with its members and a frame with its children', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('a'), rectangle('b'), rectangle('c')] })
    a.dispatch({ name: 'group', ids: [id('a'), id('b')], group: id('g') })
    a.dispatch(reorder('g', 'front'))
    expect(order(a)).toBe('c a b g')
  })

  for (let seed = 1; seed <= 5; seed++) {
    it(`I21 DC5 two people who reorder at once end with the same order, seed ${seed}`, () => {
      const random = seeded(seed)
      const peers = [openBoard(1), openBoard(2)]
      peers[0].dispatch({ name: 'create', shapes: [...'abcdefgh'].map((name, i) => rectangle(name, i * 30)) })
      exchange(...peers)
      for (let step = 0; step < 60; step++) {
        const to = random.pick(['front', 'back', 'forward', 'backward'] as const)
        random.pick(peers).dispatch(reorder(random.pick([...'abcdefgh']), to))
        if (random.chance(0.2)) exchange(...peers)
      }
      exchange(...peers)
      expect(order(peers[0])).toBe(order(peers[1]))
      expect(peers[0].board.size).toBe(8)
    })
  }
})
