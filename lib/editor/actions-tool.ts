/** Tools and their keys; digits follow the order of Excalidraw or tldraw. */
import type { Action } from './actions.ts'
import { action, forViewers } from './define-action.ts'
import type { Editor } from './editor.ts'
import type { ToolId } from './tool.ts'

const tool = (id: ToolId, excalidraw: readonly string[], tldraw: readonly string[], rest = {}): Action =>
  action(
    'tool',
    `tool.${id}`,
    { excalidraw, tldraw },
    {
      isActive: (editor: Editor) => editor.tool.value === id,
      run: (editor: Editor) => editor.chooseTool(id),
      ...rest,
    },
  )

export const toolActions: readonly Action[] = [
  tool('select', ['v', '1'], ['v', '1'], forViewers),
  tool('hand', ['h'], ['h', '2'], forViewers),
  tool('rectangle', ['r', '2'], ['r']),
  tool('diamond', ['d', '3'], []),
  tool('ellipse', ['o', '4'], ['o']),
  tool('arrow', ['a', '5'], ['a', '5']),
  tool('line', ['l', '6'], ['l']),
  tool('draw', ['p', '7', 'x', 'b'], ['d', 'b', 'x', '3']),
  tool('text', ['t', '8'], ['t', '6']),
  tool('image', ['9', 'Mod+u'], ['Mod+u', '8']),
  tool('eraser', ['e', '0'], ['e', '4']),
  tool('frame', ['f'], ['f']),
  tool('note', ['n'], ['n', '7']),
  tool('laser', ['k'], ['k'], forViewers),
  tool('highlighter', ['Shift+d'], ['Shift+d']),
  tool('comment', ['c'], ['c']),
  tool('form', [], ['g']),
  action('tool', 'tool.lock', ['q'], {
    isActive: (editor) => editor.settings.value.toolLock,
    run: (editor) => {
      editor.settings.value = { ...editor.settings.value, toolLock: !editor.settings.value.toolLock }
    },
  }),
]
