/** Names of frames: at their own size on the screen whatever the zoom, over the board, cut to their frames' width. */
import type { Editor } from '../editor/editor.ts'
import { cornersOf } from '../geometry/box.ts'
import type { Theme } from '../shapes/color.ts'
import type { Shape } from '../shapes/registry.ts'
import { prepareText } from './font-face.ts'
import { type Projection, place } from './print-shape.ts'
import { printPieces } from './print-text.ts'

/** What is being erased is this faint, as on the board. */
const FADED = 0.2
/** The room that a name takes beyond its frame, with some to spare, in screen pixels. */
const ROOM_PX = 32

export interface CaptionLook {
  readonly at: Projection
  readonly pixelRatio: number
  readonly theme: Theme
}

/** Stored frames and those that somebody is just drawing. */
const namedShapes = ({ view, peers, preview }: Editor): readonly Shape[] => [
  ...view.captioned(),
  ...[...peers.value.flatMap(({ drawing }) => drawing), ...preview.value.created].filter(
    (shape) => view.kind(shape).caption,
  ),
]
export const hasCaptions = (editor: Editor): boolean => namedShapes(editor).length > 0

export function drawCaptions(context: CanvasRenderingContext2D, editor: Editor, look: CaptionLook): void {
  const { view, naming, preview } = editor
  const { at, pixelRatio, theme } = look
  const { zoom } = editor.camera.value
  const { width, height } = context.canvas
  const room = ROOM_PX * pixelRatio
  const isInSight = (shape: Shape) => {
    const corners = cornersOf(view.placement(shape))
    const xs = corners.map(({ x }) => x * at.scale + at.dx)
    const ys = corners.map(({ y }) => y * at.scale + at.dy)
    return (
      Math.max(...xs) > -room &&
      Math.min(...xs) < width + room &&
      Math.max(...ys) > -room &&
      Math.min(...ys) < height + room
    )
  }
  prepareText(context)
  for (const shape of namedShapes(editor)) {
    if (shape.id === naming.value || !isInSight(shape)) continue
    const caption = view.caption(shape, zoom)
    if (!caption) continue
    const { x, y, w, h, rotation } = view.placement(shape)
    const onScreen = { x: x * zoom, y: y * zoom, w: w * zoom, h: h * zoom, rotation }
    place(context, onScreen, { scale: pixelRatio, dx: at.dx, dy: at.dy })
    context.globalAlpha = shape.opacity * (preview.value.fading.has(shape.id) ? FADED : 1)
    printPieces(context, [caption], { theme, scale: pixelRatio, isReduced: false })
  }
  context.globalAlpha = 1
}
