/** Shapes that come from elsewhere: pasted, imported, from the library. */
import type { ShapeId } from '../../base/ids.ts'
import { mapping, type Steps } from '../../base/steps.ts'
import { cloningShapes } from '../../document/clone.ts'
import { centreOf, unionOf } from '../../geometry/box.ts'
import type { BoardPoint, Point } from '../../geometry/point.ts'
import type { Shape } from '../../shapes/registry.ts'
import { visibleBox } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'

interface InsertOptions {
  /** Where the centre goes: the middle of the view when left out. */
  readonly at?: BoardPoint
  /** What is locked stays so; unlocked when left out. */
  readonly locks?: 'keep' | 'drop'
}

/** Adds shapes under new ids as one step and selects them; many are got ready in turns. */
export const insertShapes = (editor: Editor, shapes: readonly Shape[], options: InsertOptions = {}): void =>
  insertRead(editor, known(shapes), options)

// biome-ignore lint/correctness/useYield: nothing is left to do
function* known(shapes: readonly Shape[]): Steps<readonly Shape[]> {
  return shapes
}

/** The same with shapes that are still to be read. */
export function insertRead(editor: Editor, reading: Steps<readonly Shape[]>, { at, locks }: InsertOptions = {}): void {
  const to = at ?? centreOf(visibleBox(editor.camera.value, editor.viewport.value))
  editor.document.prepare(placing(editor, reading, to, locks), (placed) => {
    if (!placed || !editor.dispatch({ name: 'create', shapes: placed.shapes }).ok) return
    editor.tool.value = 'select'
    editor.entered.value = null
    editor.selection.value = placed.roots
  })
}

interface Placed {
  readonly shapes: readonly Shape[]
  readonly roots: readonly ShapeId[]
}

/** Copies with their middle at `to`; null of nothing. */
function* placing(
  editor: Editor,
  reading: Steps<readonly Shape[]>,
  to: Point,
  locks: InsertOptions['locks'],
): Steps<Placed | null> {
  const shapes = yield* reading
  const boxes = yield* mapping(shapes, (shape) => (shape.type === 'group' ? null : editor.view.bounds(shape)))
  const box = unionOf(boxes.filter((each) => each !== null))
  if (!box) return null
  const middle = centreOf(box)
  const offset = { x: to.x - middle.x, y: to.y - middle.y }
  const present = new Set<string>(shapes.map(({ id }) => id))
  const copies = yield* cloningShapes(shapes, editor.newId, { offset, locks })
  const roots = shapes.flatMap(({ parent }, i) => (present.has(parent) ? [] : [copies.shapes[i].id]))
  return { shapes: copies.shapes, roots }
}
