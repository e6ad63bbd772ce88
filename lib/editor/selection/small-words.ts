/** The words of the arrow under the pointer, or of the one that is selected, where the zoom makes them too small to read. */
import { centreOf } from '../../geometry/box.ts'
import type { ScreenPoint } from '../../geometry/point.ts'
import { localToBoard } from '../../geometry/transform.ts'
import { toScreen } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import { spokenWords } from './describe.ts'

/** Letters as high as this on the screen can be read. */
const LEGIBLE_PX = 9

export interface SmallWords {
  readonly text: string
  /** The middle of their place on the screen. */
  readonly at: ScreenPoint
}

export function smallWords({ hovered, selection, editing, view, camera }: Editor): SmallWords | null {
  const only = selection.value.length === 1 ? selection.value[0] : null
  const id = hovered.value ?? only
  const shape = id === null ? undefined : view.get(id)
  if (shape?.type !== 'arrow' || shape.id === editing.value || shape.fontSize * camera.value.zoom >= LEGIBLE_PX)
    return null
  const box = view.kind(shape).textBox(shape, view.context)
  const text = spokenWords(shape)
  if (!box || text === '') return null
  return { text, at: toScreen(camera.value, localToBoard(view.placement(shape), centreOf(box))) }
}
