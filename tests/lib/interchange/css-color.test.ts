import { describe, expect, it } from 'vitest'
import { cssColor } from '../../../lib/interchange/css-color.ts'

describe('colours of CSS', () => {
  const known: readonly (readonly [string, string])[] = [
    ['rebeccapurple', '#663399'],
    [' LightGoldenrodYellow ', '#fafad2'],
    ['#abc', '#aabbcc'],
    ['#ABCD', '#aabbccdd'],
    ['#12345600', 'transparent'],
    ['rgb(1, 2, 3)', '#010203'],
    ['rgba(10, 20, 30, .5)', '#0a141e80'],
    ['rgb(10% 20% 30% / 50%)', '#1a334d80'],
    ['rgb(300, -5, 12.5)', '#ff000d'],
    ['hsl(120, 100%, 25%)', '#008000'],
    ['hsl(0.5turn 100% 50%)', '#00ffff'],
    ['hwb(90 10% 10%)', '#80e61a'],
    ['lab(50% 40 59.5)', '#bf5700'],
    ['oklch(60% 0.15 50)', '#c46016'],
    ['color(srgb 1 0 0)', '#ff0000'],
    ['canvastext', '#000000'],
    ['none', 'transparent'],
  ]
  for (const [css, color] of known) {
    it(`DC20 ${css} is ${color}`, () => expect(cssColor(css, '#fallba')).toBe(color))
  }
  it('DC20 what is no colour, or takes that of its surroundings, is the fallback', () => {
    for (const css of ['currentColor', 'inherit', '', 'url(x)', '#12', 'rgb(1 2)', 'x'.repeat(500), null, 7, {}])
      expect(cssColor(css, '#1e1e1e')).toBe('#1e1e1e')
  })
})
