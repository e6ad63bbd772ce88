/** One action for each tool of the registry, with its keys, and the lock. */

import { tools } from '../tools/registry.ts'
import { toolIds } from '../tools/tool-ids.ts'
import type { Action } from './actions.ts'
import { action } from './define-action.ts'

export const toolActions: readonly Action[] = [
  ...toolIds.map((id) =>
    action('tool', `tool.${id}`, tools[id].keys, {
      ...(tools[id].forViewers ? { forViewers: true } : {}),
      isOn: (editor) => editor.tool.value === id,
      run: (editor) => editor.chooseTool(id),
    }),
  ),
  action('tool', 'tool.lock', ['q'], {
    isOn: (editor) => editor.settings.value.toolLock,
    run: (editor) => {
      editor.settings.value = { ...editor.settings.value, toolLock: !editor.settings.value.toolLock }
    },
  }),
]
