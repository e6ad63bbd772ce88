import { describe, expect, it } from 'vitest'
import { boardBackground, contrast, notePalette, themeColor } from '../../../lib/shapes/color.ts'
import { kindOf, makeShape } from '../../../lib/shapes/registry.ts'
import { INK } from '../../../lib/shapes/style.ts'
import { contextOf, id } from './arbitraries.ts'

const paintOf = (detail: 'full' | 'reduced') => {
  const note = makeShape('note', id('a'), { placement: { x: 0, y: 0, w: 200, h: 200, rotation: 0 } })
  return kindOf(note).paint(note, contextOf(note), detail)
}
const brightness = (color: string) =>
  [1, 3, 5].reduce((sum, at) => sum + Number.parseInt(color.slice(at, at + 2), 16), 0)
/** How far the channels lie apart: 0 for grey. */
const life = (color: string) => {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  return Math.max(...channels) - Math.min(...channels)
}

describe('notes', () => {
  it('I121 lie in a soft shadow that is dark in both themes, and have an edge', () => {
    const paths = paintOf('full').filter((primitive) => primitive.name === 'path')
    const shadows = paths.slice(0, -1)
    expect(shadows.length).toBeGreaterThanOrEqual(3)
    for (const { fill } of shadows) {
      expect(themeColor(fill ?? '', 'dark')).toBe(fill)
      expect(brightness(fill ?? '')).toBeLessThan(10)
    }
    const edge = paths[paths.length - 1].stroke?.color ?? ''
    expect(themeColor(edge, 'dark')).toBe(edge)
  })
  it('I121 are told apart by their edge also from afar', () => {
    const paths = paintOf('reduced').filter((primitive) => primitive.name === 'path')
    expect(paths.map(({ stroke }) => stroke !== undefined)).toEqual([true])
  })
  it('I121 are lively on dark paper: their words read, they stand out, and are no greyer than in the light', () => {
    for (const paper of notePalette) {
      const dark = themeColor(paper, 'dark')
      expect(contrast(dark, themeColor(INK, 'dark')), paper).toBeGreaterThan(4.5)
      expect(contrast(dark, boardBackground.dark), paper).toBeGreaterThan(1.25)
      if (life(paper) > 40) expect(life(dark), `${paper} as ${dark}`).toBeGreaterThan(life(paper) * 0.75)
    }
  })
})
