/**
 * Shapes that are dragged in numbers, or while the camera moves, are lifted off the scene and drawn on the active layer,
 * so that the rest of the board need not be repainted. A crowd is lifted as one picture that is only shifted.
 */
import type { ShapeId } from '../base/ids.ts'
import { compareOrder } from '../document/order.ts'
import type { Editor } from '../editor/editor.ts'
import type { Box } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Context, Projection } from './print-shape.ts'
import type { SceneLook, ScenePainter } from './scene-painter.ts'

/** Fewer dragged shapes are repaired in place, in their exact z-order. */
const MIN_LIFTED = 25
/** More are painted once and shifted. */
const MIN_PICTURE = 40

export interface Lift {
  readonly ids: ReadonlySet<ShapeId>
  /** Decides anew, `isBusy` when few can be repaired in place in time; returns board boxes that the scene must repaint because shapes were lifted or put back. */
  update(isBusy: boolean): readonly Box[]
  /** Takes followers (bound arrows) along; returns true when all of `ids` are lifted and the scene need not care. */
  takeAlong(ids: ReadonlySet<ShapeId>): boolean
  draw(context: Context, at: Projection, look: SceneLook): void
}

interface Picture {
  readonly canvas: HTMLCanvasElement
  readonly at: Projection
  readonly shapes: ReadonlyMap<ShapeId, Shape>
}

export function createLift(editor: Editor, painter: ScenePainter): Lift {
  const { view } = editor
  let ids = new Set<ShapeId>()
  let picture: Picture | null = null

  const boxesOf = (of: Iterable<ShapeId>): Box[] => {
    const boxes: Box[] = []
    for (const id of of) {
      const shape = view.get(id)
      if (shape && view.board.get(id)) boxes.push(view.paintBounds(shape))
    }
    return boxes
  }
  /** Lifted shapes as shown, back to front. */
  function liftedShapes(): readonly Shape[] {
    const shapes: Shape[] = []
    for (const id of ids) {
      const shape = view.get(id)
      if (shape && shape.type !== 'group') shapes.push(shape)
    }
    return shapes.sort(compareOrder)
  }
  /** How far all of the picture's shapes have been moved alike; null when they have not. */
  function shiftSince(made: Picture): Point | null {
    let shift: Point | null = null
    for (const [id, before] of made.shapes) {
      const now = view.get(id)?.placement
      if (!now) return null
      const was = before.placement
      if (now.w !== was.w || now.h !== was.h || now.rotation !== was.rotation) return null
      const dx = now.x - was.x
      const dy = now.y - was.y
      if (shift === null) shift = { x: dx, y: dy }
      else if (Math.abs(shift.x - dx) > 0.01 || Math.abs(shift.y - dy) > 0.01) return null
    }
    return shift
  }
  function makePicture(context: Context, at: Projection, look: SceneLook): Picture | null {
    const canvas = document.createElement('canvas')
    canvas.width = context.canvas.width
    canvas.height = context.canvas.height
    const sheet = canvas.getContext('2d')
    if (!sheet) return null
    const shapes = liftedShapes().filter((shape) => view.kind(shape).dependsOn(shape).length === 0)
    painter.paintShapes(sheet, shapes, at, look)
    return { canvas, at, shapes: new Map(shapes.map((shape) => [shape.id, shape])) }
  }

  return {
    get ids() {
      return ids
    },
    update(isBusy) {
      const { replaced } = editor.preview.value
      const mustLift = replaced.size >= MIN_LIFTED || (isBusy && replaced.size > 0)
      if (mustLift || (ids.size > 0 && replaced.size > 0 && [...ids].some((id) => replaced.has(id)))) {
        const added = [...replaced.keys()].filter((id) => !ids.has(id))
        if (added.length === 0) return []
        ids = new Set([...ids, ...added])
        picture = null
        return boxesOf(added)
      }
      if (ids.size === 0) return []
      const back = boxesOf(ids)
      ids = new Set()
      picture = null
      return back
    },
    takeAlong(changed) {
      if (ids.size === 0) return false
      let areAll = true
      for (const id of changed) {
        if (ids.has(id)) continue
        areAll = false
        const shape = view.get(id)
        if (
          shape &&
          view
            .kind(shape)
            .dependsOn(shape)
            .some((on) => ids.has(on))
        )
          ids.add(id)
      }
      return areAll
    },
    draw(context, at, look) {
      if (ids.size === 0) return
      let shapes = liftedShapes()
      if (shapes.length >= MIN_PICTURE) {
        let shift = picture && picture.at.scale === at.scale ? shiftSince(picture) : null
        if (!shift) {
          picture = makePicture(context, at, look)
          shift = { x: 0, y: 0 }
        }
        if (picture) {
          const made = picture
          const dx = Math.round(shift.x * at.scale) + at.dx - made.at.dx
          const dy = Math.round(shift.y * at.scale) + at.dy - made.at.dy
          context.setTransform(1, 0, 0, 1, 0, 0)
          context.drawImage(made.canvas, dx, dy)
          shapes = shapes.filter((shape) => !made.shapes.has(shape.id))
        }
      }
      painter.paintShapes(context, shapes, at, look)
    },
  }
}
