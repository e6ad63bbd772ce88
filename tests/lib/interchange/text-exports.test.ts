import '../../support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importTable, parseTable } from '../../../lib/interchange/csv.ts'
import { exportMarkdown } from '../../../lib/interchange/markdown-export.ts'
import { markdownText } from '../../../lib/interchange/markdown-text.ts'
import { markdownLines } from '../../../lib/interchange/markdown-words.ts'
import { importMermaid } from '../../../lib/interchange/mermaid.ts'
import { exportMermaid } from '../../../lib/interchange/mermaid-export.ts'
import { exportNotes } from '../../../lib/interchange/notes-csv.ts'
import { type GeoForm, geoForms, namedForm } from '../../../lib/shapes/geo-forms.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { plainText, type RichText, richText, type TextMarks } from '../../../lib/shapes/rich-text.ts'
import { id } from '../../support/document/board-peers.ts'
import { countingOptions } from '../../support/document/import-options.ts'

const box = (x: number, y: number, w = 100, h = 60) => ({ x, y, w, h, rotation: 0 })
const frame = (name: string, x: number, y: number, more: object = {}) =>
  makeShape('frame', id(name), { name, placement: box(x, y, 400, 300), ...more })
const note = (name: string, text: RichText | string, x: number, y: number, more: object = {}) =>
  makeShape('note', id(name), {
    text: typeof text === 'string' ? richText(text) : text,
    placement: box(x, y),
    ...more,
  })
const geo = (name: string, x = 0, y = 0, more: object = {}) =>
  makeShape('geo', id(name), { text: richText(name), placement: box(x, y), ...more })
const arrow = (name: string, from: string, to: string, more: object = {}) =>
  makeShape('arrow', id(name), {
    start: { target: id(from), anchor: { x: 0.5, y: 0.5 }, mode: 'outline' },
    end: { target: id(to), anchor: { x: 0.5, y: 0.5 }, mode: 'outline' },
    ...more,
  })
const markdown = (...shapes: readonly Shape[]) => exportMarkdown({ title: 'Plan', shapes })
const mermaid = (...shapes: readonly Shape[]) => exportMermaid({ shapes })
const notes = (shapes: readonly Shape[], votes?: ReadonlyMap<string, number>) =>
  exportNotes({ shapes, votes, hasAuthors: true })

describe('Markdown of a board', () => {
  it('DC60 has the words in the order of reading: loose ones, then frames as headings, in rows', () => {
    const shapes = [
      frame('Later', 500, 0),
      frame('Now', 0, 10),
      note('b', 'second', 120, 52, { parent: 'Now' }),
      note('a', 'first', 10, 50, { parent: 'Now' }),
      frame('Inner', 20, 120, { parent: 'Now' }),
      geo('deep', 30, 130, { parent: 'Inner' }),
      geo('loose', 0, 900),
      note('c', 'third', 510, 20, { parent: 'group' }),
      makeShape('group', id('group'), { parent: 'Later' }),
    ]
    expect(markdown(...shapes)).toBe(
      '# Plan\n\nloose\n\n## Now\n\n- first\n- second\n\n### Inner\n\ndeep\n\n## Later\n\n- third\n',
    )
  })

  it('DC60 keeps marks, lists, code and links, of words and of shapes', () => {
    const text: RichText = [
      { insert: 'see ' },
      { insert: 'this', attributes: { link: 'https://a.org/x_(y)' } },
      { insert: ' and ' },
      { insert: 'bold ', attributes: { bold: true } },
      { insert: 'both', attributes: { bold: true, italic: true } },
      { insert: '\none' },
      { insert: '\n', attributes: { list: 'bullet' } },
      { insert: 'two' },
      { insert: '\n', attributes: { list: 'bullet' } },
    ]
    expect(markdownLines(text)).toEqual(['see [this](https://a.org/x_%28y%29) and **bold *both***', '- one', '- two'])
    expect(markdown(geo('Home', 0, 0, { link: 'https://a.org' }))).toContain('[Home](https://a.org)')
    expect(markdown(geo('Home', 0, 0, { link: 'javascript:alert(1)' }))).toBe('# Plan\n\nHome\n')
    const code = ['let a = `1`', '', '  a'].map((line) => ({
      insert: `${line}\n`,
      attributes: { code: true } as const,
    }))
    expect(markdownLines(code)).toEqual(['```', 'let a = `1`', '', '  a', '```'])
  })

  it('DC60 has a table as a table', () => {
    const read = importTable('Name,Is\nA|B,"two\nlines"', countingOptions())
    if (!read.ok) throw new Error(read.error.message)
    expect(markdown(...read.value.shapes)).toBe('# Plan\n\n| Name | Is |\n| --- | --- |\n| A\\|B | two<br>lines |\n')
  })

  it('DC60 is nothing when there is not a word', () => {
    expect(markdown(geo('a', 0, 0, { text: [] }), frame('f', 0, 0, { name: '' }))).toBe('')
  })

  it('DC60 says each word as it was written, whatever signs are in it', () => {
    const word = fc.stringMatching(/^[a-z0-9*_`~#>+.!()[\]\\&;:|<-]{1,12}$/)
    const marks = fc.record<TextMarks>(
      {
        bold: fc.constant(true),
        italic: fc.constant(true),
        strike: fc.constant(true),
        link: fc.constant('https://a.b'),
      },
      { requiredKeys: [] },
    )
    const runs = fc.array(fc.tuple(word, marks), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(runs, (parts) => {
        const text: RichText = parts.flatMap(([insert, attributes], index) => [
          ...(index > 0 ? [{ insert: ' ' }] : []),
          Object.keys(attributes).length > 0 ? { insert, attributes } : { insert },
        ])
        const read = markdownText(markdownLines(text).join('\n'))
        expect(plainText(read)).toBe(plainText(text))
        const marked = (of: RichText) =>
          of
            .filter(({ attributes }) => attributes)
            .map(({ insert }) => insert)
            .join('')
        expect(marked(read)).toBe(marked(text))
      }),
      { numRuns: 300 },
    )
  })
})

describe('Mermaid of a board', () => {
  it('DC61 has boxes with their forms, arrows with labels, and frames as subgraphs', () => {
    const chart = mermaid(
      frame('Shop', 0, 0),
      geo('Cart', 10, 10, { parent: 'Shop', corners: 'sharp' }),
      geo('Paid?', 10, 110, { parent: 'Shop', form: 'diamond', fill: '#ffec99' }),
      geo('Done', 500, 110, { form: 'terminator' }),
      arrow('1', 'Cart', 'Paid?'),
      arrow('2', 'Paid?', 'Done', { text: richText('yes'), dash: 'dashed' }),
      makeShape('draw', id('scribble')),
    )
    expect(chart).toBe(
      [
        'flowchart LR',
        '%% not in this chart: 1 (neither a box nor an arrow between two)',
        '  n1(["Done"])',
        '  subgraph g2["Shop"]',
        '    n3["Cart"]',
        '    n4{"Paid?"}',
        '  end',
        '  n3 --> n4',
        '  n4 -.->|"yes"| n1',
        '  style n4 fill:#ffec99',
        '',
      ].join('\n'),
    )
  })

  it('DC61 leaves out what no chart can say, and counts it', () => {
    const chart = mermaid(
      frame('F', 0, 0),
      geo('in', 10, 10, { parent: 'F' }),
      arrow('own frame', 'F', 'in'),
      makeShape('arrow', id('loose')),
      note('alone', 'no arrow', 900, 0),
    )
    expect(chart).toContain('not in this chart: 3 ')
    expect(chart).not.toContain('-->')
    expect(mermaid(makeShape('draw', id('scribble')))).toBe('')
  })

  interface Graph {
    readonly nodes: readonly (readonly [label: string, form: string, frame: string])[]
    readonly edges: readonly string[]
  }
  const labelOf = (shape: Shape | undefined): string =>
    shape?.type === 'frame' ? `[${shape.name}]` : shape && 'text' in shape ? plainText(shape.text).trim() : ''
  const SHOWN = new Set(['none', 'arrow', 'circle', 'bar'])
  function graphOf(shapes: readonly Shape[]): Graph {
    const get = (name: string | undefined) => shapes.find((shape) => shape.id === name)
    const edges = shapes.flatMap((shape) => {
      if (shape.type !== 'arrow') return []
      const ends = [
        [labelOf(get(shape.start?.target)), SHOWN.has(shape.startHead) ? shape.startHead : 'arrow'],
        [labelOf(get(shape.end?.target)), SHOWN.has(shape.endHead) ? shape.endHead : 'arrow'],
      ]
      const [from, to] = shape.endHead === 'none' && shape.startHead !== 'none' ? [ends[1], ends[0]] : ends
      const line = shape.dash === 'solid' ? (shape.strokeWidth >= 4 ? 'thick' : 'solid') : 'dashed'
      return [[...from, plainText(shape.text).trim(), line, ...to].join(' | ')]
    })
    const nodes = shapes.flatMap((shape) =>
      shape.type === 'geo'
        ? [[plainText(shape.text).trim(), namedForm(shape.form), labelOf(get(shape.parent))] as const]
        : [],
    )
    return { nodes: [...nodes].sort(), edges: [...edges].sort() }
  }

  it('DC61 is read again as the same graph: labels, forms, frames, heads and lines', () => {
    const named = (form: GeoForm) => !/pentagon|upright|octagon|star|arrow-|cross|check|heart/.test(namedForm(form))
    const words = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\p{C}\p{Z}]/gu, ' '))
    const heads = fc.constantFrom('none', 'arrow', 'triangle', 'circle', 'bar', 'diamond' as const)
    const board = fc.record({
      frames: fc.array(fc.tuple(words, fc.nat(3)), { maxLength: 3 }),
      boxes: fc.array(fc.tuple(words, fc.constantFrom(...geoForms.filter(named)), fc.nat(3)), {
        minLength: 1,
        maxLength: 8,
      }),
      arrows: fc.array(
        fc.record({
          from: fc.nat(50),
          to: fc.nat(50),
          text: words,
          startHead: heads,
          endHead: heads,
          dash: fc.constantFrom('solid', 'dashed'),
          strokeWidth: fc.constantFrom(2, 4),
        }),
        { maxLength: 8 },
      ),
    })
    fc.assert(
      fc.property(board, ({ frames, boxes, arrows }) => {
        const inFrame = (place: number) => (place < frames.length ? `f${place}` : '')
        const shapes: Shape[] = [
          ...frames.map(([name], at) => frame(`f${at}`, at * 500, 0, { name: `${at} ${name}`.trim() })),
          // A label of its own for each, so that the graph can be told by labels.
          ...boxes.map(([text, form, place], at) =>
            geo(`b${at}`, at * 20, at * 90, { form, text: richText(`${at} ${text}`), parent: inFrame(place) }),
          ),
          ...arrows.map(({ from, to, text, ...look }, at) =>
            arrow(`a${at}`, `b${from % boxes.length}`, `b${to % boxes.length}`, { ...look, text: richText(text) }),
          ),
        ]
        const read = importMermaid(exportMermaid({ shapes }), countingOptions())
        if (!read.ok) throw new Error(read.error.message)
        expect(read.value.skipped).toEqual([])
        expect(graphOf(read.value.shapes)).toEqual(graphOf(shapes))
      }),
      { numRuns: 200 },
    )
  })
})

describe('CSV of notes', () => {
  it('DC62 DC68 has a row for each note, with its colour, frame, votes and author, unless these are hidden', () => {
    const shapes = [
      frame('Good', 0, 0),
      note('a', 'fast, "and" calm\nboth', 10, 10, { parent: 'Good', author: '=Ada' }),
      note('b', 'x', 0, 900),
    ]
    expect(notes(shapes, new Map([['a', 3]]))).toBe(
      '\ufefftext,color,frame,votes,author\r\nx,#ffec99,,0,\r\n"fast, ""and"" calm\nboth",#ffec99,Good,3,"\'=Ada"\r\n',
    )
    expect(parseTable(notes(shapes)).rows.at(-1)).toEqual(['fast, "and" calm\nboth', '#ffec99', 'Good', '', "'=Ada"])
    const hidden = exportNotes({ shapes, votes: undefined, hasAuthors: false })
    expect(parseTable(hidden).rows.map((row) => row[4])).toEqual(['author', '', ''])
  })

  it('DC62 no cell begins like a formula', () => {
    const starts = ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '\r=1', '＝1', '\n-1', '\u00a0=1']
    const read = parseTable(
      notes([...starts.map((text, at) => note(`n${at}`, text, 0, at * 100)), frame('=f', 0, 2000)]),
    )
    for (const [text] of read.rows.slice(1)) expect(text.startsWith("'")).toBe(true)
    const named = parseTable(notes([frame('=f', 0, 0), note('a', 'x', 0, 0, { parent: '=f' })]))
    expect(named.rows[1][2]).toBe("'=f")
  })
})

describe('text formats of a hostile board', () => {
  it('DC60 circles and thousands of nested groups and frames hold up nobody', () => {
    const groups = Array.from({ length: 5_000 }, (_, at) =>
      makeShape('group', id(`g${at}`), { parent: `g${(at + 1) % 5_000}` }),
    )
    const frames = Array.from({ length: 5_000 }, (_, at) => frame(`f${at}`, 0, at, { parent: `f${at + 1}` }))
    const inside = Array.from({ length: 5_000 }, (_, at) => note(`n${at}`, `w${at}`, 0, at * 100, { parent: `g${at}` }))
    const shapes: readonly Shape[] = [...groups, ...frames, ...inside]
    const began = performance.now()
    expect(markdown(...shapes).match(/^- w/gm)).toHaveLength(5_000)
    expect(notes(shapes).split('\r\n')).toHaveLength(5_002)
    mermaid(...shapes)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
