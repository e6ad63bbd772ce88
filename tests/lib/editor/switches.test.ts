import { describe, expect, it } from 'vitest'
import { actionById, actions } from '../../../lib/editor/actions/action-table.ts'
import { labelNow } from '../../../lib/editor/actions/actions.ts'
import { english } from '../../../lib/i18n/languages.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const nameNow = (board: BoardDriver, id: string) => {
  const action = actionById(id)
  return action && english[labelNow(action, board.editor)]
}

describe('commands that tell their state', () => {
  for (const id of ['view.grid', 'view.snap', 'view.zen', 'view.view-mode', 'tool.lock'])
    it(`I139 ${id} is a switch that says whether it is on`, () => {
      const { editor } = new BoardDriver()
      const before = editor.switched(id)
      editor.run(id)
      expect([before, editor.switched(id)]).toEqual([before, !before])
    })
  it('I139 the header of a table is a switch of the selected one', () => {
    const board = new BoardDriver()
    board.choose('table').click(300, 300)
    const before = board.editor.switched('table.header')
    board.editor.run('table.header')
    expect([before, board.editor.switched('table.header')]).toEqual([before, !before])
  })
  it('I139 what the page performs tells its state through the page, and is no switch without it', () => {
    const { editor } = new BoardDriver()
    expect(editor.switched('view.minimap')).toBeNull()
    let isOpen = false
    const stop = editor.onAction(
      'view.minimap',
      () => {
        isOpen = !isOpen
      },
      () => isOpen,
    )
    expect(editor.switched('view.minimap')).toBe(false)
    editor.run('view.minimap')
    expect(editor.switched('view.minimap')).toBe(true)
    stop()
    expect(editor.switched('view.minimap')).toBeNull()
  })
  it('I139 one command that does either of two things has the name of the one that it does now', () => {
    const board = new BoardDriver()
    board.select(board.add('geo', 0, 0, 100, 100))
    expect(nameNow(board, 'arrange.lock')).toBe('Lock')
    board.editor.run('arrange.lock')
    expect(nameNow(board, 'arrange.lock')).toBe('Unlock')
  })
  it('I139 whatever a command is called at any time is in the catalogue', () => {
    const { editor } = new BoardDriver()
    expect(actions.filter((action) => english[labelNow(action, editor)] === undefined).map(({ id }) => id)).toEqual([])
  })
})
