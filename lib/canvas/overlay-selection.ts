/** My selection: outline, handles, hover, binding target, marquee and guides, in CSS pixels of the canvas. */
import type { ShapeId } from '../base/ids.ts'
import { toScreen } from '../editor/camera/camera.ts'
import type { Editor } from '../editor/editor.ts'
import type { Handle } from '../editor/gestures/handle.ts'
import { selectionFrame } from '../editor/gestures/handles.ts'
import { cornersOf, type Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'
import type { Shape } from '../shapes/registry.ts'
import { drawMarkedCells } from './overlay-cells.ts'
import type { OverlayInk } from './overlay-ink.ts'

const LINE = 1.5
/** Over a line of the usual width it must show, or nobody sees what a press would take. */
const HOVER_LINE = 2
const HANDLE_PX = 9
const COARSE_HANDLE_PX = 14
const HANDLE_CORNER = 2.5
/** More selected shapes than this are shown by their common frame alone. */
const MAX_SINGLE_OUTLINES = 60

type Context = CanvasRenderingContext2D

export function traceScreen(context: Context, points: readonly Point[], isClosed: boolean): void {
  context.beginPath()
  for (const p of points) context.lineTo(p.x, p.y)
  if (isClosed) context.closePath()
}

/** Outline of a placed box, a little outside it when `gap` is given. */
export function tracePlacement(context: Context, editor: Editor, placement: Placement, gap = 0): void {
  const camera = editor.camera.value
  const room = gap / camera.zoom
  const grown = {
    x: placement.x - room,
    y: placement.y - room,
    w: placement.w + 2 * room,
    h: placement.h + 2 * room,
    rotation: placement.rotation,
  }
  traceScreen(
    context,
    cornersOf(grown).map((p) => toScreen(camera, p)),
    true,
  )
}

/** Strokes what was traced by `trace`, but never across the words of an arrow. */
function strokeBeside(context: Context, editor: Editor, shape: Shape, trace: () => void): void {
  const { view } = editor
  const label = shape.type === 'arrow' && shape.text.length > 0 ? view.kind(shape).textBox(shape, view.context) : null
  context.save()
  if (label) {
    const placement = view.placement(shape)
    const corners = cornersOf({ ...label, rotation: 0 }).map((p) =>
      toScreen(editor.camera.value, localToBoard(placement, p)),
    )
    const { w, h } = editor.viewport.value
    traceScreen(context, corners, true)
    // The window with a hole; some pixels more than it, for the fraction that the board is shifted by.
    context.rect(-8, -8, w + 16, h + 16)
    context.clip('evenodd')
  }
  trace()
  context.stroke()
  context.restore()
}

function drawOutline(context: Context, editor: Editor, id: ShapeId): void {
  const { view } = editor
  const shape = view.get(id)
  if (!shape) return
  const camera = editor.camera.value
  const isOpen = view.kind(shape).capabilities.has('points')
  strokeBeside(context, editor, shape, () => {
    if (shape.type === 'group') tracePlacement(context, editor, view.placement(shape), 2)
    else
      traceScreen(
        context,
        view.outline(shape).map((p) => toScreen(camera, p)),
        !isOpen,
      )
  })
}

function drawHandle(context: Context, handle: Handle, rotation: number, isCoarse: boolean, ink: OverlayInk): void {
  const size = isCoarse ? COARSE_HANDLE_PX : HANDLE_PX
  const isRound = handle.name !== 'resize'
  const isFaint = handle.name === 'middle'
  context.save()
  context.translate(handle.at.x, handle.at.y)
  if (!isRound) context.rotate(rotation)
  context.beginPath()
  const half = (isFaint ? size * 0.8 : size) / 2
  if (isRound) context.arc(0, 0, half, 0, 2 * Math.PI)
  else context.roundRect(-half, -half, 2 * half, 2 * half, HANDLE_CORNER)
  context.globalAlpha = isFaint ? 0.75 : 1
  context.shadowColor = ink.handleShadow
  context.shadowBlur = 3
  context.shadowOffsetY = 1
  context.fillStyle = isFaint ? ink.accent : ink.handle
  context.fill()
  context.shadowColor = 'transparent'
  context.strokeStyle = isFaint ? ink.handle : ink.accent
  context.lineWidth = LINE
  context.stroke()
  context.restore()
}

function drawSelection(context: Context, editor: Editor, ink: OverlayInk): void {
  const ids = editor.selection.value
  if (ids.length === 0) return
  const frame = selectionFrame(editor)
  if (!frame) return
  const isEditing = editor.editing.value !== null
  const isGathering = editor.marquee.value !== null
  context.strokeStyle = ink.accent
  context.lineWidth = 1
  if ((ids.length > 1 || isGathering) && ids.length <= MAX_SINGLE_OUTLINES) {
    context.globalAlpha = 0.6
    for (const id of ids) {
      const shape = editor.view.get(id)
      if (!shape) continue
      strokeBeside(context, editor, shape, () => tracePlacement(context, editor, editor.view.placement(shape)))
    }
    context.globalAlpha = 1
  }
  // What can be done with the selection is shown when it is complete.
  if (isGathering) return
  const only = ids.length === 1 ? editor.view.get(ids[0]) : undefined
  const hasPoints = only !== undefined && editor.view.kind(only).capabilities.has('points')
  // Of a line the box is shown, quietly, where it can be turned.
  if (!hasPoints || frame.handles.some(({ name }) => name === 'rotate')) {
    context.lineWidth = hasPoints ? 1 : LINE
    context.globalAlpha = hasPoints ? 0.4 : 1
    tracePlacement(context, editor, isEditing ? frame.placement : frame.shown)
    context.stroke()
    context.globalAlpha = 1
  }
  drawMarkedCells(context, editor, ink)
  if (isEditing) return
  const isCoarse = editor.isCoarse.value
  for (const handle of frame.handles) drawHandle(context, handle, frame.placement.rotation, isCoarse, ink)
}

function drawGuides(context: Context, editor: Editor, ink: OverlayInk): void {
  const camera = editor.camera.value
  context.strokeStyle = ink.guide
  context.lineWidth = 1
  for (const guide of editor.guides.value) {
    const from = toScreen(camera, guide.from)
    const to = toScreen(camera, guide.to)
    traceScreen(context, [from, to], false)
    context.stroke()
    const far = Math.hypot(to.x - from.x, to.y - from.y)
    if (guide.name !== 'gap' || far === 0) continue
    const across = { x: (-(to.y - from.y) / far) * 4, y: ((to.x - from.x) / far) * 4 }
    for (const end of [from, to]) {
      traceScreen(
        context,
        [
          { x: end.x - across.x, y: end.y - across.y },
          { x: end.x + across.x, y: end.y + across.y },
        ],
        false,
      )
      context.stroke()
    }
  }
}

export function drawMine(context: Context, editor: Editor, ink: OverlayInk): void {
  const { hovered, bindTarget, marquee } = editor
  context.lineJoin = 'round'
  if (hovered.value !== null && !editor.isBusy.value && !editor.selection.value.includes(hovered.value)) {
    context.strokeStyle = ink.accent
    context.lineWidth = HOVER_LINE
    drawOutline(context, editor, hovered.value)
  }
  if (bindTarget.value !== null) {
    context.strokeStyle = ink.hover
    context.lineWidth = 4
    drawOutline(context, editor, bindTarget.value)
  }
  drawSelection(context, editor, ink)
  if (editor.guides.value.length > 0) drawGuides(context, editor, ink)
  if (marquee.value) {
    tracePlacement(context, editor, { ...marquee.value, rotation: 0 })
    context.fillStyle = ink.accentSoft
    context.fill()
    context.strokeStyle = ink.accent
    context.lineWidth = 1
    context.stroke()
  }
}
