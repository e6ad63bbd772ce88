import { describe, expect, it } from 'vitest'
import { importExcalidraw } from '../../../lib/interchange/excalidraw-import.ts'
import { importTldraw } from '../../../lib/interchange/tldraw-import.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { kindOf } from '../../../lib/shapes/registry.ts'
import { countingOptions } from '../../support/document/import-options.ts'

const PNG = `data:image/png;base64,${Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]).toString('base64')}`
function tldraw(type: string, props: object, ...more: readonly object[]) {
  const shape = { typeName: 'shape', id: 'shape:a', type, parentId: 'page:p', index: 'a1', x: 0, y: 0, props }
  const read = importTldraw({ records: [{ typeName: 'page', id: 'page:p' }, shape, ...more] }, countingOptions())
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}
const words = (text: string, marks: readonly string[] = []) => ({
  type: 'text',
  text,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
})
const text = (...content: readonly object[]) => tldraw('text', { richText: { type: 'doc', content } })
const paragraph = (...content: readonly object[]) => ({ type: 'paragraph', content })
const item = (...content: readonly object[]) => ({ type: 'listItem', content })
const changed = (type: string) => [{ type, reason: 'look-changed', count: 1 }]

describe('what tldraw shows and a board does not', () => {
  it('DC18 headings come bold, and are told', () => {
    const { shapes, skipped } = text({ type: 'heading', attrs: { level: 1 }, content: [words('Big')] })
    expect(shapes[0]).toMatchObject({ text: [{ insert: 'Big', attributes: { bold: true } }] })
    expect(skipped).toEqual(changed('text'))
  })

  it('DC18 marked words and lists within lists are told, once for a text', () => {
    expect(text(paragraph(words('a', ['highlight']), words('b', ['highlight']))).skipped).toEqual(changed('text'))
    const inner = { type: 'bulletList', content: [item(paragraph(words('in')))] }
    const outer = { type: 'orderedList', content: [item(paragraph(words('one')), inner)] }
    expect(text(outer).skipped).toEqual(changed('text'))
  })

  it('DC18 what looks as there is not told', () => {
    const list = { type: 'orderedList', attrs: { start: 1 }, content: [item(paragraph(words('one')))] }
    expect(text(paragraph(words('a', ['bold', 'code', 'strike'])), list).skipped).toEqual([])
  })

  it('DC18 a picture in a circle comes whole, and is told', () => {
    const asset = { typeName: 'asset', id: 'asset:i', type: 'image', props: { w: 9, h: 9, src: PNG } }
    const crop = { topLeft: { x: 0, y: 0 }, bottomRight: { x: 1, y: 1 } }
    const props = { assetId: 'asset:i', w: 90, h: 90 }
    expect(tldraw('image', { ...props, crop }, asset).skipped).toEqual([])
    expect(tldraw('image', { ...props, crop: { ...crop, isCircle: true } }, asset).skipped).toEqual(changed('image'))
  })

  it('DC18 the stand-in of a bookmark has its title', () => {
    const asset = { typeName: 'asset', id: 'asset:b', type: 'bookmark', props: { title: 'Example' } }
    const { shapes } = tldraw('bookmark', { assetId: 'asset:b', url: 'https://example.com/' }, asset)
    expect(shapes[0]).toMatchObject({
      text: [{ insert: 'Example\nhttps://example.com/' }],
      link: 'https://example.com/',
    })
  })

  it('DC21 a word too long for a box keeps the air of sixteen pixels and is cut', () => {
    const { shapes } = tldraw('geo', { w: 120, h: 200, size: 's', font: 'sans', text: 'supercalifragilistic' })
    const context = { measure: tableMeasurer, shape: () => undefined }
    const box = kindOf(shapes[0]).textBox?.(shapes[0], context)
    expect(box).toMatchObject({ x: expect.closeTo(16), w: expect.closeTo(88) })
  })
})

describe('a stray shape', () => {
  it('DC18 does not move a drawing that lies on the board', () => {
    const box = (id: string, x: number) => ({ id, type: 'rectangle', x, y: 40, width: 10, height: 10 })
    const elements = [box('a', 40), box('b', 60), box('far', 1e12)]
    const read = importExcalidraw({ type: 'excalidraw', elements }, countingOptions())
    expect(read.ok && read.value.shapes.map(({ placement }) => placement.x)).toEqual([40, 60])
    expect(read.ok && read.value.skipped).toEqual([{ type: 'rectangle', reason: 'too-far', count: 1 }])
  })
})

describe('what Excalidraw shows and a board does not', () => {
  it('DC18 round corners of a picture are told', () => {
    const image = { id: 'i', type: 'image', x: 0, y: 0, width: 90, height: 90, fileId: 'f' }
    const file = (more: object) => ({
      type: 'excalidraw',
      elements: [{ ...image, ...more }],
      files: { f: { id: 'f', mimeType: 'image/png', dataURL: PNG } },
    })
    const told = (more: object) => {
      const read = importExcalidraw(file(more), countingOptions())
      return read.ok ? read.value.skipped : null
    }
    expect(told({ roundness: null })).toEqual([])
    expect(told({ roundness: { type: 3 } })).toEqual(changed('image'))
  })
})
