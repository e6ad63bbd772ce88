/** The whole key table of the board, row by row, in both key maps: what people's hands know must not change by accident. */
import { describe, expect, it } from 'vitest'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import { actionFor, isSingleKey, parseChord } from '../../../lib/editor/actions/shortcuts.ts'
import type { KeyInput } from '../../../lib/editor/editor.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

type Row = readonly [action: string, excalidraw: readonly string[], tldraw?: readonly string[]]
/** One row an action; the third column is left out where both maps agree. */
const table: readonly Row[] = [
  ['tool.select', ['v', '1']],
  ['tool.hand', ['h'], ['h', '2']],
  ['tool.rectangle', ['r', '2'], ['r']],
  ['tool.diamond', ['d', '3'], []],
  ['tool.ellipse', ['o', '4'], ['o']],
  ['tool.arrow', ['a', '5']],
  ['tool.line', ['l', '6'], ['l']],
  ['tool.draw', ['p', '7', 'x', 'b'], ['d', 'b', 'x', '3']],
  ['tool.text', ['t', '8'], ['t', '6']],
  ['tool.image', ['9', 'Mod+u'], ['Mod+u', '8']],
  ['tool.eraser', ['e', '0'], ['e', '4']],
  ['tool.frame', ['f']],
  ['tool.note', ['n'], ['n', '7']],
  ['tool.table', ['Shift+t']],
  ['tool.laser', ['k']],
  ['tool.highlighter', ['Shift+d']],
  ['tool.clear-pen', ['Shift+x']],
  ['tool.part-eraser', ['Shift+e']],
  ['tool.comment', ['c']],
  ['tool.form', [], ['g']],
  ['tool.lock', ['q']],
  ['view.zoom-hold', ['z']],
  ['edit.undo', ['Mod+z']],
  ['edit.redo', ['Mod+Shift+z', 'Mod+y']],
  ['edit.copy', ['Mod+c']],
  ['edit.cut', ['Mod+x']],
  ['edit.paste', ['Mod+v']],
  ['edit.paste-plain', ['Mod+Shift+v']],
  ['edit.duplicate', ['Mod+d']],
  ['edit.select-all', ['Mod+a']],
  ['edit.delete', ['Delete', 'Backspace']],
  ['edit.deselect', ['Escape']],
  ['edit.text', ['Enter', 'F2']],
  ['edit.next', ['Tab']],
  ['edit.previous', ['Shift+Tab']],
  ['edit.nudge-left', ['ArrowLeft']],
  ['edit.nudge-right', ['ArrowRight']],
  ['edit.nudge-up', ['ArrowUp']],
  ['edit.nudge-down', ['ArrowDown']],
  ['edit.nudge-left-far', ['Shift+ArrowLeft']],
  ['edit.nudge-right-far', ['Shift+ArrowRight']],
  ['edit.nudge-up-far', ['Shift+ArrowUp']],
  ['edit.nudge-down-far', ['Shift+ArrowDown']],
  ['edit.link', ['Mod+k']],
  ['edit.find', ['Mod+f']],
  ['arrange.group', ['Mod+g']],
  ['arrange.ungroup', ['Mod+Shift+g']],
  ['arrange.forward', ['Mod+]', 'Alt+]']],
  ['arrange.backward', ['Mod+[', 'Alt+[']],
  ['arrange.front', ['Mod+Shift+]', ']', 'Mod+Alt+]']],
  ['arrange.back', ['Mod+Shift+[', '[', 'Mod+Alt+[']],
  ['arrange.flip-horizontal', ['Shift+h']],
  ['arrange.flip-vertical', ['Shift+v']],
  ['arrange.align-left', ['Mod+Shift+ArrowLeft'], ['Alt+a', 'Mod+Shift+ArrowLeft']],
  ['arrange.align-right', ['Mod+Shift+ArrowRight'], ['Alt+d', 'Mod+Shift+ArrowRight']],
  ['arrange.align-top', ['Mod+Shift+ArrowUp'], ['Alt+w', 'Mod+Shift+ArrowUp']],
  ['arrange.align-bottom', ['Mod+Shift+ArrowDown'], ['Alt+s', 'Mod+Shift+ArrowDown']],
  ['arrange.align-centre', [], ['Alt+h']],
  ['arrange.align-middle', [], ['Alt+v']],
  ['arrange.distribute-horizontal', ['Alt+Shift+h']],
  ['arrange.distribute-vertical', ['Alt+Shift+v']],
  ['arrange.lock', ['Mod+Shift+l', 'Shift+l']],
  ['arrange.rotate-clockwise', ['Shift+.', '>']],
  ['arrange.rotate-counterclockwise', ['Shift+,', '<']],
  ['arrange.rotate-clockwise-fine', ['Alt+Shift+.', 'Alt+>']],
  ['arrange.rotate-counterclockwise-fine', ['Alt+Shift+,', 'Alt+<']],
  ...['right', 'down', 'left', 'up'].flatMap((side): Row[] => {
    const arrow = `Arrow${side[0].toUpperCase()}${side.slice(1)}`
    return [
      [`flow.grow-${side}`, [`Mod+${arrow}`]],
      [`flow.walk-${side}`, [`Alt+${arrow}`]],
    ]
  }),
  ['style.copy', ['Mod+Alt+c']],
  ['style.paste', ['Mod+Alt+v']],
  ['style.font-larger', ['Mod+Shift+>']],
  ['style.font-smaller', ['Mod+Shift+<']],
  ['style.stroke', ['s']],
  ['style.fill', ['g'], []],
  ['style.eyedropper', ['i']],
  ['view.zoom-in', ['Mod+=', '=', 'Mod++', '+']],
  ['view.zoom-out', ['Mod+-', '-']],
  ['view.zoom-reset', ['Mod+0', 'Shift+0']],
  ['view.fit-all', ['Shift+1']],
  ['view.fit-selection', ['Shift+2']],
  ['view.page-up', ['PageUp']],
  ['view.page-down', ['PageDown']],
  ['view.page-left', ['Shift+PageUp']],
  ['view.page-right', ['Shift+PageDown']],
  ['view.grid', ["Mod+'"]],
  ['view.snap', ['Alt+s'], []],
  ['view.theme', ['Alt+Shift+d'], ['Mod+/', 'Alt+Shift+d']],
  ['view.zen', ['Alt+z', 'Mod+.']],
  ['view.view-mode', ['Alt+r']],
  ['edit.menu', ['Shift+F10', 'ContextMenu']],
  ['view.minimap', ['m']],
  ['view.preferences', ['Mod+,']],
  ['file.open', ['Mod+o']],
  ['file.save', ['Mod+s']],
  ['file.export', ['Mod+Shift+e']],
  ['file.print', ['Mod+p']],
  ['file.copy-png', ['Shift+Alt+c', 'Mod+Shift+c']],
  ['room.say', ['/']],
  ['help.shortcuts', ['?', 'Mod+Alt+/']],
  ['help.palette', ['Mod+/', 'Mod+Shift+p'], ['Mod+Shift+p']],
]
const keyMaps = ['excalidraw', 'tldraw'] as const
type KeyMap = (typeof keyMaps)[number]
const keysOf = ([, excalidraw, tldraw = excalidraw]: Row, map: KeyMap) => (map === 'excalidraw' ? excalidraw : tldraw)

const CODES: Readonly<Record<string, string>> = {
  ...{ '[': 'BracketLeft', ']': 'BracketRight', ',': 'Comma', '.': 'Period', '/': 'Slash', "'": 'Quote', '=': 'Equal' },
  ...{ '-': 'Minus', '+': 'Equal', '?': 'Slash', '<': 'Comma', '>': 'Period' },
}
/** What the keys beside the letters type with Shift on a keyboard of the United States. */
const SHIFTED: Readonly<Record<string, string>> = {
  ...{ '[': '{', ']': '}', ',': '<', '.': '>', '/': '?', "'": '"', '=': '+', '-': '_' },
  ...{ '0': ')', '1': '!', '2': '@', '3': '#', '4': '$', '5': '%', '6': '^', '7': '&', '8': '*', '9': '(' },
}
const needsShift = (key: string) => ['+', '?', '<', '>'].includes(key)

/** The press of a chord on a keyboard of the United States. */
function pressOf(chord: string, change: Partial<KeyInput> = {}): KeyInput {
  const { mod, shift: wanted, alt, key } = parseChord(chord)
  const shift = wanted || needsShift(key)
  const code = CODES[key] ?? (/^\d$/.test(key) ? `Digit${key}` : key.length > 1 ? key : `Key${key.toUpperCase()}`)
  const typed = !shift || key.length > 1 ? key : (SHIFTED[key] ?? key.toUpperCase())
  const modifiers = { shift, alt, ctrl: mod, space: false }
  return { name: 'down', key: typed, code, modifiers, isRepeat: false, isComposing: false, ...change }
}
const meaning = (input: KeyInput, keyMap: KeyMap, singleKeyShortcuts = true) =>
  actionFor(input, { keyMap, singleKeyShortcuts })?.id

describe('the key table', () => {
  for (const row of table) {
    const [action] = row
    for (const map of keyMaps) {
      it(`${action} has its keys, ${map}: ${keysOf(row, map).join('  ') || 'none'}`, () => {
        expect(actions.find(({ id }) => id === action)?.keys[map]).toEqual(keysOf(row, map))
        for (const chord of keysOf(row, map)) expect([chord, meaning(pressOf(chord), map)]).toEqual([chord, action])
      })
    }
  }
  it('has no keys that this table does not know', () => {
    const bound = actions.filter(({ keys }) => keyMaps.some((map) => keys[map].length > 0)).map(({ id }) => id)
    expect(bound.filter((id) => !table.some(([action]) => action === id))).toEqual([])
  })
  it('no two actions share a chord', () => {
    for (const map of keyMaps) {
      const chords = actions.flatMap(({ keys }) => keys[map])
      expect(chords.filter((chord, i) => chords.indexOf(chord) !== i)).toEqual([])
    }
  })
})

describe('reading keys', () => {
  const chordsOf = (map: KeyMap) => table.flatMap((row) => keysOf(row, map).map((chord) => ({ chord, action: row[0] })))
  it('letters do not care about CapsLock', () => {
    for (const map of keyMaps)
      for (const { chord, action } of chordsOf(map)) {
        const press = pressOf(chord)
        if (!/^[a-z]$/i.test(press.key)) continue
        const turned = press.modifiers.shift ? press.key.toLowerCase() : press.key.toUpperCase()
        expect([chord, meaning({ ...press, key: turned }, map)]).toEqual([chord, action])
      }
  })
  it('glyphs that are not Latin are read by the place of their key, Latin ones by what they say', () => {
    for (const map of keyMaps)
      for (const { chord, action } of chordsOf(map)) {
        const press = pressOf(chord)
        if (press.code.startsWith('Key')) {
          expect([chord, meaning({ ...press, key: 'ж' }, map)]).toEqual([chord, action])
          expect([chord, meaning({ ...press, code: 'KeyJ' }, map)]).toEqual([chord, action])
        }
      }
  })
  it('the number row is read by its place: French without Shift, British and German with it', () => {
    for (const map of keyMaps)
      for (const { chord, action } of chordsOf(map)) {
        const press = pressOf(chord)
        if (press.code.startsWith('Digit'))
          for (const key of ['é', '&', '"', '§', '£'])
            expect([chord, meaning({ ...press, key }, map)]).toEqual([chord, action])
      }
  })
  it('nothing is meant while a text is composed, nor by a dead key alone', () => {
    for (const map of keyMaps)
      for (const { chord } of chordsOf(map)) {
        expect(meaning(pressOf(chord, { isComposing: true }), map)).toBe(undefined)
        expect(meaning(pressOf(chord, { key: 'Process' }), map)).toBe(undefined)
        if (!/Mod|Alt/.test(chord)) expect(meaning(pressOf(chord, { key: 'Dead' }), map)).toBe(undefined)
      }
  })
  it('the preference turns all single printable keys off and no other', () => {
    for (const map of keyMaps)
      for (const { chord, action } of chordsOf(map))
        expect([chord, meaning(pressOf(chord), map, false)]).toEqual([chord, isSingleKey(chord) ? undefined : action])
  })
  it('AltGr on a keyboard that types brackets with it moves a shape to the back', () => {
    const altGr = pressOf('Mod+Alt+[', { code: 'Digit8' })
    expect(meaning(altGr, 'excalidraw')).toBe('arrange.back')
  })
  it('a letter typed into a text is no shortcut', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100)
    board.select(id).key('Enter')
    for (const key of ['r', 'Delete', 'Mod+d', 'ArrowLeft', ' ']) expect([key, board.key(key)]).toEqual([key, false])
    expect([board.editor.tool.value, board.shapes.length]).toEqual(['select', 1])
  })
  it('a held tool key does not flicker, a held arrow key goes on', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100)
    board.choose('rectangle')
    for (let i = 0; i < 4; i++) board.editor.keyEvent(pressOf('h', { isRepeat: i > 0 }))
    expect(board.editor.tool.value).toBe('hand')
    board.select(id)
    for (let i = 0; i < 4; i++) board.editor.keyEvent(pressOf('ArrowRight', { isRepeat: i > 0 }))
    expect(board.box(id)[0]).toBe(4)
  })
})
