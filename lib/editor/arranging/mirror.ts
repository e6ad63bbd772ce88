/** Mirroring what a shape shows inside its box; the box itself is the caller's business. */

import type { Shape } from '../../shapes/registry.ts'
import { decodeStroke, encodeStroke } from '../../shapes/stroke-points.ts'

const mirroredForm = { 'arrow-left': 'arrow-right', 'arrow-right': 'arrow-left' } as const
const upsideDownForm = { 'arrow-up': 'arrow-down', 'arrow-down': 'arrow-up' } as const

/** Strokes are mirrored point by point, images by a mark, arrow forms by their opposite; others look the same. */
export function mirrored(shape: Shape, flipX: boolean, flipY: boolean): Shape {
  if (!flipX && !flipY) return shape
  if (shape.type === 'image') return { ...shape, flipX: shape.flipX !== flipX, flipY: shape.flipY !== flipY }
  if (shape.type === 'draw') {
    const points = decodeStroke(shape.strokePoints)
    const turned = points.map((p) => ({ ...p, x: flipX ? -p.x : p.x, y: flipY ? -p.y : p.y }))
    return { ...shape, strokePoints: encodeStroke(turned) }
  }
  if (shape.type === 'geo') {
    const sideways = flipX && shape.form in mirroredForm ? mirroredForm[shape.form as keyof typeof mirroredForm] : null
    const upright =
      flipY && shape.form in upsideDownForm ? upsideDownForm[shape.form as keyof typeof upsideDownForm] : null
    return { ...shape, form: sideways ?? upright ?? shape.form }
  }
  return shape
}
