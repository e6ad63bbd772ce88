import { describe, expect, it } from 'vitest'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { exchange, id, openBoard, rectangle } from '../../support/document/board-peers.ts'

const fillOf = (board: ReturnType<typeof openBoard>, name: string) =>
  (board.board.get(id(name)) as { fill?: string } | undefined)?.fill
const paint = (name: string, fill: string) =>
  ({ name: 'update', patches: [{ id: id(name), patch: { fill } }] }) as const

describe('history', () => {
  it('DC1 takes back one command at a time, however quickly they came', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('r')] })
    a.dispatch(paint('r', '#ff0000'))
    a.dispatch(paint('r', '#00ff00'))
    a.history.undo()
    expect(fillOf(a, 'r')).toBe('#ff0000')
    a.history.undo()
    expect(fillOf(a, 'r')).toBe('transparent')
    a.history.redo()
    expect(fillOf(a, 'r')).toBe('#ff0000')
  })

  it('I23 takes back only own work, and survives what others did meanwhile', () => {
    const [a, b] = [openBoard(1), openBoard(2)]
    a.dispatch({ name: 'create', shapes: [rectangle('mine')] })
    exchange(a, b)
    b.dispatch({ name: 'create', shapes: [rectangle('theirs')] })
    b.dispatch(paint('mine', '#00ff00'))
    exchange(a, b)
    a.dispatch({ name: 'update', patches: [{ id: id('mine'), patch: { locked: true } }] })
    a.history.undo()
    exchange(a, b)
    expect(a.board.get(id('mine'))).toMatchObject({ locked: false, fill: '#00ff00' })
    a.history.undo()
    exchange(a, b)
    expect(b.board.shapes.map((shape) => shape.id)).toEqual(['theirs'])
    expect(a.history.canUndo.value).toBe(false)
  })

  it('I23 never overwrites a newer value of somebody else', () => {
    const [a, b] = [openBoard(1), openBoard(2)]
    b.dispatch({ name: 'create', shapes: [rectangle('r')] })
    exchange(a, b)
    a.dispatch(paint('r', '#ff0000'))
    exchange(a, b)
    b.dispatch(paint('r', '#0000ff'))
    exchange(a, b)
    a.history.undo()
    exchange(a, b)
    expect([fillOf(a, 'r'), fillOf(b, 'r')]).toEqual(['#0000ff', '#0000ff'])
    expect(a.history.canUndo.value).toBe(false)
  })

  it('brings a deleted shape back whole: words, group and arrows', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('r', 0, 0, { text: richText('API') }), rectangle('s', 200)] })
    a.dispatch({ name: 'group', ids: [id('r'), id('s')], group: id('g') })
    const before = a.board.shapes
    a.dispatch({ name: 'delete', ids: [id('g')] })
    expect(a.board.size).toBe(0)
    a.history.undo()
    expect(a.board.shapes).toEqual(before)
  })

  it('makes one step of everything between begin and end', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('r')] })
    a.history.begin()
    for (const text of ['h', 'he', 'hey']) a.dispatch({ name: 'set-text', id: id('r'), text: richText(text) })
    a.history.end()
    a.dispatch(paint('r', '#ff0000'))
    a.history.undo()
    expect(a.sharedText(id('r'))?.toString()).toBe('hey')
    a.history.undo()
    expect(a.sharedText(id('r'))?.toString()).toBe('')
  })

  it('captures typing under the origin that a text editor is given', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('r')] })
    a.history.begin()
    a.doc.transact(() => a.sharedText(id('r'))?.insert(0, 'typed'), a.history.origin)
    a.history.end()
    expect(a.board.get(id('r'))).toMatchObject({ text: [{ insert: 'typed' }] })
    a.history.undo()
    expect(a.board.get(id('r'))).toMatchObject({ text: [] })
  })

  it('TL5 cancel takes back what happened since begin and leaves no step in either direction', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('r')] })
    a.history.begin()
    a.dispatch({ name: 'create', shapes: [rectangle('empty')] })
    a.history.cancel()
    expect(a.board.shapes.map((shape) => shape.id)).toEqual(['r'])
    expect([a.history.canUndo.value, a.history.canRedo.value]).toEqual([true, false])
    a.history.begin()
    a.history.cancel()
    expect(a.board.size).toBe(1)
  })

  it('leaves comments alone', () => {
    const a = openBoard()
    a.dispatch({
      name: 'add-comment',
      thread: { id: 't', shape: null, x: 0, y: 0 },
      message: { id: 'm', author: 'Ada', color: '#112233', at: 1, text: 'look' },
    })
    expect(a.history.canUndo.value).toBe(false)
    a.history.undo()
    expect(a.board.comments()).toHaveLength(1)
  })
})
