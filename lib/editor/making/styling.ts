/** Restyling the selection, and carrying a style from one shape to others. */
import type { Command, ShapePatch } from '../../document/command.ts'
import type { Shape } from '../../shapes/registry.ts'
import { editableTable } from '../cells/cell-range.ts'
import { styleMarked } from '../cells/table-edits.ts'
import type { Editor } from '../editor.ts'
import { isLockedIn } from '../selection/selection.ts'
import type { StyleDefaults } from '../settings.ts'
import { styleNameFor } from './own-styles.ts'

/** Fields that `style.copy` takes and the next shape inherits. */
export const styleFieldNames = [
  'stroke',
  'strokeWidth',
  'dash',
  'look',
  'roughness',
  'fill',
  'fillStyle',
  'corners',
  'opacity',
  'textColor',
  'font',
  'fontSize',
  'align',
  'verticalAlign',
  'route',
  'startHead',
  'endHead',
] as const

const fieldsOfRecord = (shape: Shape) => shape as unknown as Readonly<Record<string, unknown>>

/** Leaves of the selection that may be restyled. */
const targets = (editor: Editor) => editor.selectedLeaves().filter((shape) => !isLockedIn(editor.view, shape))

/** The command that gives `shapes` the fields of `patch` that they have; null when nothing changes. */
export function styleCommand(shapes: readonly Shape[], patch: ShapePatch): Command | null {
  const patches = shapes.flatMap((shape) => {
    const fields = fieldsOfRecord(shape)
    const own = Object.entries(patch).filter(([name, value]) => name in fields && fields[name] !== value)
    return own.length > 0 ? [{ id: shape.id, patch: Object.fromEntries(own) }] : []
  })
  return patches.length > 0 ? { name: 'update', patches } : null
}

export function applyStyle(editor: Editor, patch: ShapePatch): void {
  if (editor.cells.value !== null) {
    const table = editableTable(editor)
    if (table) editor.dispatch({ name: 'update', patches: [{ id: table.id, patch: styleMarked(editor, patch) }] })
    return
  }
  const shapes = targets(editor)
  const kept = Object.entries(patch).map(([field, value]) => [styleNameFor(editor.tool.value, shapes, field), value])
  editor.styles.value = { ...editor.styles.value, ...Object.fromEntries(kept) }
  const command = styleCommand(shapes, patch)
  if (command) editor.dispatch(command)
}

export function copyStyle(editor: Editor): void {
  const first = editor.selectedLeaves()[0]
  if (!first) return
  const fields = fieldsOfRecord(first)
  const style: StyleDefaults = Object.fromEntries(
    styleFieldNames.filter((name) => name in fields).map((name) => [name, fields[name]]),
  )
  editor.copiedStyle.value = style
}

export function pasteStyle(editor: Editor): void {
  const style = editor.copiedStyle.value
  if (style) applyStyle(editor, style)
}

export function changeFontSize(editor: Editor, factor: number): void {
  const patches = targets(editor).flatMap((shape) =>
    'fontSize' in shape
      ? [{ id: shape.id, patch: { fontSize: Math.min(1000, Math.max(4, Math.round(shape.fontSize * factor))) } }]
      : [],
  )
  if (patches.length > 0) editor.dispatch({ name: 'update', patches })
}
