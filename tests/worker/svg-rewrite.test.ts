import { describe, expect, it } from 'vitest'
import { readXml } from '../../lib/interchange/svg/xml-reader.ts'
import { loadPictures } from '../../worker/load-pictures.ts'
import { rewriteSvg, svgLimits } from '../../worker/svg-rewrite.ts'
import { seeded } from '../support/document/random.ts'

const X = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
const bytes = (text: string) => new TextEncoder().encode(text)
const rewritten = (inside: string, attributes = 'width="10" height="10"'): string => {
  const safe = rewriteSvg(bytes(`<svg ${X} ${attributes}>${inside}</svg>`))
  return safe.ok ? safe.value.text : safe.error.code
}
/** What lies between the outermost tags of ours. */
const inner = (text: string): string => text.slice(text.indexOf('<g') + 3, text.lastIndexOf('</g></svg>'))

function laughs(): string {
  let text = '<g id="a0"><rect width="9" height="9"/></g>'
  for (let i = 1; i <= 12; i++) text += `<g id="a${i}">${`<use xlink:href="#a${i - 1}"/>`.repeat(6)}</g>`
  return `<defs>${text}</defs><use xlink:href="#a12"/>`
}

describe('PR10 a foreign SVG is written anew before anything draws it:', () => {
  it.each([
    ['references that multiply', laughs(), 'too-large'],
    ['very deep groups', '<g>'.repeat(200_000) + '</g>'.repeat(200_000), 'too-large'],
    ['very many elements', '<g/>'.repeat(svgLimits.elements + 1), 'too-large'],
    ['very much text', `<text>${'x'.repeat(svgLimits.letters + 1)}</text>`, 'too-large'],
    [
      'much that is used very often',
      `<path id="a" d="M0${' 1'.repeat(200_000)}"/>${'<use xlink:href="#a"/>'.repeat(15_000)}`,
      'too-large',
    ],
    ['a tag without an end', '<g', 'malformed'],
    ['a comment without an end', '<!-- ', 'malformed'],
  ])('%s are refused as %s', (_name, inside, code) => {
    expect(rewritten(inside)).toBe(code)
  })

  it('PR10 an SVG of too many elements is refused before it is kept as a tree', () => {
    const limits = { length: 1000, depth: 5, elements: 10 }
    const text = (count: number) => `<svg>${'<g/>'.repeat(count)}</svg>`
    expect(readXml(text(9), limits).ok).toBe(true)
    expect(readXml(text(10), limits)).toMatchObject({ ok: false, error: { code: 'too-large' } })
  })

  it('PR10 an SVG is as deep as the limit says and no deeper', () => {
    const limits = { length: 1000, depth: 5, elements: 100 }
    const text = (depth: number) => '<g>'.repeat(depth) + '</g>'.repeat(depth)
    expect(readXml(text(5), limits).ok).toBe(true)
    expect(readXml(text(6), limits)).toMatchObject({ ok: false, error: { code: 'too-large' } })
  })

  it('PR10 references of an SVG that hold nothing are counted too', () => {
    let symbols = '<symbol id="a0"/>'
    for (let i = 1; i <= 6; i++) symbols += `<symbol id="a${i}">${`<use href="#a${i - 1}"/>`.repeat(6)}</symbol>`
    expect(rewritten(`<defs>${symbols}</defs><use href="#a2"/>`)).toContain('</svg>')
    expect(rewritten(`<defs>${symbols}</defs><use href="#a6"/>`)).toBe('too-large')
  })

  it.each([
    ['a use of itself', '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', '<use'],
    ['filters', '<filter id="f"><feTurbulence numOctaves="200"/></filter><rect filter="url(#f)"/>', 'f'.repeat(2)],
    ['filters by name', '<rect filter="url(#f)" style="filter:url(#f);mask:url(#m)"/>', 'url'],
    ['patterns', '<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/>', 'url'],
    ['pictures', '<image href="file:///etc/passwd"/><image href="data:image/png;base64,AA=="/>', 'image'],
    ['addresses', '<rect fill="url(http://evil.org/x)" style="fill:url(//evil.org)"/>', 'evil'],
    ['scripts', '<script>evil()</script><rect onload="evil()"/><a href="javascript:evil()"><rect/></a>', 'evil'],
    ['styles', '<style>@import url(//evil.org)</style><rect/>', 'evil'],
    ['foreign content', '<foreignObject><div>evil</div></foreignObject>', 'evil'],
    ['fine dashes', '<line x2="1000000" stroke-dasharray="0.0001"/>', 'dash'],
    ['numbers out of proportion', '<path d="M0 0L1e30 5"/><rect width="1e9" height="5"/>', 'e+'],
    ['halves of letters', '<text>a&#xd83d;&#1;&#x7f;b</text>', '\ud83d'],
  ])('%s are left out', (_name, inside, trace) => {
    expect(rewritten(inside)).not.toContain(trace)
  })

  it('shapes, words, gradients and clips stay as they are', () => {
    const text = inner(
      rewritten(
        '<!-- hi --><defs><linearGradient id="one"><stop offset="0" stop-color="#f00"/></linearGradient>' +
          '<linearGradient id="two" xlink:href="#one" x2="50%"/><clipPath id="c"><circle r="4"/></clipPath></defs>' +
          '<path d="M1,2a3 3 0 012 4z" style="fill:url(#two);stroke-width:2px"/>' +
          '<g clip-path="url(#c)" transform="translate(1,2) scale(2)"><text x="1 2">a &lt; b &#x1F600;</text></g>',
      ),
    )
    expect(text).toContain('<linearGradient x2="50%" id="n')
    expect(text.match(/<stop offset="0" stop-color="#f00"><\/stop>/g)).toHaveLength(2)
    expect(text).toMatch(/<path d="M 1 2 a 3 3 0 0 1 2 4 z" fill="url\(#n\d\)" stroke-width="2">/)
    expect(text).toMatch(/<g clip-path="url\(#n\d\)" transform="translate\(1 2\) scale\(2\)">/)
    expect(text).toContain('<text x="1 2">a &lt; b 😀</text>')
  })

  it('a use is written out where it stands', () => {
    expect(inner(rewritten('<symbol id="s"><rect width="2"/></symbol><use href="#s" x="3" y="4" fill="red"/>'))).toBe(
      '<g fill="red"><g transform="translate(3 4)"><rect width="2"></rect></g></g>',
    )
  })

  it.each([
    ['width="NaN" height="-1"', 300, 150],
    ['width="1000000" height="1000000"', 4096, 4096],
    ['width="1e400" height="1e400"', 300, 150],
    ['width="100%" height="100%" viewBox="0 0 40 20"', 40, 20],
    ['viewBox="0 0 -5 0"', 300, 150],
    ['width="20000" height="0.001"', 4096, 1],
    ['', 300, 150],
    ['width="1in" height="2in"', 96, 192],
  ])('a size of %s is one of %i by %i', (attributes, width, height) => {
    const safe = rewriteSvg(bytes(`<svg ${X} ${attributes}><rect width="5" height="5"/></svg>`))
    expect(safe).toMatchObject({ ok: true, value: { width, height } })
  })

  it('any text is read without a throw and in time that grows with it (seed 7)', () => {
    const random = seeded(7)
    const words = [
      '<',
      '>',
      '/',
      '<svg',
      '<g ',
      '</g>',
      '"',
      "'",
      '=',
      '&',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!',
    ]
    const more = [
      'DOCTYPE',
      '[',
      ']',
      'id="a"',
      'href="#a"',
      '<use ',
      'd="M1 1e',
      'transform="scale(',
      ')',
      'style="',
      ' ',
    ]
    const all = [...words, ...more]
    for (let round = 0; round < 3000; round++) {
      let text = '<svg>'
      for (let part = random.below(40); part > 0; part--) text += all[random.below(all.length)]
      rewriteSvg(bytes(text))
    }
    for (const word of all) rewriteSvg(bytes(`<svg ${X}>${word.repeat(100_000)}`))
  })

  it('the drawing library takes what was written, of every kind above', async () => {
    const kinds = [laughs(), '<text>x &amp; y</text>', '<g id="a"><use href="#a"/></g>', '<rect width="5" height="5"/>']
    const assets = new Map(
      kinds.map((inside, at) => [
        String(at),
        { mimeType: 'image/svg+xml', bytes: bytes(`<svg ${X} width="NaN" height="-1">${inside}</svg>`) },
      ]),
    )
    const { images, labels } = await loadPictures(assets)
    expect([...labels]).toEqual([['0', 'SVG']])
    expect([...images].map(([name, { width, height }]) => [name, width, height])).toEqual(
      ['1', '2', '3'].map((name) => [name, 300, 150]),
    )
  })
})
