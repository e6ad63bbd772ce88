/** Flow charts and mind maps by keyboard. */

import { flowOrigin, growFlow, type Side, walkFlow } from '../arranging/flow-chart.ts'
import { addChild, addSibling, canHaveSibling, mindOrigin } from '../arranging/mind-map.ts'
import type { Action } from './actions.ts'
import { action } from './define-action.ts'

const sides: readonly (readonly [Side, string])[] = [
  ['right', 'ArrowRight'],
  ['down', 'ArrowDown'],
  ['left', 'ArrowLeft'],
  ['up', 'ArrowUp'],
]

export const flowActions: readonly Action[] = [
  ...sides.map(([side, key]) =>
    action('edit', `flow.grow-${side}`, [`Mod+${key}`], {
      isEnabled: (editor) => flowOrigin(editor) !== undefined,
      run: (editor) => growFlow(editor, side),
    }),
  ),
  action('edit', 'mind.child', [], { isEnabled: (editor) => mindOrigin(editor) !== undefined, run: addChild }),
  action('edit', 'mind.sibling', [], { isEnabled: canHaveSibling, run: addSibling }),
  ...sides.map(([side, key]) =>
    action('edit', `flow.walk-${side}`, [`Alt+${key}`], {
      forViewers: true,
      isEnabled: (editor) => flowOrigin(editor) !== undefined,
      run: (editor) => walkFlow(editor, side),
    }),
  ),
]
