/** Actions that the page performs: it registers them by id with `editor.onAction`. */

import { changeFontSize, copyStyle, pasteStyle } from '../making/styling.ts'
import { canList, listNow, toggleList } from '../making/text-lists.ts'
import type { Action } from './actions.ts'
import { action, forViewers, hasSelection } from './define-action.ts'

export const styleActions: readonly Action[] = [
  action('style', 'style.copy', ['Mod+Alt+c'], { isEnabled: hasSelection, run: copyStyle }),
  action('style', 'style.paste', ['Mod+Alt+v'], {
    isEnabled: (editor) => hasSelection(editor) && editor.copiedStyle.value !== null,
    run: pasteStyle,
  }),
  action('style', 'style.font-larger', ['Mod+Shift+>'], {
    isEnabled: hasSelection,
    run: (e) => changeFontSize(e, 1.1),
  }),
  action('style', 'style.font-smaller', ['Mod+Shift+<'], {
    isEnabled: hasSelection,
    run: (editor) => changeFontSize(editor, 1 / 1.1),
  }),
  ...(['bullet', 'ordered'] as const).map((list) =>
    action('style', `style.list-${list}`, [], {
      isEnabled: canList,
      isOn: (editor) => listNow(editor) === list,
      run: (editor) => toggleList(editor, list),
    }),
  ),
  action('style', 'style.stroke', ['s']),
  action('style', 'style.fill', { excalidraw: ['g'], tldraw: [] }),
  action('style', 'style.eyedropper', ['i']),
]

export const pageActions: readonly Action[] = [
  action('file', 'file.open', ['Mod+o']),
  action('file', 'file.save', ['Mod+s'], forViewers),
  action('file', 'file.export', ['Mod+Shift+e'], forViewers),
  action('file', 'file.print', ['Mod+p'], forViewers),
  action('file', 'file.import', []),
  action('file', 'file.copy-png', ['Shift+Alt+c', 'Mod+Shift+c'], forViewers),
  action('file', 'file.copy-svg', [], forViewers),
  action('file', 'file.copy-markdown', [], forViewers),
  action('file', 'file.copy-mermaid', [], forViewers),
  action('room', 'room.share', [], forViewers),
  action('room', 'room.copy-link', [], forViewers),
  action('room', 'room.copy-link-to-view', [], forViewers),
  action('room', 'room.copy-link-to-selection', [], { forViewers: true, isEnabled: hasSelection }),
  action('room', 'room.say', ['/'], forViewers),
  action('room', 'room.chat', [], forViewers),
  action('room', 'room.comments', [], forViewers),
  action('room', 'room.history', [], forViewers),
  action('edit', 'edit.menu', ['Shift+F10', 'ContextMenu'], forViewers),
  action('edit', 'edit.library', []),
  action('edit', 'edit.templates', []),
  action('edit', 'edit.add-to-library', [], { forViewers: true, isEnabled: hasSelection }),
  action('room', 'room.workshop', [], forViewers),
  action('room', 'room.clear', [], { isEnabled: ({ view }) => view.board.shapes.length > 0 }),
  action('room', 'room.present', [], forViewers),
  action('room', 'room.summon', [], forViewers),
  action('view', 'view.minimap', ['m'], forViewers),
  action('view', 'view.pointers', [], forViewers),
  action('view', 'view.authors', [], forViewers),
  action('view', 'view.values', [], forViewers),
  action('view', 'view.preferences', ['Mod+,'], forViewers),
  action('help', 'help.shortcuts', ['?', 'Mod+Alt+/'], forViewers),
  action('help', 'help.palette', { excalidraw: ['Mod+/', 'Mod+Shift+p'], tldraw: ['Mod+Shift+p'] }, forViewers),
]
