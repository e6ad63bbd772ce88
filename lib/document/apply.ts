/** The only writer: one case for each command, inside the transaction that the caller opened. */
import { assertNever } from '../base/assert.ts'
import { cutText } from '../base/clean-text.ts'
import { applyCreate, applyDelete, applyReorder, applyUpdate } from './apply-shapes.ts'
import { applyGroup, applySetParent, applyUngroup } from './apply-tree.ts'
import type { Command } from './command.ts'
import { applyComment } from './comments.ts'
import { BACKGROUND_KEY, type BoardRoots, MAX_TITLE_LENGTH, TITLE_KEY } from './layout.ts'
import { readBackground, repairBackground } from './meta.ts'
import { createShapeWriter, type ShapeWriter, type WriterOptions } from './shape-writer.ts'

/** Writes a checked command, and what `after` makes of the board that it leaves. */
export function applyCommand(options: WriterOptions, command: Command, after?: () => Command | null): void {
  const writer = createShapeWriter(options)
  apply(writer, options.roots, command)
  if (!after) return
  writer.settle()
  const following = after()
  if (following) apply(writer, options.roots, following)
}

function apply(writer: ShapeWriter, roots: BoardRoots, command: Command): void {
  switch (command.name) {
    case 'create':
      applyCreate(writer, command.shapes)
      break
    case 'update':
      applyUpdate(writer, command.patches)
      break
    case 'delete':
      applyDelete(writer, command.ids)
      break
    case 'reorder':
      applyReorder(writer, command.ids, command.to)
      break
    case 'group':
      applyGroup(writer, command.ids, command.group)
      break
    case 'ungroup':
      applyUngroup(writer, command.groups)
      break
    case 'set-parent':
      applySetParent(writer, command.ids, command.parent)
      break
    case 'set-text':
      writer.patch(command.id, { text: command.text })
      break
    case 'set-title': {
      const title = cutText(command.title, MAX_TITLE_LENGTH)
      if (roots.meta.get(TITLE_KEY) !== title) roots.meta.set(TITLE_KEY, title)
      break
    }
    case 'set-background': {
      const background = repairBackground(command.background)
      if (readBackground(roots.meta) !== background) roots.meta.set(BACKGROUND_KEY, background)
      break
    }
    case 'add-comment':
    case 'reply':
    case 'resolve-comment':
    case 'delete-comment':
      applyComment(roots.comments, command)
      break
    case 'batch':
      for (const [i, part] of command.commands.entries()) {
        if (i > 0) writer.settle()
        apply(writer, roots, part)
      }
      break
    default:
      assertNever(command)
  }
}
