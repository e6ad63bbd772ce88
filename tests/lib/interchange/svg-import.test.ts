import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { importSvg, MAX_SVG_SHAPES } from '../../../lib/interchange/svg/svg-import.ts'
import { boardPoints } from '../../../lib/shapes/points.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'

const options = () => {
  let nth = 0
  return { newId: () => `s${nth++}` as ShapeId, newSeed: () => 7 }
}
function read(inside: string, root = 'viewBox="0 0 100 100" width="100" height="100"') {
  const result = importSvg(`<svg xmlns="http://www.w3.org/2000/svg" ${root}>${inside}</svg>`, options())
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const one = (inside: string): Shape => {
  const { shapes } = read(inside)
  expect(shapes).toHaveLength(1)
  return shapes[0]
}
const corners = (shape: Shape) =>
  shape.type === 'line' || shape.type === 'arrow'
    ? boardPoints(shape).map(({ x, y }) => [Math.round(x), Math.round(y)])
    : []
const box = ({ placement: { x, y, w, h } }: Shape) => [x, y, w, h].map((n) => Math.round(n * 10) / 10)

describe('DC90 an SVG that is simple comes as shapes', () => {
  it('boxes, with their colours, lines and corners', () => {
    const rect = one('<rect x="10" y="20" width="80" height="40" rx="9" fill="red" stroke="#00f" stroke-width="3"/>')
    expect(rect).toMatchObject({ type: 'geo', form: 'rectangle', corners: 'round', fill: '#ff0000', stroke: '#0000ff' })
    expect([box(rect), rect.type === 'geo' && rect.strokeWidth]).toEqual([[10, 20, 80, 40], 3])
    expect(one('<rect width="9" height="9"/>')).toMatchObject({ corners: 'sharp', fill: '#000000', strokeWidth: 0 })
    expect(one('<rect width="80" height="20" rx="10"/>')).toMatchObject({ form: 'terminator' })
    const circle = one('<circle cx="50" cy="50" r="20" fill="none" stroke="green" stroke-dasharray="6 3"/>')
    expect(circle).toMatchObject({ form: 'ellipse', fill: 'transparent', stroke: '#008000', dash: 'dashed' })
    expect(box(circle)).toEqual([30, 30, 40, 40])
    expect(box(one('<ellipse cx="50" cy="50" rx="20" ry="5"/>'))).toEqual([30, 45, 40, 10])
  })

  it('lines, polylines and polygons', () => {
    const line = one('<line x1="1" y1="2" x2="30" y2="40" stroke="black"/>')
    expect([line.type, corners(line)]).toEqual([
      'line',
      [
        [1, 2],
        [30, 40],
      ],
    ])
    const open = one('<polyline points="0,0 10,0 10,10" fill="none" stroke="black" stroke-dasharray="1 3"/>')
    expect(open).toMatchObject({ closed: false, dash: 'dotted', fill: 'transparent' })
    const closed = one('<polygon points="0 0 10 0 10 10"/>')
    expect([closed, corners(closed)]).toMatchObject([
      { closed: true, fill: '#000000' },
      [
        [0, 0],
        [10, 0],
        [10, 10],
      ],
    ])
  })

  it('an open path that is filled is a filling and a line', () => {
    const { shapes } = read('<path d="M0 0L10 0L10 10" fill="red" stroke="blue"/>')
    expect(shapes.map(({ type }) => type)).toEqual(['line', 'line'])
    expect(shapes).toMatchObject([
      { closed: true, fill: '#ff0000', strokeWidth: 0 },
      { closed: false, fill: 'transparent', stroke: '#0000ff' },
    ])
  })

  it.each([
    [
      'M10 10H20V20h-10z',
      [
        [10, 10],
        [20, 10],
        [20, 20],
        [10, 20],
      ],
    ],
    [
      'm10,10 10 0 0 10-10,0Z',
      [
        [10, 10],
        [20, 10],
        [20, 20],
        [10, 20],
      ],
    ],
    [
      'M10-10.5.5.5',
      [
        [10, -10],
        [1, 1],
      ],
    ],
  ])('the data of a path, %s', (d, points) => {
    const shape = one(`<path d="${d}" fill="none" stroke="black"/>`)
    expect(corners(shape).map(([x, y]) => [x, y])).toEqual(points)
  })

  it.each([
    ['C', 'M0 50C0 20 50 20 50 50S100 80 100 50', [0, 27.5, 100, 45]],
    ['Q', 'M0 50Q25 0 50 50T100 50', [0, 25, 100, 50]],
    ['A', 'M0 50A50 50 0 0 1 100 50', [0, 0, 100, 50]],
    ['flags without spaces', 'M0 50a50 50 0 01100 0', [0, 0, 100, 50]],
    ['an arc that is too flat for its ends', 'M0 50A1 1 0 0 1 100 50', [0, 0, 100, 50]],
  ])('curves, %s', (_, d, expected) => {
    const found = box(one(`<path d="${d}" fill="none" stroke="black"/>`))
    for (const [i, side] of expected.entries()) expect(Math.abs(found[i] - side)).toBeLessThan(0.6)
  })

  it('a hole stays a hole, by either rule', () => {
    for (const d of ['M0 0H30V30H0ZM10 10V20H20V10Z', 'M0 0H30V30H0ZM10 10H20V20H10Z" fill-rule="evenodd']) {
      const ring = one(`<path d="${d}"/>`)
      const points = corners(ring)
      const area = points.reduce((sum, [x, y], i) => {
        const [u, v] = points[(i + 1) % points.length]
        return sum + x * v - u * y
      }, 0)
      expect(Math.abs(area / 2)).toBe(800)
    }
  })

  it('rings apart from one another are shapes of their own, in a group', () => {
    const { shapes, added } = read('<path d="M0 0H9V9ZM20 20H29V29Z"/><rect width="3" height="3"/>')
    expect(shapes.map(({ type }) => type)).toEqual(['group', 'line', 'line', 'geo'])
    expect([added, shapes.map(({ parent }) => parent)]).toEqual([3, ['', shapes[0].id, shapes[0].id, '']])
  })

  it('transforms move, size and turn; what is skewed is an outline', () => {
    const turned = one('<g transform="translate(50 50) rotate(90)"><rect width="20" height="10" stroke="red"/></g>')
    expect(turned.placement).toMatchObject({ w: 20, h: 10, x: 35, y: 55 })
    expect(turned.placement.rotation).toBeCloseTo(Math.PI / 2)
    const sized = one('<rect transform="scale(2 3)" x="1" y="1" width="20" height="10"/>')
    expect(box(sized)).toEqual([2, 3, 40, 30])
    expect(one('<rect transform="matrix(1 0 1 1 0 0)" width="20" height="10"/>')).toMatchObject({ type: 'line' })
    expect(one('<circle r="4" cx="9" cy="9" stroke="red" transform="scale(2)"/>')).toMatchObject({ strokeWidth: 2 })
  })

  it('the view box is drawn as large as the picture would be', () => {
    const { shapes } = read(
      '<rect x="10" y="0" width="10" height="10"/>',
      'viewBox="0 0 20 10" width="200" height="200"',
    )
    expect(box(shapes[0])).toEqual([100, 50, 100, 100])
  })

  it('words, where they stand, with their marks', () => {
    const { shapes } = read(
      '<text x="10" y="50" font-size="20" font-family="Courier New" fill="navy" text-anchor="middle">A <tspan font-weight="bold">bold</tspan> word</text>',
    )
    expect(shapes).toHaveLength(1)
    const [text] = shapes
    expect(text).toMatchObject({ type: 'text', font: 'mono', fontSize: 20, align: 'center', textColor: '#000080' })
    expect(text.type === 'text' && text.text).toEqual([
      { insert: 'A ' },
      { insert: 'bold', attributes: { bold: true } },
      { insert: ' word' },
    ])
    expect(box(text)).toEqual([10, 30.5, 0, 25])
  })

  it('lines below one another are one text, others are their own', () => {
    const { shapes } = read(
      '<text x="5" y="20"><tspan x="5" dy="0">one</tspan><tspan x="5" dy="24">two</tspan><tspan x="60" dy="9">three</tspan></text>',
    )
    const words = shapes.flatMap((shape) => (shape.type === 'text' ? [[plainText(shape.text), shape.lineHeight]] : []))
    expect(words).toEqual([
      ['one\ntwo', 1.5],
      ['three', 1.25],
    ])
  })

  it('simple rules of a style sheet, the more exact one first', () => {
    const { shapes } = read(
      '<style><![CDATA[ /* hi */ .a,.b{fill:red} rect{fill:blue} rect.b{fill:#0f0;stroke:red} #c{fill:gray} @font-face{src:url(x)} .a:hover{fill:pink} ]]></style><rect class="a" width="9" height="9"/><rect class="b" width="9" height="9"/><rect id="c" class="a" width="9" height="9" style="fill:white"/><g fill="none" stroke="#123" style="stroke-width:3px"><path d="M0 0L9 9"/></g>',
    )
    const fills = shapes.map((shape) => ('fill' in shape ? shape.fill : ''))
    expect(fills).toEqual(['#ff0000', '#00ff00', '#ffffff', 'transparent'])
    expect(shapes[3]).toMatchObject({ stroke: '#112233', strokeWidth: 3 })
  })

  it('uses of symbols and of what stands in defs, each in its place', () => {
    const { shapes } = read(
      '<defs><rect id="r" width="10" height="10"/></defs><symbol id="s" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1"/></symbol><use href="#r" x="30" fill="red"/><use xlink:href="#s" x="50" y="50" width="20" height="20"/><use href="#gone"/>',
    )
    expect(shapes.map(box)).toEqual([
      [30, 0, 10, 10],
      [50, 50, 20, 20],
    ])
    expect(shapes[0]).toMatchObject({ fill: '#ff0000' })
  })

  it('markers at the ends are heads of arrows', () => {
    const markers =
      '<marker id="t"><path d="M0 0L9 5L0 9z"/></marker><marker id="o"><path d="M0 0L9 5L0 9" fill="none"/></marker>'
    const arrow = one(
      `<defs>${markers}</defs><path d="M0 0L50 50" stroke="red" fill="none" marker-end="url(#t)" marker-start="url(#o)"/>`,
    )
    expect(arrow).toMatchObject({ type: 'arrow', startHead: 'arrow', endHead: 'triangle', stroke: '#ff0000' })
  })

  it('opacity of all around it, and of fill and line', () => {
    const shape = one(
      '<g opacity=".5"><rect opacity="50%" width="9" height="9" fill="rgb(255 0 0 / 50%)" fill-opacity=".5" stroke="red" stroke-opacity="0"/></g>',
    )
    expect(shape).toMatchObject({ opacity: 0.25, fill: '#ff000040', strokeWidth: 0 })
  })

  it('what cannot be seen is nothing; groups are those that hold several, links go with them', () => {
    const { shapes } = read(
      '<title>A  plan</title><a href="https://a.example"><g><rect width="5" height="5"/></g></a><path d="M0 0h24v24z" fill="none"/><g display="none"><rect width="1" height="1"/></g><rect width="9" height="9" visibility="hidden"/><g><g><rect width="2" height="2"/><rect width="3" height="3"/></g></g>',
    )
    expect(shapes.map(({ type, link }) => [type, link])).toEqual([
      ['geo', 'https://a.example'],
      ['group', ''],
      ['geo', ''],
      ['geo', ''],
    ])
    expect(read('<title>A  plan</title>').title).toBe('A plan')
  })

  it('a picture in it comes along, and a clip to the sheet hides nothing', () => {
    const { shapes, assets } = read(
      '<defs><clipPath id="c"><rect width="100" height="100"/></clipPath></defs><g clip-path="url(#c)"><image href="data:image/png;base64,AAAA" x="5" width="20" height="10"/></g>',
    )
    expect([shapes[0].type, box(shapes[0]), assets.size]).toEqual(['image', [5, 0, 20, 10], 1])
  })
})

describe('DC90 an SVG with what no shape can say stays a picture, and the report says so', () => {
  const beyond: readonly (readonly [string, string])[] = [
    ['linearGradient', '<linearGradient id="g"/><rect width="9" height="9" fill="url(#g)"/>'],
    ['pattern', '<pattern id="g"/><rect width="9" height="9" stroke="url(\'#g\') red"/>'],
    ['filter', '<g filter="url(#f)"><rect width="9" height="9"/></g>'],
    ['mask', '<rect width="9" height="9" style="mask:url(#m)"/>'],
    [
      'clip-path',
      '<clipPath id="c"><rect width="9" height="9"/></clipPath><rect width="90" height="9" clip-path="url(#c)"/>',
    ],
    ['foreignObject', '<foreignObject><p>words</p></foreignObject>'],
    ['image', '<image href="https://a.example/x.png" width="9" height="9"/>'],
    ['style', '<style>g > rect { fill: red }</style><g><rect width="9" height="9"/></g>'],
    ['text', '<text transform="scale(-1 1)">mirrored</text>'],
    ['size', '<g><rect width="1" height="1"/></g>'.repeat(MAX_SVG_SHAPES + 1)],
  ]
  it.each(beyond)('%s', (what, inside) => {
    const { shapes, assets, skipped } = read(`<rect width="3" height="3"/>${inside}`)
    expect(shapes).toMatchObject([{ type: 'image', mimeType: 'image/svg+xml', placement: { w: 100, h: 100 } }])
    expect([...assets.values()].map(({ mimeType }) => mimeType)).toEqual(['image/svg+xml'])
    expect(skipped).toEqual([{ type: what, reason: 'kept-as-picture', count: 1 }])
  })
})
