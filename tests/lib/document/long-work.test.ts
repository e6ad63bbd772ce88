import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Clock } from '../../../lib/base/clock.ts'
import { mapping } from '../../../lib/base/steps.ts'
import type { BoardChange } from '../../../lib/document/board.ts'
import type { BoardDocument } from '../../../lib/document/board-document.ts'
import type { Command } from '../../../lib/document/command.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { createLongWork, inTurns, PREPARING, TURN_MS } from '../../../lib/document/long-work.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { exchange, id, openBoard, rectangle } from '../../support/document/board-peers.ts'

const PORTION = 20
/** New shapes are longer to write. */
const CREATED = 8
const COUNT = 50
const names = Array.from({ length: COUNT }, (_, i) => `s${String(i).padStart(5, '0')}`)
const ids = names.map(id)
const shapes = names.map((name, i) => rectangle(name, (i % 100) * 120, Math.floor(i / 100) * 120))
const paint = (fill: string): Command => ({
  name: 'update',
  patches: ids.map((each) => ({ id: each, patch: { fill } })),
})

/** Every look at it costs a turn; turns come when the test says so. */
function slowClock() {
  let now = 0
  const due: (() => void)[] = []
  const clock: Clock = {
    now: () => (now += TURN_MS),
    after(_, callback) {
      due.push(callback)
      return () => due.splice(due.indexOf(callback), 1)
    },
    every: () => () => {},
  }
  return {
    clock,
    /** One turn; false when there is nothing more to do. */
    turn(): boolean {
      const next = due.shift()
      next?.()
      return next !== undefined
    },
  }
}

function openSlow(first: readonly Shape[] = shapes) {
  const doc = new Y.Doc()
  doc.clientID = 1
  const filling = createBoardDocument({ doc })
  filling.dispatch({ name: 'create', shapes: first })
  filling.close()
  const slow = slowClock()
  const board = createBoardDocument({ doc, clock: slow.clock, portion: PORTION })
  const changes: BoardChange[] = []
  board.observe((change) => changes.push(change))
  const finish = () => {
    let turns = 0
    while (slow.turn()) turns++
    return turns
  }
  return { board, changes, turn: slow.turn, finish }
}
const fills = ({ board }: BoardDocument) => new Set(board.shapes.map((shape) => (shape as { fill?: string }).fill))

describe('large changes', () => {
  it('DC26 are written in portions, one a turn, and are one step of history', () => {
    const { board, changes, finish } = openSlow()
    board.dispatch(paint('#ff0000'))
    expect(board.progress.value).toEqual({ done: PORTION, total: COUNT })
    expect(finish()).toBe(2)
    expect(board.progress.value).toBe(null)
    expect(changes.map(({ updated }) => updated.size)).toEqual([PORTION, PORTION, 10])
    expect(fills(board)).toEqual(new Set(['#ff0000']))

    board.history.undo()
    expect(finish()).toBe(2)
    expect(fills(board)).toEqual(new Set(['transparent']))
    expect(board.history.canUndo.value).toBe(false)
    board.history.redo()
    finish()
    expect(fills(board)).toEqual(new Set(['#ff0000']))
    expect(changes.map(({ updated }) => updated.size).every((size) => size <= PORTION)).toBe(true)
    board.history.undo()
    finish()
    expect([board.history.canUndo.value, board.history.canRedo.value]).toEqual([false, true])
  })

  it('DC26 are done before anything else is written, read as a whole, or taken back', () => {
    const { board, finish } = openSlow()
    board.dispatch(paint('#ff0000'))
    board.dispatch({ name: 'update', patches: [{ id: ids[COUNT - 1], patch: { fill: '#00ff00' } }] })
    expect(fills(board)).toEqual(new Set(['#ff0000', '#00ff00']))
    board.dispatch(paint('#0000ff'))
    board.history.undo()
    finish()
    expect(fills(board)).toEqual(new Set(['#ff0000', '#00ff00']))
    board.history.undo()
    board.history.undo()
    finish()
    expect(fills(board)).toEqual(new Set(['transparent']))
    board.dispatch(paint('#0000ff'))
    board.finish()
    expect(fills(board)).toEqual(new Set(['#0000ff']))
  })

  it('DC26 join the step of an open gesture, which ends when they are done', () => {
    const { board, finish } = openSlow()
    board.history.begin()
    board.dispatch(paint('#ff0000'))
    board.dispatch(paint('#00ff00'))
    board.history.end()
    finish()
    board.dispatch({ name: 'update', patches: [{ id: ids[0], patch: { fill: '#0000ff' } }] })
    board.history.undo()
    finish()
    expect(fills(board)).toEqual(new Set(['#00ff00']))
    board.history.undo()
    finish()
    expect(fills(board)).toEqual(new Set(['transparent']))
    board.history.begin()
    board.dispatch(paint('#ff0000'))
    board.history.cancel()
    expect(fills(board)).toEqual(new Set(['transparent']))
    expect(board.history.canUndo.value).toBe(false)
  })

  it('DC26 keep what others write in between', () => {
    const { board, turn, finish } = openSlow()
    const other = openBoard(2)
    exchange(board, other)
    board.dispatch(paint('#ff0000'))
    other.dispatch({ name: 'delete', ids: [ids[COUNT - 1]] })
    other.dispatch({ name: 'update', patches: [{ id: ids[COUNT - 2], patch: { locked: true } }] })
    exchange(board, other)
    expect(turn()).toBe(true)
    finish()
    exchange(board, other)
    expect(board.board.size).toBe(COUNT - 1)
    expect(other.board.get(ids[COUNT - 2])).toMatchObject({ locked: true, fill: '#ff0000' })
    board.history.undo()
    finish()
    expect(board.board.size).toBe(COUNT - 1)
    expect(board.board.get(ids[COUNT - 2])).toMatchObject({ locked: true, fill: 'transparent' })
  })

  it('DC26 stop where they are when the board may only be looked at from then on', () => {
    const { board, finish } = openSlow()
    board.dispatch(paint('#ff0000'))
    board.writable.value = false
    finish()
    const painted = board.board.shapes.filter((shape) => 'fill' in shape && shape.fill === '#ff0000')
    expect(painted.length).toBe(PORTION)
    expect(board.progress.value).toBe(null)
    board.writable.value = true
    board.history.undo()
    finish()
    expect(fills(board)).toEqual(new Set(['transparent']))
    expect(board.history.canUndo.value).toBe(false)
  })

  it('DC26 what follows from them is found in turns and is part of their step', () => {
    const { board, finish } = openSlow()
    const seen: string[] = []
    function* looking() {
      for (const id of ids) {
        seen.push(`before ${id}`)
        yield
      }
      return function* () {
        seen.push(`after ${fills(board).size}`)
        yield
        return { name: 'update', patches: ids.map((each) => ({ id: each, patch: { locked: true } })) } as const
      }
    }
    board.dispatch(paint('#ff0000'), looking())
    expect(seen.length).toBeLessThan(COUNT)
    expect(finish()).toBeGreaterThan(COUNT)
    expect(seen.at(-1)).toBe('after 1')
    expect(board.board.shapes.every(({ locked }) => locked)).toBe(true)
    board.history.undo()
    finish()
    expect(board.board.shapes.some(({ locked }) => locked)).toBe(false)
    expect(fills(board)).toEqual(new Set(['transparent']))
    expect(board.history.canUndo.value).toBe(false)
  })

  const frame = makeShape('frame', id('frame'), { placement: { x: 0, y: 0, w: 500, h: 500, rotation: 0 } })
  const copies = shapes.map((shape) => ({ ...shape, id: id(`c${shape.id}`) }))
  const group: Command = { name: 'group', ids, group: id('g') }
  const cases: readonly (readonly [string, readonly Command[]])[] = [
    ['create', [{ name: 'create', shapes: copies }]],
    ['update', [paint('#ff0000')]],
    ['delete', [{ name: 'delete', ids: ids.slice(3) }]],
    ['set-parent', [{ name: 'set-parent', ids, parent: frame.id }]],
    ['reorder', [{ name: 'reorder', ids: ids.slice(9, 40), to: 'front' }]],
    ['group', [group]],
    ['group of shapes of several parents', [{ name: 'set-parent', ids: ids.slice(9), parent: frame.id }, group]],
    ['ungroup', [group, { name: 'ungroup', groups: [id('g')] }]],
    ['delete a group', [group, { name: 'delete', ids: [id('g')] }]],
    ['batch', [{ name: 'batch', commands: [paint('#ff0000'), group, { name: 'delete', ids: ids.slice(0, 9) }] }]],
  ]
  it.each(cases)('DC26 leave the same board as at once, and take it back: %s', (_, commands) => {
    const first = [...shapes, frame]
    const { board, finish } = openSlow(first)
    const atOnce = openBoard(1)
    atOnce.dispatch({ name: 'create', shapes: first })
    const before = board.board.shapes
    for (const command of commands) {
      expect(board.dispatch(command).ok).toBe(true)
      finish()
      atOnce.dispatch(command)
    }
    expect(board.board.shapes).toEqual(atOnce.board.shapes)
    for (const _ of commands) {
      board.history.undo()
      finish()
    }
    expect(board.board.shapes).toEqual(before)
    expect(board.history.canUndo.value).toBe(false)
  })
  it('DC26 what is long to make is made in turns, is written before what comes next, and is one step with it', () => {
    const { board, turn, finish } = openSlow([])
    const told: string[] = []
    const make = () =>
      board.prepare(
        mapping(shapes, (shape) => shape),
        (made) => {
          told.push('made')
          board.dispatch({ name: 'create', shapes: made })
        },
      )
    make()
    board.afterwards(() => told.push('written'))
    expect([board.progress.value, board.board.size, told]).toEqual([PREPARING, 0, []])
    turn()
    expect([board.board.size, told]).toEqual([CREATED, ['made']])
    expect(finish()).toBe(Math.ceil(COUNT / CREATED) - 1)
    expect([board.board.size, told, board.progress.value]).toEqual([COUNT, ['made', 'written'], null])

    board.history.undo()
    finish()
    expect([board.board.size, board.history.canUndo.value]).toEqual([0, false])
    make()
    board.dispatch(paint('#ff0000'))
    finish()
    expect(fills(board)).toEqual(new Set(['#ff0000']))
    board.history.undo()
    board.history.undo()
    finish()
    expect([board.board.size, board.history.canUndo.value]).toEqual([0, false])
  })
  it('DC26 what is only read is read in turns, and whoever waits for it hears of what went wrong', async () => {
    const { clock, turn } = slowClock()
    const work = createLongWork(clock)
    const read = inTurns(
      work,
      mapping(names, (name) => name.length),
    )
    expect(work.progress.value).toBe(PREPARING)
    while (turn());
    expect(await read).toEqual(names.map(() => 6))
    expect(work.progress.value).toBe(null)
    const broken = inTurns(
      work,
      mapping(names, (name) => {
        if (name === names.at(-1)) throw new Error('broken')
      }),
    )
    while (turn());
    await expect(broken).rejects.toThrow('broken')
  })
})
