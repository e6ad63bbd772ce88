import { describe, expect, it } from 'vitest'
import { createPictureMeasurer } from '../../worker/picture-fonts.ts'

describe('letters on the server', () => {
  const measure = createPictureMeasurer()
  const missing = measure.width('\u{10ffff}', 'sans', 100, {})
  const words: readonly (readonly [string, string])[] = [
    ['Korean', '한'],
    ['Thai', 'ก'],
    ['Hindi', 'ह'],
    ['Bengali', 'ব'],
    ['Tamil', 'ம'],
    ['Georgian', 'ქ'],
    ['Armenian', 'Ծ'],
    ['Khmer', 'ភ'],
  ]
  for (const [language, letter] of words) {
    it(`DC22 there is a face for ${language}, in every hand`, () => {
      for (const font of ['hand', 'sans', 'serif', 'mono'] as const)
        expect(Math.abs(measure.width(letter, font, 100, {}) - missing)).toBeGreaterThan(1)
    })
  }
})
