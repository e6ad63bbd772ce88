import { describe, expect, test } from 'vitest'
import { createDirtyRegion } from '../../../lib/canvas/dirty-region.ts'
import { seeded } from '../../e2e/canvas/harness/seeded.ts'

const WIDTH = 640
const HEIGHT = 480
const clean = () => {
  const region = createDirtyRegion()
  region.resize(WIDTH, HEIGHT)
  region.take()
  return region
}

describe('dirty region', () => {
  test('a new size is dirty as a whole, once', () => {
    const region = createDirtyRegion()
    region.resize(WIDTH, HEIGHT)
    expect(region.take()).toBe('all')
    expect(region.isEmpty).toBe(true)
    expect(region.take()).toEqual([])
  })
  test('a rectangle grows to whole pixels and a margin, and is cut at the screen', () => {
    const region = clean()
    region.add({ x: -10.5, y: 20.2, w: 30.1, h: 10 })
    expect(region.take()).toEqual([{ x: 0, y: 18, w: 22, h: 15 }])
  })
  test('what lies outside the screen leaves it clean', () => {
    const region = clean()
    region.add({ x: WIDTH + 5, y: 10, w: 20, h: 20 })
    expect(region.isEmpty).toBe(true)
  })
  test('neighbours become one rectangle, strangers stay apart', () => {
    const region = clean()
    region.add({ x: 10, y: 10, w: 20, h: 20 })
    region.add({ x: 25, y: 10, w: 20, h: 20 })
    region.add({ x: 500, y: 400, w: 20, h: 20 })
    expect(region.take()).toHaveLength(2)
  })
  test('more than half of the screen is all of it', () => {
    const region = clean()
    region.add({ x: 0, y: 0, w: WIDTH, h: HEIGHT * 0.6 })
    expect(region.take()).toBe('all')
  })
  for (const [seed, count] of [
    [1, 10],
    [2, 60],
    [3, 400],
  ])
    test(`whatever was added is covered, inside the screen and in whole pixels (seed ${seed}, ${count} rectangles)`, () => {
      const random = seeded(seed)
      const region = clean()
      const added = Array.from({ length: count }, () => ({
        x: random() * WIDTH * 0.5,
        y: random() * HEIGHT * 0.5,
        w: random() * 12,
        h: random() * 12,
      }))
      for (const rect of added) region.add(rect)
      const taken = region.take()
      if (taken === 'all') throw new Error('a corner of the screen is not all of it')
      for (const r of taken) {
        expect([r.x, r.y, r.w, r.h].every(Number.isInteger)).toBe(true)
        expect(r.x >= 0 && r.y >= 0 && r.x + r.w <= WIDTH && r.y + r.h <= HEIGHT).toBe(true)
      }
      const isCovered = (x: number, y: number) =>
        taken.some((r) => x >= r.x && x <= r.x + r.w && y >= r.y && y <= r.y + r.h)
      for (const { x, y, w, h } of added)
        for (const [px, py] of [
          [x, y],
          [x + w, y],
          [x, y + h],
          [x + w, y + h],
        ])
          expect(isCovered(px, py)).toBe(true)
    })
})
