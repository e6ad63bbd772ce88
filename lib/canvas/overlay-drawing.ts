/** Shapes in the making, mine and others': the last of a stroke of mine goes on to where the pen is foreseen. */
import { toBoard } from '../editor/camera/camera.ts'
import type { Editor } from '../editor/editor.ts'
import type { ScreenPoint } from '../geometry/point.ts'
import type { Shape } from '../shapes/registry.ts'
import { createLiveStrokes } from './live-strokes.ts'
import type { Projection } from './print-shape.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'
import { isOpaqueInk, paintTip, withAhead } from './wet-tip.ts'

interface DrawingFrame {
  readonly context: CanvasRenderingContext2D
  readonly at: Projection
  readonly look: SceneLook
  /** The scene below, as painted now. */
  readonly scene: HTMLCanvasElement | null
  readonly foreseen: readonly ScreenPoint[]
}
export interface OverlayDrawing {
  paint(frame: DrawingFrame): void
}

export function createOverlayDrawing(editor: Editor, painter: ScenePainter): OverlayDrawing {
  const strokes = createLiveStrokes()

  /** A highlighter multiplies what is below it, so that is brought up onto this layer first. */
  function paintShapes({ context, at, look, scene }: DrawingFrame, shapes: readonly Shape[]) {
    for (const shape of shapes) {
      if (!scene || !painter.isMultiplied(shape)) continue
      const box = editor.view.paintBounds(shape)
      const x = Math.max(0, Math.floor(box.x * at.scale + at.dx))
      const y = Math.max(0, Math.floor(box.y * at.scale + at.dy))
      const w = Math.min(scene.width, Math.ceil((box.x + box.w) * at.scale + at.dx)) - x
      const h = Math.min(scene.height, Math.ceil((box.y + box.h) * at.scale + at.dy)) - y
      context.setTransform(1, 0, 0, 1, 0, 0)
      if (w > 0 && h > 0) context.drawImage(scene, x, y, w, h, x, y, w, h)
    }
    painter.paintShapes(context, strokes.paint(context, shapes, at, look), at, look)
  }

  return {
    paint(frame) {
      const { created } = editor.preview.value
      const [stroke] = created
      const ahead = frame.foreseen.map((p) => toBoard(editor.camera.value, p))
      const others = editor.peers.value.flatMap((peer) => peer.drawing)
      if (created.length !== 1 || stroke.type !== 'draw' || ahead.length === 0) {
        paintShapes(frame, [...others, ...created])
      } else if (isOpaqueInk(stroke)) {
        paintShapes(frame, [...others, stroke])
        paintTip(frame.context, stroke, ahead, frame.at, frame.look.theme)
      } else paintShapes(frame, [...others, withAhead(stroke, ahead)])
    },
  }
}
