/** Words that are too small to read, on a label over their place. */
import type { Editor } from '../editor/editor.ts'
import { smallWords } from '../editor/selection/small-words.ts'
import { inkOn, LABEL_FONT, type OverlayInk } from './overlay-ink.ts'

const PAD = 6
const HEIGHT = 20

export function drawSmallWords(context: CanvasRenderingContext2D, editor: Editor, ink: OverlayInk): void {
  const words = smallWords(editor)
  if (!words) return
  context.font = LABEL_FONT
  const width = context.measureText(words.text).width + 2 * PAD
  // Within the window, also for an arrow at its edge.
  const { w, h } = editor.viewport.value
  const within = (at: number, most: number) => Math.max(4, Math.min(at, most - 4))
  const left = within(words.at.x - width / 2, w - width)
  const top = within(words.at.y - HEIGHT / 2, h - HEIGHT)
  context.beginPath()
  context.roundRect(left, top, width, HEIGHT, 6)
  context.fillStyle = ink.handle
  context.fill()
  context.strokeStyle = ink.accent
  context.lineWidth = 1
  context.stroke()
  context.fillStyle = inkOn(ink.handle)
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
  context.fillText(words.text, left + PAD, top + 14)
}
