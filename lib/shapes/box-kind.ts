/** What most kinds have in common: they fill their placement, depend on nothing and carry no text. */
import type { FieldTable } from '../base/fields.ts'
import type { Point } from '../geometry/point.ts'
import type { AnyShape, Capability, ShapeKind } from './kind.ts'

export const DEFAULT_SIDE = 200
type Given<S extends AnyShape> = Pick<ShapeKind<S>, 'type' | 'paint'> &
  Partial<Omit<ShapeKind<S>, 'type' | 'paint' | 'fields' | 'capabilities'>> & {
    readonly fields: FieldTable
    readonly capabilities: readonly Capability[]
  }

export const rectangleOutline = (w: number, h: number): readonly Point[] => [
  { x: 0, y: 0 },
  { x: w, y: 0 },
  { x: w, y: h },
  { x: 0, y: h },
]

/** A kind from its own parts; what is left out behaves like a filled box. */
export function boxKind<S extends AnyShape>(given: Given<S>): ShapeKind<S> {
  return {
    version: 1,
    placement: (shape) => shape.placement,
    dependsOn: () => [],
    overflow: () => 1,
    hit(shape, local, tolerance, context) {
      const { w, h } = this.placement(shape, context)
      return local.x >= -tolerance && local.y >= -tolerance && local.x <= w + tolerance && local.y <= h + tolerance
    },
    outline(shape, context) {
      const { w, h } = this.placement(shape, context)
      return rectangleOutline(w, h)
    },
    textBox: () => null,
    text: () => [],
    defaultSize: { w: DEFAULT_SIDE, h: DEFAULT_SIDE },
    ...given,
    capabilities: new Set(given.capabilities),
  }
}
