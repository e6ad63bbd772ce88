/** Sticky notes in tidy blocks by colour or by votes, or in one block with the most votes first; each stays in its frame. */
import type { ShapeId } from '../../base/ids.ts'
import { pushTo } from '../../base/push-to.ts'
import type { Command } from '../../document/command.ts'
import { type Box, boxesTouch, grow, unionOf } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import { inRows } from '../../geometry/rows.ts'
import type { NoteShape } from '../../shapes/note.ts'
import type { Shape } from '../../shapes/registry.ts'
import { revealBox } from '../camera/camera-moves.ts'
import type { Editor } from '../editor.ts'
import { isLockedIn, leavesOf } from '../selection/selection.ts'
import { moveCommand } from './moving.ts'
import { type Gaps, type Size, type TidyLayout, tidyLayout } from './tidy-layout.ts'

export type NoteOrder = 'color' | 'votes' | 'most-votes-first'

const GAPS: Gaps = { between: 20, blocks: 60 }
/** Where a frame has little room. */
const NARROW_GAPS: Gaps = { between: 8, blocks: 24 }
/** Between the notes and the edges of their frame, and what else stands on the board. */
const MARGIN = 20
/** Further down than past so many things, they lie over what is there. */
const MAX_STEPS_DOWN = 20

/** By what `keyOf` says of each, in the order in which keys are met. */
function grouped<Key>(notes: readonly NoteShape[], keyOf: (note: NoteShape) => Key): Map<Key, NoteShape[]> {
  const groups = new Map<Key, NoteShape[]>()
  for (const note of notes) pushTo(groups, keyOf(note), note)
  return groups
}

type Votes = ReadonlyMap<ShapeId, number>
const isNote = (shape: Shape | undefined): shape is NoteShape => shape?.type === 'note'

/** What is put in order: the selected notes, or all when none is selected; nothing that is locked. */
export function notesToTidy({ view, selection }: Pick<Editor, 'view' | 'selection'>): readonly NoteShape[] {
  const isFree = (note: NoteShape): boolean => !isLockedIn(view, note)
  const selected = leavesOf(view, selection.value).filter(isNote)
  if (selected.length > 0) return selected.filter(isFree)
  return view.board.shapes
    .flatMap(({ id }) => view.get(id) ?? [])
    .filter(isNote)
    .filter(isFree)
}

/** The blocks, and the notes in each: the most votes first, and else as they are read now. */
function blocksOf(notes: readonly NoteShape[], order: NoteOrder, votes: Votes): readonly (readonly NoteShape[])[] {
  const votesOf = ({ id }: NoteShape): number => votes.get(id) ?? 0
  const sorted = [...notes].sort((a, b) => votesOf(b) - votesOf(a))
  if (order === 'most-votes-first') return [sorted]
  if (order === 'votes') return [...grouped(sorted, votesOf).values()]
  // Colours stay in the order in which they are read, whoever has more votes.
  const byColor = grouped(sorted, ({ fill }) => fill)
  return [...new Set(notes.map(({ fill }) => fill))].flatMap((fill) => [byColor.get(fill) ?? []])
}

/** Where the layout begins in a frame, and how large that frame has to be. */
function inFrame(frame: Box, counts: readonly number[], cell: Size) {
  const room = { w: frame.w - 2 * MARGIN, h: frame.h - 2 * MARGIN }
  const fitting =
    room.w > 0 && room.h > 0
      ? (tidyLayout(counts, cell, GAPS, room) ?? tidyLayout(counts, cell, NARROW_GAPS, room))
      : null
  const layout = fitting ?? tidyLayout(counts, cell, GAPS)
  const needed = layout && { w: Math.max(frame.w, layout.w + 2 * MARGIN), h: Math.max(frame.h, layout.h + 2 * MARGIN) }
  return { layout, needed }
}

/** The highest place from `corner` downwards where nothing else stands. */
function freeCorner(corner: Point, size: Size, others: readonly Box[]): Point {
  let at = corner
  for (let step = 0; step < MAX_STEPS_DOWN; step++) {
    const room = grow({ ...at, ...size }, MARGIN - 1)
    const inTheWay = others.filter((box) => boxesTouch(box, room))
    if (inTheWay.length === 0) return at
    at = { x: at.x, y: Math.max(...inTheWay.map(({ y, h }) => y + h)) + MARGIN }
  }
  return corner
}

interface Tidied {
  readonly box: Box
  readonly commands: readonly Command[]
  readonly offsets: ReadonlyMap<ShapeId, Point>
}

function tidied(editor: Editor, notes: readonly NoteShape[], order: NoteOrder, votes: Votes): Tidied | null {
  const { view } = editor
  const inOrder = inRows(notes, (note) => view.bounds(note))
  const around = unionOf(notes.map((note) => view.bounds(note)))
  if (!around) return null
  const blocks = blocksOf(inOrder, order, votes)
  const counts = blocks.map(({ length }) => length)
  const boxes = notes.map((note) => view.bounds(note))
  const cell = { w: Math.max(...boxes.map(({ w }) => w)), h: Math.max(...boxes.map(({ h }) => h)) }
  const parent = notes[0].parent === '' ? undefined : view.board.parentOf(notes[0])
  const commands: Command[] = []
  let layout: TidyLayout | null
  let corner: Point
  if (parent?.type === 'frame' && parent.placement.rotation === 0) {
    const fit = inFrame(parent.placement, counts, cell)
    layout = fit.layout
    corner = { x: parent.placement.x + MARGIN, y: parent.placement.y + MARGIN }
    const placement = { ...parent.placement, ...fit.needed }
    if (placement.w > parent.placement.w || placement.h > parent.placement.h)
      commands.push({ name: 'update', patches: [{ id: parent.id, patch: { placement } }] })
  } else {
    layout = tidyLayout(counts, cell, GAPS)
    const moved = new Set<ShapeId>(notes.map(({ id }) => id))
    const stands = (shape: Shape): boolean =>
      !moved.has(shape.id) && shape.parent === '' && !['arrow', 'line', 'group'].includes(shape.type)
    const others = parent ? [] : view.board.shapes.filter(stands).map((shape) => view.bounds(shape))
    corner = layout ? freeCorner(around, layout, others) : around
  }
  if (!layout) return null
  const offsets = new Map<ShapeId, Point>()
  for (const [nth, block] of blocks.entries()) {
    for (const [at, note] of block.entries()) {
      const { x, y } = view.bounds(note)
      const place = layout.places[nth][at]
      offsets.set(note.id, { x: corner.x + place.x - x, y: corner.y + place.y - y })
    }
  }
  // Wherever they come to lie, they belong where they did.
  commands.push({ name: 'set-parent', ids: notes.map(({ id }) => id), parent: parent?.id ?? '' })
  return { box: { ...corner, w: layout.w, h: layout.h }, commands, offsets }
}

/**
 * Lays the notes out as one step, those of each frame or group by themselves. What is alone in its frame stays; without
 * `votes` all have none.
 */
export function tidyNotes(editor: Editor, order: NoteOrder, votes: Votes = new Map()): void {
  const homes = grouped(notesToTidy(editor), ({ parent }) => parent)
  const parts = [...homes.values()].flatMap((notes) =>
    notes.length > 1 ? (tidied(editor, notes, order, votes) ?? []) : [],
  )
  const offsets = new Map(parts.flatMap((part) => [...part.offsets]))
  const notes = [...offsets.keys()].flatMap((id) => editor.view.get(id) ?? [])
  const move = moveCommand(editor.view, notes, ({ id }) => offsets.get(id) ?? { x: 0, y: 0 })
  if (!move) return
  editor.dispatch({ name: 'batch', commands: [move, ...parts.flatMap(({ commands }) => commands)] })
  const box = unionOf(parts.map((part) => part.box))
  if (box) revealBox(editor, box)
}
