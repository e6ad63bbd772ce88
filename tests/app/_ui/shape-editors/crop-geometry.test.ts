import { expect, test } from 'vitest'
import {
  type Cropped,
  cropTo,
  dragGrip,
  dragWindow,
  flipped,
  withRatio,
} from '../../../../app/_ui/shape-editors/crop-geometry.ts'

const whole = { x: 0, y: 0, w: 1, h: 1 }
const picture: Cropped = {
  crop: whole,
  placement: { x: 10, y: 20, w: 200, h: 100, rotation: 0 },
  flipX: false,
  flipY: false,
}

test('the cropped part stays where it is on the board', () => {
  expect(cropTo(picture, { x: 0.25, y: 0.5, w: 0.5, h: 0.5 })).toEqual({
    crop: { x: 0.25, y: 0.5, w: 0.5, h: 0.5 },
    placement: { x: 60, y: 70, w: 100, h: 50, rotation: 0 },
  })
})

test('a crop is taken back without loss, also turned', () => {
  const turned = { ...picture, placement: { ...picture.placement, rotation: 1 } }
  const made = { ...turned, ...cropTo(turned, { x: 0.2, y: 0.1, w: 0.3, h: 0.6 }) }
  const back = cropTo(made, whole)
  expect(back.crop).toEqual(whole)
  expect(back.placement.x).toBeCloseTo(10)
  expect(back.placement.y).toBeCloseTo(20)
  expect(back.placement.w).toBeCloseTo(200)
})

test('on a mirrored picture the shown window is stored mirrored', () => {
  const mirrored = { ...picture, flipX: true }
  const { crop, placement } = cropTo(mirrored, { x: 0, y: 0, w: 0.25, h: 1 })
  expect(crop).toEqual({ x: 0.75, y: 0, w: 0.25, h: 1 })
  expect(placement.x).toBe(10)
  expect(flipped(crop, mirrored).x).toBe(0)
})

test('handles stop at the edges of the picture and never close the window', () => {
  expect(dragGrip(whole, { x: 1, y: 1 }, { x: 3, y: -0.5 })).toEqual({ x: 0, y: 0, w: 1, h: 0.5 })
  expect(dragGrip(whole, { x: -1, y: 0 }, { x: 3, y: 1 }).w).toBeCloseTo(0.02)
})

test('I126 a ratio is kept by every handle, within the picture', () => {
  const middle = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 }
  const sides = [-1, 0, 1] as const
  for (const x of sides) {
    for (const y of sides) {
      if (x === 0 && y === 0) continue
      for (const by of [-2, -0.2, 0.1, 2]) {
        const window = dragGrip(middle, { x, y }, { x: by, y: by / 2 }, 2)
        expect(window.w / window.h).toBeCloseTo(2)
        expect(Math.min(window.x, window.y, 1 - window.x - window.w, 1 - window.y - window.h)).toBeGreaterThan(-1e-9)
      }
    }
  }
})

test('I126 choosing a ratio takes the largest such window inside the one that is shown; it moves only within the picture', () => {
  expect(withRatio({ x: 0, y: 0, w: 1, h: 0.5 }, 1)).toEqual({ x: 0.25, y: 0, w: 0.5, h: 0.5 })
  expect(dragWindow({ x: 0.25, y: 0, w: 0.5, h: 0.5 }, { x: 3, y: -1 })).toEqual({ x: 0.5, y: 0, w: 0.5, h: 0.5 })
})
