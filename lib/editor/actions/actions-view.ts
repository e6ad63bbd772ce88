/** Zoom, scrolling, grid and looks. */

import { fitContent, fitSelection, scrollPage, zoomBy, zoomTo } from '../camera/camera-moves.ts'
import type { Editor } from '../editor.ts'
import type { EditorSettings } from '../settings.ts'
import type { Action } from './actions.ts'
import { action, forViewers, hasSelection, type Keys } from './define-action.ts'

const view = (id: string, keys: Keys, run: (editor: Editor) => void, isEnabled?: (editor: Editor) => boolean): Action =>
  action('view', `view.${id}`, keys, { forViewers: true, run, ...(isEnabled ? { isEnabled } : {}) })

type Switch = { [K in keyof EditorSettings]: EditorSettings[K] extends boolean ? K : never }[keyof EditorSettings]
const toggle = (id: string, keys: Keys, name: Switch): Action =>
  action('view', `view.${id}`, keys, {
    forViewers: true,
    isOn: (editor) => editor.settings.value[name],
    run: (editor) => {
      editor.settings.value = { ...editor.settings.value, [name]: !editor.settings.value[name] }
    },
  })

export const viewActions: readonly Action[] = [
  view('zoom-in', ['Mod+=', '=', 'Mod++', '+'], (editor) => zoomBy(editor, 'in')),
  view('zoom-out', ['Mod+-', '-'], (editor) => zoomBy(editor, 'out')),
  view('zoom-reset', ['Mod+0', 'Shift+0'], (editor) => zoomTo(editor, 1)),
  view('fit-all', ['Shift+1'], fitContent),
  view('fit-selection', ['Shift+2'], fitSelection, hasSelection),
  view('page-up', ['PageUp'], (editor) => scrollPage(editor, 0, -1)),
  view('page-down', ['PageDown'], (editor) => scrollPage(editor, 0, 1)),
  view('page-left', ['Shift+PageUp'], (editor) => scrollPage(editor, -1, 0)),
  view('page-right', ['Shift+PageDown'], (editor) => scrollPage(editor, 1, 0)),
  // Held down; the key router knows it.
  action('view', 'view.zoom-hold', ['z'], { forViewers: true, run: () => {} }),
  toggle('grid', ["Mod+'"], 'grid'),
  toggle('snap', { excalidraw: ['Alt+s'], tldraw: [] }, 'snapToObjects'),
  toggle('zen', ['Alt+z', 'Mod+.'], 'zen'),
  toggle('view-mode', ['Alt+r'], 'viewMode'),
  // Performed by the page: it knows which one the system has.
  action('view', 'view.theme', { excalidraw: ['Alt+Shift+d'], tldraw: ['Mod+/', 'Alt+Shift+d'] }, forViewers),
]
