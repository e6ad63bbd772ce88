import { expect, it } from 'vitest'
import { excalidrawWords, tldrawWords } from '../../../lib/interchange/foreign-words.ts'

const excalidraw = (elements: readonly object[]) =>
  JSON.stringify({ type: 'excalidraw/clipboard', elements, files: {} })

it('I45 the words of Excalidraw shapes come from top to bottom, as they were typed, and nothing else', () => {
  const elements = [
    { id: 'b', type: 'text', text: 'below', x: 0, y: 90 },
    { id: 'a', type: 'text', text: 'two li\nnes', originalText: 'two lines', x: 0, y: 10 },
    { id: 'r', type: 'rectangle', x: 0, y: 0 },
    { id: 'f', type: 'frame', name: 'Plan', x: 0, y: -20 },
    { id: 'd', type: 'text', text: 'gone', isDeleted: true, x: 0, y: 0 },
  ]
  expect(excalidrawWords(excalidraw(elements))).toBe('Plan\ntwo lines\nbelow')
  expect(excalidrawWords(JSON.stringify({ type: 'excalidrawlib', libraryItems: [{ elements }] }))).toBe(
    'Plan\ntwo lines\nbelow',
  )
})

const paragraph = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})
const shapes = [
  { id: 'shape:a', type: 'geo', parentId: 'page:p', x: 0, y: 50, props: { richText: paragraph('low') } },
  { id: 'shape:b', type: 'note', parentId: 'page:p', x: 0, y: 0, props: { text: 'old' } },
  { id: 'shape:f', type: 'frame', parentId: 'page:p', x: 0, y: 20, props: { name: 'Frame' } },
  { id: 'shape:c', type: 'text', parentId: 'shape:f', x: 0, y: 10, props: { richText: paragraph('<inside>') } },
]

it('I45 the words of tldraw shapes come from its text and from its HTML', () => {
  const content = JSON.stringify({ type: 'application/tldraw', kind: 'content', data: { shapes, assets: [] } })
  const html = `<meta charset="utf-8"><div data-tldraw>${content.replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</div>`
  const words = 'old\nFrame\n<inside>\nlow'
  expect(tldrawWords(content)).toBe(words)
  expect(tldrawWords(html)).toBe(words)
})

it('I45 what cannot be read has no words', () => {
  for (const read of [excalidrawWords, tldrawWords])
    for (const code of ['', '{', '[]', '{"elements":7}']) expect(read(code)).toBe('')
})
