import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff' }

describe('selecting', () => {
  it('I10 a click selects the topmost shape; empty board selects nothing', () => {
    const board = new BoardDriver()
    board.add('geo', 0, 0, 100, 100, filled)
    const top = board.add('geo', 50, 50, 100, 100, { ...filled, index: 'b' })
    board.click(75, 75)
    expect(board.selection).toEqual([top])
    board.click(400, 400)
    expect(board.selection).toEqual([])
  })
  it('I11 a marquee selects what it touches, live; containing by preference, Ctrl inverts, Shift adds', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 100, 100, 100, 100, filled)
    const b = board.add('geo', 300, 100, 100, 100, filled)
    board.down(50, 50).move(120, 120)
    expect(board.selection).toEqual([a])
    board.move(320, 250)
    expect(board.selection).toEqual([a, b])
    board.up()
    expect(board.editor.marquee.value).toBe(null)
    board.drag(50, 50, 320, 250, { held: { ctrl: true } })
    expect(board.selection).toEqual([a])
    board.drag(450, 50, 390, 250, { held: { shift: true } })
    expect(board.selection).toEqual([a, b])
  })
  it('I11 Esc during a marquee gives the old selection back', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 100, 100, 100, 100, filled)
    const b = board.add('geo', 300, 100, 100, 100, filled)
    board.select(b).down(50, 50).move(120, 120).key('Escape')
    board.up()
    expect(board.selection).toEqual([b])
    expect(a).not.toBe(b)
  })
  it('I11 the view scrolls when a drag rests at the edge for 200 ms', () => {
    const board = new BoardDriver().down(500, 400).move(998, 400)
    board.wait(150)
    expect(board.editor.camera.value.x).toBe(0)
    board.wait(300)
    expect(board.editor.camera.value.x).toBeGreaterThan(0)
    expect(board.editor.marquee.value?.w).toBeGreaterThan(498)
    const { x } = board.up().editor.camera.value
    board.wait(500)
    expect(board.editor.camera.value.x).toBe(x)
    expect(board.clock.pending).toBe(0)
  })
  it('I12 Shift+click toggles, Ctrl+click reaches into groups', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 0, 0, 100, 100, filled)
    const b = board.add('geo', 200, 0, 100, 100, filled)
    board.click(50, 50).click(250, 50, { held: { shift: true } })
    expect(board.selection).toEqual([a, b])
    board.wait(1000).click(50, 50, { held: { shift: true } })
    expect(board.selection).toEqual([b])
    board.select(a, b).key('Mod+g')
    const [group] = board.selection
    board.click(600, 600).click(50, 50)
    expect(board.selection).toEqual([group])
    board.wait(1000).click(50, 50, { held: { ctrl: true } })
    expect(board.selection).toEqual([a])
  })
  it('I12 locked shapes ignore clicks, marquee and the eraser; the context menu still finds them', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 0, 0, 100, 100, { ...filled, locked: true })
    board.click(50, 50)
    expect(board.selection).toEqual([])
    board.drag(400, 400, -10, -10)
    expect(board.selection).toEqual([])
    board.choose('eraser').drag(10, 10, 90, 90).choose('select')
    expect(board.shapes.length).toBe(1)
    board.click(50, 50, { button: 2 })
    expect(board.selection).toEqual([a])
    expect(board.requests.at(-1)).toMatchObject({ name: 'context-menu' })
    board.key('Mod+Shift+l')
    expect(board.get(a).locked).toBe(false)
  })
})

describe('moving', () => {
  it('I13 a click never nudges; 4 px with the mouse and 6 with a finger begin a drag', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.down(50, 50).move(53, 50).up()
    expect(board.box(id)).toEqual([0, 0, 100, 100])
    board.down(50, 50, { pointer: 'touch' }).move(55, 50, { pointer: 'touch' }).up(55, 50, { pointer: 'touch' })
    expect(board.box(id)).toEqual([0, 0, 100, 100])
    board.wait(1000).down(50, 50).move(55, 50).up()
    expect(board.box(id)).toEqual([5, 0, 100, 100])
  })
  it('I23 a drag writes nothing until it ends, then exactly one undo step', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    let writes = 0
    board.document.observe(() => writes++)
    board.expectOneStep(() => {
      board.down(50, 50).move(80, 80).move(150, 150)
      expect([writes, board.box(id), board.drawnBox(id)]).toEqual([0, [0, 0, 100, 100], [100, 100, 100, 100]])
      board.up()
      expect(writes).toBe(1)
    })
  })
  it('I6 Esc during a drag reverts it completely', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.down(50, 50).move(150, 150).key('Escape')
    expect(board.drawnBox(id)).toEqual([0, 0, 100, 100])
    board.move(200, 200).up()
    expect([board.box(id), board.undoSteps(), board.editor.isBusy.value]).toEqual([[0, 0, 100, 100], 0, false])
  })
  it('I14 Alt leaves the originals and drags copies; letting Alt go before the drop moves instead', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.expectOneStep(() => board.drag(50, 50, 250, 50, { held: { alt: true } }))
    expect(board.shapes.length).toBe(2)
    expect([board.box(id), board.box(board.last.id)]).toEqual([
      [0, 0, 100, 100],
      [200, 0, 100, 100],
    ])
    board.select(id).down(50, 50).press('Alt').move(50, 250)
    expect(board.editor.preview.value.created.length).toBe(1)
    board.press('Alt', 'up').up(50, 250)
    expect([board.shapes.length, board.box(id)]).toEqual([2, [0, 200, 100, 100]])
  })
  it('I14 Ctrl+D twice repeats the offset that the first copy was given', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.select(id).key('Mod+d')
    const copy = board.selection[0]
    board.drag(60, 60, 160, 60)
    expect(board.box(copy)).toEqual([120, 20, 100, 100])
    board.key('Mod+d')
    expect(board.box(board.selection[0])).toEqual([240, 40, 100, 100])
  })
  it('I15 Shift keeps to one axis, Ctrl inverts snapping', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.add('geo', 300, 205, 100, 100, filled)
    board.down(50, 50).press('Shift').move(150, 70).up()
    expect(board.box(id)).toEqual([100, 0, 100, 100])
    board.press('Shift', 'up').drag(150, 50, 150, 252, { held: { ctrl: true } })
    expect(board.box(id)).toEqual([100, 205, 100, 100])
  })
  it('I16 arrow keys move by 1, Shift by 10, the grid by a cell; a burst is one step', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100)
    board.select(id)
    for (let i = 0; i < 5; i++) board.key('ArrowRight')
    board.key('Shift+ArrowDown')
    expect(board.box(id)).toEqual([5, 10, 100, 100])
    board.wait(2000)
    expect(board.undoSteps()).toBe(1)
    board.editor.settings.value = { ...board.editor.settings.value, grid: true }
    board.select(id).key('ArrowLeft')
    expect(board.box(id)[0]).toBe(-15)
  })
  it('I19 guides appear only while dragging, and edges, centres and gaps attract', () => {
    const board = new BoardDriver({ settings: { snapToObjects: true } })
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.add('geo', 300, 0, 100, 100, filled)
    board.down(50, 50).move(347, 300)
    expect(board.drawnBox(id)[0]).toBe(300)
    expect(board.editor.guides.value.length).toBeGreaterThan(0)
    board.up()
    expect(board.editor.guides.value).toEqual([])
  })
  it('I19 a third shape snaps to the gap of the other two', () => {
    const board = new BoardDriver({ settings: { snapToObjects: true } })
    board.add('geo', 0, 0, 50, 100, filled)
    board.add('geo', 80, 0, 50, 110, filled)
    const id = board.add('geo', 300, 5, 40, 90, filled)
    board.drag(320, 50, 184, 50)
    expect(board.box(id)[0]).toBe(160)
  })
  it('I20 a group keeps z-order, ungrouping restores, nested groups survive', () => {
    const board = new BoardDriver()
    const ids = [0, 1, 2].map((i) => board.add('geo', i * 200, 0, 100, 100, { ...filled, index: `a${i + 1}` }))
    const before = board.shapes.map(({ id }) => id)
    board.select(ids[0], ids[2]).key('Mod+g')
    const inner = board.selection[0]
    board.select(inner, ids[1])
    board.expectOneStep(() => board.key('Mod+g'))
    const outer = board.shapes.find((shape) => shape.type === 'group' && shape.id !== inner)?.id as ShapeId
    expect(board.get(inner).parent).toBe(outer)
    board.select(outer).key('Mod+Shift+g')
    expect(board.get(inner).parent).toBe('')
    board.select(inner).key('Mod+Shift+g')
    expect(board.shapes.map(({ id }) => id)).toEqual(before)
  })
  it('moving a group or frame moves its members along', () => {
    const board = new BoardDriver()
    const frame = board.add('frame', 0, 0, 300, 300)
    const child = board.add('geo', 50, 50, 100, 100, { ...filled, parent: frame })
    board.select(frame).expectOneStep(() => {
      board.key('Shift+ArrowRight')
      board.wait(1000)
    })
    expect(board.box(child)).toEqual([60, 50, 100, 100])
  })
  it('a shape dropped into a frame becomes its child, dropped outside it leaves', () => {
    const board = new BoardDriver()
    const frame = board.add('frame', 400, 0, 300, 300)
    const id = board.add('geo', 0, 0, 100, 100, { ...filled, index: 'b' })
    board.expectOneStep(() => board.drag(50, 50, 500, 150))
    expect(board.get(id).parent).toBe(frame)
    board.drag(500, 150, 100, 500)
    expect(board.get(id).parent).toBe('')
  })
})

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
