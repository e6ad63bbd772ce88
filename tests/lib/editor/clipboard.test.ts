import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { findOnBoard } from '../../../lib/editor/board/find.ts'
import { CLIPBOARD_TYPE, copySelection, parseClipboard, pasteClipboard } from '../../../lib/editor/making/clipboard.ts'
import { describeSelection } from '../../../lib/editor/selection/describe.ts'
import type { ArrowShape } from '../../../lib/shapes/arrow.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const words = (text: string) => ({ text: [{ insert: text }] })

describe('clipboard', () => {
  it('I43 shapes keep bindings, groups and frames from board to board, as one step', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 0, 0, 100, 100, words('left'))
    const b = board.add('geo', 300, 0, 100, 100, words('right'))
    const end = (target: string) => ({ target, anchor: { x: 0.5, y: 0.5 }, mode: 'outline' })
    const arrow = board.add('arrow', 100, 50, 200, 0, { start: end(a), end: end(b) })
    board.select(a, b, arrow).key('Mod+g')
    const copied = copySelection(board.editor)
    expect(copied?.text).toBe('left\nright')
    const other = new BoardDriver()
    other.expectOneStep(() => expect(pasteClipboard(other.editor, { html: copied?.html })).toBe('shapes'))
    const group = other.shapes.find(({ type }) => type === 'group')
    expect(other.shapes.filter(({ parent }) => parent === group?.id).length).toBe(3)
    const pasted = other.shapes.find((shape): shape is ArrowShape => shape.type === 'arrow')
    expect(other.shapes.map(({ id }) => id)).toEqual(
      expect.arrayContaining([pasted?.start?.target, pasted?.end?.target]),
    )
    expect(pasted?.start?.target).not.toBe(a)
  })
  it('I45 a pasted text that is higher than the view begins in sight', () => {
    const board = new BoardDriver()
    board.editor.viewport.value = { w: 1000, h: 600 }
    board.editor.camera.value = { x: 500, y: 2000, zoom: 1 }
    board.move(400, 300)
    pasteClipboard(board.editor, { text: 'short' })
    expect(board.drawnBox(board.selection[0])[1]).toBeGreaterThan(2250)
    board.editor.selection.value = []
    pasteClipboard(board.editor, { text: 'line\n'.repeat(200) })
    const [, y, , h] = board.drawnBox(board.selection[0])
    expect(h).toBeGreaterThan(600)
    expect(y).toBeCloseTo(2090, 0)
  })
  it('I43 a paste lands at the pointer; pasting again cascades', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100)
    const copied = copySelection(board.select(id).editor)
    board.choose('select').move(500, 400)
    pasteClipboard(board.editor, { json: copied?.json })
    expect(board.box(board.selection[0])).toEqual([450, 350, 100, 100])
    pasteClipboard(board.editor, { json: copied?.json })
    expect(board.box(board.selection[0])).toEqual([470, 370, 100, 100])
    pasteClipboard(board.editor, { json: copied?.json })
    expect(board.box(board.selection[0])).toEqual([490, 390, 100, 100])
    board.move(200, 600)
    pasteClipboard(board.editor, { json: copied?.json })
    expect(board.box(board.selection[0])).toEqual([150, 550, 100, 100])
  })
  it('I43 without a pointer a paste lands in the middle of the view', () => {
    const board = new BoardDriver()
    const copied = copySelection(board.select(board.add('geo', 0, 0, 100, 100)).editor)
    board.editor.camera.value = { x: 1000, y: 1000, zoom: 2 }
    pasteClipboard(board.editor, { json: copied?.json })
    expect(board.box(board.selection[0])).toEqual([1200, 1150, 100, 100])
  })
  it('I43 a frame travels with what is in it, locked things come unlocked', () => {
    const board = new BoardDriver()
    const frame = board.add('frame', 0, 0, 300, 300, { name: 'Plan' })
    board.add('geo', 50, 50, 100, 100, { parent: frame, locked: true })
    const copied = copySelection(board.select(frame).editor)
    const other = new BoardDriver()
    pasteClipboard(other.editor, { html: copied?.html })
    const pasted = other.shapes.find(({ type }) => type === 'frame')
    expect(other.shapes.find(({ type }) => type === 'geo')).toMatchObject({ parent: pasted?.id, locked: false })
    expect(other.selection).toEqual([pasted?.id])
  })
  it('I44 other programs get the words in reading order, and never our JSON', () => {
    const board = new BoardDriver()
    const ids = [
      board.add('text', 0, 300, 100, 25, words('below')),
      board.add('geo', 300, 0, 100, 100, words('right')),
      board.add('geo', 0, 0, 100, 100, words('left & <first>')),
      board.add('image', 0, 600, 100, 100, { alt: 'a picture' }),
      board.add('frame', 0, 800, 100, 100, { name: 'A frame' }),
    ]
    const copied = copySelection(board.select(...ids).editor)
    expect(copied?.text).toBe('left & <first>\nright\nbelow\na picture\nA frame')
    expect(copied?.html.replace(/<[^>]*>/g, '')).toBe('left &amp; &lt;first&gt;\nright\nbelow\na picture\nA frame')
  })
  it('I44 shapes without words leave the text clipboard empty', () => {
    const board = new BoardDriver()
    expect(copySelection(board.select(board.add('geo', 0, 0, 10, 10)).editor)?.text).toBe('')
    expect(copySelection(board.select().editor)).toBeNull()
  })
  it('I43 strokes survive the trip through text', () => {
    const board = new BoardDriver().choose('draw').drag(10, 10, 90, 50)
    const before = board.last
    const copied = copySelection(board.select(before.id).editor)
    pasteClipboard(board.editor, { json: copied?.json })
    expect(board.last).toMatchObject({ strokePoints: before.type === 'draw' && before.strokePoints })
  })
  it('I45 text becomes a text, a long one wrapped; a URL links the selected shape', () => {
    const board = new BoardDriver()
    expect(pasteClipboard(board.editor, { text: 'hello' })).toBe('text')
    expect(board.last).toMatchObject({ type: 'text', autoWidth: true, ...words('hello') })
    board.select()
    pasteClipboard(board.editor, { text: 'long '.repeat(40) })
    expect(board.last).toMatchObject({ autoWidth: false })
    expect(pasteClipboard(board.editor, { text: 'https://example.org/a' })).toBe('link')
    expect(board.last.link).toBe('https://example.org/a')
    expect(pasteClipboard(board.editor, { text: 'javascript:alert(1)' })).toBe('text')
  })
  it('I45 a URL with nothing or several selected is a text', () => {
    const board = new BoardDriver()
    const ids = [board.add('geo', 0, 0, 10, 10), board.add('geo', 50, 0, 10, 10)]
    expect(pasteClipboard(board.select(...ids).editor, { text: 'https://example.org' })).toBe('text')
    expect(pasteClipboard(board.select().editor, { text: 'https://example.org' })).toBe('text')
    expect(board.shapes.length).toBe(4)
  })
  it('foreign and broken clipboards are no shapes', () => {
    for (const json of ['', '{', 'null', '{"type":"inkroom/clipboard"}', '["inkroom/clipboard"]'])
      expect(parseClipboard(json)).toBe(null)
    expect(parseClipboard('{"type":"inkroom/clipboard","shapes":[null,{"id":1},{"id":"x","type":"alien"}]}')).toEqual(
      [],
    )
  })
  it('I52 a viewer pastes nothing', () => {
    const board = new BoardDriver()
    board.isViewer.value = true
    expect([pasteClipboard(board.editor, { text: 'no' }), board.shapes.length]).toEqual(['nothing', 0])
  })
})

describe('words', () => {
  it('find looks into texts and names without case and accents, in reading order', () => {
    const board = new BoardDriver()
    const low = board.add('geo', 0, 500, 100, 100, words('Café one'))
    const high = board.add('frame', 0, 0, 100, 100, { name: 'CAFE two' })
    expect(findOnBoard(board.editor, 'cafe').map(({ shape }) => shape)).toEqual([high, low])
  })
  it('I55 the selection is announced with kind, words and place', () => {
    const board = new BoardDriver()
    board.add('geo', 0, 0, 100, 100)
    const id = board.add('geo', 200, 0, 100, 100, words('API'))
    expect(describeSelection(board.select(id).editor)).toEqual({
      ...{ key: 'announce.one', kind: 'form.rectangle', words: 'API', place: 2, total: 2 },
    })
    const long = board.add('note', 400, 0, 100, 100, words(`two\n lines ${'👍🏽'.repeat(50)}`))
    const said = describeSelection(board.select(long).editor)
    expect(said?.key === 'announce.one' && [...said.words].length).toBe(60)
    expect(said).toMatchObject({ words: expect.stringMatching(/^two lines .*…$/u), place: 3 })
    expect(describeSelection(board.select(id, long).editor)).toEqual({ key: 'announce.many', count: 2 })
    expect(describeSelection(board.select().editor)).toBeNull()
  })
  it('I43 a large board arrives whole', () => {
    const shapes = Array.from({ length: 60_000 }, (_, i) =>
      makeShape('geo', `many-${i}` as ShapeId, { placement: { x: i, y: i, w: 100, h: 100, rotation: 0 } }),
    )
    const json = JSON.stringify({ type: CLIPBOARD_TYPE, version: 1, shapes })
    expect(parseClipboard(json)?.length).toBe(60_000)
  })
})
