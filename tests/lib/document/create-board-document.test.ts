import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { BoardChange } from '../../../lib/document/board.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { exchange, id, openBoard, order, rectangle } from '../../support/document/board-peers.ts'

describe('board document', () => {
  it('reads back what was created, on top and in order', () => {
    const a = openBoard()
    const shape = rectangle('r1', 10, 20, { text: richText('hello'), stroke: '#ff0000' })
    expect(a.dispatch({ name: 'create', shapes: [shape, rectangle('r2')] })).toEqual({ ok: true, value: null })
    expect(a.board.get(id('r1'))).toEqual({ ...shape, index: 'a0' })
    expect(order(a)).toBe('r1 r2')
  })

  it('DC1 tells one change per transaction, after the board is up to date', () => {
    const a = openBoard()
    const changes: BoardChange[] = []
    const sizes: number[] = []
    a.observe((change) => {
      changes.push(change)
      sizes.push(a.board.size)
    })
    a.dispatch({
      name: 'batch',
      commands: [
        { name: 'create', shapes: [rectangle('r1'), rectangle('r2')] },
        { name: 'update', patches: [{ id: id('r1'), patch: { fill: '#00ff00' } }] },
        { name: 'reorder', ids: [id('r1')], to: 'front' },
        { name: 'set-title', title: 'Plan' },
      ],
    })
    expect(sizes).toEqual([2])
    expect([...changes[0].added]).toEqual(['r1', 'r2'])
    expect(changes[0]).toMatchObject({ titleChanged: true, origin: 'local' })
    expect(order(a)).toBe('r2 r1')
    expect(a.board.title).toBe('Plan')
  })

  it('the background is shared, undone, and reads as plain when it is strange', () => {
    const a = openBoard()
    const seen: boolean[] = []
    a.observe(({ backgroundChanged }) => seen.push(backgroundChanged))
    a.dispatch({ name: 'set-background', background: '#FFFBE6' })
    expect([a.board.background, seen]).toEqual(['#fffbe6', [true]])
    a.history.undo()
    expect(a.board.background).toBe('')
    a.dispatch({ name: 'set-background', background: 'url(javascript:)' })
    expect(a.board.background).toBe('')
    a.doc.getMap('meta').set('background', { r: 1 })
    expect(a.board.background).toBe('')
  })

  it('refuses a duplicate id and writes nothing', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('r1')] })
    const refused = a.dispatch({
      name: 'batch',
      commands: [
        { name: 'set-title', title: 'no' },
        { name: 'create', shapes: [rectangle('r2'), rectangle('r1')] },
      ],
    })
    expect(refused).toMatchObject({ ok: false, error: { code: 'duplicate-id' } })
    expect([a.board.size, a.board.title]).toEqual([1, ''])
  })

  it('keeps a shape of an unknown type or a newer version untouched', () => {
    const a = openBoard()
    const stored = new Y.Map<unknown>([
      ['type', 'hologram'],
      ['beam', 7],
      ['placement', { x: 1, y: 2, w: 3, h: 4, rotation: 0 }],
    ])
    a.doc.getMap('shapes').set('h', stored)
    a.doc.getMap('shapes').set('n', new Y.Map<unknown>([['type', 'geo'], ['v', 99]])) // biome-ignore format: short
    a.dispatch({ name: 'update', patches: [{ id: id('h'), patch: { locked: true, beam: 8, originalType: 'x' } }] })
    expect(a.board.get(id('h'))).toMatchObject({ type: 'unknown', originalType: 'hologram', locked: true })
    expect(a.board.get(id('n'))).toMatchObject({ type: 'unknown', originalType: 'geo' })
    expect(stored.toJSON()).toMatchObject({ type: 'hologram', beam: 7, locked: true })
  })

  it('loads what the document already holds', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('r1'), makeShape('text', id('t'), { text: richText('x') })] })
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(a.doc))
    expect(createBoardDocument({ doc }).board.shapes).toEqual(a.board.shapes)
  })

  it('never brings back a shape that somebody else deleted', () => {
    const [a, b] = [openBoard(1), openBoard(2)]
    a.dispatch({ name: 'create', shapes: [rectangle('r1')] })
    exchange(a, b)
    b.dispatch({ name: 'delete', ids: [id('r1')] })
    a.dispatch({ name: 'update', patches: [{ id: id('r1'), patch: { fill: '#00ff00' } }] })
    exchange(a, b)
    a.dispatch({ name: 'update', patches: [{ id: id('r1'), patch: { fill: '#ff0000' } }] })
    a.history.undo()
    a.history.undo()
    a.history.redo()
    exchange(a, b)
    expect([a.board.size, b.board.size]).toEqual([0, 0])
  })

  it('merges two replacements of one text', () => {
    const [a, b] = [openBoard(1), openBoard(2)]
    a.dispatch({ name: 'create', shapes: [rectangle('r1', 0, 0, { text: richText('one two') })] })
    exchange(a, b)
    a.dispatch({ name: 'set-text', id: id('r1'), text: richText('one and two') })
    b.dispatch({ name: 'set-text', id: id('r1'), text: richText('one two three') })
    exchange(a, b)
    expect(a.sharedText(id('r1'))?.toString()).toBe('one and two three')
    expect(a.board.get(id('r1'))).toEqual(b.board.get(id('r1')))
  })

  it('DC4 two who resize at once get the box of one of them, never a mixture', () => {
    const [a, b] = [openBoard(1), openBoard(2)]
    a.dispatch({ name: 'create', shapes: [rectangle('r1')] })
    exchange(a, b)
    const boxes = [
      { x: 0, y: 0, w: 300, h: 100, rotation: 0 },
      { x: 50, y: 40, w: 50, h: 60, rotation: 1 },
    ]
    a.dispatch({ name: 'update', patches: [{ id: id('r1'), patch: { placement: boxes[0] } }] })
    b.dispatch({ name: 'update', patches: [{ id: id('r1'), patch: { placement: boxes[1] } }] })
    exchange(a, b)
    expect(boxes).toContainEqual(a.board.get(id('r1'))?.placement)
    expect(a.board.get(id('r1'))).toEqual(b.board.get(id('r1')))
  })

  it('refuses every command while it may only be looked at', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('r1')] })
    a.writable.value = false
    expect(a.dispatch({ name: 'delete', ids: [id('r1')] })).toMatchObject({ error: { code: 'read-only' } })
    a.history.undo()
    expect(a.board.size).toBe(1)
    expect(a.history.canUndo.value).toBe(false)
  })
})
