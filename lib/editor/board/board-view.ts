/**
 * The board as shown: stored records with local and remote previews over them, and where everything is.
 * Shapes that are still being created (`Preview.created`, `PeerPresence.drawing`) are found by `get`, so that arrows
 * can follow them, but `inBox`, `hit`, `contentBounds` and `onInvalidated` leave them out: they are drawn on top.
 */
import type { ShapeId } from '../../base/ids.ts'
import type { Board } from '../../document/board.ts'
import type { Box, Placement } from '../../geometry/box.ts'
import type { BoardPoint, Point } from '../../geometry/point.ts'
import type { ShapeContext, ShapeKind, TextPiece } from '../../shapes/kind.ts'
import type { Shape } from '../../shapes/registry.ts'

export interface BoardView {
  readonly board: Board
  readonly context: ShapeContext
  /** The record as shown (previews applied). */
  get(id: ShapeId): Shape | undefined
  kind(shape: Shape): ShapeKind<Shape>
  /** Drawn placement: text grown, arrows following, groups around their members. */
  placement(shape: Shape): Placement
  /** Axis-aligned bounds of the drawn placement; with `overflow`, everything that painting may touch. */
  bounds(shape: Shape): Box
  paintBounds(shape: Shape): Box
  /** Shapes whose paint bounds touch `box`, back to front. */
  inBox(box: Box): readonly Shape[]
  /** Topmost shape hit at `point` (board), `tolerance` in board pixels. */
  hit(point: BoardPoint, options: HitOptions): Shape | undefined
  /** Shapes with a name that keeps its size on the screen, back to front; it stands over everything else. */
  captioned(): readonly Shape[]
  /** The name of such a shape at this zoom, if it is to be seen. */
  caption(shape: Shape, zoom: number): TextPiece | null
  /** Board outline polyline of the drawn shape. */
  outline(shape: Shape): readonly Point[]
  /** Bounds of all content; null when the board is empty. */
  contentBounds(): Box | null
  /**
   * What to repaint. Called at once after each document change and each change of a local or remote preview; the
   * caller gathers until its next frame. `ids` are stored shapes that look different now, dependents (bound arrows)
   * included; some may be gone. `before` holds the paint bounds that they covered until now, nothing for those that
   * are new; where they are now is `get(id)` and `paintBounds`. A change of z-order lists every shape that it may affect.
   */
  onInvalidated(listener: InvalidationListener): () => void
  /** Takes the previews as they are now: within a batch those who listen to them have yet to run. */
  catchUp(): void
  /** Measures everything again: the fonts have arrived. */
  remeasure(): void
  close(): void
}
export type InvalidationListener = (ids: ReadonlySet<ShapeId>, before: ReadonlyMap<ShapeId, Box>) => void
export interface HitOptions {
  readonly tolerance: number
  /** Screen pixels of a board pixel; given, names that keep their size on the screen can be hit as they are shown. */
  readonly zoom?: number
  readonly includeLocked?: true
  /** Also the inside of hollow shapes (dropping an arrow end, double-clicking). */
  readonly insideHollow?: true
  readonly except?: ReadonlySet<ShapeId>
}
