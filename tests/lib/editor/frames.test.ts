import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { setExactly } from '../../../lib/editor/arranging/exact.ts'
import { copySelection, pasteClipboard } from '../../../lib/editor/making/clipboard.ts'
import { boardPoint } from '../../../lib/geometry/point.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }

/** A frame from 100 to 400, a child near its right edge, and a shape outside to the right of it. */
function framed() {
  const board = new BoardDriver()
  const frame = board.add('frame', 100, 100, 300, 300)
  const child = board.add('geo', 340, 200, 50, 50, { ...filled, parent: frame })
  const outside = board.add('geo', 420, 300, 50, 50, filled)
  return { board, frame, child, outside }
}
type Framed = ReturnType<typeof framed>
interface Route {
  readonly name: string
  /** What is asked about afterwards. */
  readonly of: 'child' | 'outside'
  readonly becomes: 'in' | 'out'
  act(given: Framed): void
}

const routes: readonly Route[] = [
  {
    ...{ name: 'a drag out', of: 'child', becomes: 'out' },
    act: ({ board, child }) => board.select(child).drag(360, 220, 560, 220),
  },
  {
    ...{ name: 'a burst of arrow keys out', of: 'child', becomes: 'out' },
    act({ board, child }) {
      board.select(child)
      for (let n = 0; n < 10; n++) board.key('Shift+ArrowRight')
    },
  },
  {
    ...{ name: 'a burst of arrow keys in', of: 'outside', becomes: 'in' },
    act({ board, outside }) {
      board.select(outside)
      for (let n = 0; n < 10; n++) board.key('Shift+ArrowLeft')
    },
  },
  {
    ...{ name: 'aligning to the right', of: 'child', becomes: 'out' },
    act: ({ board, child, outside }) => board.select(child, outside).editor.run('arrange.align-right'),
  },
  {
    ...{ name: 'aligning to the left', of: 'outside', becomes: 'in' },
    act: ({ board, child, outside }) => board.select(child, outside).editor.run('arrange.align-left'),
  },
  {
    ...{ name: 'distributing', of: 'child', becomes: 'out' },
    act({ board, child, outside }) {
      const far = board.add('geo', 700, 300, 50, 50, filled)
      const near = board.add('geo', 330, 300, 50, 50, filled)
      board.remotely((other) =>
        other.dispatch({
          name: 'update',
          patches: [{ id: outside, patch: { placement: { x: 345, y: 300, w: 50, h: 50, rotation: 0 } } }],
        }),
      )
      board.select(near, child, far).editor.run('arrange.distribute-horizontal')
    },
  },
  {
    ...{ name: 'resizing the shape', of: 'child', becomes: 'out' },
    act: ({ board, child }) => board.select(child).dragHandle('e', 200, 0),
  },
  {
    ...{ name: 'making the frame smaller', of: 'child', becomes: 'out' },
    act: ({ board, frame }) => board.select(frame).dragHandle('e', -150, 0),
  },
  {
    ...{ name: 'making the frame larger', of: 'outside', becomes: 'in' },
    act: ({ board, frame }) => board.select(frame).dragHandle('e', 150, 0),
  },
  {
    ...{ name: 'an exact place out', of: 'child', becomes: 'out' },
    act: ({ board, child }) => setExactly(board.select(child).editor, 'x', 600),
  },
  {
    ...{ name: 'an exact width of the frame', of: 'child', becomes: 'out' },
    act: ({ board, frame }) => setExactly(board.select(frame).editor, 'w', 200),
  },
  {
    ...{ name: 'turning a selection by keys', of: 'child', becomes: 'out' },
    act: ({ board, child, outside }) => {
      board.select(child, outside)
      for (let n = 0; n < 6; n++) board.key('Shift+.')
    },
  },
  {
    ...{ name: 'flipping a selection', of: 'child', becomes: 'out' },
    act: ({ board, child, outside }) => board.select(child, outside).editor.run('arrange.flip-horizontal'),
  },
  {
    ...{ name: 'grouping with what lies outside', of: 'child', becomes: 'out' },
    act({ board, child }) {
      const far = board.add('geo', 900, 200, 50, 50, filled)
      board.select(child, far).editor.run('arrange.group')
    },
  },
]

describe('what lies in a frame belongs to it', () => {
  for (const { name, of, becomes, act } of routes)
    it(`I61 after ${name} a shape is ${becomes}, and one undo takes both back`, () => {
      const given = framed()
      const { board, frame } = given
      const before = board.get(given[of]).parent
      act(given)
      const whole = (id: ShapeId) => board.editor.view.board.parentOf(board.get(id))
      const parent = whole(given[of])
      const owner = parent?.type === 'group' ? parent.parent : (parent?.id ?? '')
      expect(owner).toBe(becomes === 'in' ? frame : '')
      board.wait(1000)
      while (board.get(given[of]).parent !== before && board.document.history.canUndo.value && name.includes('keys'))
        board.editor.run('edit.undo')
      board.editor.run('edit.undo')
      expect(board.get(given[of]).parent).toBe(before)
    })

  it('I61 a burst of arrow keys over the edge is one step', () => {
    const { board, child, frame } = framed()
    board.expectOneStep(() => {
      board.select(child)
      for (let n = 0; n < 10; n++) board.key('Shift+ArrowRight')
      board.wait(1000)
    })
    board.editor.run('edit.undo')
    expect([board.get(child).parent, board.box(child)[0]]).toEqual([frame, 340])
  })
  it('I61 a group belongs as a whole, and members follow when it dissolves', () => {
    const { board, frame, child } = framed()
    const inner = board.add('geo', 250, 200, 50, 50, { ...filled, parent: frame })
    board.select(child, inner).editor.run('arrange.group')
    const [group] = board.editor.selection.value
    expect(board.get(group).parent).toBe(frame)
    board.key('Shift+ArrowRight')
    for (let n = 0; n < 9; n++) board.key('Shift+ArrowRight')
    expect(board.get(group).parent).toBe('')
    board.wait(1000).editor.run('arrange.ungroup')
    // The group had its middle outside; of its members one lies inside.
    expect([board.get(inner).parent, board.get(child).parent]).toEqual([frame, ''])
  })
  it('I61 a member that is moved inside its group takes the group out of the frame', () => {
    const { board, frame, child } = framed()
    const inner = board.add('geo', 250, 200, 50, 50, { ...filled, parent: frame })
    board.select(child, inner).editor.run('arrange.group')
    const [group] = board.editor.selection.value
    board.editor.entered.value = group
    board.select(child).drag(360, 220, 760, 220)
    expect([board.get(group).parent, board.get(child).parent]).toEqual(['', group])
  })
  it('I61 an arrow goes with the shape that it is bound to', () => {
    const { board, child, frame } = framed()
    const arrow = board.add('arrow', 200, 225, 140, 0, {
      parent: frame,
      points: [
        { x: 0, y: 0 },
        { x: 140, y: 0 },
      ],
      end: { target: child, anchor: { x: 0.5, y: 0.5 }, precise: false },
    })
    board.select(child).drag(360, 220, 900, 220)
    expect([board.get(child).parent, board.get(arrow).parent]).toEqual(['', ''])
  })
  it('I61 a frame that moves takes along what it holds, half outside too, and covers what it passes', () => {
    const { board, frame, child, outside } = framed()
    const half = board.add('geo', 390, 110, 100, 50, { ...filled, parent: frame })
    board.select(frame)
    for (let n = 0; n < 12; n++) board.key('Shift+ArrowRight')
    expect([child, half, outside].map((id) => board.get(id).parent)).toEqual([frame, frame, ''])
    setExactly(board.editor, 'x', 100)
    expect([child, half, outside].map((id) => board.get(id).parent)).toEqual([frame, frame, ''])
    expect(board.box(child)[0]).toBe(340)
  })
  it('I61 what is pasted, copied beside or grown over the edge belongs where it lands', () => {
    const { board, frame, child } = framed()
    const copied = copySelection(board.select(child).editor)
    pasteClipboard(board.editor, { json: copied?.json ?? '' }, boardPoint(800, 600))
    expect(board.last.parent).toBe('')
    pasteClipboard(board.editor, { json: copied?.json ?? '' }, boardPoint(200, 150))
    expect(board.last.parent).toBe(frame)
    board.select(child).editor.run('flow.grow-right')
    const [step] = board.editor.selection.value
    expect(board.get(step).parent).toBe('')
    board.select(child).editor.run('flow.grow-left')
    const [left] = board.editor.selection.value
    expect(board.get(left).parent).toBe(frame)
  })
  it('I61 a group that is pasted into a frame belongs to it as a whole', () => {
    const { board, frame } = framed()
    const a = board.add('geo', 700, 100, 40, 40, filled)
    const b = board.add('geo', 780, 100, 40, 40, filled)
    board.select(a, b).editor.run('arrange.group')
    const copied = copySelection(board.editor)
    pasteClipboard(board.editor, { json: copied?.json ?? '' }, boardPoint(250, 250))
    const [group] = board.editor.selection.value
    expect(board.get(group)).toMatchObject({ type: 'group', parent: frame })
  })
  it('I61 a frame drawn around a group takes it in whole', () => {
    const { board } = framed()
    const a = board.add('geo', 600, 500, 40, 40, filled)
    const b = board.add('geo', 680, 500, 40, 40, filled)
    board.select(a, b).editor.run('arrange.group')
    const [group] = board.editor.selection.value
    board.choose('frame').drag(560, 460, 780, 600)
    const drawn = board.editor.selection.value[0]
    expect([board.get(group).parent, board.get(a).parent]).toEqual([drawn, group])
  })
  it('I61 a frame inside a frame leaves it, and goes into none by hand', () => {
    const { board, frame } = framed()
    const inner = board.add('frame', 120, 120, 100, 100, { parent: frame })
    setExactly(board.select(inner).editor, 'x', 700)
    expect(board.get(inner).parent).toBe('')
    setExactly(board.editor, 'x', 120)
    expect(board.get(inner).parent).toBe('')
  })
  it('I61 what is locked leaves a frame that shrinks, and is not taken in by one that grows', () => {
    const { board, frame, child, outside } = framed()
    for (const id of [child, outside])
      board.remotely((other) => other.dispatch({ name: 'update', patches: [{ id, patch: { locked: true } }] }))
    board.select(frame).dragHandle('e', -150, 0)
    expect(board.get(child).parent).toBe('')
    board.dragHandle('e', 350, 0)
    expect([board.get(child).parent, board.get(outside).parent]).toEqual(['', ''])
  })
  it('I61 what somebody else moves is theirs to decide, and a change of looks decides nothing', () => {
    const { board, frame, child } = framed()
    board.remotely((other) =>
      other.dispatch({
        name: 'update',
        patches: [{ id: child, patch: { placement: { x: 700, y: 0, w: 50, h: 50, rotation: 0 } } }],
      }),
    )
    expect(board.get(child).parent).toBe(frame)
    board.select(child).editor.applyStyle({ stroke: '#e03131' })
    expect(board.get(child).parent).toBe(frame)
  })
  it('I61 deleting the upper of two frames leaves its children to the lower one', () => {
    const { board, frame } = framed()
    const upper = board.add('frame', 110, 110, 200, 200, { index: 'a9' })
    const child = board.add('geo', 150, 150, 40, 40, { ...filled, parent: upper })
    board.select(upper).editor.run('edit.delete')
    expect(board.get(child).parent).toBe(frame)
  })
  it('I61 an arrow of the frame is seen and pressed beyond it when it leads outside, and not when it leads nowhere', () => {
    const { board, frame, child, outside } = framed()
    const to = (target: ShapeId) => ({ target, anchor: { x: 0.5, y: 0.5 }, mode: 'outline' as const })
    const arrow = board.add('arrow', 100, 150, 0, 0, { parent: frame, start: to(child), end: to(outside), index: 'b1' })
    const { view } = board.editor
    const [tip] = view.outline(board.get(arrow)).slice(-1)
    const at = boardPoint(tip.x - 1, tip.y - 1)
    expect(tip.x).toBeGreaterThan(400)
    expect(view.hit(at, { tolerance: 6 })?.id).toBe(arrow)
    board.remotely((other) => other.dispatch({ name: 'update', patches: [{ id: arrow, patch: { end: null } }] }))
    expect(view.hit(at, { tolerance: 6 })?.id).not.toBe(arrow)
  })
})
