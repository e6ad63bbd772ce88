/** Shapes that come from elsewhere: pasted, imported, dropped from the toolbar. */
import { cloneShapes } from '../../document/clone.ts'
import { centreOf, unionOf } from '../../geometry/box.ts'
import type { BoardPoint } from '../../geometry/point.ts'
import { fromBoardPoints } from '../../shapes/points.ts'
import type { Shape } from '../../shapes/registry.ts'
import { visibleBox } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import { defaultBox, finishedBox, isBoxTool } from '../tools/box-tool.ts'
import { createdEffects } from '../tools/step.ts'
import { textAt } from '../tools/text-tool.ts'
import type { Effects, ToolContext } from '../tools/tool.ts'
import type { ToolId } from '../tools/tool-ids.ts'
import { newShape } from './new-shape.ts'

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

const DEFAULT_LENGTH = 200

/** True for tools that make a shape at a place, without a gesture. */
export const isPlaced = (tool: ToolId): boolean =>
  isBoxTool(tool) || tool === 'text' || tool === 'arrow' || tool === 'line'

/** What dropping a tool from the toolbar makes; tools that make nothing by themselves are only chosen. */
export function dropShape(
  tool: ToolId,
  at: BoardPoint,
  context: ToolContext,
  apply: (effects: Effects) => void,
  choose: (tool: ToolId) => void,
): void {
  if (context.isViewer) return
  if (isBoxTool(tool)) apply(finishedBox(defaultBox(tool, context, at), context))
  else if (tool === 'text') apply(textAt(at, context))
  else if (tool === 'arrow' || tool === 'line') apply(createdEffects(defaultLine(tool, at, context), context))
  else choose(tool)
}

function defaultLine(tool: 'arrow' | 'line', at: BoardPoint, context: ToolContext): Shape {
  const half = DEFAULT_LENGTH / 2
  const { points, placement } = fromBoardPoints([
    { x: at.x - half, y: at.y },
    { x: at.x + half, y: at.y },
  ])
  return newShape(tool, context.newId(), { ...context.styles, points, seed: context.newSeed() }, placement)
}
