import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'

const open = (from?: Y.Doc) => {
  const doc = new Y.Doc()
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  return createBoardDocument({ doc })
}

it('DC1 a title given over HTTP is taken over once, and is no step of anybody', () => {
  const board = open()
  board.adoptTitle('Plan')
  expect([board.board.title, board.history.canUndo.value]).toEqual(['Plan', false])
  board.dispatch({ name: 'set-title', title: '' })
  board.adoptTitle('Plan')
  expect(board.board.title).toBe('')
  // Also for who opens it later.
  const later = open(board.doc)
  later.adoptTitle('Plan')
  expect(later.board.title).toBe('')
  later.adoptTitle('New plan')
  expect(later.board.title).toBe('New plan')
})

it('DC1 a board that has a title keeps it until another is told', () => {
  const board = open()
  board.dispatch({ name: 'set-title', title: 'Mine' })
  board.adoptTitle('')
  board.adoptTitle('Record')
  expect(board.board.title).toBe('Mine')
  board.adoptTitle('Changed')
  expect(board.board.title).toBe('Changed')
  board.writable.value = false
  board.adoptTitle('No')
  expect(board.board.title).toBe('Changed')
})
