import { describe, expect, it } from 'vitest'
import { toBoard } from '../../../lib/editor/camera/camera.ts'
import { screenPoint } from '../../../lib/geometry/point.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff' }
const touch = (id: number) => ({ pointer: 'touch' as const, id })

describe('camera', () => {
  it('I31 the point under the cursor stays under it over every zoom there is, to the ends and back', () => {
    const board = new BoardDriver()
    const at = screenPoint(137, 611)
    board.editor.camera.value = { x: 5000, y: -7000, zoom: 1 }
    const before = toBoard(board.editor.camera.value, at)
    let worst = 0
    for (const turn of [...Array(60).fill(-100), ...Array(120).fill(100), ...Array(60).fill(-100)]) {
      board.wheel(at.x, at.y, 0, turn, { ctrl: true })
      const now = toBoard(board.editor.camera.value, at)
      worst = Math.max(worst, Math.hypot(now.x - before.x, now.y - before.y) * board.editor.camera.value.zoom)
    }
    expect(worst).toBeLessThan(1)
  })
  it('I32 the view is panned by wheel, middle and right button while a text is edited, which goes on', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 200, 200, filled)
    board.select(id).key('Enter')
    board.wheel(10, 10, 5, 7).drag(600, 600, 650, 640, { button: 1 }).drag(600, 600, 610, 600, { button: 2 })
    expect(board.editor.camera.value).toEqual({ x: 5 - 50 - 10, y: 7 - 40, zoom: 1 })
    expect(board.editor.editing.value).toBe(id)
    board.type('still')
    expect(board.get(id)).toMatchObject({ text: [{ insert: 'still' }] })
  })
  it('I32 the wheel in the middle of a drag takes the dragged shape along', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.down(150, 150).move(250, 150).wheel(250, 150, 40, 0)
    expect(board.drawnBox(id)).toEqual([240, 100, 100, 100])
    board.up()
    expect(board.box(id)).toEqual([240, 100, 100, 100])
  })
  it('I34 fitting leaves 128 px, on small screens 28 %, and never magnifies', () => {
    const board = new BoardDriver({ settings: { reducedMotion: true } })
    const id = board.add('geo', 0, 0, 2000, 100)
    board.key('Shift+1')
    expect(board.editor.camera.value.zoom).toBeCloseTo((1000 - 128) / 2000, 6)
    board.editor.viewport.value = { w: 300, h: 500 }
    board.select(id).key('Shift+2')
    expect(board.editor.camera.value.zoom).toBeCloseTo((300 * 0.72) / 2000, 6)
    board.document.dispatch({
      name: 'update',
      patches: [{ id, patch: { placement: { x: 0, y: 0, w: 10, h: 10, rotation: 0 } } }],
    })
    board.key('Shift+2')
    expect(board.editor.camera.value.zoom).toBe(1)
  })
  it('I38 I52 who may only look pans, zooms, searches by fit, and shines', () => {
    const board = new BoardDriver({ settings: { reducedMotion: true } })
    board.add('geo', 0, 0, 100, 100, filled)
    board.isViewer.value = true
    board.choose('hand').drag(100, 100, 150, 100)
    expect(board.editor.camera.value.x).toBe(-50)
    expect([board.key('Shift+1'), board.key('Mod+='), board.key('k')]).toEqual([true, true, true])
    board.drag(10, 10, 90, 90)
    expect(board.editor.laser.value.length).toBeGreaterThan(2)
  })
})

describe('touch and pen', () => {
  it('I41 a third finger and fingers that leave one by one move nothing more', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 300, 300, 200, 200, filled)
    board.down(350, 350, touch(1)).down(450, 450, touch(2)).down(400, 300, touch(3))
    board.move(300, 350, touch(1)).up(300, 350, touch(1))
    const camera = board.editor.camera.value
    board.move(700, 700, touch(2)).move(100, 100, touch(3)).up(700, 700, touch(2)).up(100, 100, touch(3))
    expect([board.editor.camera.value, board.box(id)]).toEqual([camera, [300, 300, 200, 200]])
    board.drag(350, 350, 380, 350, touch(1))
    expect(board.box(id)[0]).not.toBe(300)
  })
  it('I41 the second finger takes back what the first began: no dot, no shape, no move, no other selection', () => {
    for (const tool of ['draw', 'rectangle', 'arrow', 'eraser', 'select'] as const) {
      const board = new BoardDriver()
      const kept = board.add('geo', 600, 600, 100, 100, filled)
      const id = board.add('geo', 300, 300, 100, 100, filled)
      board.select(kept).choose(tool)
      const selected = board.selection
      board.down(350, 350, touch(1)).move(380, 380, touch(1)).down(500, 350, touch(2)).up(380, 380, touch(1))
      board.up(500, 350, touch(2))
      expect([tool, board.shapes.length, board.box(id), board.editor.isBusy.value]).toEqual([
        tool,
        2,
        [300, 300, 100, 100],
        false,
      ])
      expect([tool, board.selection]).toEqual([tool, selected])
    }
  })
  it('I41 a cancelled pinch ends, the next finger draws again', () => {
    const board = new BoardDriver().choose('draw')
    board.down(300, 300, touch(1)).down(400, 300, touch(2)).cancel(1).cancel(2)
    board.drag(100, 100, 200, 200, touch(3))
    expect([board.shapes.length, board.last.type]).toEqual([1, 'draw'])
  })
  it('I41 the finger that opened the menu by resting neither moves nor draws when it goes on', () => {
    const board = new BoardDriver().choose('draw').down(300, 300, touch(1)).wait(520)
    board.move(400, 400, touch(1)).up(400, 400, touch(1))
    expect([board.requests.length, board.shapes.length, board.editor.isBusy.value]).toEqual([1, 0, false])
  })
  it('I40 in pen mode two fingers pinch and one pans, until the mode is left', () => {
    const board = new BoardDriver({ settings: { penMode: true } }).choose('draw')
    board.down(400, 400, touch(1)).down(600, 400, touch(2)).move(300, 400, touch(1)).move(700, 400, touch(2))
    expect(board.editor.camera.value.zoom).toBeCloseTo(2, 6)
    board.up(300, 400, touch(1)).up(700, 400, touch(2))
    const { x } = board.editor.camera.value
    board.drag(300, 300, 400, 300, touch(1))
    expect([board.editor.camera.value.x, board.shapes.length]).toEqual([x - 50, 0])
    board.editor.settings.value = { ...board.editor.settings.value, penMode: false }
    board.drag(300, 300, 400, 300, touch(1))
    expect(board.shapes.length).toBe(1)
  })
  it('I40 a palm that lands while the pen draws changes nothing', () => {
    const board = new BoardDriver().choose('draw')
    const pen = { pointer: 'pen' as const, id: 9 }
    board.down(100, 100, pen).move(150, 100, pen).down(400, 500, touch(1)).move(420, 500, touch(1))
    board.move(200, 100, pen).up(420, 500, touch(1)).move(250, 100, pen).up(250, 100, pen)
    expect([board.shapes.length, board.editor.camera.value.x]).toEqual([1, 0])
    expect(board.box(board.last.id)).toEqual([100, 100, 150, 0])
  })
})

describe('eraser', () => {
  it('I37 what is touched fades at once, locked things are safe, groups go whole', () => {
    const board = new BoardDriver()
    const locked = board.add('geo', 100, 100, 50, 50, { ...filled, locked: true })
    const [a, b] = [200, 400].map((x) => board.add('geo', x, 100, 50, 50, filled))
    board.select(a, b).key('Mod+g')
    const [group] = board.selection
    board.choose('eraser').down(110, 125).move(240, 125)
    expect([...board.editor.preview.value.fading].sort()).toEqual([a, b, group].sort())
    board.expectOneStep(() => board.up())
    expect(board.shapes.map(({ id }) => id)).toEqual([locked])
  })
  it('I37 a click erases what lies under it, a stroke over nothing writes nothing', () => {
    const board = new BoardDriver()
    board.add('geo', 100, 100, 50, 50, filled)
    board.choose('eraser').drag(300, 300, 500, 500)
    expect(board.document.history.canUndo.value).toBe(false)
    board.click(120, 120)
    expect(board.shapes).toEqual([])
  })
  it('I37 with Alt from the start nothing is marked', () => {
    const board = new BoardDriver()
    board.add('geo', 100, 100, 50, 50, filled)
    board.choose('eraser').drag(50, 125, 300, 125, { held: { alt: true } })
    expect(board.shapes.length).toBe(1)
  })
  it('I37 I51 what somebody else deletes under the eraser is no error', () => {
    const board = new BoardDriver()
    const [a, b] = [100, 200].map((x) => board.add('geo', x, 100, 50, 50, filled))
    board.choose('eraser').down(50, 125).move(300, 125)
    board.remotely((document) => document.dispatch({ name: 'delete', ids: [a] }))
    board.up()
    expect([board.shapes.length, b]).toEqual([0, b])
  })
})
