/** Text files with parts exchanged, cut and repeated, and small files that unpack to large ones: a board, or a reason. */
import { deflateRawSync, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newShapeId } from '../../lib/base/ids.ts'
import { createBoardDocument } from '../../lib/document/create-board-document.ts'
import { type BoardFormat, boardReaders } from '../../lib/interchange/board-readers.ts'
import { sceneInside } from '../../lib/page/files/embedded-scenes.ts'
import { printSvg } from '../../lib/print/print-svg.ts'
import { tableMeasurer } from '../../lib/shapes/measure-table.ts'
import { type Random, seeded } from '../support/document/random.ts'
import { FUZZ_TIMEOUT_MS, inRound, seeds } from '../support/fuzz-run.ts'

const ROUNDS = 30

const optionsOf = (random: Random) => ({
  newId: () => newShapeId((size) => Uint8Array.from({ length: size }, () => random.below(256))),
  newSeed: () => random.below(2 ** 31),
})

/** Reads, draws and checks; what cannot be read says why. Gives how many shapes there are. */
function open(format: BoardFormat, text: string, random: Random): number {
  const read = boardReaders[format](text, optionsOf(random))
  if (!read.ok) {
    expect(read.error.code).toMatch(/^(wrong-file-type|too-large|not-json)$/)
    return 0
  }
  const { shapes } = read.value
  const document = createBoardDocument({ doc: new Y.Doc() })
  expect(document.dispatch({ name: 'create', shapes })).toMatchObject({ ok: true })
  const { board } = document
  const context = { measure: tableMeasurer, shape: board.get }
  const svg = printSvg({ shapes: board.shapes, context, theme: 'light', background: true })
  expect(svg).not.toMatch(/="[^"]*(?:NaN|Infinity|undefined)/)
  expect(Object.keys(Object.prototype)).toEqual([])
  return shapes.length
}

const cell = (id: string, more: string, inside = '') =>
  `<mxCell id="${id}" ${more}><mxGeometry x="10" y="20" width="120" height="60" as="geometry">${inside}</mxGeometry></mxCell>`
const drawio = (cells: string) =>
  `<mxfile><diagram name="Page"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>${cells}</root></mxGraphModel></diagram></mxfile>`
const packed = (xml: string | Buffer) =>
  `<diagram name="p">${deflateRawSync(typeof xml === 'string' ? Buffer.from(encodeURIComponent(xml)) : xml).toString('base64')}</diagram>`

const texts = [
  [
    'drawio',
    drawio(
      cell(
        'a',
        'value="A &amp;lt;b&amp;gt; &lt;b&gt;bold&lt;/b&gt;" style="rounded=1;html=1;fillColor=#ff0000;" vertex="1" parent="1"',
      ) +
        cell('b', 'value="B" style="ellipse;rotation=30;opacity=50;" vertex="1" parent="a"') +
        cell('s', 'value="Lane" style="swimlane;startSize=20;" vertex="1" parent="1"') +
        cell(
          'e',
          'style="edgeStyle=orthogonalEdgeStyle;exitX=1;exitY=0.5;" edge="1" source="a" target="b" parent="1"',
          '<Array as="points"><mxPoint x="5" y="6"/></Array>',
        ) +
        `<UserObject id="u" label="Link" link="https://example.org">${cell('', 'style="text;" vertex="1" parent="1"')}</UserObject>`,
    ),
  ],
  [
    'mermaid',
    'flowchart LR\n  A[One] -->|yes| B{Two}\n  subgraph S [Group]\n    B --> C((Three))\n    C -.-> D>Four]\n  end\n  classDef hot fill:#f00,stroke:#000\n  class A hot\n  style D fill:#0f0\n  A & C ==> E[(Data)]\n',
  ],
  ['csv', 'name,amount,"long, quoted ""words"""\nAda,1.5,"two\nlines"\nBob;;\n=1+1,,\t\n'],
  [
    'excalidraw',
    '---\nexcalidraw-plugin: parsed\n---\n# Text\n```json\n{"type":"excalidraw","elements":[{"id":"a","type":"rectangle","x":0,"y":0,"width":9,"height":9}]}\n```\n',
  ],
] as const satisfies readonly (readonly [BoardFormat, string])[]

/** What files have that were made to hurt. */
const hostile = [
  ...['1e308', '-1e308', 'NaN', 'Infinity', '5e-324', '99999999999999999999', '__proto__', 'constructor', 'toString'],
  ...[
    '\ud800',
    '\udc00\ud800',
    '\0',
    '\u202e',
    '&#0;',
    '&#xd800;',
    '&#1114112;',
    '&a;',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<script>alert(1)</script>',
    '"',
    "'",
    '<',
    '>',
    '\\',
    '`',
    '```',
    '|',
    '%',
    '%zz',
  ],
  ...['[', '(', '{', '((', '{{', '[(', 'end\n', 'subgraph a\n', ' & ', ' --> ', '\n', '\r', '\t', ';', ',', '='],
] as const

function damaged(text: string, random: Random): string {
  let made = text
  for (let n = 1 + random.below(6); n > 0; n--) {
    const [from, to] = [random.below(made.length + 1), random.below(made.length + 1)].sort((a, b) => a - b)
    const part = made.slice(from, Math.min(to, from + 60))
    const dice = random.next()
    if (dice < 0.4) made = made.slice(0, from) + random.pick(hostile) + made.slice(from + random.below(12))
    else if (dice < 0.55) made = made.replace(/\d+/g, (digits) => (random.next() < 0.3 ? random.pick(hostile) : digits))
    else if (dice < 0.7) made = made.slice(0, from) + part.repeat(1 + random.below(200)) + made.slice(from)
    else if (dice < 0.85) made = made.slice(0, from) + made.slice(from + part.length)
    else made = made.slice(0, from) + random.pick(hostile).repeat(1 + random.below(400)) + made.slice(from)
  }
  return made
}

describe('DC33 text files made to hurt', () => {
  it.each(texts)(
    'DC33 %s gives a board that can be drawn, or a reason',
    { timeout: FUZZ_TIMEOUT_MS },
    async (format, text) => {
      expect(open(format, text, seeded(1))).toBeGreaterThan(0)
      for (const seed of seeds(ROUNDS, texts.length)) {
        const random = seeded(seed)
        await inRound(seed, () => open(format, damaged(text, random), random))
      }
    },
  )

  it('DC33 names of every object are names like others', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
    const chart = names.map((name, at) => `${name} --> ${names[(at + 1) % names.length]}\nclass ${name} ${name}`)
    expect(open('mermaid', `graph TD\n${chart.join('\n')}\nclassDef __proto__ fill:#f00`, seeded(1))).toBe(10)
    const cells = names.map((name) =>
      cell(name, `value="${name}" style="${name};${name}=${name}" vertex="1" parent="1"`),
    )
    expect(open('drawio', drawio(cells.join('')), seeded(1))).toBe(names.length)
  })

  it('DC33 a group of Mermaid that is begun in itself goes on', () => {
    expect(open('mermaid', 'graph TD\nsubgraph S\nsubgraph S\na --> b\nend\nend', seeded(1))).toBe(4)
  })

  it('DC33 parents and bindings in a ring are nobody’s', () => {
    const ring = (make: (at: number, next: number) => string) =>
      Array.from({ length: 300 }, (_, at) => make(at, (at + 1) % 300))
    open('drawio', drawio(ring((at, next) => cell(`c${at}`, `vertex="1" parent="c${next}"`)).join('')), seeded(1))
    open('mermaid', `graph TD\n${ring((at, next) => `subgraph s${at}\ns${next}\nend`).join('\n')}`, seeded(1))
    const elements = ring(
      (at, next) =>
        `{"id":"e${at}","type":"frame","frameId":"e${next}","x":0,"y":0,"width":9,"height":9,"groupIds":["g${at}","g${next}"]}`,
    )
    expect(open('excalidraw', `{"type":"excalidraw","elements":[${elements}]}`, seeded(1))).toBeGreaterThan(0)
  })
})

const PNG_HEAD = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
function pngWith(type: string, data: Buffer): File {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4)
  const bytes = Buffer.concat([PNG_HEAD.subarray(0, 33), head, data, Buffer.alloc(4), PNG_HEAD.subarray(33)])
  return new File([bytes], 'a.png', { type: 'image/png' })
}
const text = (keyword: string, value: Buffer | string) =>
  Buffer.concat([Buffer.from(`${keyword}\0`), Buffer.from(value)])
const svgWith = (content: string) => new File([content], 'a.svg', { type: 'image/svg+xml' })
const MEGA = 1024 * 1024
/** Letters that pack to a thousandth. */
const bomb = Buffer.alloc(66 * MEGA, 'a')

describe('DC33 small files that unpack to large ones', () => {
  it('DC33 pages of draw.io unpack to so much together, and the rest is told', { timeout: FUZZ_TIMEOUT_MS }, () => {
    const page = packed(Buffer.alloc(12 * MEGA, 'a'))
    const read = boardReaders.drawio(
      `<mxfile>${packed(drawio(cell('a', 'vertex="1" parent="1"')))}${page.repeat(40)}</mxfile>`,
      optionsOf(seeded(1)),
    )
    expect(read).toMatchObject({ ok: true })
    if (read.ok) expect(read.value.skipped).toContainEqual({ type: 'page', reason: 'unreadable', count: 38 })
  })

  it('DC33 what is packed inside a picture is only a picture when it grows too large', {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    const wrapped = JSON.stringify({
      encoding: 'bstring',
      compressed: true,
      encoded: deflateSync(bomb).toString('latin1'),
    })
    const excalidraw = 'application/vnd.excalidraw+json'
    expect(await sceneInside(pngWith('tEXt', Buffer.from(`${excalidraw}\0${wrapped}`, 'latin1')))).toBeNull()
    const method = Buffer.from([0])
    expect(await sceneInside(pngWith('zTXt', text('mxfile', Buffer.concat([method, deflateRawSync(bomb)]))))).toBeNull()
    expect(await sceneInside(pngWith('zTXt', text('mxfile', Buffer.concat([method, deflateSync(bomb)]))))).toBeNull()
    const payload = Buffer.from(wrapped, 'latin1').toString('base64')
    const inSvg = `<svg><!-- payload-version:2 --><!-- payload-start -->${payload}<!-- payload-end --></svg>`
    expect(await sceneInside(svgWith(inSvg))).toBeNull()
  })

  it('DC41 a diagram of draw.io is read from its PNG and SVG', async () => {
    const xml = drawio(cell('a', 'value="Grüße" vertex="1" parent="1"'))
    const escaped = encodeURIComponent(xml)
    expect(await sceneInside(pngWith('tEXt', text('mxfile', escaped)))).toBe(xml)
    for (const pack of [deflateRawSync, deflateSync])
      expect(
        await sceneInside(pngWith('zTXt', text('mxGraphModel', Buffer.concat([Buffer.from([0]), pack(escaped)])))),
      ).toBe(xml)
    const attribute = xml.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
    expect(await sceneInside(svgWith(`<?xml version="1.0"?><svg content="${attribute}"><g/></svg>`))).toBe(xml)
    expect(await sceneInside(svgWith('<svg content="words"/>'))).toBeNull()
    expect(await sceneInside(pngWith('tEXt', text('mxfile', '%zz')))).toBeNull()
  })
})

describe('DC18 files that are too long for their kind', () => {
  it.each([
    ['mermaid', `graph TD\n${'a-->b\n'.repeat(200_000)}`],
    ['csv', 'a,b\n'.repeat(2_100_000)],
  ] as const)('DC18 %s is refused as too large before it is read', (format, long) => {
    expect(boardReaders[format](long, optionsOf(seeded(1)))).toMatchObject({ error: { code: 'too-large' } })
  })

  it('DC18 a row of very many cells keeps those that a table holds, and counts the rest', () => {
    const read = boardReaders.csv(`${'a,'.repeat(1_000_000)}\nb`, optionsOf(seeded(1)))
    expect(read).toMatchObject({ ok: true, value: { added: 200 } })
    if (read.ok) expect(read.value.skipped).toEqual([{ type: 'cell', reason: 'too-many', count: 2 * 1_000_001 - 200 }])
  })
})
