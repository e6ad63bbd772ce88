/** The words of the arrow under the pointer, or of the one that is selected, where the zoom makes them too small to read. */
import { centreOf } from '../../geometry/box.ts'
import type { ScreenPoint } from '../../geometry/point.ts'
import { localToBoard } from '../../geometry/transform.ts'
import { plainText } from '../../shapes/rich-text.ts'
import { toScreen } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'

/** Letters as high as this on the screen can be read. */
const LEGIBLE_PX = 9
const MAX_LETTERS = 60

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
  const words = plainText(shape.text).replace(/\s+/g, ' ').trim()
  if (!box || words === '') return null
  const letters = [...words]
  const text = letters.length > MAX_LETTERS ? `${letters.slice(0, MAX_LETTERS - 1).join('')}…` : words
  return { text, at: toScreen(camera.value, localToBoard(view.placement(shape), centreOf(box))) }
}
