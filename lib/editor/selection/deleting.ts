/** What deleting takes: groups with their members, but nothing that is locked. */
import type { ShapeId } from '../../base/ids.ts'
import type { Command } from '../../document/command.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import { isLockedIn, withDescendants } from './selection.ts'

/** The command that deletes `ids`. What is locked inside their groups stays, and the groups around it dissolve. */
export function deletionOf(view: BoardView, ids: readonly ShapeId[]): Command | null {
  const whole: ShapeId[] = []
  const dissolved: ShapeId[] = []
  for (const id of ids) {
    const root = view.get(id)
    if (!root || isLockedIn(view, root)) continue
    const inside = root.type === 'group' ? withDescendants(view, [id], 'groups') : []
    if (!inside.some(({ locked }) => locked)) {
      whole.push(id)
      continue
    }
    const isKept = (shape: Shape) => isLockedIn(view, shape)
    for (const shape of inside) {
      if (shape.type !== 'group') {
        if (!isKept(shape)) whole.push(shape.id)
      } else if (!shape.locked && !isKept(shape)) dissolved.push(shape.id)
    }
  }
  const commands: Command[] = []
  if (whole.length > 0) commands.push({ name: 'delete', ids: whole })
  if (dissolved.length > 0) commands.push({ name: 'ungroup', groups: dissolved })
  if (commands.length === 0) return null
  return commands.length === 1 ? commands[0] : { name: 'batch', commands }
}
