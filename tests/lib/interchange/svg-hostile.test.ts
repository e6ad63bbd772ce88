import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { importSvg } from '../../../lib/interchange/svg/svg-import.ts'

const options = () => {
  let nth = 0
  return { newId: () => `s${nth++}` as ShapeId, newSeed: () => 7 }
}
function read(inside: string) {
  const result = importSvg(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`, options())
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe('DC90 PR10 hostile SVG', () => {
  it.each([
    ['entities', '<!DOCTYPE svg [<!ENTITY a "&a;&a;">]><svg><text>&a;</text></svg>'],
    ['a script', '<svg><script>alert(1)</script><rect width="9" height="9" onclick="x()"/></svg>'],
    ['a use of itself', '<svg><g id="a"><use href="#a"/><rect width="9" height="9"/></g></svg>'],
    ['numbers beyond numbers', '<svg><rect width="1e999" height="1"/><path d="M1e9 1e9L2 2" stroke="red"/></svg>'],
    ['a link that runs', '<svg><a href="javascript:x()"><rect width="9" height="9"/></a></svg>'],
  ])('%s does no harm', (_, code) => {
    const result = importSvg(code, options())
    expect(result.ok && result.value.shapes.length).toBeLessThanOrEqual(1)
    expect(JSON.stringify(result)).not.toMatch(/alert|javascript|onclick/)
  })

  it('words that every object knows are no words of SVG', () => {
    const { shapes } = read(
      '<text text-anchor="constructor" dominant-baseline="constructor" x="5" y="20">a</text>' +
        '<marker id="m"><constructor/></marker><path d="M0 0L90 9" stroke="red" fill="none" marker-end="url(#m)"/>',
    )
    const [text, arrow] = shapes
    expect(text).toMatchObject({ type: 'text', align: 'start' })
    expect(Object.values(text.placement).every(Number.isFinite)).toBe(true)
    expect(arrow).toMatchObject({ type: 'arrow', endHead: 'triangle' })
  })

  it('a text of very many empty parts is read without end of the stack', () => {
    const { shapes } = read(`<text x="1" y="9">a${'<tspan xml:space="preserve"> </tspan>'.repeat(19_000)}</text>`)
    expect(shapes).toHaveLength(1)
  })

  it('uses that multiply are a picture, in time that stays small', () => {
    const levels = Array.from({ length: 20 }, (_, i) => {
      return `<g id="l${i + 1}">${`<use href="#l${i}"/>`.repeat(10)}</g>`
    })
    const { shapes } = read(`<defs><rect id="l0" width="9" height="9"/>${levels.join('')}</defs><use href="#l20"/>`)
    expect(shapes[0].type).toBe('image')
    const long = read(
      `<defs><path id="p" d="${'M0 0L9 9'.repeat(100_000)}"/></defs>${'<use href="#p"/>'.repeat(10_000)}`,
    )
    expect(long.shapes[0].type).toBe('image')
  })

  it('what is too deep or too much is refused', () => {
    const code = (text: string) => importSvg(text, options())
    expect(code('<svg>'.repeat(70))).toMatchObject({ ok: false, error: { code: 'too-large' } })
    expect(code(`<svg>${'<g/>'.repeat(20_001)}</svg>`)).toMatchObject({ ok: false, error: { code: 'too-large' } })
    expect(code('<p>no</p>')).toMatchObject({ ok: false, error: { code: 'wrong-file-type' } })
    expect(code('')).toMatchObject({ ok: false, error: { code: 'wrong-file-type' } })
  })

  it('no value makes it throw, and every number on the board is one', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.double().map(String),
      fc.constantFrom('none', 'url(#a)', '1e308', '-0', '5%'),
    )
    const names = [
      'x',
      'y',
      'width',
      'height',
      'rx',
      'r',
      'cx',
      'd',
      'points',
      'transform',
      'style',
      'viewBox',
      'fill',
      'font-size',
      'dx',
      'class',
      'opacity',
      'stroke-width',
      'stroke',
    ]
    const tags = fc.constantFrom('rect', 'circle', 'path', 'polygon', 'text', 'g', 'use', 'svg', 'line', 'image')
    const attributes = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.tuple(tags, attributes, value), { maxLength: 6 }), (elements) => {
        const inside = elements.map(([tag, all, words]) => {
          const said = all.map(([name, text]) => `${name}="${text.replaceAll('"', '')}"`).join(' ')
          return `<${tag} stroke="red" ${said}>${words}</${tag}>`
        })
        const result = importSvg(`<svg>${inside.join('')}</svg>`, options())
        for (const { placement } of result.ok ? result.value.shapes : [])
          expect(Object.values(placement).every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
