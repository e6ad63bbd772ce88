import { describe, expect, it } from 'vitest'
import type { PointerEventInput } from '../../../lib/editor/editor.ts'
import { toolIds } from '../../../lib/editor/tools/tool-ids.ts'
import { screenPoint } from '../../../lib/geometry/point.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }
const flipped = { pointer: 'pen', button: 5, id: 9 } as const
const ctrl = { shift: false, alt: false, ctrl: true, space: false }
const menuAt = (x: number, y: number): PointerEventInput => ({
  ...{ name: 'menu', screen: screenPoint(x, y), pressure: 0.5, at: 0, pointer: 'mouse', button: 0, pointerId: 1 },
  modifiers: ctrl,
})

describe('the eraser end of a pen', () => {
  for (const tool of toolIds)
    it(`I37 rubs out from ${tool}, as one step, and gives the tool back`, () => {
      const board = new BoardDriver()
      const id = board.add('geo', 100, 100, 100, 100, filled)
      const other = board.add('geo', 600, 600, 100, 100, filled)
      board.select(other).choose(tool)
      const selected = board.selection
      board.expectOneStep(() => board.drag(50, 150, 250, 150, flipped))
      expect(board.shapes.map((shape) => shape.id)).not.toContain(id)
      expect([board.editor.tool.value, board.selection]).toEqual([tool, selected])
    })
  it('I37 a cancelled one rubs nothing out and gives the tool back', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.choose('draw').down(50, 150, flipped).move(250, 150, flipped).cancel(9)
    expect([board.get(id).type, board.editor.tool.value]).toEqual(['geo', 'draw'])
  })
  it('I37 a tool chosen while it rubs stays', () => {
    const board = new BoardDriver()
    board.choose('draw').down(50, 150, flipped).move(250, 150, flipped)
    board.choose('arrow').up(250, 150, flipped)
    expect(board.editor.tool.value).toBe('arrow')
  })
  it('TL5 of somebody who may only look it erases nothing', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.isViewer.value = true
    board.drag(50, 150, 250, 150, flipped)
    expect([board.get(id).type, board.editor.tool.value]).toEqual(['geo', 'select'])
  })
})

describe('a menu in the middle of a press', () => {
  it('I56 Ctrl and a click on a Mac opens the menu of what lies there, and drags nothing', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.down(150, 150, { held: ctrl })
    board.editor.pointerEvent(menuAt(150, 150))
    board.move(300, 300, { held: ctrl }).up(300, 300, { held: ctrl })
    expect(board.requests).toEqual([{ name: 'context-menu', screen: { x: 150, y: 150 } }])
    expect([board.selection, board.box(id)]).toEqual([[id], [100, 100, 100, 100]])
  })
  for (const tool of toolIds)
    it(`I56 with ${tool} it leaves no mark`, () => {
      const board = new BoardDriver()
      board.choose(tool).down(150, 150, { held: ctrl }).move(190, 190, { held: ctrl })
      board.editor.pointerEvent(menuAt(150, 150))
      board.move(300, 300).up(300, 300)
      expect([board.shapes, board.requests.map(({ name }) => name)]).toEqual([[], ['context-menu']])
      expect(board.document.history.canUndo.value).toBe(false)
    })
  it('I56 the next press is a press again', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.down(150, 150, { held: ctrl })
    board.editor.pointerEvent(menuAt(150, 150))
    board.drag(150, 150, 250, 150)
    expect(board.box(id)).toEqual([200, 100, 100, 100])
  })
})

describe('keys that are let go unheard', () => {
  it('I62 Space and Z count as let go when the window loses the keyboard', () => {
    const board = new BoardDriver()
    board.key(' ')
    board.holdKey('z')
    board.editor.releaseKeys()
    board.choose('rectangle').drag(100, 100, 200, 200)
    expect([board.last.type, board.editor.camera.value]).toEqual(['geo', { x: 0, y: 0, zoom: 1 }])
  })
  it('I62 held modifiers no longer shape a gesture that goes on', () => {
    const board = new BoardDriver()
    board.choose('rectangle').hold({ shift: true }).down(100, 100).move(200, 150)
    expect(board.editor.preview.value.created[0].placement).toMatchObject({ w: 100, h: 100 })
    board.editor.releaseKeys()
    expect(board.editor.preview.value.created[0].placement).toMatchObject({ w: 100, h: 50 })
  })
  it('I62 a pan by Space ends', () => {
    const board = new BoardDriver()
    board.key(' ')
    board.down(100, 100).move(150, 100)
    board.editor.releaseKeys()
    board.move(300, 100).up(300, 100)
    expect(board.editor.camera.value.x).toBe(-50)
  })
  it('I62 the end of a burst of arrow keys is the end of its step', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.select(id).key('ArrowRight')
    board.editor.releaseKeys()
    board.key('ArrowRight')
    board.wait(1000).editor.run('edit.undo')
    expect(board.box(id)[0]).toBe(101)
  })
  it('I62 Command hides the release of other keys on a Mac: with it they are let go', () => {
    const board = new BoardDriver()
    board.key(' ')
    const free = { shift: false, alt: false, ctrl: false, space: false }
    board.editor.keyEvent({
      name: 'up',
      key: 'Meta',
      code: 'MetaLeft',
      modifiers: free,
      isRepeat: false,
      isComposing: false,
    })
    board.choose('rectangle').drag(100, 100, 200, 200)
    expect(board.last.type).toBe('geo')
  })
})

describe('a pinch that Safari tells', () => {
  it('I31 keeps the board point under the pointer', () => {
    const board = new BoardDriver()
    board.editor.zoomAt(screenPoint(640, 400), 2)
    expect(board.editor.camera.value).toEqual({ x: 320, y: 200, zoom: 2 })
    board.editor.zoomAt(screenPoint(640, 400), 900)
    expect(board.editor.camera.value.zoom).toBe(30)
  })
})
