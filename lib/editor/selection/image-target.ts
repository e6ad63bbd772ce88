/** The image that commands for one image mean. */
import type { ImageShape } from '../../shapes/image.ts'
import type { Editor } from '../editor.ts'
import { isLockedIn } from './selection.ts'

/** The only selected shape when it is an image that may be changed. */
export function imageTarget(editor: Editor): ImageShape | undefined {
  const roots = editor.selectedRoots()
  const only = roots.length === 1 ? roots[0] : undefined
  return only?.type === 'image' && !isLockedIn(editor.view, only) ? only : undefined
}
