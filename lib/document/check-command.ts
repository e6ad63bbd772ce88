/** What is refused before anything is written: a refused command leaves no trace. */
import { fail, ok, type Result } from '../base/result.ts'
import type { Command, CommandError } from './command.ts'
import { MAX_BATCH_DEPTH, MAX_COMMANDS_PER_BATCH, MAX_SHAPES_PER_COMMAND } from './limits.ts'

interface Seen {
  readonly created: Set<string>
  shapes: number
  commands: number
}
type Exists = (id: string) => boolean

/** Refuses ids that exist, and commands larger than the named limits. */
export function checkCommand(command: Command, exists: Exists): Result<null, CommandError> {
  const seen: Seen = { created: new Set(), shapes: 0, commands: 0 }
  return check(command, exists, seen, 0) ?? ok(null)
}

const tooLarge = (what: string) => fail('too-large', `A change may have at most ${what}.`)

function check(command: Command, exists: Exists, seen: Seen, depth: number): Result<never, CommandError> | null {
  seen.shapes += shapesIn(command)
  if (seen.shapes > MAX_SHAPES_PER_COMMAND) return tooLarge(`${MAX_SHAPES_PER_COMMAND} shapes`)
  if (++seen.commands > MAX_COMMANDS_PER_BATCH) return tooLarge(`${MAX_COMMANDS_PER_BATCH} commands`)
  if (depth > MAX_BATCH_DEPTH) return tooLarge(`${MAX_BATCH_DEPTH} levels`)
  if (command.name === 'batch') {
    for (const part of command.commands) {
      const refused = check(part, exists, seen, depth + 1)
      if (refused) return refused
    }
  }
  for (const id of createdBy(command)) {
    if (id === '' || exists(id) || seen.created.has(id)) {
      return fail('duplicate-id', `A shape "${id}" is already there.`)
    }
    seen.created.add(id)
  }
  return null
}

function shapesIn(command: Command): number {
  switch (command.name) {
    case 'create':
      return command.shapes.length
    case 'update':
      return command.patches.length
    case 'delete':
    case 'reorder':
    case 'group':
    case 'set-parent':
      return command.ids.length
    case 'ungroup':
      return command.groups.length
    default:
      return 1
  }
}

const createdBy = (command: Command): readonly string[] =>
  command.name === 'create' ? command.shapes.map(({ id }) => id) : command.name === 'group' ? [command.group] : []
