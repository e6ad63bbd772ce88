/** Reads arrow fields, and finds what the ends of an arrow stick to. */
import { choiceField, type Field, field, numberField } from '../base/fields.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { boardToLocal, localToBoard } from '../geometry/transform.ts'
import { arrowheads } from './arrowheads.ts'
import type { AnyShape, ShapeContext, ShapeKind, ShapeOf } from './kind.ts'
import { pointsField } from './points.ts'
import { richTextField } from './rich-text.ts'
import { strokeFields, textStyleFields } from './style.ts'

/** What an end sticks to. While bound, the end is computed from the target; the stored point is the fallback. */
export interface Binding {
  readonly target: ShapeId
  /** Where inside the target's box, 0..1 each. */
  readonly anchor: { readonly x: number; readonly y: number }
  /** `outline`: aim at the anchor, stop ~5 px before the outline. `inside`: end exactly at the anchor. */
  readonly mode: 'outline' | 'inside'
  /**
   * The target's box, seen from the stored end, for which that end is exact. While it lies there the end is drawn where
   * it is stored; once the two have moved apart it is computed. Older readers leave it out and always compute.
   */
  readonly held?: Placement
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
    ...heldOf(from.held),
  }
})
const isMeasure = (value: unknown): value is number => Number.isFinite(value)

function heldOf(stored: unknown): { readonly held?: Placement } {
  if (typeof stored !== 'object' || stored === null) return {}
  const from = stored as Readonly<Record<string, unknown>>
  const { x, y, w, h, rotation } = from
  const isMade = isMeasure(x) && isMeasure(y) && isMeasure(w) && isMeasure(h) && isMeasure(rotation)
  return isMade ? { held: { x, y, w, h, rotation } } : {}
}

/** The binding of an end that stays where it is stored until its target moves against the arrow. */
export function holding(binding: Binding, end: Point, target: Placement): Binding {
  return { ...binding, held: { ...target, x: target.x - end.x, y: target.y - end.y } }
}

/** Rounding while both move together stays below this. */
const SAME_PLACE = 0.01
const SIDES = ['x', 'y', 'w', 'h', 'rotation'] as const
/** A box that its words have made larger than this has moved its edge away from the end. */
const GROWN = 2

export function isHeld({ held }: Binding, end: Point, target: AnyShape, drawn: Placement): boolean {
  if (!held) return false
  const { placement } = target
  const here = { ...placement, x: placement.x - end.x, y: placement.y - end.y }
  if (SIDES.some((side) => Math.abs(held[side] - here[side]) > SAME_PLACE)) return false
  return drawn.w !== placement.w || drawn.h - placement.h <= GROWN
}

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
  /** Lengths of the heads in pixels, as another program has them; 0: what the line's width makes of them. */
  startHeadLength: numberField({ initial: 0, min: 0, max: 1000 }),
  endHeadLength: numberField({ initial: 0, min: 0, max: 1000 }),
  /** Where the label sits along the path, 0..1. */
  labelAt: numberField({ initial: 0.5, min: 0, max: 1 }),
  ...strokeFields,
  ...textStyleFields,
  text: richTextField,
}
export type ArrowShape = ShapeOf<'arrow', typeof arrowFields>

/** Finds the kind of a target. Handed in by the registry, since kinds do not import it. */
export type KindLookup = (shape: AnyShape) => ShapeKind

/** A bound end, resolved: the target as drawn. */
export interface Target {
  readonly shape: AnyShape
  readonly placement: Placement
  /** Closed outline in board coordinates. */
  readonly outline: readonly Point[]
  /** What the end aims at, in board coordinates. */
  readonly aim: Point
  readonly binding: Binding
  /** The end is where it is stored. */
  readonly isHeld: boolean
}

/** The target of a binding whose end is stored at `end` of the board; null when there is none, or it is gone or cannot be bound to. */
export function targetOf(
  binding: Binding | null,
  arrow: AnyShape,
  end: Point,
  context: ShapeContext,
  kindOf: KindLookup,
): Target | null {
  if (!binding || binding.target === arrow.id) return null
  const shape = context.shape(binding.target)
  if (!shape) return null
  const kind = kindOf(shape)
  if (!kind.capabilities.has('bind-target')) return null
  const placement = kind.placement(shape, context)
  const outline = kind.outline(shape, context).map((p) => localToBoard(placement, p))
  const { anchor } = binding
  const aim = localToBoard(placement, { x: anchor.x * placement.w, y: anchor.y * placement.h })
  return { shape, placement, outline, aim, binding, isHeld: isHeld(binding, end, shape, placement) }
}

/** The binding of an end dropped at `point` on `target`: there when `precise`, else at its centre. */
export function bindingOf(target: AnyShape, placement: Placement, point: Point, precise: boolean): Binding {
  const local = boardToLocal(placement, point)
  const anchor = precise
    ? { x: unit(local.x / (placement.w || Number.NaN)), y: unit(local.y / (placement.h || Number.NaN)) }
    : { x: 0.5, y: 0.5 }
  return { target: target.id, anchor, mode: 'outline' }
}
