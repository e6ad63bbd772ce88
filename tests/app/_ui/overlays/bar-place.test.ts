import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeBar } from '../../../../app/_ui/overlays/bar-place.ts'
import type { Box } from '../../../../lib/geometry/box.ts'

const bar = { w: 320, h: 48 }
const window = { x: 0, y: 0, w: 1280, h: 800 }
const place = (around: Box, taken: readonly Box[] = [], near: readonly Box[] = []): Box => {
  const { left, top } = placeBar({ bar, around, window, taken, near })
  return { x: left, y: top, ...bar }
}
const meets = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

test('I127 a bar is above the middle of its thing where there is room', () => {
  expect(place({ x: 500, y: 300, w: 200, h: 100 })).toEqual({ x: 440, y: 240, ...bar })
})

test('I127 below it under the upper edge, beside a panel and not under it', () => {
  expect(place({ x: 500, y: 10, w: 200, h: 100 }).y).toBe(122)
  const panel = { x: 12, y: 72, w: 264, h: 600 }
  const beside = place({ x: 290, y: 300, w: 60, h: 40 }, [panel])
  expect([meets(beside, panel), meets(beside, { x: 290, y: 300, w: 60, h: 40 })]).toEqual([false, false])
})

test('I127 a neighbour above sends it below, neighbours all around let it choose the least', () => {
  const around = { x: 500, y: 300, w: 200, h: 200 }
  expect(place(around, [], [{ x: 500, y: 80, w: 200, h: 200 }]).y).toBe(512)
})

test('I127 never outside the window, never under a panel, wherever its thing is', () => {
  const panels = [
    { x: 12, y: 72, w: 264, h: 640 },
    { x: 12, y: 12, w: 380, h: 44 },
    { x: 400, y: 12, w: 500, h: 44 },
    { x: 1000, y: 12, w: 268, h: 44 },
    { x: 12, y: 744, w: 300, h: 44 },
  ]
  const size = fc.record({
    x: fc.integer({ min: -800, max: 2000 }),
    y: fc.integer({ min: -600, max: 1400 }),
    w: fc.integer({ min: 1, max: 3000 }),
    h: fc.integer({ min: 1, max: 2000 }),
  })
  fc.assert(
    fc.property(size, fc.array(size, { maxLength: 6 }), (around, near) => {
      const found = place(around, panels, near)
      expect(found.x >= 8 && found.y >= 8 && found.x + bar.w <= 1272 && found.y + bar.h <= 792).toBe(true)
      expect(panels.some((panel) => meets(found, panel))).toBe(false)
    }),
  )
})
