import { describe, expect, it } from 'vitest'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import { boardPoint } from '../../../lib/geometry/point.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const ZOOMS = [0.05, 0.1, 0.25, 1, 2]
/** What the plain measurer says of 14 px: 7 px a letter. */
const LETTER = 7

function framed(zoom: number, name = 'Plan') {
  const board = new BoardDriver()
  const id = board.add('frame', 100, 400, 3000, 2000, { name })
  board.editor.camera.value = { x: 0, y: 0, zoom }
  const corner = toScreen(board.editor.camera.value, boardPoint(100, 400))
  const caption = () => {
    const shape = board.editor.view.get(id)
    return shape ? board.editor.view.caption(shape, zoom) : null
  }
  /** A point of the screen, so many pixels from the frame's corner. */
  const from = (dx: number, dy: number) => ({ x: corner.x + dx, y: corner.y + dy })
  return { board, id, caption, from }
}

describe('the name of a frame', () => {
  for (const zoom of ZOOMS) {
    it(`I138 keeps its size on the screen: ${zoom * 100} %`, () => {
      expect(framed(zoom).caption()).toMatchObject({
        text: 'Plan',
        fontSize: 14,
        x: 0,
        baseline: -6,
        width: 4 * LETTER,
      })
    })
    it(`I138 is pressed, hovered and renamed where it is shown: ${zoom * 100} %`, () => {
      const { board, id, from } = framed(zoom)
      const [on, above, beside] = [from(4, -12), from(4, -30), from(4 * LETTER + 12, -12)]
      board.move(on.x, on.y)
      expect(board.editor.hovered.value).toBe(id)
      board.click(on.x, on.y)
      expect(board.selection).toEqual([id])
      board.wait(1000).click(above.x, above.y)
      expect(board.selection).toEqual([])
      board.wait(1000).click(beside.x, beside.y)
      expect(board.selection).toEqual([])
      board.doubleClick(on.x, on.y)
      expect(board.requests).toEqual([{ name: 'rename-frame', shape: id }])
    })
  }
  it('I138 is cut with an ellipsis to the width that the frame has on the screen, and is gone without room', () => {
    const long = 'The quarter that is to come'
    const shown = [1, 0.05, 0.02, 0.002].map((zoom) => framed(zoom, long).caption()?.text)
    expect(shown).toEqual([long, 'The quarter that is…', 'The qua…', undefined])
  })
  it('I138 stands over what lies there: the name is pressed, not the shape below it', () => {
    const { board, id, from } = framed(0.1)
    board.add('geo', 0, 0, 2000, 390, { fill: '#ffffff' })
    const on = from(4, -12)
    board.click(on.x, on.y)
    expect(board.selection).toEqual([id])
  })
  it('I138 moves with its frame and goes with it, with undo as well', () => {
    const { board, id, from } = framed(0.5)
    board.drag(from(4, -12).x, from(4, -12).y, from(104, -12).x, from(104, -12).y)
    board.select().wait(1000).click(from(4, -12).x, from(4, -12).y)
    expect(board.selection).toEqual([])
    board.click(from(104, -12).x, from(104, -12).y)
    expect(board.selection).toEqual([id])
    board.key('Delete')
    board.wait(1000).click(from(104, -12).x, from(104, -12).y)
    expect([board.selection, board.editor.view.captioned()]).toEqual([[], []])
    board.key('Mod+z')
    board.wait(1000).click(from(104, -12).x, from(104, -12).y)
    expect(board.selection).toEqual([id])
  })
  it('I138 in a frame that cuts it off is not to be seen, nor pressed; locked it is not pressed', () => {
    const { board, id, from } = framed(1)
    const outer = board.add('frame', 0, 500, 300, 300, { name: 'Outer' })
    board.editor.dispatch({ name: 'update', patches: [{ id, patch: { parent: outer } }] })
    board.click(from(4, -12).x, from(4, -12).y)
    expect(board.selection).toEqual([])
    board.editor.dispatch({ name: 'update', patches: [{ id, patch: { parent: '', locked: true } }] })
    board.wait(1000).click(from(4, -12).x, from(4, -12).y)
    expect(board.selection).toEqual([])
  })
})
