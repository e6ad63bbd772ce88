/** A stroke that is clearly a shape becomes that shape: the record in its place, with the styles of the next shape. */
import type { Command } from '../../document/command.ts'
import type { Point } from '../../geometry/point.ts'
import type { DrawShape } from '../../shapes/draw.ts'
import { fromBoardPoints } from '../../shapes/points.ts'
import type { Shape } from '../../shapes/registry.ts'
import { bindingTo, bindTargetAt } from '../making/binding.ts'
import { type ClearShape, clearShapeOf } from '../making/clear-shape.ts'
import { newShape } from '../making/new-shape.ts'
import type { ToolContext } from './tool.ts'

/** Smaller strokes (screen pixels) are handwriting. */
const LEAST_SIZE = 24
const free = { shift: false, alt: false, ctrl: false, space: false }

/** The shape that board points clearly are; null when they are none. */
export function clearedUp(points: readonly Point[], context: ToolContext): Shape | null {
  const clear = clearShapeOf(points, LEAST_SIZE / context.camera.zoom)
  return clear && recordOf(clear, context)
}

function recordOf(clear: ClearShape, context: ToolContext): Shape {
  const styles = { ...context.styles, seed: context.newSeed() }
  const id = context.newId()
  if (clear.name === 'form') {
    return newShape('geo', id, { ...styles, form: clear.form }, { ...clear.box, rotation: 0 })
  }
  const { placement, points } = fromBoardPoints([clear.from, clear.to])
  const shape = newShape(clear.name, id, { ...styles, route: 'straight' }, placement)
  if (shape.type === 'line') return { ...shape, points }
  if (shape.type !== 'arrow') return shape
  const bound = (p: Point) => {
    const target = bindTargetAt(context, p, new Set())
    return target ? bindingTo(context.view, target, p, free, 'centre') : null
  }
  const [start, end] = [bound(clear.from), bound(clear.to)]
  const isLoop = start !== null && start.target === end?.target
  return { ...shape, points, ...(isLoop ? {} : { start, end }) }
}

/** Puts the shape where the stroke is: a step of its own, so that one undo gives the stroke back. */
export const inPlaceOf = (stroke: DrawShape, shape: Shape): Command => ({
  name: 'batch',
  commands: [
    { name: 'delete', ids: [stroke.id] },
    { name: 'create', shapes: [shape] },
  ],
})
