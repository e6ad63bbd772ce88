/** The seeded scene as records of this product. */
import type { ShapeId } from '../../../../lib/base/ids.ts'
import { makeShape, type Shape } from '../../../../lib/shapes/registry.ts'
import { richText } from '../../../../lib/shapes/rich-text.ts'
import { encodeStroke } from '../../../../lib/shapes/stroke-points.ts'
import type { SceneItem } from './scene.ts'

export function shapeOf(item: SceneItem, nth: number): Shape {
  const id = `s${nth.toString(36).padStart(6, '0')}` as ShapeId
  const { x, y, w, h, stroke, fill } = item
  const placement = { x, y, w, h, rotation: 0 }
  const look = 'clean' as const
  switch (item.kind) {
    case 'rectangle':
    case 'ellipse':
      return makeShape('geo', id, { placement, form: item.kind, stroke, fill, look })
    case 'note':
      return makeShape('note', id, { placement, text: richText(item.text), font: 'sans' })
    case 'text':
      return makeShape('text', id, { placement, text: richText(item.text), font: 'sans', textColor: stroke })
    case 'stroke': {
      const strokePoints = encodeStroke(item.points.map((p) => ({ ...p, pressure: 0.5 })))
      return makeShape('draw', id, { placement, stroke, strokeWidth: 4, strokePoints })
    }
    case 'arrow':
      return makeShape('arrow', id, { placement, points: item.points, stroke, look })
  }
}
