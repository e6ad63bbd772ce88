/** Pictures that were right once, and SVG made of all that there is, through everything that looks at foreign pictures. */
import { createCanvas } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { readPngScene, readSvgScene } from '../../lib/interchange/embedded-scene.ts'
import { sniffImage } from '../../server/http/image-type.ts'
import { loadPictures } from '../../worker/load-pictures.ts'
import { rewriteSvg, svgLimits } from '../../worker/svg-rewrite.ts'
import { createRandom, pick, type Random } from '../lib/updates/random-doc.ts'
import { FUZZ_TIMEOUT_MS, inRound, seeds } from '../support/fuzz-run.ts'
import { mutate } from '../support/server/mutate.ts'

const ROUNDS = 60
const drawn = createCanvas(24, 18)
drawn.getContext('2d').fillRect(3, 3, 9, 9)
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const rasters: readonly (readonly [string, Uint8Array])[] = [
  ['image/png', drawn.toBuffer('image/png')],
  ['image/jpeg', drawn.toBuffer('image/jpeg')],
  ['image/webp', drawn.toBuffer('image/webp')],
  ['image/gif', gif],
]

const NAMES =
  'svg g defs use path rect circle text tspan linearGradient stop clipPath mask pattern filter image a switch style symbol foreignObject'.split(
    ' ',
  )
const FIELDS =
  'id href xlink:href d x y width height r fill stroke transform style viewBox clip-path mask filter font-size points stop-color class'.split(
    ' ',
  )
const VALUES = [
  '',
  '0',
  '-1',
  '1e9',
  '1e999',
  'NaN',
  '10%',
  'url(#a)',
  '#a',
  '#b',
  'M0 0h9',
  'a1 1 0 012 3',
  'scale(1e9)',
  'matrix(0 0 0 0 0 0)',
  '0 0 0 0',
  'red',
  'file:///etc/passwd',
  'data:image/svg+xml,<svg/>',
  '&a;',
  '\u0000',
]

/** A tree of anything in anything. */
function randomSvg(random: Random, depth = 0): string {
  const name = depth === 0 ? 'svg' : pick(random, NAMES)
  const fields = Array.from(
    { length: Math.floor(random() * 4) },
    () => `${pick(random, FIELDS)}="${pick(random, VALUES)}"`,
  )
  const inner = Array.from({ length: depth > 5 ? 0 : Math.floor(random() * 4) }, () =>
    random() < 0.2
      ? pick(random, ['words', '<!-- a -->', '<![CDATA[x]]>', '&lt;', '&#0;', '<?x?>'])
      : randomSvg(random, depth + 1),
  )
  return `<${name} xmlns="http://www.w3.org/2000/svg" ${fields.join(' ')}>${inner.join('')}</${name}>`
}

it('PR10 any picture is drawn or named, and what is drawn of an SVG is ours alone', {
  timeout: FUZZ_TIMEOUT_MS,
}, async () => {
  let shown = 0
  for (const seed of seeds(ROUNDS)) {
    await inRound(seed, async () => {
      const random = createRandom(seed)
      const svg = mutate(new TextEncoder().encode(randomSvg(random)), random)
      const pictures = rasters.map(([mimeType, bytes]) => ({ mimeType, bytes: mutate(bytes, random) }))
      const all = [...pictures, { mimeType: 'image/svg+xml', bytes: svg }]
      for (const { bytes } of all) {
        sniffImage(bytes)
        await readPngScene(bytes, async (packed) => packed)
        await readSvgScene(new TextDecoder().decode(bytes), async (packed) => packed)
      }
      const safe = rewriteSvg(svg)
      if (safe.ok) {
        expect(safe.value.text).not.toMatch(
          /<(?!\/?(?:svg|g|defs|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|linearGradient|radialGradient|stop|clipPath)[\s>/])/,
        )
        // Words may read as they like: only in a tag they would do something.
        const tags = safe.value.text.match(/<[^>]*>/g)?.join('') ?? ''
        expect(tags).not.toMatch(/NaN|Infinity|file:|data:/)
        expect(Math.max(safe.value.width, safe.value.height)).toBeLessThanOrEqual(svgLimits.side)
      }
      const { images, labels } = await loadPictures(new Map(all.map((asset, nth) => [String(nth), asset])))
      expect(images.size + labels.size).toBe(all.length)
      shown += images.size
    })
  }
  expect(shown).toBeGreaterThan(0)
})
