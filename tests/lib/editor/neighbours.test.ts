import { describe, expect, it } from 'vitest'
import { setExactly } from '../../../lib/editor/arranging/exact.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }
const degrees = (angle: number) => (angle * Math.PI) / 180
const turned = (board: BoardDriver, id: string) =>
  Math.round((board.get(id as never).placement.rotation * 180) / Math.PI)

describe('flipping', () => {
  const placed = (angle: number) => ({ placement: { x: 100, y: 100, w: 200, h: 60, rotation: degrees(angle) } })
  for (const [axis, angle, after] of [
    ['horizontal', 30, -30],
    ['vertical', 30, -30],
    ['horizontal', 90, -90],
    ['vertical', -45, 45],
  ] as const)
    it(`I17 ${axis}ly, one shape at ${angle} degrees is at ${after} and keeps its middle`, () => {
      const board = new BoardDriver()
      const id = board.add('geo', 100, 100, 200, 60, { ...filled, ...placed(angle) })
      board.expectOneStep(() => board.select(id).editor.run(`arrange.flip-${axis}`))
      expect([turned(board, id), ...board.box(id)]).toEqual([after, 100, 100, 200, 60])
    })
  it('I17 a picture at 90 degrees is mirrored on the board, not along its own side', () => {
    const board = new BoardDriver()
    const id = board.add('image', 100, 100, 200, 60, placed(90))
    board.select(id).editor.run('arrange.flip-horizontal')
    expect(board.get(id)).toMatchObject({ flipX: true, flipY: false })
    expect(turned(board, id)).toBe(-90)
  })
  it('I17 twice is as before, for every kind that turns', () => {
    for (const type of ['geo', 'image', 'note', 'text', 'draw'] as const) {
      const board = new BoardDriver()
      const id = board.add(type, 100, 100, 200, 60, placed(30))
      const drawn = () => board.editor.view.placement(board.get(id))
      const before = drawn()
      for (let n = 0; n < 2; n++) board.select(id).editor.run('arrange.flip-vertical')
      for (const side of ['x', 'y', 'w', 'h', 'rotation'] as const)
        expect([type, side, drawn()[side]]).toEqual([type, side, expect.closeTo(before[side], 6)])
    }
  })
  it('I17 a frame is mirrored with what lies in it', () => {
    const board = new BoardDriver()
    const frame = board.add('frame', 100, 100, 300, 300)
    const child = board.add('geo', 120, 200, 50, 50, { ...filled, parent: frame })
    board.select(frame).editor.run('arrange.flip-horizontal')
    expect([board.box(child), board.get(child).parent]).toEqual([[330, 200, 50, 50], frame])
  })
})

describe('deleting a group with a locked member', () => {
  for (const [name, act] of [
    ['the key', (board: BoardDriver) => board.editor.run('edit.delete')],
    ['the eraser', (board: BoardDriver) => board.choose('eraser').drag(50, 150, 250, 150)],
  ] as const)
    it(`I22 by ${name} leaves what is locked, out of the group, as one step`, () => {
      const board = new BoardDriver()
      const a = board.add('geo', 100, 100, 100, 100, filled)
      const b = board.add('geo', 300, 100, 100, 100, filled)
      board.select(a, b).editor.run('arrange.group')
      const [group] = board.selection
      board.remotely((other) => other.dispatch({ name: 'update', patches: [{ id: b, patch: { locked: true } }] }))
      board.select(group)
      board.expectOneStep(() => act(board))
      expect(board.shapes.map(({ id, parent }) => [id, parent])).toEqual([[b, '']])
    })
})

describe('the label of an arrow', () => {
  it('I28 taken by its middle goes along the arrow and does not bend it', () => {
    const board = new BoardDriver()
    const points = [
      { x: 0, y: 0 },
      { x: 400, y: 0 },
    ]
    const id = board.add('arrow', 100, 300, 400, 0, { points, text: [{ insert: 'words' }] })
    board.select(id).drag(300, 300, 380, 300)
    expect(board.get(id)).toMatchObject({ points })
    expect(board.get(id)).not.toMatchObject({ labelAt: 0.5 })
  })
})

describe('the edge of the board', () => {
  it('I70 a drawing that would cross it stays as it is, and is never pressed together', () => {
    const board = new BoardDriver()
    const a = board.add('geo', 9_999_800, 0, 100, 100, filled)
    const b = board.add('geo', 9_999_000, 0, 100, 100, filled)
    board.select(a, b)
    for (let n = 0; n < 40; n++) board.key('Shift+ArrowRight')
    expect(board.box(a)[0] - board.box(b)[0]).toBe(800)
    expect(board.box(a)[0]).toBe(10_000_000)
    board.editor.run('arrange.rotate-clockwise')
    setExactly(board.select(b).editor, 'x', 20_000_000)
    expect(board.box(b)[0]).toBeLessThan(10_000_000)
  })
})
