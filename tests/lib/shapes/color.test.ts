import { describe, expect, it } from 'vitest'
import { fillPalette, storedColor, strokePalette, themeColor } from '../../../lib/shapes/color.ts'

const channels = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

describe('a colour that was picked from the screen', () => {
  it('I60 is the same when it is drawn, by day and by night', () => {
    for (const stored of [...strokePalette, ...fillPalette.slice(1)]) {
      expect(storedColor(stored, 'light')).toBe(stored)
      expect(storedColor(themeColor(stored, 'dark'), 'dark')).toBe(stored)
    }
  })
  it('I60 looks nearly the same when nothing on the board has it yet', () => {
    for (const seen of ['#ff8a80', '#7fd0a0', '#9fb4ff', '#405060', '#d8d8d8', '#8c8c8c']) {
      const drawn = channels(themeColor(storedColor(seen, 'dark'), 'dark'))
      channels(seen).forEach((value, at) => {
        expect(Math.abs(drawn[at] - value), seen).toBeLessThan(12)
      })
    }
  })
})
