/** What is done with one selected image; the page performs it. */
import type { Editor } from '../editor.ts'
import { imageTarget } from '../selection/image-target.ts'
import type { Action } from './actions.ts'
import { action, forViewers } from './define-action.ts'

const isEnabled = (editor: Editor) => imageTarget(editor) !== undefined

export const imageActions: readonly Action[] = [
  action('edit', 'image.crop', [], { isEnabled }),
  action('edit', 'image.replace', [], { isEnabled }),
  action('edit', 'image.download', [], { ...forViewers, isEnabled }),
  action('edit', 'image.to-shapes', [], { isEnabled: (editor) => imageTarget(editor)?.brought?.from === 'svg' }),
  action('edit', 'image.alt', [], { isEnabled }),
]
