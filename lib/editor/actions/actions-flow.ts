/** Flow charts by keyboard. */

import { flowOrigin, growFlow, type Side, walkFlow } from '../arranging/flow-chart.ts'
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
  ...sides.map(([side, key]) =>
    action('edit', `flow.walk-${side}`, [`Alt+${key}`], {
      forViewers: true,
      isEnabled: (editor) => flowOrigin(editor) !== undefined,
      run: (editor) => walkFlow(editor, side),
    }),
  ),
]
