import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff' }

describe('others at the same time', () => {
  it('I51 what somebody deletes during my drag stays deleted, and nothing breaks', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.down(50, 50).move(150, 150)
    board.remotely((document) => document.dispatch({ name: 'delete', ids: [id] }))
    board.move(180, 180).up()
    expect([board.shapes.length, board.selection, board.editor.isBusy.value]).toEqual([0, [], false])
  })
  it('I51 the same for resizing, rotating, dragging a point and typing', () => {
    const board = new BoardDriver()
    const gestures: ((id: ShapeId) => void)[] = [
      (id) => {
        const at = board.select(id).handle('se')
        board.down(at.x, at.y).move(at.x + 50, at.y + 50)
      },
      (id) => {
        const at = board.select(id).handle('rotate')
        board.down(at.x, at.y).move(at.x + 50, at.y + 50)
      },
      (id) => {
        board.select(id)
        board.editor.editing.value = id
      },
    ]
    for (const begin of gestures) {
      const id = board.add('geo', 0, 0, 100, 100, filled)
      begin(id)
      board.remotely((document) => document.dispatch({ name: 'delete', ids: [id] }))
      board.move(300, 300).up()
      expect([board.shapes.length, board.editor.editing.value, board.editor.isBusy.value]).toEqual([0, null, false])
    }
    const line = board.add('line', 0, 0, 100, 100)
    const at = board.select(line).handle({ point: 1 })
    board.down(at.x, at.y).move(200, 200)
    board.remotely((document) => document.dispatch({ name: 'delete', ids: [line] }))
    board.move(300, 300).up()
    expect(board.shapes.length).toBe(0)
  })
  it('I23 what others change during my drag is kept', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.down(50, 50).move(150, 150)
    board.remotely((document) => document.dispatch({ name: 'update', patches: [{ id, patch: { stroke: '#ff0000' } }] }))
    board.up()
    expect(board.get(id)).toMatchObject({ stroke: '#ff0000', placement: { x: 100, y: 100 } })
  })
  it('I23 undo of a shape that somebody deleted does not crash', () => {
    const board = new BoardDriver()
    board.choose('rectangle').drag(0, 0, 100, 100).drag(50, 0, 150, 0)
    const { id } = board.last as Shape
    board.remotely((document) => document.dispatch({ name: 'delete', ids: [id] }))
    board.key('Mod+z')
    board.key('Mod+z')
    board.key('Mod+Shift+z')
  })
  it('I48 a peer that drags is shown live, my own drag wins', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    const other = board.add('geo', 300, 0, 100, 100, filled)
    const invalidated: string[] = []
    board.editor.view.onInvalidated((ids) => invalidated.push(...ids))
    const moving = (x: number) => [
      { id, placement: { x, y: 0, w: 100, h: 100, rotation: 0 } },
      { id: other, placement: { x, y: 500, w: 100, h: 100, rotation: 0 } },
    ]
    board.editor.peers.value = [{ moving: moving(40), drawing: [] } as never]
    expect([board.drawnBox(id), board.drawnBox(other)]).toEqual([
      [40, 0, 100, 100],
      [40, 500, 100, 100],
    ])
    expect(invalidated.sort()).toEqual([id, other].sort())
    board.down(90, 50).move(190, 50)
    expect(board.drawnBox(id)).toEqual([140, 0, 100, 100])
    board.editor.peers.value = [{ moving: moving(60), drawing: [] } as never]
    expect([board.drawnBox(id), board.drawnBox(other)]).toEqual([
      [140, 0, 100, 100],
      [60, 500, 100, 100],
    ])
    board.key('Escape')
    board.editor.peers.value = []
    expect(board.drawnBox(id)).toEqual([0, 0, 100, 100])
  })
  it('I48 what others type is shown while they type, also where I type', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.select(id).key('Enter')
    board.type('mine')
    board.remotely((document) => {
      const text = document.sharedText(id)
      document.doc.transact(() => text?.insert(0, 'theirs '))
    })
    expect(board.get(id)).toMatchObject({ text: [{ insert: 'theirs mine' }] })
    expect(board.editor.editing.value).toBe(id)
  })
  it('I53 two people who write into one text at once both keep their words; each takes back only their own', () => {
    const docs = [1, 2].map((clientID) => Object.assign(new Y.Doc(), { clientID }))
    const [a, b] = docs.map((doc, i) => new BoardDriver({ doc, seed: i + 1 }))
    const meet = () => {
      const updates = docs.map((doc) => Y.encodeStateAsUpdate(doc))
      Y.applyUpdate(docs[0], updates[1], 'remote')
      Y.applyUpdate(docs[1], updates[0], 'remote')
    }
    const id = a.add('geo', 0, 0, 100, 100, { text: [{ insert: 'start ' }] })
    meet()
    for (const board of [a, b]) board.select(id).key('Enter')
    a.type('one ')
    b.type('two ')
    a.type('more ')
    meet()
    a.key('Escape')
    b.key('Escape')
    const said = (board: BoardDriver) => board.document.sharedText(id)?.toString()
    expect(said(a)).toBe(said(b))
    expect([...(said(a) ?? '').matchAll(/\w+/g)].map(String).sort()).toEqual(['more', 'one', 'start', 'two'])
    a.key('Mod+z')
    meet()
    expect([said(a), said(b)]).toEqual(['start two ', 'start two '])
    b.key('Mod+z')
    a.key('Mod+Shift+z')
    meet()
    expect([said(a), said(b)]).toEqual(['start one more ', 'start one more '])
  })
  it('I52 a viewer changes nothing by any route, but selects, pans and shines', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.isViewer.value = true
    board.drag(50, 50, 150, 150).choose('rectangle').drag(300, 300, 400, 400)
    board.select(id)
    for (const key of ['Delete', 'Mod+d', 'Mod+x', 'ArrowLeft', 'Enter', ']']) board.key(key)
    board.doubleClick(500, 500)
    board.editor.applyStyle({ stroke: '#ff0000' })
    board.editor.insert([board.get(id)])
    expect(board.editor.dispatch({ name: 'delete', ids: [id] }).ok).toBe(false)
    expect([board.shapes.length, board.box(id)]).toEqual([1, [0, 0, 100, 100]])
    board.choose('select').click(50, 50)
    expect(board.selection).toEqual([id])
    board.choose('laser').drag(10, 10, 50, 50)
    expect(board.editor.laser.value.length).toBeGreaterThan(1)
  })
})
