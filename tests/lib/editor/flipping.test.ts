import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { centreOf, unionOf } from '../../../lib/geometry/box.ts'
import type { Point } from '../../../lib/geometry/point.ts'
import { localToBoard } from '../../../lib/geometry/transform.ts'
import { isPointShape } from '../../../lib/shapes/arrows.ts'
import { geoForms } from '../../../lib/shapes/geo.ts'
import { boardPoints } from '../../../lib/shapes/points.ts'
import { encodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const words = [{ insert: 'a label that makes small shapes grow' }]
const bend = [
  { x: 0, y: 0 },
  { x: 200, y: 80 },
  { x: 50, y: 60 },
]
const stroke = encodeStroke(bend.map((p) => ({ ...p, pressure: 0.5 })))

/** One of each kind, with what can make its drawn box another one than the stored. */
const kinds: readonly (readonly [string, (board: BoardDriver, rotation: number) => ShapeId])[] = [
  ...geoForms.map((form) => [form, turned('geo', { form, text: words })] as const),
  ['a text', turned('text', { text: words })],
  ['a text of fixed width', turned('text', { text: words, autoWidth: false })],
  ['a note', turned('note', { text: Array.from({ length: 12 }, () => words).flat() })],
  ['an image', turned('image', {})],
  ['a stroke', turned('draw', { strokePoints: stroke })],
  ['a frame', (board) => board.add('frame', 100, 100, 160, 90)],
  ['a line', (board) => board.add('line', 100, 100, 200, 80, { points: bend })],
  ...(['straight', 'curved', 'elbow'] as const).map(
    (route) =>
      [
        `a ${route} arrow`,
        (board: BoardDriver) => board.add('arrow', 100, 100, 200, 80, { route, points: bend }),
      ] as const,
  ),
]
function turned(type: 'geo' | 'text' | 'note' | 'image' | 'draw', fields: object) {
  return (board: BoardDriver, rotation: number) =>
    board.add(type, 0, 0, 0, 0, { ...fields, placement: { x: 100, y: 100, w: 160, h: 90, rotation } })
}

/** The corners of the drawn box, or the points of a line, sorted. */
function outline(board: BoardDriver, id: ShapeId): readonly Point[] {
  const shape = board.get(id)
  const at = board.editor.view.placement(shape)
  const corners = [0, 1, 2, 3].map((n) => localToBoard(at, { x: n % 2 ? at.w : 0, y: n > 1 ? at.h : 0 }))
  return sorted(isPointShape(shape) ? boardPoints(shape) : corners)
}
const sorted = (points: readonly Point[]) =>
  points
    .map(({ x, y }) => ({ x: Math.round(x * 100) / 100 + 0, y: Math.round(y * 100) / 100 + 0 }))
    .sort((a, b) => a.x - b.x || a.y - b.y)
const apart = (a: readonly Point[], b: readonly Point[]) =>
  Math.max(...a.map((p) => Math.min(...b.map((q) => Math.hypot(p.x - q.x, p.y - q.y)))))

describe.each(kinds)('%s', (_, make) => {
  it.each(['alone', 'among others', 'in a group'])(
    'I17 %s, turned by any angle, is mirrored as it is drawn',
    (where) => {
      for (const degrees of [30, 90])
        for (const axis of ['x', 'y'] as const) {
          const board = new BoardDriver()
          const id = make(board, (degrees * Math.PI) / 180)
          if (where === 'alone') board.select(id)
          else board.select(id, board.add('geo', 400, 300, 50, 70))
          if (where === 'in a group') board.editor.run('arrange.group')
          const box = unionOf(board.selection.map((each) => board.editor.view.bounds(board.get(each))))
          if (!box) throw new Error('nothing is selected')
          const about = centreOf(box)
          const before = outline(board, id)
          const flip = axis === 'x' ? 'arrange.flip-horizontal' : 'arrange.flip-vertical'
          board.editor.run(flip)
          const mirrored = before.map((p) => ({ ...p, [axis]: 2 * about[axis] - p[axis] }))
          expect(apart(mirrored, outline(board, id)), `${degrees}° ${axis}`).toBeLessThan(0.05)
          board.editor.run(flip)
          expect(apart(before, outline(board, id)), `${degrees}° ${axis}, twice`).toBeLessThan(0.05)
        }
    },
  )

  it('I18 is where it was after a whole turn by keys', () => {
    const board = new BoardDriver()
    const id = make(board, 0)
    board.select(id, board.add('geo', 400, 300, 50, 70))
    const before = outline(board, id)
    for (let n = 0; n < 24; n++) board.key('Shift+.')
    expect(apart(before, outline(board, id))).toBeLessThan(0.1)
  })
})
