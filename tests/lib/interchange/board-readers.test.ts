import fc from 'fast-check'
import { deflateSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { type BoardFormat, boardReaders, boardReadings } from '../../../lib/interchange/board-readers.ts'
import { boardFormatOf } from '../../../lib/page/files/board-format.ts'
import { importFormats } from '../../../lib/protocol/http.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'

const options = () => {
  let nth = 0
  return { newId: () => `s${nth++}` as ShapeId, newSeed: () => 7 }
}
function read(format: BoardFormat, text: string) {
  const result = boardReaders[format](text, options())
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const wordsOf = (shape: Shape) => ('text' in shape ? plainText(shape.text) : 'name' in shape ? shape.name : '')
const find = (shapes: readonly Shape[], words: string) => shapes.find((shape) => wordsOf(shape) === words)
const arrowsOf = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.type === 'arrow' ? [shape] : []))
/** `A>B` for each arrow, by the words of what its ends are bound to. */
function links(shapes: readonly Shape[]): readonly string[] {
  const named = new Map(shapes.map((shape) => [shape.id, wordsOf(shape)]))
  const end = (target: ShapeId | undefined) => (target === undefined ? '' : named.get(target))
  return arrowsOf(shapes).map(({ start, end: to, text }) =>
    [end(start?.target), plainText(text), end(to?.target)].join('>'),
  )
}

it('DC26 the files that people bring whole boards in are read in steps of a few things', () => {
  const count = 1_000
  const ids = Array.from({ length: count }, (_, i) => `e${i}`)
  const box = { x: 0, y: 0, w: 10, h: 10, rotation: 0 }
  const files = {
    excalidraw: { type: 'excalidraw', elements: ids.map((id) => ({ id, type: 'rectangle' })) },
    tldraw: {
      tldrawFileFormatVersion: 1,
      records: [
        { typeName: 'page', id: 'page:p', name: '', index: 'a1' },
        ...ids.map((id) => ({ typeName: 'shape', id, type: 'geo', parentId: 'page:p', index: id, props: {} })),
      ],
    },
    json: { type: 'inkroom', version: 1, shapes: ids.map((id) => ({ id, type: 'geo', placement: box })) },
  }
  for (const [format, file] of Object.entries(files)) {
    const reading = boardReadings[format as BoardFormat](JSON.stringify(file), options())
    let steps = 0
    let step = reading.next()
    for (; !step.done; step = reading.next()) steps++
    expect([format, step.value.ok && step.value.value.shapes.length]).toEqual([format, count])
    expect(steps).toBeGreaterThanOrEqual(Math.floor(count / 32))
  }
})

it('DC40 what HTTP takes is what the table reads', () => {
  // The one that is no text is read by a library of its own on either side.
  expect([...Object.keys(boardReaders), 'pdf'].sort()).toEqual([...importFormats].sort())
})

const samples: Readonly<Record<BoardFormat, string>> = {
  excalidraw: '{"type":"excalidraw","elements":[{"id":"a","type":"rectangle","x":0,"y":0,"width":9,"height":9}]}',
  tldraw: '{"tldrawFileFormatVersion":1,"schema":{},"records":[{"typeName":"page","id":"page:a"}]}',
  json: '{"type":"inkroom","version":1,"shapes":[]}',
  drawio:
    '<mxfile><diagram name="P"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/><mxCell id="2" value="A" vertex="1" parent="1"><mxGeometry width="10" height="10"/></mxCell></root></mxGraphModel></diagram></mxfile>',
  canvas: '{"nodes":[{"id":"a","type":"text","text":"A","x":0,"y":0,"width":100,"height":50}],"edges":[]}',
  ocif: '{"ocif":"https://canvasprotocol.org/ocif/0.5","nodes":[{"id":"a","position":[0,0],"size":[9,9]}]}',
  mermaid: 'flowchart LR\n  A --> B',
  csv: 'a,b\n1,2',
  markdown: '# A\n\n| a |\n|---|\n| b |\n',
  svg: '<svg viewBox="0 0 9 9"><style>.a{fill:red}</style><path class="a" d="M0 0L9 9A1 2 3 0 1 4 5z"/><text>A</text></svg>',
}

it.each(Object.entries(samples) as [BoardFormat, string][])(
  'DC40 no cut and no wrong letter makes the reader of %s throw',
  (format, sample) => {
    fc.assert(
      fc.property(fc.nat(sample.length), fc.string({ maxLength: 12 }), fc.boolean(), (at, junk, isCut) => {
        const text = isCut ? sample.slice(0, at) + junk : sample.slice(0, at) + junk + sample.slice(at)
        const result = boardReaders[format](text, options())
        if (result.ok) expect(result.value.shapes.length).toBeLessThan(100)
        else expect(result.error.code).toMatch(/^(not-json|wrong-file-type|too-large)$/)
      }),
      { numRuns: 300 },
    )
  },
)

it.each(['canvas', 'ocif'] as const)('DC40 wrong types in any field do not make the reader of %s throw', (format) => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (one, other) => {
      const file = {
        ocif: 'x',
        nodes: [{ id: 'a', ...(one as object) }, one],
        edges: [other],
        relations: [other],
        resources: [one],
      }
      boardReaders[format](JSON.stringify(file), options())
    }),
    { numRuns: 300 },
  )
})

describe('DC40 a file is known', () => {
  it.each([
    ['notes.excalidraw.md', 'anything', 'excalidraw'],
    ['', '---\nexcalidraw-plugin: parsed\n---\n```json\n{}\n```', 'excalidraw'],
    ['plan.drawio', '', 'drawio'],
    ['', '<?xml version="1.0"?>\n<mxfile host="x">', 'drawio'],
    ['', '<mxGraphModel>', 'drawio'],
    ['ideas.canvas', '{}', 'canvas'],
    ['', '{"ocif":"0.5"}', 'ocif'],
    ['flow.mmd', '', 'mermaid'],
    ['', '%% made by hand\ngraph TD\n A-->B', 'mermaid'],
    ['', '```mermaid\nflowchart LR\nA-->B\n```', 'mermaid'],
    ['table.tsv', 'a\tb', 'csv'],
    ['', 'graph theory is fun', null],
    ['', 'a,b\n1,2', null],
    ['letter.md', '# Hello', 'markdown'],
  ] as const)('by the name %j and the text %j', (name, text, format) => {
    expect(boardFormatOf(text, name)).toBe(format)
  })
})

describe('DC41 draw.io', () => {
  const cell = (attributes: string, geometry: string) =>
    `<mxCell ${attributes}><mxGeometry ${geometry} as="geometry"/></mxCell>`
  const model = (cells: string) =>
    `<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>${cells}</root></mxGraphModel>`
  const boxes = [
    cell(
      'id="a" value="One &amp;amp; &lt;b&gt;two&lt;/b&gt;" style="rounded=1;html=1;fillColor=#dae8fc;strokeColor=none;" vertex="1" parent="1"',
      'x="40" y="50" width="120" height="60"',
    ),
    cell(
      'id="b" value="End" style="ellipse;fontStyle=1;rotation=90" vertex="1" parent="1"',
      'x="300" y="50" width="80" height="60"',
    ),
    cell(
      'id="e" value="yes" style="endArrow=block;startArrow=oval;dashed=1;" edge="1" parent="1" source="a" target="b"',
      'relative="1"',
    ),
  ].join('')

  it('brings boxes, words, colours and bound arrows', () => {
    const { shapes, added, skipped } = read('drawio', model(boxes))
    expect([added, skipped]).toEqual([3, []])
    expect(find(shapes, 'One & two')).toMatchObject({
      fill: '#dae8fc',
      stroke: 'transparent',
      corners: 'round',
      placement: { x: 40, y: 50, w: 120, h: 60 },
    })
    expect(find(shapes, 'End')).toMatchObject({ form: 'ellipse', placement: { rotation: Math.PI / 2 } })
    expect(links(shapes)).toEqual(['One & two>yes>End'])
    expect(arrowsOf(shapes)[0]).toMatchObject({ endHead: 'triangle', startHead: 'circle', dash: 'dashed' })
  })
  it('reads pages that are packed, each into a frame, and says which it could not read', () => {
    const packed = btoa(String.fromCharCode(...deflateSync(strToU8(encodeURIComponent(model(boxes))))))
    const file = `<mxfile><diagram name="First">${packed}</diagram><diagram name="Bad">AAAA</diagram><diagram name="Second">${model(boxes)}</diagram></mxfile>`
    const { shapes, skipped } = read('drawio', file)
    expect(shapes.filter(({ type }) => type === 'frame').map(wordsOf)).toEqual(['First', 'Second'])
    expect(links(shapes)).toEqual(['One & two>yes>End', 'One & two>yes>End'])
    expect(skipped).toEqual([{ type: 'page', reason: 'unreadable', count: 1 }])
  })
  it('adds up where containers lie, and takes words on lines along', () => {
    const nested = [
      cell('id="g" value="Box" style="swimlane" vertex="1" parent="1"', 'x="100" y="100" width="300" height="200"'),
      cell('id="c" value="In" style="" vertex="1" parent="g"', 'x="10" y="40" width="50" height="30"'),
      cell('id="d" value="In too" style="" vertex="1" parent="g"', 'x="110" y="40" width="50" height="30"'),
      cell('id="l" value="" edge="1" parent="g" source="c" target="d"', 'relative="1"'),
      cell('id="w" value="on the line" style="edgeLabel" vertex="1" parent="l"', 'relative="1"'),
    ].join('')
    const { shapes } = read('drawio', model(nested))
    const frame = shapes.find(({ type }) => type === 'frame')
    expect(find(shapes, 'In')).toMatchObject({ parent: frame?.id, placement: { x: 110, y: 140 } })
    expect(links(shapes)).toEqual(['In>on the line>In too'])
  })
})

describe('DC41 Mermaid', () => {
  const chart = (lines: string) => read('mermaid', `flowchart TD\n${lines}`)
  it.each([
    ['A[Box] --> B(Round)', ['Box>>Round']],
    ['A --> B --> C', ['A>>B', 'B>>C']],
    ['A & B --> C & D', ['A>>C', 'A>>D', 'B>>C', 'B>>D']],
    ['A -->|yes| B; B -- no --> C', ['A>yes>B', 'B>no>C']],
    ['A -. maybe .-> B ==> C', ['A>maybe>B', 'B>>C']],
    ['A["a (b) [c]"] --- B{"x --> y"}', ['a (b) [c]>>x --> y']],
    ['my-node --> other.node', ['my-node>>other.node']],
    ['A:::red --> B\nclassDef red fill:#f00', ['A>>B']],
    ['A@{ shape: cyl, label: "Store" } <--> B', ['Store>>B']],
    ['%% nothing\nA --> B %%', ['A>>B']],
    ['开始 --> 结束', ['开始>>结束']],
  ] as const)('reads %j', (lines, expected) => {
    expect(links(chart(lines).shapes)).toEqual(expected)
  })
  it('knows the forms by their brackets', () => {
    const { shapes } = chart('a[x]\nb(x)\nc([x])\nd[[x]]\ne[(x)]\nf((x))\ng{x}\nh{{x}}\ni[/x/]\nj[/x\\]\nk(((x)))')
    expect(shapes.map((shape) => shape.type === 'geo' && shape.form)).toEqual([
      ...['rectangle', 'rectangle', 'terminator', 'subprocess', 'cylinder', 'ellipse', 'diamond', 'hexagon'],
      ...['parallelogram', 'trapezoid', 'ellipse'],
    ])
  })
  it('puts subgraphs into frames around their nodes, and styles and classes onto boxes', () => {
    const { shapes } = chart(
      'subgraph one [First part]\n A[x] --> B[y]\nend\nB --> C[z]\nstyle C fill:#bbf,stroke:#333,stroke-width:4px\nclassDef hot fill:red\nclass A hot',
    )
    const frame = shapes.find(({ type }) => type === 'frame')
    expect(frame && wordsOf(frame)).toBe('First part')
    expect(
      shapes
        .filter(({ parent }) => parent === frame?.id)
        .map(wordsOf)
        .sort(),
    ).toEqual(['x', 'y'])
    expect(find(shapes, 'z')).toMatchObject({ fill: '#bbbbff', stroke: '#333333', strokeWidth: 4 })
    expect(find(shapes, 'x')).toMatchObject({ fill: '#ff0000' })
  })
  it('lays boxes out in the direction of the chart, none over another', () => {
    const at = (direction: string, words: string) => {
      const { shapes } = read('mermaid', `graph ${direction}\nA --> B\nA --> C`)
      return find(shapes, words)?.placement ?? { x: 0, y: 0 }
    }
    expect(at('TD', 'B').y).toBeGreaterThan(at('TD', 'A').y)
    expect(at('BT', 'B').y).toBeLessThan(at('BT', 'A').y)
    expect(at('LR', 'B').x).toBeGreaterThan(at('LR', 'A').x)
    expect(at('TD', 'B').x).not.toBe(at('TD', 'C').x)
  })
  it('says which diagrams it cannot read', () => {
    const result = boardReaders.mermaid('sequenceDiagram\n A->>B: hi', options())
    expect(result).toMatchObject({ ok: false, error: { code: 'wrong-file-type' } })
    expect(result.ok ? '' : result.error.message).toContain('sequenceDiagram')
  })
})

it('DC41 JSON Canvas brings cards, groups, links and edges with their sides', () => {
  const { shapes } = read(
    'canvas',
    JSON.stringify({
      nodes: [
        {
          id: 'a',
          type: 'text',
          text: '# Title\n**bold** and [link](https://example.org)',
          x: 0,
          y: 0,
          width: 200,
          height: 100,
          color: '1',
        },
        { id: 'b', type: 'link', url: 'https://example.org', x: 300, y: 0, width: 200, height: 100 },
        { id: 'g', type: 'group', label: 'Both', x: -20, y: -20, width: 600, height: 200 },
      ],
      edges: [{ id: 'e', fromNode: 'a', fromSide: 'right', toNode: 'b', toSide: 'left', label: 'to' }],
    }),
  )
  const frame = shapes.find(({ type }) => type === 'frame')
  expect(find(shapes, 'Title\nbold and link')).toMatchObject({ parent: frame?.id, stroke: '#e03131' })
  expect(find(shapes, 'https://example.org')).toMatchObject({ link: 'https://example.org' })
  expect(arrowsOf(shapes)[0]).toMatchObject({ start: { anchor: { x: 1, y: 0.5 } }, end: { anchor: { x: 0, y: 0.5 } } })
})

it('DC41 OCIF brings nodes with their words and the edges between them', () => {
  const { shapes } = read(
    'ocif',
    JSON.stringify({
      ocif: 'https://canvasprotocol.org/ocif/0.5',
      nodes: [
        {
          id: 'n1',
          position: [0, 0],
          size: [100, 50],
          resource: 'r1',
          data: [{ type: '@ocif/node/rect', strokeColor: '#ff0000' }],
        },
        { id: 'n2', position: [300, 0, 0], size: [100, 50], data: [{ type: '@ocif/node/oval', fillColor: 'blue' }] },
      ],
      relations: [{ id: 'r', data: [{ type: '@ocif/rel/edge', start: 'n1', end: 'n2' }] }],
      resources: [{ id: 'r1', representations: [{ mimeType: 'text/plain', content: 'Hello' }] }],
    }),
  )
  expect(find(shapes, 'Hello')).toMatchObject({ type: 'geo', stroke: '#ff0000' })
  expect(links(shapes)).toEqual(['Hello>>'])
  expect(shapes.some((shape) => shape.type === 'geo' && shape.form === 'ellipse' && shape.fill === '#0000ff')).toBe(
    true,
  )
})
