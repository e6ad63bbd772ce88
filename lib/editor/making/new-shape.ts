/** A new record from the style defaults: which of them a kind takes. */
import type { ShapeId } from '../../base/ids.ts'
import type { Placement } from '../../geometry/box.ts'
import { makeShape, type Shape, type ShapeType } from '../../shapes/registry.ts'
import type { StyleDefaults } from '../settings.ts'

/** Defaults that belong to other kinds are left out: a note keeps its paper, a frame its grey. */
function stylesFor(type: ShapeType, styles: StyleDefaults): StyleDefaults {
  const { fill, stroke, strokeWidth, align, ...rest } = styles
  if (type === 'frame') return styles.frameName === undefined ? {} : { name: styles.frameName }
  if (type === 'note') return styles.noteFill === undefined ? rest : { ...rest, fill: styles.noteFill }
  if (type === 'text')
    return { ...rest, ...(align === undefined ? {} : { align }), textColor: styles.textColor ?? stroke }
  return styles
}

export function newShape(type: ShapeType, id: ShapeId, styles: StyleDefaults, placement: Placement): Shape {
  const fields = { ...stylesFor(type, styles), placement, parent: '', index: '', locked: false, link: '' }
  return makeShape(type, id, fields as Parameters<typeof makeShape>[2])
}
