import { describe, expect, it } from 'vitest'
import { exported, type Stored } from '../support/worker/exported.ts'

const words = (text: string, font: string, attributes: Stored = {}): Stored => ({
  type: 'text',
  placement: { x: 0, y: 0, w: 300, h: 40, rotation: 0 },
  text: [{ insert: text, attributes }],
  font,
})
const facesIn = (svg: string): readonly string[] =>
  Array.from(
    svg.matchAll(/@font-face\{font-family:(?:"|&quot;)(.*?)(?:"|&quot;);font-style:(\w+)/g),
    ([, name, style]) => `${name} ${style}`,
  )

describe('an SVG over HTTP', () => {
  it.each([
    ['hand', {}, 'Ada', ['Shantell Sans Variable normal']],
    ['sans', { italic: true }, 'Ada', ['Inter Variable italic']],
    ['serif', { code: true }, 'Ada', ['JetBrains Mono normal']],
    ['mono', {}, 'Ada', ['JetBrains Mono normal']],
    ['hand', {}, 'Ada 你好', ['Shantell Sans Variable normal', 'LXGW WenKai normal']],
    ['hand', { bold: true }, '你', ['LXGW WenKai normal']],
    ['hand', { bold: true }, 'Ada 안', ['Shantell Sans Variable normal', 'Gaegu normal']],
    ['sans', {}, '你', ['Noto Sans SC normal']],
    ['sans', {}, 'Ada שלום', ['Inter Variable normal', 'Noto Sans Hebrew Variable normal']],
  ] as const)('DC32 carries the faces of its words: %s %o', async (font, marks, text, faces) => {
    const svg = (await exported([words(text, font, marks)], 'svg')).toString('utf8')
    expect(facesIn(svg)).toEqual(faces)
    expect(svg).toContain('data:font/woff2;base64,d09GM')
  })

  it('DC32 carries nothing without words, and never more than a mebibyte of faces', async () => {
    const box = { type: 'geo', form: 'rectangle', placement: { x: 0, y: 0, w: 90, h: 90, rotation: 0 }, text: [] }
    expect(facesIn((await exported([box], 'svg')).toString('utf8'))).toEqual([])
    const all = Array.from({ length: 3000 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('')
    const svg = await exported([words(all, 'sans')], 'svg')
    expect(svg.length).toBeLessThan(2.5 * 1024 * 1024)
    expect(facesIn(svg.toString('utf8')).length).toBeGreaterThan(3)
  })
})
