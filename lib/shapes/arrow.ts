/** An arrow whose ends may be bound to other shapes and then follow them. */
import { choiceField, type Field, field, numberField } from '../base/fields.ts'
import type { ShapeId } from '../base/ids.ts'
import type { ShapeOf } from './kind.ts'
import { pointsField } from './points.ts'
import { richTextField } from './rich-text.ts'
import { strokeFields, textStyleFields } from './style.ts'

export const arrowheads = [
  'none',
  'arrow',
  'triangle',
  'triangle-outline',
  'circle',
  'circle-outline',
  'diamond',
  'diamond-outline',
  'bar',
  'one',
  'many',
  'one-or-many',
  'exactly-one',
  'zero-or-one',
  'zero-or-many',
] as const
export type Arrowhead = (typeof arrowheads)[number]

/** What an end sticks to. While bound, the end is computed from the target; the stored point is the fallback. */
export interface Binding {
  readonly target: ShapeId
  /** Where inside the target's box, 0..1 each. */
  readonly anchor: { readonly x: number; readonly y: number }
  /** `outline`: aim at the anchor, stop ~5 px before the outline. `inside`: end exactly at the anchor. */
  readonly mode: 'outline' | 'inside'
}
const unit = (n: unknown) => (typeof n === 'number' && Number.isFinite(n) ? Math.min(1, Math.max(0, n)) : 0.5)
const bindingField: Field<Binding | null> = field<Binding | null>(null, (stored) => {
  const from = stored as Record<string, unknown> | null
  if (typeof from !== 'object' || from === null || typeof from.target !== 'string' || from.target === '') return null
  const anchor = (typeof from.anchor === 'object' && from.anchor !== null ? from.anchor : {}) as Record<string, unknown>
  return {
    target: from.target.slice(0, 128) as ShapeId,
    anchor: { x: unit(anchor.x), y: unit(anchor.y) },
    mode: from.mode === 'inside' ? 'inside' : 'outline',
  }
})

export const arrowFields = {
  points: pointsField,
  start: bindingField,
  end: bindingField,
  /** `curved` with two points bends by `bend`; with more it runs through them. */
  route: choiceField(['straight', 'curved', 'elbow'], 'straight'),
  /** Signed sagitta in pixels of a two-point curve. */
  bend: numberField({ initial: 0, min: -100_000, max: 100_000 }),
  startHead: choiceField(arrowheads, 'none'),
  endHead: choiceField(arrowheads, 'arrow'),
  /** Where the label sits along the path, 0..1. */
  labelAt: numberField({ initial: 0.5, min: 0, max: 1 }),
  ...strokeFields,
  ...textStyleFields,
  text: richTextField,
}
export type ArrowShape = ShapeOf<'arrow', typeof arrowFields>
