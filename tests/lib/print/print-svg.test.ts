import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printSvg, readEmbeddedScene } from '../../../lib/print/print-svg.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { contextOf, id, shapeOf, shapeTypes } from '../shapes/arbitraries.ts'

const print = (shapes: readonly Shape[], more: object = {}) =>
  printSvg({ shapes, context: contextOf(...shapes), theme: 'light', background: false, ...more })

/** A strict little reader: tags must nest, attributes be quoted, text hold no bare angle or ampersand. */
function tagsOf(xml: string): readonly string[] {
  const open: string[] = []
  const names: string[] = []
  const tokens = xml.match(/<[^>]*>|[^<]+/g) ?? []
  expect(tokens.join('')).toBe(xml)
  for (const token of tokens) {
    if (!token.startsWith('<')) expect(token).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#39);)/)
    else if (token.startsWith('</')) expect(open.pop()).toBe(token.slice(2, -1))
    else {
      const tag = /^<([a-zA-Z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>$/.exec(token)
      expect(tag, token).not.toBeNull()
      names.push(tag![1])
      if (tag![3] === '') open.push(tag![1])
    }
  }
  expect(open).toEqual([])
  return names
}

describe('markup', () => {
  it('is well-formed for any shapes', () => {
    const scene = fc.tuple(...shapeTypes.map((type) => shapeOf(type, `a ${type}`)))
    fc.assert(
      fc.property(scene, fc.string(), (shapes, title) => {
        const svg = print(shapes, { title, embedScene: title, background: true })
        tagsOf(svg)
        expect(svg).not.toMatch(/NaN|Infinity|undefined/)
      }),
      { numRuns: 40 },
    )
  })

  it('user text never becomes markup', () => {
    const evil = '</text><script>alert("1")</script>&lt;\u0000\ud800'
    const shapes = [
      makeShape('text', id('a"><script>'), { text: richText(evil) }),
      makeShape('frame', id('b'), { name: evil, placement: { x: 0, y: 0, w: 5000, h: 10, rotation: 0 } }),
      makeShape('image', id('c'), { asset: evil, alt: evil }),
      makeShape('unknown', id('d'), { originalType: evil }),
    ]
    const svg = print(shapes, {
      title: evil,
      embedScene: evil,
      assets: new Map([[evil.slice(0, 64), `data:image/png,"${evil}`]]),
    })
    expect(tagsOf(svg)).not.toContain('script')
    expect(svg).not.toContain('\u0000')
  })

  it('follows only web and mail links', () => {
    const link = (address: string) => print([makeShape('geo', id('a'), { link: address })])
    expect(link('https://example.org/?a=1&b=2')).toContain('href="https://example.org/?a=1&amp;b=2"')
    expect(link('mailto:me@example.org')).toContain('<a ')
    for (const bad of [
      'javascript:alert(1)',
      ' JAVASCRIPT:alert(1)',
      'data:text/html,x',
      '//x.org',
      'vbscript:x',
      'java\nscript:x',
    ]) {
      expect(link(bad)).not.toContain('<a')
      const text = makeShape('text', id('a'), { text: [{ insert: 'x', attributes: { link: bad } }] })
      expect(print([text])).not.toContain('<a')
    }
  })

  it('takes only images, and a grey box for what is missing or no image', () => {
    const image = makeShape('image', id('a'), { asset: 'f'.repeat(64) })
    const withUrl = (url: string) => print([image], { assets: new Map([['f'.repeat(64), url]]) })
    expect(withUrl('data:image/png;base64,AAAA')).toContain('<image href="data:image/png;base64,AAAA"')
    for (const bad of ['javascript:alert(1)', 'data:text/html,<script>', 'https://tracker.example/x.png']) {
      expect(withUrl(bad)).not.toContain('<image')
    }
    expect(print([image])).toContain('<rect')
  })
})

describe('the picture', () => {
  const square = makeShape('geo', id('a'), {
    look: 'clean',
    corners: 'sharp',
    placement: { x: 10, y: 20, w: 100, h: 50, rotation: 0 },
  })

  it('is as large as what is painted, with padding', () => {
    expect(print([square], { padding: 9 })).toContain('viewBox="0 10 120 70" width="120" height="70"')
    expect(print([square], { region: { x: 1, y: 2, w: 3, h: 4 }, scale: 2 })).toContain(
      'viewBox="1 2 3 4" width="6" height="8"',
    )
    expect(print([], { padding: 0 })).toContain('viewBox="0 0 1 1"')
  })

  it('turns, fades and places shapes', () => {
    const turned = { ...square, opacity: 0.5, placement: { ...square.placement, rotation: Math.PI / 2 } }
    expect(print([turned])).toContain('<g transform="matrix(0 1 -1 0 85 -5)" opacity="0.5">')
    expect(print([square])).toContain('<g transform="translate(10 20)">')
  })

  it('clips the children of frames, also of frames in frames, and counts only what is seen', () => {
    const outer = makeShape('frame', id('outer'), { placement: { x: 0, y: 0, w: 60, h: 60, rotation: 0 } })
    const inner = makeShape('frame', id('inner'), {
      parent: 'outer',
      placement: { x: 10, y: 10, w: 80, h: 20, rotation: 0 },
    })
    const child = { ...square, parent: 'inner' }
    const svg = print([outer, inner, child], { padding: 0 })
    expect(svg.match(/<clipPath/g)).toHaveLength(2)
    expect(svg).toMatch(/viewBox="-0.75 -0.75 61.5 61.5"/)
    const circular = { ...square, parent: 'a' }
    expect(print([circular])).not.toContain('clip-path')
  })

  it('I60 maps colours for the dark theme and splits off their opacity', () => {
    const svg = print([{ ...square, fill: '#ff000080' }], { theme: 'dark', background: true })
    expect(svg).not.toContain('#1e1e1e')
    expect(svg).toMatch(/fill="#[0-9a-f]{6}" fill-opacity="0.5"/)
    expect(svg).toContain('fill="#17181b"')
  })

  it('carries a scene that can be read back', () => {
    fc.assert(
      fc.property(fc.json(), (scene) => {
        expect(readEmbeddedScene(print([square], { embedScene: scene }))).toBe(scene)
      }),
    )
    expect(readEmbeddedScene(print([square]))).toBeNull()
  })

  it('I59 sets right-to-left text from its right end', () => {
    const svg = print([makeShape('text', id('a'), { text: richText('שלום') })])
    expect(svg).toContain('direction="rtl"')
  })
})
