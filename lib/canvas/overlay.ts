/** The active layer: everything that is over the board for a moment, drawn anew whenever one of its sources changes. */
import type { Editor } from '../editor/editor.ts'
import type { ToolId } from '../editor/tools/tool-ids.ts'
import type { Theme } from '../shapes/color.ts'
import { createCursorMotion } from './cursor-motion.ts'
import { createLasers } from './laser.ts'
import type { Lift } from './lift.ts'
import { drawCaptions, hasCaptions } from './overlay-captions.ts'
import { createOverlayDrawing } from './overlay-drawing.ts'
import { overlayInk } from './overlay-ink.ts'
import { createCursorDrawing, cursorsInSight, drawPeerSelections } from './overlay-peers.ts'
import { drawMine } from './overlay-selection.ts'
import { drawSmallWords } from './overlay-words.ts'
import type { PenAhead } from './pen-ahead.ts'
import type { Projection } from './print-shape.ts'
import type { ScenePainter } from './scene-painter.ts'

export interface OverlayFrame {
  readonly context: CanvasRenderingContext2D
  readonly at: Projection
  readonly pixelRatio: number
  readonly theme: Theme
  /** The scene below, as painted now. */
  readonly scene: HTMLCanvasElement | null
  /** The animation frame's own time. */
  readonly now: number
}
export interface Overlay {
  /** Draws one frame; true while something is gliding or fading. */
  draw(frame: OverlayFrame): boolean
}

/** Those whose mark follows the pointer; a copy of a stroke under another tool has no pen at its end. */
const inkingTools: ReadonlySet<ToolId> = new Set(['draw', 'clear-pen', 'highlighter', 'laser'])

export function createOverlay(editor: Editor, painter: ScenePainter, lift: Lift, pen: PenAhead): Overlay {
  const cursors = createCursorMotion()
  const lasers = createLasers()
  const drawCursors = createCursorDrawing()
  const drawing = createOverlayDrawing(editor, painter)
  let isClean = false

  const hasAnything = () =>
    lift.ids.size > 0 ||
    editor.preview.value.created.length > 0 ||
    editor.selection.value.length > 0 ||
    editor.peers.value.length > 0 ||
    editor.hovered.value !== null ||
    editor.bindTarget.value !== null ||
    editor.marquee.value !== null ||
    editor.guides.value.length > 0 ||
    editor.laser.value.length > 0 ||
    hasCaptions(editor)

  return {
    draw({ context, at, pixelRatio, theme, scene, now }) {
      const isEmpty = !hasAnything()
      if (isEmpty && isClean) return false
      const { width, height } = context.canvas
      context.save()
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, width, height)
      isClean = isEmpty
      const look = { theme, paper: null, gridSize: null, pixelRatio }
      lift.draw(context, at, look)
      const foreseen = editor.isBusy.value && inkingTools.has(editor.tool.value) ? pen.at(now) : []
      drawing.paint({ context, at, look, scene, foreseen })
      drawCaptions(context, editor, { at, pixelRatio, theme })

      // From here in CSS pixels, shifted by the fraction that the scene was rounded by.
      const { x, y, zoom } = editor.camera.value
      const shiftX = at.dx + x * zoom * pixelRatio
      const shiftY = at.dy + y * zoom * pixelRatio
      context.setTransform(pixelRatio, 0, 0, pixelRatio, shiftX, shiftY)
      context.setLineDash([])
      const ink = overlayInk[theme]
      drawPeerSelections(context, editor)
      drawMine(context, editor, ink)
      drawSmallWords(context, editor, ink)
      const isFading = lasers.draw(context, editor, { now, myColor: ink.laser, foreseen })
      const isInstant = editor.settings.value.reducedMotion
      const inSight = cursorsInSight(editor)
      const { at: places, isGliding } = cursors.step(inSight, now, { zoom, isInstant })
      drawCursors(context, editor, { peers: inSight, at: places }, ink)
      context.restore()
      return isFading || isGliding || foreseen.length > 0
    },
  }
}
