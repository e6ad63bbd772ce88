import { describe, expect, it } from 'vitest'
import { type Carried, clipboardTable, type Lying, lookInto } from '../../../../lib/page/input/clipboard-table.ts'
import { plainText } from '../../../../lib/shapes/rich-text.ts'

const nothing: Carried = { files: [], json: '', text: '', html: '' }
const file = (name: string, type = 'image/png') => new File([new Uint8Array(4)], name, { type })
const png = [file('cat.png')]
const excalidraw = JSON.stringify({ type: 'excalidraw/clipboard', elements: [], files: {} })
const own = JSON.stringify({ type: 'inkroom/clipboard', version: 1, shapes: [] })
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"><rect width="6" height="4"/></svg>'
const prolog = '\ufeff<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE svg PUBLIC "a" "b" [ <!ENTITY n "x"> ]>\n'
const cells = '<table><tr><td>Name</td><td>Qty</td></tr><tr><td>Apple</td><td>3</td></tr></table>'

const pictureData = `data:image/png;base64,${btoa('picture')}`

const given: readonly (readonly [string, Partial<Carried>, Lying])[] = [
  ['nothing', {}, 'nothing'],
  ['blanks', { text: ' \r\n' }, 'nothing'],
  ['our shapes by our own type', { json: own, text: 'words' }, 'own-shapes'],
  ['our shapes inside HTML', { html: '<div data-inkroom="e30="></div>', text: 'words' }, 'own-shapes'],
  ['our shapes as text alone', { text: own }, 'own-shapes'],
  ['shapes of Excalidraw', { text: excalidraw }, 'foreign-shapes'],
  ['shapes of tldraw', { html: '<div data-tldraw>{}</div>', text: ' ' }, 'foreign-shapes'],
  ['words about a format', { text: 'use data-tldraw and "type": "excalidraw"' }, 'words'],
  ['words about our own mark', { text: 'x', html: '<b>&lt;div data-inkroom="e30="&gt;</b>' }, 'formatted-words'],
  ['the code of shapes, cut off', { text: excalidraw.slice(0, -3) }, 'words'],
  ['a picture', { files: png }, 'files'],
  ['a picture and its name', { files: png, text: 'cat.png' }, 'files'],
  ['a picture and its name without the ending', { files: png, text: 'cat' }, 'files'],
  ['a picture and its path', { files: png, text: '/media/my pictures/cat.png' }, 'files'],
  ['a picture and its path on Windows', { files: png, text: '"C:\\Users\\Ada\\cat.png"'.slice(1, -1) }, 'files'],
  ['a picture and its file address', { files: png, text: 'file:///media/cat.png\n' }, 'files'],
  ['a picture and its address', { files: png, text: 'https://example.org/cat?w=1' }, 'files'],
  ['a picture and blanks', { files: png, text: ' \r\n' }, 'files'],
  [
    'a picture and the tag of a page',
    { files: png, html: '<meta charset="utf-8"><img src="https://x.org/c.png">' },
    'files',
  ],
  ['several files and their names', { files: [...png, file('b.png')], text: 'cat.png\nb.png' }, 'files'],
  ['a file of a board and its name', { files: [file('a.tldr', '')], text: 'a.tldr' }, 'files'],
  ['a picture and its path in quotes', { files: png, text: '"C:\\Users\\Ada B\\cat.png" ' }, 'files'],
  ['a picture and its path without an ending', { files: png, text: '/media/ada/cat' }, 'files'],
  ['a picture and the mark that stands for it', { files: png, text: '\ufffc\u200b' }, 'files'],
  ['a picture and its address in a mail', { files: png, text: 'cid:ii_1' }, 'files'],
  ['a picture and its address in Markdown', { files: png, text: '![a cat](cat.png)' }, 'files'],
  ['a cell that holds an address', { files: png, text: 'https://x.org', html: '<td>https://x.org</td>' }, 'words'],
  ['a cell that holds a name', { files: png, text: 'cat.png', html: '<table><td>cat.png</td></table>' }, 'words'],
  ['a picture written into a page', { html: `<p><img src="${pictureData}"></p>`, text: ' ' }, 'files'],
  ['a picture as a data address', { text: pictureData }, 'picture-code'],
  ['a data address that is cut off', { text: `${pictureData.slice(0, -3)}*` }, 'words'],
  ['a list of Word', { html: "<p style='mso-list:l0 level1 lfo1'>one</p>", text: '·\tone' }, 'formatted-words'],
  ['cells of a spreadsheet with their picture', { files: png, text: 'Name\tQty\nApple\t3', html: cells }, 'cells'],
  [
    'words with a picture of them',
    { files: png, html: '<p>two <b>words</b></p>', text: 'two words' },
    'formatted-words',
  ],
  ['the code of an SVG', { text: svg }, 'picture-code'],
  ['an SVG with all that may stand before it', { text: prolog + svg }, 'picture-code'],
  ['words that begin like an SVG', { text: '<svg> is an element of HTML 5' }, 'words'],
  ['words between the tags of an SVG', { text: '<svg> and </svg>' }, 'words'],
  ['bold words', { html: '<p>a <b>b</b></p>', text: 'a b' }, 'formatted-words'],
  ['a list as HTML alone', { html: '<ul><li>a</li></ul>' }, 'formatted-words'],
  ['HTML alone without formats', { html: '<p>only</p>' }, 'words'],
  ['code with colours', { html: '<div style="white-space:pre"><div>  x</div></div>', text: '  x' }, 'words'],
  ['cells', { html: cells, text: 'Name\tQty\nApple\t3' }, 'cells'],
  ['an address, also as a link', { text: 'https://x.org/a', html: '<a href="https://x.org/a">x</a>' }, 'words'],
]

describe('what lies in the clipboard', () => {
  it.each(given)('I45 %s', (_, parts, lying) => {
    expect(lookInto({ ...nothing, ...parts }).lying).toBe(lying)
  })

  it('I45 words of HTML count where no plain ones came, cells as rows with tabs', () => {
    expect(lookInto({ ...nothing, html: cells }).words).toBe('Name\tQty\nApple\t3')
    const list = lookInto({ ...nothing, html: '<ul><li>a</li><li>b</li></ul>', text: '• a\n• b' })
    expect(plainText(list.rich)).toBe('a\nb\n')
  })

  it('I45 the picture of a page that brings nothing else is taken from it, or its address is', () => {
    const [taken] = lookInto({ ...nothing, html: `<img src="${pictureData}">` }).files
    expect([taken.name, taken.type, taken.size]).toEqual(['pasted.png', 'image/png', 7])
    const linked = lookInto({ ...nothing, html: '<img src="https://x.org/a?b=1&amp;c=2">' })
    expect([linked.lying, linked.words]).toEqual(['words', 'https://x.org/a?b=1&c=2'])
  })

  it('I45 plain words keep their indentation and their blank lines', () => {
    expect(lookInto({ ...nothing, text: '    if (x) {\n\n    }\n' }).words).toBe('    if (x) {\n\n    }\n')
  })
})

describe('what becomes of it', () => {
  it.each(Object.entries(clipboardTable))('I45 %s: only what is nothing comes to nothing', (lying, row) => {
    for (const outcome of Object.values(row)) expect(outcome === 'nothing').toBe(lying === 'nothing')
  })

  it.each(Object.entries(clipboardTable))('I45 %s: a text gets words, never the data of shapes', (_, row) => {
    for (const to of ['text', 'plain-in-text'] as const)
      expect(['words', 'formatted-words', 'words-of-shapes', 'files', 'nothing']).toContain(row[to])
    expect(['words', 'words-of-shapes', 'files', 'nothing']).toContain(row['plain-on-board'])
  })
})
