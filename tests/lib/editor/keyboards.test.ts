import { describe, expect, it } from 'vitest'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import { actionFor, parseChord } from '../../../lib/editor/actions/shortcuts.ts'
import type { KeyInput } from '../../../lib/editor/editor.ts'
import { allPresses, type LayoutName, layoutNames, pressOn } from '../../support/editor/keyboards.ts'

const rules = { keyMap: 'excalidraw' as const, singleKeyShortcuts: true }
const meaning = (input: KeyInput) => actionFor(input, rules)?.id

describe('eight keyboards', () => {
  for (const layout of layoutNames)
    for (const keyMap of ['excalidraw', 'tldraw'] as const)
      it(`I63 every command with a key is reached on a ${layout} keyboard, keys as in ${keyMap}`, () => {
        const reached = new Set(allPresses(layout).map((press) => actionFor(press, { ...rules, keyMap })?.id))
        const missing = actions
          .filter(({ id, keys }) => keys[keyMap].length > 0 && !reached.has(id))
          .map(({ id }) => id)
        expect(missing).toEqual([])
      })

  for (const layout of layoutNames)
    it(`I63 a character that means something means it on a ${layout} keyboard, wherever it is printed`, () => {
      const plain = new Map<string, string>()
      for (const { id, keys } of actions)
        for (const written of keys.excalidraw) {
          const { mod, alt, shift, key } = parseChord(written)
          if (!mod && !alt && !shift && key.length === 1 && !/\d/.test(key)) plain.set(key, id)
        }
      for (const press of allPresses(layout)) {
        const { ctrl, alt, shift } = press.modifiers
        const isTyped = !/[a-zA-Z]/.test(press.key)
        if (ctrl || alt || (shift && !isTyped)) continue
        const wanted = plain.get(press.key.toLowerCase())
        if (wanted) expect([press.key, press.code, meaning(press)]).toEqual([press.key, press.code, wanted])
      }
    })

  const shift = { shift: true }
  const ctrl = { ctrl: true }
  const rows: readonly (readonly [LayoutName, string, Parameters<typeof pressOn>[2], string | undefined])[] = [
    ['French', 'Period', shift, 'room.say'],
    ['German', 'Digit7', shift, 'room.say'],
    ['Spanish', 'Digit7', shift, 'room.say'],
    ['Czech', 'BracketLeft', shift, 'room.say'],
    ['Czech', 'Comma', shift, 'help.shortcuts'],
    ['French', 'KeyM', shift, 'help.shortcuts'],
    ['German', 'Minus', shift, 'help.shortcuts'],
    ['Russian', 'Digit7', shift, 'help.shortcuts'],
    ['French', 'BracketRight', ctrl, 'arrange.forward'],
    ['German', 'BracketRight', { alt: true }, 'arrange.forward'],
    ['German', 'BracketLeft', ctrl, 'arrange.backward'],
    ['French', 'BracketLeft', ctrl, 'arrange.backward'],
    ['German', 'Digit9', { altGraph: true }, 'arrange.front'],
    ['German', 'BracketRight', ctrl, 'view.zoom-in'],
    ['Russian', 'BracketRight', ctrl, 'arrange.forward'],
    ['Japanese', 'Backslash', ctrl, 'arrange.forward'],
    // The row of digits, whether it prints digits plainly, with Shift, or signs that mean something.
    ['French', 'Digit2', {}, 'tool.rectangle'],
    ['French', 'Digit6', {}, 'view.zoom-out'],
    ['French', 'Digit1', shift, 'view.fit-all'],
    ['French', 'Digit0', ctrl, 'view.zoom-reset'],
    ['Czech', 'Digit2', {}, 'tool.rectangle'],
    ['Czech', 'Digit1', {}, 'view.zoom-in'],
    ['Czech', 'Digit2', shift, 'view.fit-selection'],
    // Letters by what is printed; the browser keeps what is not in the table.
    ['French', 'KeyQ', {}, 'tool.arrow'],
    ['French', 'KeyW', ctrl, 'edit.undo'],
    ['French', 'KeyZ', ctrl, undefined],
    ['German', 'KeyY', ctrl, 'edit.undo'],
    ['Russian', 'KeyZ', ctrl, 'edit.undo'],
    ['German', 'IntlBackslash', { ctrl: true, shift: true }, 'style.font-larger'],
    ['German', 'IntlBackslash', ctrl, 'style.font-smaller'],
    ['French', 'IntlBackslash', {}, 'arrange.rotate-counterclockwise'],
  ]
  for (const [layout, code, held, action] of rows)
    it(`I63 ${layout} ${Object.keys(held ?? {}).join('+')} ${code} means ${action ?? 'nothing'}`, () => {
      expect(meaning(pressOn(layout, code, held))).toBe(action)
    })

  it('I63 a number pad without NumLock types no digits', () => {
    const press = { ...pressOn('US', 'Digit1'), key: 'End', code: 'Numpad1' }
    expect([meaning(press), meaning({ ...press, key: '1' })]).toEqual([undefined, 'tool.select'])
  })
  it('I63 what AltGr types counts as typed, also where it is reported as Ctrl with Alt', () => {
    const press = pressOn('German', 'Digit8', { altGraph: true })
    const windows = { ...press, modifiers: { ...press.modifiers, ctrl: true, alt: true } }
    expect([meaning(press), meaning(windows)]).toEqual(['arrange.back', 'arrange.back'])
  })
})
