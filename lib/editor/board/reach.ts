/** The board has an edge, far away: what would cross it is refused whole, for clamped shape by shape a drawing collapses. */
import type { Command } from '../../document/command.ts'
import { MAX_COORDINATE } from '../../shapes/kind.ts'

function isBeyond(placement: unknown): boolean {
  if (typeof placement !== 'object' || placement === null) return false
  const { x, y } = placement as { readonly x?: unknown; readonly y?: unknown }
  return [x, y].some((side) => typeof side === 'number' && Math.abs(side) > MAX_COORDINATE)
}

/** Would the command put any shape where the board ends? */
export function reachesBeyond(command: Command): boolean {
  switch (command.name) {
    case 'create':
      return command.shapes.some(({ placement }) => isBeyond(placement))
    case 'update':
      return command.patches.some(({ patch }) => isBeyond(patch.placement))
    case 'batch':
      return command.commands.some(reachesBeyond)
    default:
      return false
  }
}
