/** Any command that a user, or a broken program, may send to a board: one arm for each member of the union. */
import type { ShapeId } from '../../../lib/base/ids.ts'
import type { Board } from '../../../lib/document/board.ts'
import type { Command } from '../../../lib/document/command.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import type { RichText } from '../../../lib/shapes/rich-text.ts'
import type { Random } from './random.ts'

export interface CommandSource {
  readonly random: Random
  readonly board: Board
  /** A new id, different for each peer. */
  newId(): string
}

const COLORS = ['#ff0000', '#00ff00', 'transparent', 'nonsense']
const TYPES = ['geo', 'text', 'note', 'line', 'arrow', 'draw', 'frame', 'group', 'image'] as const
const WORDS = ['a', 'board ', 'of\n', '👍🏽', 'shared', ' ', '中文', 'é']

const anyId = ({ random, board }: CommandSource): ShapeId =>
  board.size > 0 && random.chance(0.95) ? random.pick(board.shapes).id : ('gone' as ShapeId)
const ids = (source: CommandSource): readonly ShapeId[] => {
  const list = [anyId(source)]
  while (source.random.chance(0.5)) list.push(anyId(source))
  return list
}
const threadId = ({ random, board }: CommandSource): string =>
  board.comments().length > 0 ? random.pick(board.comments()).id : 'gone'

function text({ random }: CommandSource): RichText {
  const runs = []
  while (random.chance(0.6)) {
    const insert = random.pick(WORDS)
    runs.push(random.chance(0.3) ? { insert, attributes: { bold: true as const } } : { insert })
  }
  return runs
}

function placement({ random }: CommandSource) {
  const number = () => (random.chance(0.02) ? Number.NaN : Math.round(random.next() * 500))
  return { x: number(), y: number(), w: number(), h: number(), rotation: random.chance(0.2) ? random.next() * 6 : 0 }
}

function shape(source: CommandSource): Shape {
  const { random } = source
  const type = random.pick(TYPES)
  const binding = () =>
    random.chance(0.6)
      ? { target: anyId(source), anchor: { x: random.next(), y: random.next() }, mode: 'outline' }
      : null
  return makeShape(
    type,
    source.newId() as ShapeId,
    {
      placement: placement(source),
      ...(random.chance(0.1) ? { index: random.pick(['', 'a0', 'a1', '!', 'zzz', 'a00']) } : {}),
      ...(random.chance(0.2) ? { parent: anyId(source) } : {}),
      ...(type === 'arrow' ? { start: binding(), end: binding() } : {}),
      ...(random.chance(0.5) ? { text: text(source) } : {}),
    } as object,
  )
}

function patch(source: CommandSource): Record<string, unknown> {
  const { random } = source
  const values: Record<string, () => unknown> = {
    placement: () => placement(source),
    fill: () => random.pick(COLORS),
    stroke: () => random.pick(COLORS),
    strokeWidth: () => random.pick([1, 2, -5, Number.POSITIVE_INFINITY, 'wide']),
    index: () => random.pick(['', 'a0', 'a1', 'a0V', '%', 'Zz']),
    parent: () => anyId(source),
    locked: () => random.chance(0.5),
    text: () => text(source),
    nonsense: () => ({ deep: [1, 2, { x: null }] }),
    start: () => ({ target: anyId(source), anchor: { x: 0, y: 2 } }),
  }
  const names = random.some(Object.keys(values), 3)
  return Object.fromEntries(names.map((name) => [name, values[name]()]))
}

const message = (source: CommandSource) => ({
  id: source.newId(),
  author: 'Ada',
  color: '#112233',
  at: source.random.below(1000),
  text: source.random.pick(WORDS),
})

type Arms = { readonly [Name in Command['name']]: (source: CommandSource) => Extract<Command, { name: Name }> }

const arms: Arms = {
  create: (source) => ({
    name: 'create',
    shapes: Array.from({ length: 1 + source.random.below(3) }, () => shape(source)),
  }),
  update: (source) => ({ name: 'update', patches: ids(source).map((id) => ({ id, patch: patch(source) })) }),
  delete: (source) => ({ name: 'delete', ids: ids(source) }),
  reorder: (source) => ({
    name: 'reorder',
    ids: ids(source),
    to: source.random.pick(['front', 'back', 'forward', 'backward'] as const),
  }),
  group: (source) => ({ name: 'group', ids: ids(source), group: source.newId() as ShapeId }),
  ungroup: (source) => ({ name: 'ungroup', groups: ids(source) }),
  'set-parent': (source) => ({
    name: 'set-parent',
    ids: ids(source),
    parent: source.random.chance(0.3) ? '' : anyId(source),
  }),
  'set-text': (source) => ({ name: 'set-text', id: anyId(source), text: text(source) }),
  'set-title': (source) => ({ name: 'set-title', title: source.random.pick(WORDS) }),
  'set-background': (source) => ({
    name: 'set-background',
    background: source.random.pick(['', '#fffce8', '#f5faff', 'red']),
  }),
  'add-comment': (source) => ({
    name: 'add-comment',
    thread: { id: source.newId(), shape: source.random.chance(0.5) ? anyId(source) : null, x: 1, y: 2 },
    message: message(source),
  }),
  reply: (source) => ({ name: 'reply', thread: threadId(source), message: message(source) }),
  'resolve-comment': (source) => ({
    name: 'resolve-comment',
    thread: threadId(source),
    resolved: source.random.chance(0.5),
  }),
  'delete-comment': (source) => ({ name: 'delete-comment', thread: threadId(source) }),
  batch: (source) => ({
    name: 'batch',
    commands: Array.from({ length: source.random.below(4) }, () => randomCommand(source)),
  }),
}

export function randomCommand(source: CommandSource): Command {
  const names = Object.keys(arms) as Command['name'][]
  const name = source.random.chance(0.3) ? 'create' : source.random.pick(names)
  return arms[name](source)
}
