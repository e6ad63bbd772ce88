/** Adds a layer of words and links to the pages of a finished PDF, as an incremental update: what was written stays as it is. */
import { deflateSync, inflateSync } from 'node:zlib'
import { assert } from '../lib/base/assert.ts'
import type { PlacedLink } from './pdf-links.ts'

/** A letter's box, thousandths of its size; half as wide as high. */
const LETTER = { width: 500, bottom: -250, top: 750 } as const
const MAX_ROWS = 100

type Written = Map<number, string>

/** The objects of a file as the drawing library writes them: no object streams, one cross-reference table. */
class PdfFile {
  readonly #text: string
  readonly #changed: Written = new Map()
  #next: number

  constructor(bytes: Uint8Array) {
    this.#text = Buffer.from(bytes).toString('latin1')
    const size = /\/Size (\d+)/.exec(this.#trailer())
    assert(size !== null, 'the trailer of a PDF says how many objects there are')
    this.#next = Number(size[1])
  }

  get text(): string {
    return this.#text
  }

  #trailer(): string {
    return this.#text.slice(this.#text.lastIndexOf('\ntrailer'))
  }

  add(body: string): number {
    this.#changed.set(this.#next, body)
    return this.#next++
  }

  replace(id: number, body: string): void {
    this.#changed.set(id, body)
  }

  addStream(content: string, more = ''): number {
    return this.add(streamOf(content, more))
  }

  /** The dictionary of an object and, when it is a stream, what lies in it. */
  read(id: number): { readonly head: string; readonly content: string } {
    const start = this.#text.indexOf(`\n${id} 0 obj\n`)
    const from = start + `\n${id} 0 obj\n`.length
    const end = this.#text.indexOf('endobj', from)
    const opens = this.#text.indexOf('stream\n', from)
    if (start < 0 || end < 0) return { head: '', content: '' }
    if (opens < 0 || opens > end) return { head: this.#text.slice(from, end).trim(), content: '' }
    const head = this.#text.slice(from, opens)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const raw = Buffer.from(this.#text.slice(opens + 7, opens + 7 + length), 'latin1')
    return { head, content: (head.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1') }
  }

  close(): Uint8Array<ArrayBuffer> {
    const trailer = this.#trailer()
    const root = /\/Root \d+ 0 R/.exec(trailer)?.[0] ?? ''
    const info = /\/Info \d+ 0 R/.exec(trailer)?.[0] ?? ''
    const id = /\/ID \[[^\]]*\]/.exec(trailer)?.[0] ?? ''
    const previous = /startxref\s+(\d+)/.exec(trailer)?.[1] ?? '0'
    const parts = [this.#text.endsWith('\n') ? '' : '\n']
    let at = this.#text.length + parts[0].length
    let table = 'xref\n'
    for (const [object, body] of [...this.#changed].sort(([a], [b]) => a - b)) {
      const part = `${object} 0 obj\n${body}\nendobj\n`
      table += `${object} 1\n${String(at).padStart(10, '0')} 00000 n \n`
      parts.push(part)
      at += part.length
    }
    const end = `trailer\n<</Size ${this.#next} ${root} ${info} ${id} /Prev ${previous}>>\nstartxref\n${at}\n%%EOF\n`
    return new Uint8Array(Buffer.from(this.#text + parts.join('') + table + end, 'latin1'))
  }
}

function streamOf(content: string, more = ''): string {
  const packed = deflateSync(Buffer.from(content, 'latin1')).toString('latin1')
  return `<<${more}/Filter /FlateDecode /Length ${packed.length}>> stream\n${packed}\nendstream`
}

const hex = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('')

/** Which codes mean which text. */
function characterMap(rows: readonly string[], digits: number): string {
  const blocks: string[] = []
  for (let at = 0; at < rows.length; at += MAX_ROWS) {
    const block = rows.slice(at, at + MAX_ROWS)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  const space = `<${'0'.repeat(digits)}> <${'F'.repeat(digits)}>`
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
${space}
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

/** Every letter that is drawn is said to be a space, which readers take for a gap. */
function silence(file: PdfFile): void {
  const maps = new Set(Array.from(file.text.matchAll(/\/ToUnicode (\d+) 0 R/g), ([, id]) => Number(id)))
  for (const id of maps) {
    const { content } = file.read(id)
    const digits = /begincodespacerange\s*<([0-9A-Fa-f]+)>/.exec(content)?.[1].length ?? 4
    const codes = new Set<number>()
    for (const [, block] of content.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
      for (const [, code] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]*>/g)) codes.add(Number.parseInt(code, 16))
    for (const [, block] of content.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
      for (const [, first, last] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]*>/g))
        for (let code = Number.parseInt(first, 16); code <= Number.parseInt(last, 16); code++) codes.add(code)
    const rows = Array.from(codes, (code) => `<${code.toString(16).padStart(digits, '0')}> <0020>`)
    file.replace(id, streamOf(characterMap(rows, digits)))
  }
}

/** A font without ink. */
function addFont(file: PdfFile, letters: readonly string[]): number {
  const { width, bottom, top } = LETTER
  const glyph = file.addStream(`${width} 0 0 ${bottom} ${width} ${top} d1`)
  const rows = letters.map((letter, at) => `<${(at + 1).toString(16).padStart(2, '0')}> <${hex(letter)}>`)
  const map = file.addStream(characterMap(rows, 2))
  const names = letters.map((_, at) => `/letter${at + 1}`)
  return file.add(
    `<</Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 ${bottom} ${width} ${top}] ` +
      `/FirstChar 1 /LastChar ${letters.length} /Widths [${letters.map(() => width).join(' ')}] /Resources <<>> ` +
      `/Encoding <</Type /Encoding /Differences [1 ${names.join(' ')}]>> /ToUnicode ${map} 0 R ` +
      `/CharProcs <<${names.map((name) => `${name} ${glyph} 0 R`).join(' ')}>>>>`,
  )
}

const point = (value: number): string => String(Math.round(value * 100) / 100)

/** An address as the text of a PDF: only signs that mean nothing there. */
const uriOf = (url: string): string => {
  const written = URL.canParse(url) ? new URL(url).href : ''
  return written.replace(/[^\x21-\x7e]|[()\\]/g, (sign) =>
    encodeURIComponent(sign).replace(/[()]/g, (one) => `%${one.charCodeAt(0).toString(16)}`),
  )
}

/** Links as annotations without a border; `height` is the page's, whose y runs upwards. */
function addLinks(file: PdfFile, links: readonly PlacedLink[], height: number): string {
  const added = links.flatMap(({ url, box: { x, y, w, h } }) => {
    const uri = uriOf(url)
    if (uri === '') return []
    const rect = [x, height - y - h, x + w, height - y].map(point).join(' ')
    const action = `/A <</Type /Action /S /URI /URI (${uri})>>`
    return [`${file.add(`<</Type /Annot /Subtype /Link /Rect [${rect}] /Border [0 0 0] ${action}>>`)} 0 R`]
  })
  return added.length === 0 ? '' : `/Annots [${added.join(' ')}]\n`
}

/** What is laid over a page, which is `height` points high. */
export interface PageLayer {
  /** Operators that write its words. */
  readonly content: string
  readonly links: readonly PlacedLink[]
  readonly height: number
}

/** The file with words and links on its pages, in their order; `bytes` are what the drawing library wrote. */
export function addPages(
  bytes: Uint8Array,
  layers: readonly PageLayer[],
  fonts: readonly (readonly string[])[],
): Uint8Array<ArrayBuffer> {
  const file = new PdfFile(bytes)
  silence(file)
  const named = fonts.map((letters, at) => `/Words${at} ${addFont(file, letters)} 0 R`).join(' ')
  const before = file.addStream('q')
  const pages = Array.from(file.text.matchAll(/\n(\d+) 0 obj\n(<<\/Type \/Page\n[\s\S]*?)endobj/g))
  assert(pages.length === layers.length, 'a PDF has the pages that were drawn')
  for (const [at, [, id, body]] of pages.entries()) {
    const { content, links, height } = layers[at]
    const head = body.trim()
    assert(head.includes('/Resources <<') && /\/Contents \d+ 0 R/.test(head), 'a page of a PDF has contents')
    const after = file.addStream(`Q\n${content}`)
    const withFonts = head.includes('/Font <<')
      ? head.replace('/Font <<', () => `/Font <<${named} `)
      : head.replace('/Resources <<', () => `/Resources <</Font <<${named}>> `)
    const annotated = withFonts.replace('/Type /Page\n', () => `/Type /Page\n${addLinks(file, links, height)}`)
    file.replace(Number(id), annotated.replace(/\/Contents (\d+ 0 R)/, `/Contents [${before} 0 R $1 ${after} 0 R]`))
  }
  return file.close()
}
