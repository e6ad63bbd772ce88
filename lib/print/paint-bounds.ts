/** What primitives really cover, closer than a kind's overflow: the size of an exported picture. */
import { type Box, boxAround, unionOf } from '../geometry/box.ts'
import { flatten } from '../geometry/path.ts'
import type { Point } from '../geometry/point.ts'
import { type Affine, applyAffine, placementAffine } from '../geometry/transform.ts'
import type { AnyShape, Primitive, ShapeContext } from '../shapes/kind.ts'
import { kindOf } from '../shapes/registry.ts'

const cornersOfBox = ({ x, y, w, h }: Box): Point[] => [
  { x, y },
  { x: x + w, y },
  { x: x + w, y: y + h },
  { x, y: y + h },
]

function pointsOf(primitive: Primitive): Point[] {
  if (primitive.name === 'image') return cornersOfBox(primitive.box)
  if (primitive.name === 'text') {
    return primitive.pieces.flatMap(({ x, baseline, width, fontSize }) =>
      cornersOfBox({ x, y: baseline - fontSize, w: width, h: fontSize * 1.3 }),
    )
  }
  return flatten(primitive.path).flat()
}

/** Board bounds of primitives under a placement's map; null when nothing is drawn. */
export function paintBounds(primitives: readonly Primitive[], toBoard: Affine): Box | null {
  const boxes: Box[] = []
  for (const primitive of primitives) {
    const box = boxAround(pointsOf(primitive).map((p) => applyAffine(toBoard, p)))
    if (!box) continue
    const reach = primitive.name === 'path' ? (primitive.stroke?.width ?? 0) / 2 : 0
    boxes.push({ x: box.x - reach, y: box.y - reach, w: box.w + 2 * reach, h: box.h + 2 * reach })
  }
  return unionOf(boxes)
}

/** Board bounds of all that is drawn of a shape; null when nothing is. */
export function paintedBox(shape: AnyShape, context: ShapeContext): Box | null {
  const kind = kindOf(shape)
  return paintBounds(kind.paint(shape, context, 'full'), placementAffine(kind.placement(shape, context)))
}
