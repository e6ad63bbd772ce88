import { expect, it } from 'vitest'
import { slidesOf } from '../../../lib/document/slides.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { id, openBoard, rectangle } from '../../support/document/board-peers.ts'

const frame = (name: string, x: number, y: number) =>
  makeShape('frame', id(name), { placement: { x, y, w: 400, h: 300, rotation: 0 } })

it('slides come row by row and left to right, however crooked the rows and whatever was drawn first', () => {
  const board = openBoard()
  board.dispatch({
    name: 'create',
    shapes: [frame('d', 500, 420), frame('b', 500, -30), rectangle('no slide'), frame('a', 0, 20), frame('c', 0, 400)],
  })
  expect(slidesOf(board.board).map((shape) => shape.id)).toEqual(['a', 'b', 'c', 'd'])
})
