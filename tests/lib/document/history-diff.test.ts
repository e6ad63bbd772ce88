import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { compareBoards } from '../../../lib/document/history-diff.ts'
import { restoreVersion } from '../../../lib/document/restore-version.ts'
import { exchange, id, openBoard, order, rectangle } from '../../support/document/board-peers.ts'

const stateOf = (board: ReturnType<typeof openBoard>) => Y.encodeStateAsUpdate(board.doc)

describe('versions', () => {
  it('what was added, removed and changed is told apart; a new order is no change', () => {
    const [then, now] = [openBoard(1), openBoard(2)]
    then.dispatch({ name: 'create', shapes: [rectangle('stays'), rectangle('goes'), rectangle('turns')] })
    exchange(then, now)
    now.dispatch({ name: 'delete', ids: [id('goes')] })
    now.dispatch({ name: 'update', patches: [{ id: id('turns'), patch: { fill: '#ff0000' } }] })
    now.dispatch({ name: 'create', shapes: [rectangle('comes')] })
    now.dispatch({ name: 'reorder', ids: [id('stays')], to: 'front' })
    expect(compareBoards(then.board, now.board)).toEqual({ added: ['comes'], removed: ['goes'], changed: ['turns'] })
  })

  it('DC9 going back is one step of mine: one undo brings back also what others drew since', () => {
    const [mine, theirs] = [openBoard(1), openBoard(2)]
    mine.dispatch({ name: 'create', shapes: [rectangle('old'), rectangle('gone')] })
    mine.dispatch({ name: 'set-title', title: 'Before' })
    const version = stateOf(mine)
    exchange(mine, theirs)
    mine.dispatch({ name: 'delete', ids: [id('gone')] })
    mine.dispatch({ name: 'set-title', title: 'After' })
    theirs.dispatch({ name: 'create', shapes: [rectangle('theirs')] })
    theirs.doc.getMap('workshop').set('timer', { startedAt: 1, durationMs: 2, pausedAt: null })
    exchange(mine, theirs)

    expect(restoreVersion(mine, version).ok).toBe(true)
    exchange(mine, theirs)
    for (const { board } of [mine, theirs]) {
      expect(board.shapes.map((shape) => shape.id).sort()).toEqual(['gone', 'old'])
      expect(board.title).toBe('Before')
    }
    expect(mine.doc.getMap('workshop').has('timer')).toBe(true)

    mine.history.undo()
    exchange(mine, theirs)
    for (const board of [mine, theirs]) {
      expect(order(board).split(' ').sort()).toEqual(['old', 'theirs'])
      expect(board.board.title).toBe('After')
    }
  })

  it('who may only look cannot go back, and bytes that are no board change nothing', () => {
    const board = openBoard()
    board.dispatch({ name: 'create', shapes: [rectangle('a')] })
    expect(restoreVersion(board, new Uint8Array([9, 9, 9]))).toMatchObject({ ok: false, error: { code: 'unreadable' } })
    board.writable.value = false
    expect(restoreVersion(board, stateOf(board))).toMatchObject({ ok: false, error: { code: 'read-only' } })
    expect(order(board)).toBe('a')
  })
})
