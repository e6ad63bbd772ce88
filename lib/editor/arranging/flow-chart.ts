/** Flow charts by keyboard: the next step beside the last one with its arrow, and walking along the arrows. */
import { boxesTouch, centreOf, grow, type Placement } from '../../geometry/box.ts'
import type { Binding } from '../../shapes/arrow.ts'
import { bindingAt } from '../../shapes/arrows.ts'
import type { Capability } from '../../shapes/kind.ts'
import { fromBoardPoints } from '../../shapes/points.ts'
import type { Shape } from '../../shapes/registry.ts'
import { revealBox } from '../camera/camera-moves.ts'
import type { Editor } from '../editor.ts'
import { newShape } from '../making/new-shape.ts'
import { isLockedIn } from '../selection/selection.ts'

export type Side = 'left' | 'right' | 'up' | 'down'

/** Board pixels between two steps, along the arrow and beside it. */
const STEP_GAP = 100
const SIBLING_GAP = 40
/** Steps that fan out of one shape to one side; beyond it the last place is taken again. */
const MAX_SIBLINGS = 50

const directions = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const

const isStep = (capabilities: ReadonlySet<Capability>): boolean =>
  capabilities.has('bind-target') && !capabilities.has('container')

/** The one selected shape that an arrow can start from. */
export function flowOrigin(editor: Editor): Shape | undefined {
  const roots = editor.selectedRoots()
  const only = roots.length === 1 ? roots[0] : undefined
  if (!only || isLockedIn(editor.view, only)) return undefined
  const { capabilities } = editor.view.kind(only)
  return isStep(capabilities) ? only : undefined
}

/** The first free place on that side: straight on, then fanning out to both sides of it. */
function freePlace(editor: Editor, from: Placement, side: Side): Placement {
  const [dx, dy] = directions[side]
  const { view } = editor
  const straight = { ...from, x: from.x + dx * (from.w + STEP_GAP), y: from.y + dy * (from.h + STEP_GAP), rotation: 0 }
  const isTaken = (box: Placement) =>
    view
      .inBox(grow(box, SIBLING_GAP / 2 - 1))
      // The frame that all of it lies in is no obstacle.
      .some((shape) => isStep(view.kind(shape).capabilities) && boxesTouch(view.bounds(shape), box))
  let place = straight
  for (let n = 1; n <= MAX_SIBLINGS && isTaken(place); n++) {
    const beside = Math.ceil(n / 2) * (n % 2 === 1 ? 1 : -1)
    place = {
      ...straight,
      x: straight.x + Math.abs(dy) * beside * (from.w + SIBLING_GAP),
      y: straight.y + Math.abs(dx) * beside * (from.h + SIBLING_GAP),
    }
  }
  return place
}

/** A step of the same kind and look, without the words; beside a picture or a text it is a plain box. */
export function nextStep(editor: Editor, origin: Shape, placement: Placement): Shape {
  const type = origin.type === 'note' ? 'note' : 'geo'
  const fresh = newShape(type, editor.newId(), editor.styles.value, placement)
  if (origin.type !== type) return { ...fresh, parent: origin.parent }
  return { ...origin, id: fresh.id, index: fresh.index, placement, text: [], link: '' }
}

/** Adds a step beside the selected shape, joined by an arrow, as one undo step; the new one is selected and seen. */
export function growFlow(editor: Editor, side: Side): void {
  const origin = flowOrigin(editor)
  if (!origin) return
  const from = editor.view.placement(origin)
  const place = freePlace(editor, from, side)
  const step = nextStep(editor, origin, place)
  const line = fromBoardPoints([centreOf(from), centreOf(place)])
  const arrow = newShape('arrow', editor.newId(), { ...editor.styles.value, route: 'elbow' }, line.placement)
  if (arrow.type !== 'arrow') return
  const { context } = editor.view
  const ends = {
    start: bindingAt(origin, centreOf(from), context, false),
    end: bindingAt(step, centreOf(place), context, false),
  }
  const joined: Shape = { ...arrow, points: line.points, parent: origin.parent, ...ends }
  if (!editor.dispatch({ name: 'create', shapes: [step, joined] }).ok) return
  editor.selection.value = [step.id]
  revealBox(editor, place)
}

/** Selects the nearest shape on that side that an arrow joins to the selected one. */
export function walkFlow(editor: Editor, side: Side): void {
  const origin = flowOrigin(editor)
  if (!origin) return
  const { view } = editor
  const [dx, dy] = directions[side]
  const here = centreOf(view.bounds(origin))
  const otherEnd = (shape: Shape): Binding | null => {
    if (shape.type !== 'arrow') return null
    if (shape.start?.target === origin.id) return shape.end
    return shape.end?.target === origin.id ? shape.start : null
  }
  let nearest: { readonly shape: Shape; readonly far: number } | null = null
  for (const joining of view.board.shapes) {
    const shape = view.get(otherEnd(joining)?.target ?? origin.id)
    if (!shape || shape.id === origin.id) continue
    const there = centreOf(view.bounds(shape))
    const along = (there.x - here.x) * dx + (there.y - here.y) * dy
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx)
    const far = along + 2 * aside
    if (along > 0 && along >= aside / 2 && (!nearest || far < nearest.far)) nearest = { shape, far }
  }
  if (!nearest) return
  editor.selection.value = [nearest.shape.id]
  revealBox(editor, view.bounds(nearest.shape))
}
