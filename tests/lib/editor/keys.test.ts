import { describe, expect, it } from 'vitest'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import { actionFor, parseChord } from '../../../lib/editor/actions/shortcuts.ts'
import type { KeyInput } from '../../../lib/editor/editor.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const rules = { keyMap: 'excalidraw' as const, singleKeyShortcuts: true }
const press = (key: string, code: string, held = {}): KeyInput => ({
  name: 'down',
  key,
  code,
  modifiers: { shift: false, alt: false, ctrl: false, space: false, ...held },
  isRepeat: false,
  isComposing: false,
})
const meaning = (input: KeyInput, given = rules) => actionFor(input, given)?.id

describe('the key table', () => {
  it('has unique ids, and no chord means two actions in one key map', () => {
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
    for (const map of ['excalidraw', 'tldraw'] as const) {
      const chords = actions.flatMap(({ keys }) => keys[map].map((chord) => JSON.stringify(parseChord(chord))))
      expect(chords.filter((chord, i) => chords.indexOf(chord) !== i)).toEqual([])
    }
  })
  it('reads letters whatever CapsLock does, and by their place on other scripts', () => {
    expect(meaning(press('V', 'KeyV'))).toBe('tool.select')
    expect(meaning(press('м', 'KeyV'))).toBe('tool.select')
    expect(meaning(press('a', 'KeyQ'))).toBe('tool.arrow')
    expect(meaning(press('Я', 'KeyZ', { ctrl: true, shift: true }))).toBe('edit.redo')
  })
  it('reads digits by the physical key', () => {
    expect(meaning(press('&', 'Digit1'))).toBe('tool.select')
    expect(meaning(press('!', 'Digit1', { shift: true }))).toBe('view.fit-all')
  })
  it('finds symbols on layouts where they need Shift', () => {
    expect(meaning(press('/', 'Digit7', { shift: true, ctrl: true }))).toBe('help.palette')
    expect(meaning(press('?', 'Minus', { shift: true }))).toBe('help.shortcuts')
    expect(meaning(press('}', 'BracketRight', { shift: true, ctrl: true }))).toBe('arrange.front')
    expect(meaning(press(']', 'BracketRight', { ctrl: true }))).toBe('arrange.forward')
    expect(meaning(press('>', 'Period', { shift: true, ctrl: true }))).toBe('style.font-larger')
    expect(meaning(press('>', 'Period', { shift: true }))).toBe('arrange.rotate-clockwise')
  })
  it('stays silent while a text is composed and when single keys are off', () => {
    expect(meaning({ ...press('v', 'KeyV'), isComposing: true })).toBe(undefined)
    const off = { ...rules, singleKeyShortcuts: false }
    expect(meaning(press('v', 'KeyV'), off)).toBe(undefined)
    expect(meaning(press('z', 'KeyZ', { ctrl: true }), off)).toBe('edit.undo')
    expect(meaning(press('Delete', 'Delete'), off)).toBe('edit.delete')
  })
  it('D draws a diamond in one key map and a stroke in the other', () => {
    expect(meaning(press('d', 'KeyD'))).toBe('tool.diamond')
    expect(actionFor(press('d', 'KeyD'), { ...rules, keyMap: 'tldraw' })?.id).toBe('tool.draw')
  })
  it('leaves copy, cut and paste to the browser', () => {
    const board = new BoardDriver()
    board.select(board.add('geo', 0, 0, 10, 10))
    let asked = 0
    board.editor.onAction('edit.copy', () => asked++)
    expect([board.key('Mod+c'), board.key('Mod+v'), asked]).toEqual([false, false, 0])
    expect([board.editor.run('edit.copy'), asked]).toEqual([true, 1])
  })
  it('runs what the page registered, and nothing when it did not', () => {
    const board = new BoardDriver()
    expect(board.editor.isEnabled('file.export')).toBe(false)
    let runs = 0
    const stop = board.editor.onAction('file.export', () => runs++)
    expect([board.key('Mod+Shift+e'), runs]).toEqual([true, 1])
    stop()
    expect(board.editor.run('file.export')).toBe(false)
  })
  it('hand and eraser toggle back, arrow cycles its route', () => {
    const board = new BoardDriver().choose('rectangle')
    board.key('h')
    expect(board.editor.tool.value).toBe('hand')
    board.key('h')
    expect(board.editor.tool.value).toBe('rectangle')
    board.key('a')
    board.key('a')
    expect(board.editor.styles.value.route).toBe('curved')
  })
  it('Tab walks the board from top left to bottom right', () => {
    const board = new BoardDriver()
    const bottom = board.add('geo', 0, 300, 100, 100)
    const right = board.add('geo', 300, 5, 100, 100)
    const left = board.add('geo', 0, 0, 100, 100)
    board.select(left).key('Tab')
    expect(board.selection).toEqual([right])
    board.key('Tab')
    expect(board.selection).toEqual([bottom])
    board.key('Shift+Tab')
    expect(board.selection).toEqual([right])
  })
})
