/** The three ways to write a shape, and what was written: the next command of a batch must see it. */
import type { ShapeId } from '../base/ids.ts'
import type { TextMeasurer } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Board } from './board.ts'
import type { ShapePatch } from './command.ts'
import { type BoardRoots, storedMap } from './layout.ts'
import { patchShape, shapeMap } from './write-shape.ts'

export interface ShapeWriter {
  readonly board: Board
  readonly measure: TextMeasurer
  create(shape: Shape): void
  /** Skips a shape that is gone: an edit never brings it back. */
  patch(id: ShapeId, patch: ShapePatch): void
  remove(id: ShapeId): void
  /** Brings `board` up to date with what was written so far. */
  settle(): void
}

export interface WriterOptions {
  readonly board: Board
  readonly roots: BoardRoots
  readonly measure: TextMeasurer
  refresh(ids: Iterable<ShapeId>): void
}

export function createShapeWriter({ board, roots, measure, refresh }: WriterOptions): ShapeWriter {
  const { shapes } = roots
  const written = new Set<ShapeId>()
  return {
    board,
    measure,
    create(shape) {
      shapes.set(shape.id, shapeMap(shape))
      written.add(shape.id)
    },
    patch(id, patch) {
      const stored = storedMap(shapes, id)
      const shape = board.get(id)
      if (!stored || !shape) return
      patchShape(stored, shape, patch)
      written.add(id)
    },
    remove(id) {
      if (!shapes.has(id)) return
      shapes.delete(id)
      written.add(id)
    },
    settle() {
      refresh(written)
      written.clear()
    },
  }
}
