import { expect, test } from 'vitest'
import { contrast, strokePalette } from '../../../lib/shapes/color.ts'
import { hexColor, hues, shades } from '../../../lib/shapes/color-shades.ts'

test('I131 every hue has five shades, each darker than the one before', () => {
  for (const hue of hues) {
    const onWhite = shades[hue].map((color) => contrast(color, '#ffffff'))
    expect([hue, [...onWhite].sort((a, b) => a - b)]).toEqual([hue, onWhite])
  }
  const all = new Set<string>(hues.flatMap((hue) => [...shades[hue]]))
  expect(strokePalette.filter((color) => !all.has(color))).toEqual([])
})

test('I131 a hex colour is read with and without its sign, short and long, and nothing else is', () => {
  expect(['#E03131', 'e03131 ', '#abc', 'ABC'].map(hexColor)).toEqual(['#e03131', '#e03131', '#aabbcc', '#aabbcc'])
  expect(['', '#', 'red', '#12345', '#1234567', 'ggg'].map(hexColor)).toEqual(Array(6).fill(null))
})
