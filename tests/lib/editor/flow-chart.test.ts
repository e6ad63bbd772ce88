import { describe, expect, it } from 'vitest'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const steps = (board: BoardDriver) => board.shapes.filter(({ type }) => type === 'geo')
const arrows = (board: BoardDriver) => board.shapes.flatMap((shape) => (shape.type === 'arrow' ? [shape] : []))

describe('flow charts by keyboard', () => {
  it('I55 Ctrl+arrow adds a step of the same look, joined by an arrow, as one undo step', () => {
    const board = new BoardDriver()
    const first = board.add('geo', 100, 100, 120, 160, {
      fill: '#ffec99',
      form: 'ellipse',
      text: [{ insert: 'Start' }],
    })
    board.select(first)
    expect(board.key('Mod+ArrowRight')).toBe(true)
    const [, next] = steps(board)
    expect(next).toMatchObject({ fill: '#ffec99', form: 'ellipse', placement: { x: 320, y: 100, w: 120, h: 160 } })
    expect(next.type === 'geo' && plainText(next.text)).toBe('')
    expect(board.editor.selection.value).toEqual([next.id])
    expect(arrows(board)).toMatchObject([{ start: { target: first }, end: { target: next.id } }])
    board.key('Mod+z')
    expect(board.shapes.map(({ id }) => id)).toEqual([first])
  })
  it('I55 steps to the same side fan out and never cover one another', () => {
    const board = new BoardDriver()
    const first = board.add('geo', 100, 300, 120, 60)
    for (let n = 0; n < 4; n++) board.select(first).key('Mod+ArrowRight')
    expect(steps(board).map(({ placement }) => placement.y)).toEqual([300, 300, 400, 200, 500])
    board.select(first).key('Mod+ArrowDown')
    expect(steps(board)[5].placement).toMatchObject({ x: 100, y: 460 })
  })
  it('I55 Alt+arrow walks along the arrows, for those who only look too', () => {
    const board = new BoardDriver()
    const first = board.add('geo', 100, 100, 120, 60)
    board.select(first).key('Mod+ArrowRight')
    const [second] = board.editor.selection.value
    board.key('Mod+ArrowDown')
    const [third] = board.editor.selection.value
    board.isViewer.value = true
    board.key('Alt+ArrowUp')
    expect(board.editor.selection.value).toEqual([second])
    board.key('Alt+ArrowLeft')
    expect(board.editor.selection.value).toEqual([first])
    board.key('Alt+ArrowLeft')
    expect(board.editor.selection.value).toEqual([first])
    board.key('Mod+ArrowRight')
    expect(steps(board).length).toBe(3)
    board.key('Alt+ArrowRight')
    board.key('Alt+ArrowDown')
    expect(board.editor.selection.value).toEqual([third])
  })
  it('I55 the view follows a step that would be out of it, and nothing grows from a locked shape or an arrow', () => {
    const board = new BoardDriver({ settings: { reducedMotion: true } })
    const first = board.add('geo', 800, 100, 150, 60)
    board.select(first).key('Mod+ArrowRight')
    expect(board.editor.camera.value.x).toBeGreaterThan(0)
    board.select(arrows(board)[0].id).key('Mod+ArrowRight')
    board.select(board.add('geo', 0, 500, 50, 50, { locked: true })).key('Mod+ArrowRight')
    expect(steps(board).length).toBe(3)
  })
})
