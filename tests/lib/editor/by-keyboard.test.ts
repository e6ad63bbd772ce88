import { expect, test } from 'vitest'
import { boxAround } from '../../../lib/geometry/box.ts'
import { flatten } from '../../../lib/geometry/path.ts'
import { arrowEnds } from '../../../lib/shapes/arrows.ts'
import { BoardDriver, plainMeasurer } from '../../support/editor/board-driver.ts'

test('I133 A and Enter join the two selected shapes, from the first to the second, in one step', () => {
  const board = new BoardDriver()
  const a = board.add('geo', 500, 100, 100, 100)
  const b = board.add('note', 100, 400, 200, 200)
  board.select(a, b)
  board.key('a')
  board.key('Enter')
  expect(board.last).toMatchObject({ type: 'arrow', start: { target: a }, end: { target: b } })
  expect(board.selection).toEqual([board.last.id])
  board.key('Mod+z')
  expect(board.shapes).toHaveLength(2)
})

test('I133 with anything else selected, or another tool, Enter makes a shape as ever', () => {
  const board = new BoardDriver()
  const a = board.add('geo', 500, 100, 100, 100)
  const line = board.add('line', 0, 0, 50, 50)
  board.select(a, line)
  board.key('a')
  board.key('Enter')
  expect(board.last).toMatchObject({ type: 'arrow', start: null, end: null })
  board.select(a, line)
  board.key('r')
  board.key('Enter')
  expect(board.last.type).toBe('geo')
})

test('I133 the same tool and Enter again put each shape beside the last', () => {
  const board = new BoardDriver()
  for (let n = 0; n < 3; n++) {
    board.key('r')
    board.key('Enter')
  }
  const [first, second, third] = board.shapes.map(({ placement: { x, y } }) => [x, y])
  expect([second[0] - first[0], second[1] - first[1], third[0] - second[0]]).toEqual([24, 24, 24])
})

test('I134 forms with round corners are as large as they say', () => {
  const board = new BoardDriver()
  for (const form of ['diamond', 'triangle', 'hexagon', 'star', 'rectangle', 'parallelogram']) {
    const id = board.add('geo', 0, 0, 120, 100, { form, corners: 'round' })
    const shape = board.get(id)
    const kind = board.editor.view.kind(shape)
    const box = boxAround(kind.outline(shape, { measure: plainMeasurer, shape: () => undefined }))
    expect([form, Math.round(box?.w ?? 0), Math.round(box?.h ?? 0)]).toEqual([form, 120, 100])
  }
})

test('I134 no line runs through the words of an arrow, also from afar', () => {
  const board = new BoardDriver()
  const id = board.add('arrow', 0, 0, 400, 0, { text: [{ insert: 'a label' }], look: 'clean' })
  const arrow = board.get(id)
  const { view } = board.editor
  const label = view.kind(arrow).textBox(arrow, view.context)
  if (!label || arrow.type !== 'arrow') throw new Error('no label')
  expect(arrowEnds(arrow, view.context).end.x).toBe(400)
  const lines = view
    .kind(arrow)
    .paint(arrow, view.context, 'reduced')
    .flatMap((part) => (part.name === 'path' && !part.fill ? flatten(part.path) : []))
  const within = lines.flat().filter(({ x }) => x > label.x && x < label.x + label.w)
  expect([lines.length > 1, within]).toEqual([true, []])
})
