/** Files that repeat one thing very often: whatever it is, reading takes no longer than the file is long. */
import { describe, expect, it } from 'vitest'
import { newShapeId } from '../../lib/base/ids.ts'
import { type BoardFormat, boardReaders } from '../../lib/interchange/board-readers.ts'
import { coloredCode } from '../../lib/interchange/code-colors.ts'
import { readDataUrl } from '../../lib/interchange/data-url.ts'
import { htmlText } from '../../lib/interchange/html-text.ts'
import { decompressLzString } from '../../lib/interchange/lz-string.ts'
import { markdownText } from '../../lib/interchange/markdown-text.ts'
import { markupTokens } from '../../lib/interchange/markup.ts'
import { rewriteSvg } from '../../worker/svg-rewrite.ts'
import { seeded } from '../support/document/random.ts'

const random = seeded(1)
const options = {
  newId: () => newShapeId((size) => Uint8Array.from({ length: size }, () => random.below(256))),
  newSeed: () => random.below(2 ** 31),
}
const board = (format: BoardFormat) => (text: string) => boardReaders[format](text, options)
const readers = {
  html: htmlText,
  markup: (text: string) => [...markupTokens(text)].length,
  markdown: markdownText,
  svg: (text: string) => rewriteSvg(new TextEncoder().encode(text)),
  lz: decompressLzString,
  url: readDataUrl,
  excalidraw: board('excalidraw'),
  tldraw: board('tldraw'),
  json: board('json'),
  drawio: board('drawio'),
  canvas: board('canvas'),
  ocif: board('ocif'),
  mermaid: board('mermaid'),
  csv: board('csv'),
  drawing: board('svg'),
  code: (text: string) => coloredCode(text, 'js'),
} as const

const many = (count: number, part: (nth: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, nth) => part(nth)).join(between)
const twice = (first: string, second: string) => (n: number) => first.repeat(n) + second.repeat(n)
const scene = (elements: string) => `{"type":"excalidraw","elements":[${elements}]}`
const v1 = (shapes: string) =>
  `{"document":{"version":15.5,"pages":{"p":{"id":"p","shapes":{${shapes}},"bindings":{}}},"assets":{}}}`
const page = (cells: string) => `<mxfile><diagram><mxGraphModel><root>${cells}</root></mxGraphModel></diagram></mxfile>`

/** `make(n)`: a file with about n of something. */
const files: readonly (readonly [name: string, reader: keyof typeof readers, make: (n: number) => string])[] = [
  ['declarations without a bracket', 'markup', (n) => '<!a>'.repeat(n)],
  ['declarations before one bracket', 'markup', (n) => `${'<!a>'.repeat(n)}[`],
  ['comments that do not end', 'markup', (n) => '<!--'.repeat(n)],
  ['tags that do not end', 'markup', (n) => '<a '.repeat(n)],
  ['quotes that do not end', 'markup', (n) => '<a b="'.repeat(n)],
  ['signs that are no tags', 'markup', (n) => `${'<'.repeat(n)}>`],
  ['tags that stay open', 'html', twice('<b>', '</i>')],
  ['tags that stay open before items', 'html', twice('<b>', '<li>')],
  ['tags that stay open before cells', 'html', twice('<i>', '<td>')],
  ['tags that stay open before paragraphs', 'html', twice('<span>', '<p>')],
  ['runs in one line', 'html', (n) => '<b>a</b>b'.repeat(n)],
  ['links in one another', 'html', (n) => '<a href="https://a.b">c'.repeat(n)],
  ['cells of one row', 'html', (n) => `<table><tr>${'<td colspan=50>a'.repeat(n)}`],
  ['breaks', 'html', (n) => '<br>'.repeat(n)],
  ['entities', 'html', (n) => '&amp'.repeat(n)],
  ['styles', 'html', (n) => `<b style="${'a:b;'.repeat(n)}">c`],
  ['attributes', 'html', (n) => `<b ${many(n, (i) => `a${i}="b"`, ' ')}>c`],
  ['signs that open', 'markdown', (n) => '**a '.repeat(n)],
  ['signs in one another', 'markdown', (n) => many(n, () => `${'*_'.repeat(400)}\n`).slice(0, n * 4)],
  ['links that do not end', 'markdown', (n) => '[a]('.repeat(n)],
  ['short lines of brackets', 'markdown', (n) => `${'['.repeat(60)}\n`.repeat(n / 15)],
  [
    'rules of a style sheet',
    'drawing',
    (n) => `<svg><style>${'.a{fill:red}'.repeat(n)}</style><rect class="a"/></svg>`,
  ],
  ['comments in a style sheet', 'drawing', (n) => `<svg><style>${'/*'.repeat(n)}</style></svg>`],
  ['blocks that do not end', 'drawing', (n) => `<svg><style>${'a{'.repeat(n)}</style></svg>`],
  ['pieces of a path', 'drawing', (n) => `<svg><path d="${'M1 1c1 1 2 2 3 3z'.repeat(n)}"/></svg>`],
  ['places in a text', 'drawing', (n) => `<svg><text>${'<tspan x="1" dy="9">a</tspan>'.repeat(n)}</text></svg>`],
  ['transforms', 'drawing', (n) => `<svg><rect width="9" height="9" transform="${'scale(1)'.repeat(n)}"/></svg>`],
  [
    'uses of one long path in a drawing',
    'drawing',
    (n) => `<svg><path id="a" d="M0${' 1'.repeat(n)}"/>${'<use href="#a"/>'.repeat(n / 4)}</svg>`,
  ],
  ['comments of code that do not end', 'code', (n) => '/* '.repeat(n)],
  ['strings of code that do not end', 'code', (n) => '"`\''.repeat(n)],
  ['numbers in one another', 'code', (n) => '0x1e'.repeat(n)],
  ['nested groups', 'svg', (n) => `<svg>${'<g>'.repeat(n)}${'</g>'.repeat(n)}</svg>`],
  ['tags that do not end', 'svg', (n) => `<svg>${'<g '.repeat(n)}`],
  ['declarations', 'svg', (n) => `${'<!a>'.repeat(n)}<svg/>`],
  ['comments', 'svg', (n) => `<svg>${'<!---->'.repeat(n)}</svg>`],
  ['comments that do not end', 'svg', (n) => `<svg>${'<!--'.repeat(n)}`],
  ['uses of one another', 'svg', (n) => `<svg>${many(n, (i) => `<g id="a${i}"><use href="#a${i + 1}"/></g>`)}</svg>`],
  [
    'uses of one long path',
    'svg',
    (n) => `<svg><path id="a" d="M0${' 1'.repeat(n)}"/>${'<use href="#a"/>'.repeat(n / 4)}</svg>`,
  ],
  [
    'gradients that name one another',
    'svg',
    (n) => `<svg>${many(n, (i) => `<linearGradient id="g${i}" href="#g${i + 1}"/>`)}</svg>`,
  ],
  ['entities', 'svg', (n) => `<svg><text>${'&a;'.repeat(n)}</text></svg>`],
  ['a path of arcs', 'svg', (n) => `<svg><path d="${'a'.repeat(n)}"/></svg>`],
  ['digits of one number', 'svg', (n) => `<svg><path d="M${'1'.repeat(n)}"/></svg>`],
  ['transforms', 'svg', (n) => `<svg transform="${'scale('.repeat(n)}"/>`],
  ['attributes', 'svg', (n) => `<svg ${many(n, (i) => `a${i}="b"`, ' ')}/>`],
  ['styles', 'svg', (n) => `<svg style="${'fill:red;'.repeat(n)}"/>`],
  ['brackets', 'json', (n) => '['.repeat(n) + ']'.repeat(n)],
  ['brackets that do not end', 'json', (n) => '[{"a":'.repeat(n)],
  ['keys alike', 'json', (n) => `{"type":"inkroom","version":1,"shapes":[],${many(n, () => '"a":1', ',')}}`],
  [
    'shapes that are none',
    'json',
    (n) => `{"type":"inkroom","version":1,"shapes":[${many(Math.min(n, 49_000), () => '{}', ',')}]}`,
  ],
  [
    'parents of one another',
    'json',
    (n) =>
      `{"type":"inkroom","version":1,"shapes":[${many(Math.min(n / 8, 40_000), (i) => `{"id":"s${i}","type":"group","parent":"s${i + 1}"}`, ',')}]}`,
  ],
  [
    'threads',
    'json',
    (n) =>
      `{"type":"inkroom","version":1,"shapes":[],"comments":[${many(n / 8, (i) => `{"id":"c${i}","messages":[{"id":"m","text":"a"}]}`, ',')}]}`,
  ],
  ['words of one label', 'excalidraw', (n) => scene(`{"id":"a","type":"text","text":"${'a\\n'.repeat(n)}"}`)],
  [
    'texts that claim one box',
    'excalidraw',
    (n) =>
      scene(
        `{"id":"a","type":"rectangle","boundElements":[${many(n / 8, () => '{"id":"x"}', ',')}]},${many(n / 8, (i) => `{"id":"t${i}","type":"text","containerId":"a"}`, ',')}`,
      ),
  ],
  [
    'groups in one another',
    'excalidraw',
    (n) => scene(many(n / 16, (i) => `{"id":"a${i}","type":"rectangle","groupIds":["g${i}","g${i + 1}"]}`, ',')),
  ],
  [
    'points of one line',
    'excalidraw',
    (n) => scene(`{"id":"a","type":"line","points":[${many(n, (i) => `[${i},0]`, ',')}]}`),
  ],
  [
    'items of a library',
    'excalidraw',
    (n) => `{"type":"excalidrawlib","libraryItems":[${many(n / 8, () => '[{}]', ',')}]}`,
  ],
  ['lines of one text', 'tldraw', (n) => v1(`"a":{"id":"a","type":"text","parentId":"p","text":"${'\\n'.repeat(n)}"}`)],
  [
    'points of one stroke',
    'tldraw',
    (n) => v1(`"a":{"id":"a","type":"draw","parentId":"p","points":[${many(n, () => '[0,0]', ',')}]}`),
  ],
  [
    'parents of one another',
    'tldraw',
    (n) =>
      `{"tldrawFileFormatVersion":1,"records":[${many(n / 16, (i) => `{"typeName":"shape","type":"group","id":"s${i}","parentId":"s${i + 1}"}`, ',')}]}`,
  ],
  [
    'labels of one line',
    'drawio',
    (n) => page(`<mxCell id="e" edge="1"/>${'<mxCell vertex="1" parent="e" value="a"/>'.repeat(n / 8)}`),
  ],
  ['models that do not end', 'drawio', (n) => '<diagram><mxGraphModel>'.repeat(n / 4)],
  ['pages', 'drawio', (n) => '<diagram><mxGraphModel></mxGraphModel></diagram>'.repeat(n / 8)],
  [
    'parents of one another',
    'drawio',
    (n) => page(many(n / 8, (i) => `<mxCell id="c${i}" vertex="1" parent="c${i + 1}"/>`)),
  ],
  ['parts of a style', 'drawio', (n) => page(`<mxCell id="a" vertex="1" style="${'a=b;'.repeat(n)}"/>`)],
  [
    'points of one edge',
    'drawio',
    (n) => page(`<mxCell id="a" edge="1"><mxGeometry>${'<mxPoint x="1"/>'.repeat(n / 4)}</mxGeometry></mxCell>`),
  ],
  [
    'groups around one another',
    'canvas',
    (n) =>
      `{"nodes":[${many(n / 16, (i) => `{"id":"g${i}","type":"group","x":0,"y":0,"width":${i + 9},"height":9}`, ',')}]}`,
  ],
  [
    'edges',
    'canvas',
    (n) => `{"nodes":[{"id":"a"}],"edges":[${many(n / 8, () => '{"fromNode":"a","toNode":"a"}', ',')}]}`,
  ],
  ['entries of data', 'ocif', (n) => `{"ocif":"a","nodes":[{"id":"a","data":[${many(n, () => '{}', ',')}]}]}`],
  [
    'nodes of one resource',
    'ocif',
    (n) =>
      `{"ocif":"a","resources":[{"id":"r","representations":[${many(n / 8, () => '{"location":1}', ',')}]}],"nodes":[${many(n / 8, (i) => `{"id":"n${i}","resource":"r"}`, ',')}]}`,
  ],
  ['subgraphs in one another', 'mermaid', (n) => `graph TD\n${many(n / 4, (i) => `subgraph a${i}\n`)}b`],
  ['ends of one link', 'mermaid', (n) => `graph TD\n${many(n, () => 'a', ' & ')} --> ${many(n, () => 'b', ' & ')}`],
  ['lines of one label', 'mermaid', (n) => `graph TD\na[${'<br>'.repeat(n)}]`],
  [
    'names of one style',
    'mermaid',
    (n) => `graph TD\nstyle ${many(n, () => 'a', ',')} ${many(n, (i) => `k${i}:v`, ',')}`,
  ],
  [
    'nodes of one class',
    'mermaid',
    (n) => `graph TD\na\nclassDef c ${many(n, (i) => `k${i}:v`, ',')}\nclass ${many(n, () => 'a', ',')} c`,
  ],
  ['edges among a few nodes', 'mermaid', (n) => `graph TD\n${many(n / 8, (i) => `a${i % 90} --> a${(i * 7) % 90}\n`)}`],
  ['links that do not end', 'mermaid', (n) => `graph TD\na ${'-- b '.repeat(n)}`],
  ['brackets that do not end', 'mermaid', (n) => `graph TD\n${'a[('.repeat(n)}`],
  ['empty lines', 'csv', (n) => '\n'.repeat(n)],
  ['a wide head and empty lines', 'csv', (n) => `${'a,'.repeat(500)}\n${'b\n'.repeat(n)}`],
  ['quotes', 'csv', (n) => '"'.repeat(n)],
  ['lines of one cell', 'csv', (n) => `"${'\n'.repeat(n)}"`],
  ['repeated letters', 'lz', (n) => 'Q'.repeat(n)],
  ['parameters', 'url', (n) => `data:image/png${';a=b'.repeat(n)},a`],
]

const STEPS = [1000, 8000, 64_000]
/** Of computing, for the longest (about 0.3 MB): what grows with the square takes minutes. */
const MAX_CPU_MS = 3000
const cpuMs = (): number => process.cpuUsage().user / 1000

describe('PR10 DC40 files that repeat one thing', () => {
  it.each(files)(
    'PR10 DC40 %s (%s) are read in time that grows with the file',
    { timeout: 120_000 },
    (_, reader, make) => {
      for (const count of STEPS) {
        const text = make(count)
        const start = cpuMs()
        readers[reader](text)
        expect([count, cpuMs() - start < MAX_CPU_MS]).toEqual([count, true])
      }
    },
  )
})
