/** The select tool's states; each holds the data of its gesture. */
import type { ShapeId } from '../../../base/ids.ts'
import type { Box, Placement } from '../../../geometry/box.ts'
import type { Point } from '../../../geometry/point.ts'
import type { ArrowShape } from '../../../shapes/arrow.ts'
import type { PointShape } from '../../../shapes/arrows.ts'
import type { Shape } from '../../../shapes/registry.ts'
import type { LineId, TableShape } from '../../../shapes/table/table-fields.ts'
import type { Settled } from '../../arranging/resize.ts'
import type { Records } from '../../board/records.ts'
import type { Handle, ResizeEdge } from '../../gestures/handle.ts'
import type { Approach } from '../../making/binding.ts'
import type { Copies } from '../../making/copies.ts'
import { cleared, type Step, step } from '../step.ts'
import type { PointerInput, ToolEvent } from '../tool.ts'

/** A line of a table, and the size of the row or column that it ends. */
export interface TableLine {
  readonly axis: 'row' | 'column'
  readonly line: LineId
  readonly size: number
}

/** What lay under the press. */
export type Pressed =
  | { readonly name: 'handle'; readonly handle: Handle; readonly frame: Placement }
  | { readonly name: 'label'; readonly arrow: ArrowShape }
  | { readonly name: 'shape'; readonly id: ShapeId; readonly wasSelected: boolean }
  | { readonly name: 'line'; readonly table: TableShape; readonly at: TableLine }
  /** Nothing, but within the box of the selection. */
  | { readonly name: 'inside' }
  | { readonly name: 'empty' }

export interface Moving {
  readonly name: 'moving'
  readonly roots: readonly Shape[]
  /** Everything that moves, as stored when the drag began. */
  readonly base: Records
  /** The same with arrows torn off that do not follow. */
  readonly shapes: readonly Shape[]
  readonly frame: Box
  readonly copies: Copies | null
  readonly origin: Point
  readonly last: Point
  readonly targets: readonly Box[]
}
export interface Resizing {
  readonly name: 'resizing'
  readonly edge: ResizeEdge
  readonly frame: Placement
  readonly shapes: readonly Settled[]
  readonly base: Records
  /** From the pointer to the handle's exact place. */
  readonly grip: Point
  readonly last: Point
  readonly targets: readonly Box[]
}
export interface Rotating {
  readonly name: 'rotating'
  readonly centre: Point
  readonly from: number
  readonly frame: Placement
  readonly shapes: readonly Settled[]
  readonly base: Records
  readonly last: PointerInput
}
export interface Marquee {
  readonly name: 'marquee'
  readonly origin: Point
  readonly last: Point
  readonly before: readonly ShapeId[]
}
export interface PointDrag {
  readonly name: 'point'
  readonly shape: PointShape
  /** As drawn, with the new point inserted when a middle is dragged. */
  readonly points: readonly Point[]
  readonly index: number
  readonly approach: Approach
  readonly last: PointerInput
  /** A two-point curve is bent instead. */
  readonly bends: boolean
  /** An elbow whose corners nobody has laid by hand finds its way anew. */
  readonly findsWay: boolean
}
/** A leg of an elbow arrow. */
export interface LegDrag {
  readonly name: 'leg'
  readonly arrow: ArrowShape
  /** As drawn when the drag began. */
  readonly corners: readonly Point[]
  readonly index: number
  readonly last: PointerInput
}
/** The line after a column or below a row of a table. */
export interface LineDrag {
  readonly name: 'line'
  /** As drawn when the drag began. */
  readonly table: TableShape
  readonly at: TableLine
  readonly origin: Point
}
export interface LabelDrag {
  readonly name: 'label'
  readonly arrow: ArrowShape
}
export type SelectState =
  | { readonly name: 'idle' }
  | { readonly name: 'pressing'; readonly origin: PointerInput; readonly on: Pressed }
  | Moving
  | Resizing
  | Rotating
  | Marquee
  | PointDrag
  | LegDrag
  | LineDrag
  | LabelDrag

export const idle: SelectState = { name: 'idle' }

/** Ends a drag without a change when its pointer is cancelled or Esc is pressed; anything else leaves it as it is. */
export const givenUp = (state: SelectState, event: ToolEvent): Step<SelectState> =>
  event.name === 'cancel' || (event.name === 'key' && event.key === 'Escape') ? step(idle, cleared) : step(state)
