/** Whose a sticky note is: who puts up an empty one, and from then on who first writes in it. */
import type { Command } from '../../document/command.ts'
import { isEmptyText } from '../../shapes/label.ts'
import type { Shape } from '../../shapes/registry.ts'

/** Also what is copied or comes from a template: words keep whose they are, paper without words has no author yet. */
const signedShape = (shape: Shape, author: string): Shape =>
  shape.type === 'note' && isEmptyText(shape.text) && shape.author !== author ? { ...shape, author } : shape

/** `command`, with the empty notes that it creates in the name of `author`; '' signs nothing. */
export function signed(command: Command, author: string): Command {
  if (author === '') return command
  if (command.name === 'batch') return { ...command, commands: command.commands.map((each) => signed(each, author)) }
  if (command.name !== 'create' || !command.shapes.some(({ type }) => type === 'note')) return command
  return { ...command, shapes: command.shapes.map((shape) => signedShape(shape, author)) }
}
