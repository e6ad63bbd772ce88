/** Seeded board-like editing, so that a failing run can be repeated. */
import * as Y from 'yjs'

export type Random = () => number

/** mulberry32 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]

/** One random change, as a user of a board would make it. */
export function editAtRandom(doc: Y.Doc, random: Random): void {
  const shapes = doc.getMap<Y.Map<unknown>>('shapes')
  const ids = [...shapes.keys()]
  const dice = random()
  doc.transact(() => {
    if (dice < 0.45 || ids.length === 0) {
      const shape = new Y.Map<unknown>()
      shape.set('type', 'geo')
      shape.set('placement', { x: random() * 1e4, y: 1, w: 100, h: 50, rotation: 0, tags: ['é', null, true] })
      shape.set('text', new Y.Text(random() < 0.5 ? 'héllo 🎨' : ''))
      if (random() < 0.2) shape.set('points', new Uint8Array([1, 2, 3]))
      shapes.set(`s${Math.floor(random() * 1e6)}`, shape)
    } else if (dice < 0.6) shapes.get(pick(random, ids))?.set('placement', { x: random(), y: random() })
    else if (dice < 0.75) {
      const text = shapes.get(pick(random, ids))?.get('text') as Y.Text
      text.insert(Math.floor(random() * (text.length + 1)), pick(random, ['a', 'word ', '中文']))
      if (random() < 0.3 && text.length > 2) text.format(0, 2, { bold: true })
    } else if (dice < 0.9) shapes.delete(pick(random, ids))
    else doc.getMap('meta').set('title', `t${random()}`)
  })
}
