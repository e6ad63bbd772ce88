/** Order, groups, locks, alignment, flips and turns. */

import { alignSelection, distributeSelection, flipSelection, rotateSelection } from '../arranging/arrange.ts'
import {
  frameSelection,
  groupSelection,
  lockSelection,
  reorderSelection,
  ungroupSelection,
} from '../arranging/grouping.ts'
import { equalSelection, stackSelection } from '../arranging/stack.ts'
import { notesToTidy } from '../arranging/tidy-notes.ts'
import type { Editor } from '../editor.ts'
import { isLockedIn } from '../selection/selection.ts'
import type { Action, Condition } from './actions.ts'
import { action, atLeast, hasSelection, type Keys } from './define-action.ts'

const arrange = (id: string, keys: Keys, run: (editor: Editor) => void, isEnabled: Condition = hasSelection): Action =>
  action('arrange', `arrange.${id}`, keys, { isEnabled, run })

const hasGroup = (editor: Editor) => editor.selection.value.some((id) => editor.view.get(id)?.type === 'group')
const allLocked = (editor: Editor) =>
  hasSelection(editor) && editor.selectedRoots().every((shape) => isLockedIn(editor.view, shape))
/** Everything that is there, whatever is selected. */
const lockAll = (id: string, locked: boolean): Action =>
  action('arrange', id, [], {
    isEnabled: ({ view }) => view.board.shapes.some((shape) => shape.locked !== locked),
    run: ({ view, dispatch, selection }) => {
      const patches = view.board.shapes
        .filter((shape) => shape.locked !== locked)
        .map((shape) => ({ id: shape.id, patch: { locked } }))
      if (locked) selection.value = []
      dispatch({ name: 'update', patches })
    },
  })
/** The page knows the votes. */
const tidy = (id: string): Action =>
  action('arrange', `arrange.notes-${id}`, [], { isEnabled: (editor) => notesToTidy(editor).length > 1 })
const degrees = (angle: number) => (angle * Math.PI) / 180

export const arrangeActions: readonly Action[] = [
  arrange('group', ['Mod+g'], groupSelection, atLeast(2)),
  arrange('ungroup', ['Mod+Shift+g'], ungroupSelection, hasGroup),
  arrange('frame', [], frameSelection),
  arrange('forward', ['Mod+]', 'Alt+]'], (editor) => reorderSelection(editor, 'forward')),
  arrange('backward', ['Mod+[', 'Alt+['], (editor) => reorderSelection(editor, 'backward')),
  arrange('front', ['Mod+Shift+]', ']', 'Mod+Alt+]'], (editor) => reorderSelection(editor, 'front')),
  arrange('back', ['Mod+Shift+[', '[', 'Mod+Alt+['], (editor) => reorderSelection(editor, 'back')),
  arrange('flip-horizontal', ['Shift+h'], (editor) => flipSelection(editor, 'x')),
  arrange('flip-vertical', ['Shift+v'], (editor) => flipSelection(editor, 'y')),
  arrange(
    'align-left',
    { excalidraw: ['Mod+Shift+ArrowLeft'], tldraw: ['Alt+a', 'Mod+Shift+ArrowLeft'] },
    (editor) => alignSelection(editor, 'left'),
    atLeast(2),
  ),
  arrange('align-centre', { excalidraw: [], tldraw: ['Alt+h'] }, (e) => alignSelection(e, 'centre'), atLeast(2)),
  arrange(
    'align-right',
    { excalidraw: ['Mod+Shift+ArrowRight'], tldraw: ['Alt+d', 'Mod+Shift+ArrowRight'] },
    (editor) => alignSelection(editor, 'right'),
    atLeast(2),
  ),
  arrange(
    'align-top',
    { excalidraw: ['Mod+Shift+ArrowUp'], tldraw: ['Alt+w', 'Mod+Shift+ArrowUp'] },
    (editor) => alignSelection(editor, 'top'),
    atLeast(2),
  ),
  arrange('align-middle', { excalidraw: [], tldraw: ['Alt+v'] }, (e) => alignSelection(e, 'middle'), atLeast(2)),
  arrange(
    'align-bottom',
    { excalidraw: ['Mod+Shift+ArrowDown'], tldraw: ['Alt+s', 'Mod+Shift+ArrowDown'] },
    (editor) => alignSelection(editor, 'bottom'),
    atLeast(2),
  ),
  arrange('distribute-horizontal', ['Alt+Shift+h'], (editor) => distributeSelection(editor, 'x'), atLeast(3)),
  arrange('distribute-vertical', ['Alt+Shift+v'], (editor) => distributeSelection(editor, 'y'), atLeast(3)),
  arrange('stack-horizontal', [], (editor) => stackSelection(editor, 'x'), atLeast(2)),
  arrange('stack-vertical', [], (editor) => stackSelection(editor, 'y'), atLeast(2)),
  arrange('same-width', [], (editor) => equalSelection(editor, 'w'), atLeast(2)),
  arrange('same-height', [], (editor) => equalSelection(editor, 'h'), atLeast(2)),
  arrange('rotate-clockwise', ['Shift+.', '>'], (editor) => rotateSelection(editor, degrees(15))),
  arrange('rotate-counterclockwise', ['Shift+,', '<'], (editor) => rotateSelection(editor, degrees(-15))),
  arrange('rotate-clockwise-fine', ['Alt+Shift+.', 'Alt+>'], (editor) => rotateSelection(editor, degrees(1))),
  arrange('rotate-counterclockwise-fine', ['Alt+Shift+,', 'Alt+<'], (editor) => rotateSelection(editor, degrees(-1))),
  tidy('by-color'),
  tidy('by-votes'),
  tidy('most-votes-first'),
  action('arrange', 'arrange.lock', ['Mod+Shift+l', 'Shift+l'], {
    isEnabled: hasSelection,
    labelNow: (editor) => (allLocked(editor) ? 'arrange.unlockNow' : 'arrange.lockNow'),
    run: (editor) => lockSelection(editor, allLocked(editor) ? 'unlock' : 'lock'),
  }),
  lockAll('arrange.lock-all', true),
  lockAll('arrange.unlock-all', false),
]
