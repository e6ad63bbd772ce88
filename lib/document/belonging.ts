/** Which frame a shape belongs to: decided here after every command that changes where things are, in its own step. */
import type { ShapeId } from '../base/ids.ts'
import type { Result } from '../base/result.ts'
import { mapping, type Steps } from '../base/steps.ts'
import { type Box, centreOf, containsPoint, type Placement, unionOf } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { boardToLocal, boundsOf } from '../geometry/transform.ts'
import type { ShapeContext, TextMeasurer } from '../shapes/kind.ts'
import { kindOf, type Shape } from '../shapes/registry.ts'
import type { Board } from './board.ts'
import type { BoardDocument, Consequence } from './board-document.ts'
import type { Command, CommandError } from './command.ts'
import { isInside } from './tree.ts'

/** What a command says about single shapes, its batches opened. */
interface Touched {
  readonly created: Map<ShapeId, Shape>
  readonly patched: Set<ShapeId>
  /** Shapes whose container changes under them: they are asked anew wherever they lie. */
  readonly loosened: Set<ShapeId>
  /** Somebody said in so many words where these belong. */
  readonly settled: Set<ShapeId>
}

function read(board: Board, command: Command, into: Touched): void {
  switch (command.name) {
    case 'create':
      for (const shape of command.shapes) into.created.set(shape.id, shape)
      break
    case 'update':
      for (const { id } of command.patches) into.patched.add(id)
      break
    case 'group':
      into.loosened.add(command.group)
      break
    case 'ungroup':
      for (const group of command.groups) for (const { id } of board.childrenOf(group)) into.loosened.add(id)
      break
    case 'delete':
      for (const id of command.ids) {
        const shape = board.get(id)
        const around = shape && board.parentOf(shape)
        if (around?.type === 'group') into.loosened.add(around.id)
        if (shape?.type === 'frame') for (const child of board.childrenOf(id)) into.loosened.add(child.id)
      }
      break
    case 'set-parent':
      for (const id of command.ids) into.settled.add(id)
      break
    case 'batch':
      for (const part of command.commands) read(board, part, into)
      break
    default:
  }
}

/** The outermost group around a shape, or the shape: what belongs to a frame as a whole. */
export function wholeOf(board: Board, shape: Shape): Shape {
  let whole = shape
  for (let at = board.parentOf(shape); at?.type === 'group'; at = board.parentOf(at)) whole = at
  return whole
}

function frameAround(board: Board, shape: Shape): Shape | undefined {
  let at = board.parentOf(shape)
  while (at && at.type !== 'frame') at = board.parentOf(at)
  return at
}

/** Sums of offsets differ in their last digits. */
const SLACK = 1e-3
const samePlace = (a: Placement, b: Placement): boolean =>
  a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h && a.rotation === b.rotation
const sameSize = (a: Placement, b: Placement): boolean => a.w === b.w && a.h === b.h && a.rotation === b.rotation

/** Where things are by the board's records alone: previews belong to hands, not to frames. */
function places(board: Board, measure: TextMeasurer) {
  const context: ShapeContext = { measure, shape: board.get }
  const placement = (shape: Shape): Placement => kindOf(shape).placement(shape, context)
  function bounds(shape: Shape): Box | null {
    if (shape.type !== 'group') return boundsOf(placement(shape))
    return unionOf(board.childrenOf(shape.id).flatMap((child) => bounds(child) ?? []))
  }
  function middle(shape: Shape): Point | null {
    if (shape.type !== 'group') return centreOf(placement(shape))
    const box = bounds(shape)
    return box && centreOf(box)
  }
  const holds = (frame: Shape, point: Point): boolean => {
    const { w, h, ...at } = placement(frame)
    return containsPoint({ x: 0, y: 0, w, h }, boardToLocal({ w, h, ...at }, point))
  }
  return { placement, middle, holds }
}

/**
 * Looks at the board before `command`; the answer, called after it, is the command that puts shapes into the frames
 * under their middles. Null: nothing about frames can change. Only what the command touched is asked, so that nobody
 * takes back what somebody else decided.
 */
function* lookingAtFrames(board: Board, measure: TextMeasurer, command: Command): Steps<Consequence | null> {
  const frames = new Set(board.shapes.filter(({ type }) => type === 'frame').map(({ id }) => id))
  if (frames.size === 0) return null
  const touched: Touched = { created: new Map(), patched: new Set(), loosened: new Set(), settled: new Set() }
  read(board, command, touched)
  if (touched.created.size + touched.patched.size + touched.loosened.size === 0) return null
  const { placement } = places(board, measure)
  const before = new Map<ShapeId, Placement>()
  yield* mapping(touched.patched, (id) => {
    const shape = board.get(id)
    if (shape && shape.type !== 'group') before.set(id, placement(shape))
  })
  return () => deciding(board, measure, { ...touched, before, frames })
}

interface Decision extends Touched {
  readonly before: ReadonlyMap<ShapeId, Placement>
  /** Those that were there: a frame that comes along takes in only what it brings. */
  readonly frames: ReadonlySet<ShapeId>
}

function* asking(board: Board, measure: TextMeasurer, decision: Decision): Steps<Set<ShapeId>> {
  const { created, before, loosened, settled } = decision
  const { placement, middle, holds } = places(board, measure)
  const wholes = new Set<ShapeId>()
  const ask = (id: ShapeId) => {
    const shape = board.get(id)
    if (shape && !settled.has(id)) wholes.add(wholeOf(board, shape).id)
  }
  /** Carried by its frame: it stays where it lay in it, even half outside. */
  const rides = (shape: Shape, was: Placement, is: Placement): boolean => {
    const frame = frameAround(board, shape)
    const from = frame && before.get(frame.id)
    if (!from) return false
    const to = placement(frame)
    const isAlong = (by: number) => Math.abs(by) < SLACK
    return sameSize(from, to) && isAlong(to.x - from.x - is.x + was.x) && isAlong(to.y - from.y - is.y + was.y)
  }
  yield* mapping(created.values(), ({ id, parent }) => {
    if (!created.has(parent as ShapeId)) ask(id)
  })
  yield* mapping(loosened, ask)
  yield* mapping(before, ([id, was]) => {
    const shape = board.get(id)
    if (!shape) return
    const is = placement(shape)
    if (samePlace(was, is)) return
    if (!rides(shape, was, is)) ask(id)
    for (const arrow of board.arrowsTo(id)) if (!before.has(arrow)) ask(arrow)
    if (shape.type !== 'frame') return
    // A frame that moves takes along what was moved with it and covers what it passes; one that changes its size owns
    // what lies in it then.
    for (const child of board.childrenOf(id)) if (!sameSize(was, is) || !before.has(child.id)) ask(child.id)
    if (sameSize(was, is)) return
    for (const other of board.shapes) {
      if (other.type === 'group' || other.type === 'frame') continue
      const at = middle(other)
      if (at && holds(shape, at)) ask(other.id)
    }
  })
  return wholes
}

function* deciding(board: Board, measure: TextMeasurer, decision: Decision): Steps<Command | null> {
  const { middle, placement } = places(board, measure)
  const boxes = new Map<ShapeId, { readonly at: Placement; readonly bounds: Box }>()
  const boxOf = (frame: Shape) => {
    const known = boxes.get(frame.id)
    if (known) return known
    const at = placement(frame)
    const box = { at, bounds: boundsOf(at) }
    boxes.set(frame.id, box)
    return box
  }
  const holds = (frame: Shape, point: Point): boolean => {
    const { at, bounds } = boxOf(frame)
    return containsPoint(bounds, point) && containsPoint({ x: 0, y: 0, w: at.w, h: at.h }, boardToLocal(at, point))
  }
  const open = board.shapes
    .filter((shape) => shape.type === 'frame' && !shape.locked && decision.frames.has(shape.id))
    .reverse()
  /** The frames around `shape`, nearest first. */
  const around = (shape: Shape): readonly Shape[] => {
    const found: Shape[] = []
    for (let at = frameAround(board, shape); at; at = frameAround(board, at)) found.push(at)
    return found
  }
  /** Frames do not go into frames by hand, and what is locked is not taken in; both leave what they are out of. */
  const frameFor = (whole: Shape, at: Point): ShapeId | '' => {
    const above = around(whole)
    const stays = above.find((frame) => holds(frame, at))?.id ?? ''
    if (whole.type === 'frame' || whole.locked || above.some(({ locked }) => locked)) return stays
    const inside = new Set([whole.id])
    return (
      open.find((frame) => holds(frame, at) && (whole.type !== 'group' || !isInside(board, frame, inside)))?.id ?? ''
    )
  }
  const moves = new Map<ShapeId | '', ShapeId[]>()
  yield* mapping(yield* asking(board, measure, decision), (id) => {
    const whole = board.get(id)
    const at = whole && middle(whole)
    if (!whole || !at) return
    const frame = frameFor(whole, at)
    if (frame === (board.parentOf(whole)?.id ?? '')) return
    const ids = moves.get(frame)
    if (ids) ids.push(id)
    else moves.set(frame, [id])
  })
  const commands = [...moves].map(([parent, ids]): Command => ({ name: 'set-parent', ids, parent }))
  return commands.length > 0 ? { name: 'batch', commands } : null
}

/** Dispatches `command`; what it moves into or out of frames follows in the same transaction and undo step. */
export function dispatchBelonging(
  document: BoardDocument,
  measure: TextMeasurer,
  command: Command,
): Result<null, CommandError> {
  return document.dispatch(command, lookingAtFrames(document.board, measure, command))
}
