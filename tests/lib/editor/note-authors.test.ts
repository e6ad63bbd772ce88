import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { notesFor } from '../../../lib/editor/making/note-lines.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

/** One board, two people at it; each sees at once what the other did. */
function adaAndBob() {
  const doc = new Y.Doc()
  return { ada: new BoardDriver({ doc, author: 'Ada' }), bob: new BoardDriver({ doc, author: 'Bob', seed: 11 }) }
}
const authorsOf = (board: BoardDriver) => board.shapes.map((shape) => (shape.type === 'note' ? shape.author : null))
const written = (board: BoardDriver, words: string): void => {
  board.choose('note').click(300, 300)
  board.type(words)
  board.editor.editing.value = null
}

it('DC68 a note is of whoever makes it, as one step, and other shapes are of nobody', () => {
  const { ada } = adaAndBob()
  written(ada, 'tea')
  ada.choose('rectangle').drag(600, 100, 700, 200)
  expect(authorsOf(ada)).toEqual(['Ada', null])
  ada.editor.run('edit.undo')
  ada.editor.run('edit.undo')
  expect(ada.shapes).toEqual([])
})

it('DC68 a copy keeps whose words they are; paper without words is of who copies it, and of who first writes on it', () => {
  const { ada, bob } = adaAndBob()
  written(ada, 'tea')
  bob.select(bob.shapes[0].id)
  bob.editor.run('edit.duplicate')
  expect(authorsOf(bob)).toEqual(['Ada', 'Ada'])
  ada.choose('note').click(700, 300)
  ada.editor.editing.value = null
  const empty = ada.last.id
  bob.select(empty)
  bob.editor.run('edit.duplicate')
  expect(authorsOf(bob).slice(2)).toEqual(['Ada', 'Bob'])
  const steps = bob.undoSteps()
  bob.editor.editing.value = empty
  bob.type('cake')
  bob.editor.editing.value = null
  expect(authorsOf(bob)[2]).toBe('Bob')
  expect(bob.undoSteps()).toBe(steps + 1)
  // Who goes on writing does not make it theirs.
  ada.editor.editing.value = empty
  ada.type(' and tea')
  ada.editor.editing.value = null
  expect(authorsOf(ada)[2]).toBe('Bob')
})

it('DC68 pasted lines are of who pastes them; what a file brings is of whom the file says, or of nobody', () => {
  const { ada } = adaAndBob()
  ada.editor.insert(notesFor(ada.editor, ['tea', 'cake']))
  const from = { placement: { x: 0, y: 0, w: 100, h: 100, rotation: 0 }, text: richText('old') }
  ada.editor.insert([makeShape('note', ada.editor.newId(), from)])
  ada.editor.insert([makeShape('note', ada.editor.newId(), { ...from, author: 'Cy' })])
  expect(authorsOf(ada)).toEqual(['Ada', 'Ada', '', 'Cy'])
})
