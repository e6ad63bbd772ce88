/** Shapes that come from elsewhere: pasted, imported, from the library. */
import { cloneShapes } from '../../document/clone.ts'
import { centreOf, unionOf } from '../../geometry/box.ts'
import type { BoardPoint } from '../../geometry/point.ts'
import type { Shape } from '../../shapes/registry.ts'
import { visibleBox } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'

interface InsertOptions {
  /** Where the centre goes: the middle of the view when left out. */
  readonly at?: BoardPoint
  /** What is locked stays so; unlocked when left out. */
  readonly locks?: 'keep' | 'drop'
}

/** Adds shapes under new ids as one step and selects them. */
export function insertShapes(editor: Editor, shapes: readonly Shape[], { at, locks }: InsertOptions = {}): void {
  const boxes = shapes.filter(({ type }) => type !== 'group').map((shape) => editor.view.bounds(shape))
  const box = unionOf(boxes)
  if (!box) return
  const middle = centreOf(box)
  const to = at ?? centreOf(visibleBox(editor.camera.value, editor.viewport.value))
  const by = { x: to.x - middle.x, y: to.y - middle.y }
  const present = new Set<string>(shapes.map(({ id }) => id))
  const placed = cloneShapes(shapes, editor.newId, { offset: by, locks }).shapes
  const roots = shapes.flatMap(({ parent }, i) => (present.has(parent) ? [] : [placed[i]]))
  if (!editor.dispatch({ name: 'create', shapes: placed }).ok) return
  editor.tool.value = 'select'
  editor.entered.value = null
  editor.selection.value = roots.map(({ id }) => id)
}
