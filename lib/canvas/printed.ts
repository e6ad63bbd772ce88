/**
 * What a shape prints, ready for a 2d context: its primitives with their paths built once per record. The path lists
 * are dropped after that, which keeps a shape's share of the heap small.
 */
import type { BoardView } from '../editor/board/board-view.ts'
import type { Box } from '../geometry/box.ts'
import { tracePath } from '../geometry/path.ts'
import type { Detail, Path, StrokePaint, TextPiece } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Color } from '../shapes/style.ts'
import { isVisible } from './ink.ts'

export type PrintStep =
  | {
      readonly name: 'path'
      readonly path: Path2D
      readonly fill: Color | null
      readonly rule: CanvasFillRule
      readonly stroke: StrokePaint | null
      readonly isMultiplied: boolean
    }
  | { readonly name: 'text'; readonly pieces: readonly TextPiece[]; readonly isCaption: boolean }
  | {
      readonly name: 'image'
      readonly asset: string
      readonly box: Box
      readonly crop: Box
      readonly flipX: boolean
      readonly flipY: boolean
    }

export interface Printed {
  readonly steps: readonly PrintStep[]
  /** Layers of paint that may overlap; with more than one, opacity must be applied to all of them at once. */
  readonly coats: number
  readonly isMultiplied: boolean
}

export const pathOf = (path: Path): Path2D => tracePath(path, new Path2D())

function print(view: BoardView, shape: Shape, detail: Detail): Printed {
  const steps: PrintStep[] = []
  let coats = 0
  let isMultiplied = false
  for (const primitive of view.kind(shape).paint(shape, view.context, detail)) {
    if (primitive.name === 'text') {
      if (primitive.pieces.length === 0) continue
      steps.push({ name: 'text', pieces: primitive.pieces, isCaption: primitive.isCaption ?? false })
      coats++
    } else if (primitive.name === 'image') {
      const { asset, box, crop, flipX, flipY } = primitive
      steps.push({ name: 'image', asset, box, crop, flipX, flipY })
      coats++
    } else {
      const fill = isVisible(primitive.fill) ? primitive.fill : null
      const stroke =
        primitive.stroke && primitive.stroke.width > 0 && isVisible(primitive.stroke.color) ? primitive.stroke : null
      if (!fill && !stroke) continue
      coats += (fill ? 1 : 0) + (stroke ? 1 : 0)
      isMultiplied ||= primitive.blend === 'multiply'
      steps.push({
        name: 'path',
        path: pathOf(primitive.path),
        fill,
        rule: primitive.fillRule ?? 'nonzero',
        stroke,
        isMultiplied: primitive.blend === 'multiply',
      })
    }
  }
  return { steps, coats, isMultiplied }
}

export interface PrintCache {
  of(shape: Shape, detail: Detail): Printed
  /** What the shape depends on has changed (the target of an arrow), although its record has not. */
  forget(shape: Shape): void
  forgetAll(): void
}

export function createPrintCache(view: BoardView): PrintCache {
  const empty = () => ({ full: new WeakMap<Shape, Printed>(), reduced: new WeakMap<Shape, Printed>() })
  let kept = empty()
  return {
    of(shape, detail) {
      const known = kept[detail].get(shape)
      if (known) return known
      const printed = print(view, shape, detail)
      kept[detail].set(shape, printed)
      return printed
    },
    forget(shape) {
      kept.full.delete(shape)
      kept.reduced.delete(shape)
    },
    forgetAll() {
      kept = empty()
    },
  }
}
