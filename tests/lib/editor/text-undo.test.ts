import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

type Kind = 'insert' | 'delete' | 'format' | 'paste'

/** Types into the text that is edited, as the field does. */
function typist(board: BoardDriver) {
  const { editor } = board
  const { document } = editor
  const shared = () => {
    const id = editor.editing.value
    const text = id === null ? undefined : document.sharedText(id)
    if (!text) throw new Error('no text is edited')
    return text
  }
  const write = (kind: Kind, from: number, until: number, words: string) => {
    const text = shared()
    editor.text.beforeChange({ kind, from, until, endsLine: words.includes('\n') })
    document.doc.transact(() => {
      if (kind === 'delete') text.delete(from, until - from)
      else if (kind === 'format') text.format(from, until - from, { bold: true })
      else text.insert(from, words)
    }, document.history.origin)
  }
  const read = () => {
    const shape = board.shapes[0]
    return shape?.type === 'text' || shape?.type === 'geo' || shape?.type === 'note' ? plainText(shape.text) : null
  }
  return {
    type: (words: string) => write('insert', shared().length, shared().length + words.length, words),
    back: (count: number) => write('delete', shared().length - count, shared().length, ''),
    /** Another person's words arrive, and the field is told where its places went. */
    others: (at: number, words: string) => {
      document.doc.transact(() => shared().insert(at, words), 'remote')
      editor.text.afterOthers((place) => (at < place ? place + words.length : place))
    },
    embolden: (from: number, until: number) => write('format', from, until, ''),
    paste: (words: string) => write('paste', shared().length, shared().length + words.length, words),
    read,
    undo: () => {
      editor.run('edit.undo')
      return read()
    },
    redo: () => {
      editor.run('edit.redo')
      return read()
    },
  }
}

const newText = () => {
  const board = new BoardDriver()
  board.choose('text').down(100, 100).up(100, 100)
  return { board, hand: typist(board) }
}

describe('undo while a text is edited', () => {
  it('I65 takes one burst after the other, leaves the text open, and redo brings them back', () => {
    const { board, hand } = newText()
    hand.type('First. ')
    board.wait(1500)
    hand.type('Sec')
    hand.type('ond. ')
    board.wait(1500)
    hand.type('Third.')
    expect([hand.undo(), hand.undo()]).toEqual(['First. Second. ', 'First. '])
    expect(board.editor.editing.value).not.toBeNull()
    expect([hand.redo(), hand.redo()]).toEqual(['First. Second. ', 'First. Second. Third.'])
  })

  it('I65 a burst goes on though others write before, in and behind it', () => {
    const { hand } = newText()
    hand.type('mine')
    hand.others(0, 'Theirs ')
    hand.type(' and')
    hand.others(9, '-')
    hand.type(' on')
    expect(hand.read()).toBe('Theirs mi-ne and on')
    expect(hand.undo()).toBe('Theirs -')
  })

  it('I65 a turn, a format, a paste and the end of a line each begin a burst', () => {
    const { hand } = newText()
    hand.type('abc')
    hand.back(1)
    hand.embolden(0, 1)
    hand.paste('PASTE')
    hand.type('x\n')
    hand.type('y')
    expect([hand.undo(), hand.undo(), hand.undo(), hand.undo(), hand.undo(), hand.undo()]).toEqual([
      'abPASTEx\n',
      'abPASTE',
      'ab',
      'ab',
      'abc',
      '',
    ])
  })

  it('I65 when it is left, all of it is one step, and so is what was taken back before', () => {
    const { board, hand } = newText()
    hand.type('one ')
    board.wait(1500)
    hand.type('two ')
    board.wait(1500)
    hand.type('three')
    hand.undo()
    board.editor.editing.value = null
    expect(hand.read()).toBe('one two ')
    expect(hand.redo()).toBe('one two three')
    hand.undo()
    expect(hand.undo()).toBeNull()
    expect(hand.redo()).toBe('one two ')
  })

  it('I65 before the first burst the history of the board goes on, and the text is left', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100)
    board.editor.dispatch({ name: 'update', patches: [{ id, patch: { opacity: 0.5 } }] })
    board.select(id).editor.editing.value = id
    const hand = typist(board)
    hand.type('label')
    expect(hand.undo()).toBe('')
    expect(board.editor.editing.value).toBe(id)
    hand.undo()
    expect([board.editor.editing.value, board.shapes[0].opacity]).toEqual([null, 1])
  })

  it('I65 what others write meanwhile stays', () => {
    const { board, hand } = newText()
    hand.type('mine ')
    board.wait(1500)
    hand.type('more')
    const id = board.editor.editing.value
    const text = id === null ? undefined : board.editor.document.sharedText(id)
    board.editor.document.doc.transact(() => text?.insert(0, 'THEIRS '), 'someone else')
    expect(hand.undo()).toBe('THEIRS mine ')
    expect(hand.undo()).toBe('THEIRS ')
  })

  it('I66 what is still composed is written when the text is left, as part of its step', () => {
    const { board, hand } = newText()
    hand.type('ab ')
    const id = board.editor.editing.value
    const text = id === null ? undefined : board.editor.document.sharedText(id)
    const { doc, history } = board.editor.document
    const stop = board.editor.text.onLeave(() => {
      doc.transact(() => text?.insert(3, '한'), history.origin)
    })
    board.editor.editing.value = null
    stop()
    expect(hand.read()).toBe('ab 한')
    expect(hand.undo()).toBeNull()
  })

  it('I66 undo by button takes what is still composed as a burst of its own, and redo brings it back', () => {
    const { board, hand } = newText()
    hand.type('ab ')
    board.wait(1500)
    const text = board.editor.document.sharedText(board.editor.editing.value as ShapeId)
    let composed = '한'
    board.editor.text.onLeave(() => {
      const words = composed
      composed = ''
      if (words !== '') hand.type(words)
    })
    expect(hand.undo()).toBe('ab ')
    expect(hand.redo()).toBe('ab 한')
    expect(text?.toString()).toBe('ab 한')
  })
})
