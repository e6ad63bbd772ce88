/** What a peer shows of itself to others (the awareness state): vanishes when it leaves. Parsed, never trusted. */
import type { ShapeId } from '../base/ids.ts'
import type { Box, Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import type { Shape } from '../shapes/registry.ts'

export interface PeerPresence {
  /** Awareness client id of the connection. */
  readonly clientId: number
  /** The same for all tabs of one person. */
  readonly userId: string
  readonly name: string
  /** `#rrggbb` */
  readonly color: string
  readonly cursor: Point | null
  readonly tool: string
  /** Of many only the first; `selected` then says how many there are. */
  readonly selection: readonly ShapeId[]
  /** More is selected than `selection` names: how many, and where they lie now, also while they are dragged. */
  readonly selected?: { readonly count: number; readonly box: Box } | null
  /** Shape whose text is being typed in. */
  readonly editing: ShapeId | null
  /** Shapes being dragged, resized or rotated: where they are now. At most MAX_MOVING are shown. */
  readonly moving: readonly { readonly id: ShapeId; readonly placement: Placement }[]
  /** The shape or stroke being drawn, not yet in the document. */
  readonly drawing: readonly Shape[]
  /** Points of a long stroke under way before those that `drawing` carries (see live-stroke). Absent: none. */
  readonly drawnBefore?: number
  /** What is visible there, in board pixels. */
  readonly viewport: Box | null
  readonly laser: readonly Point[]
  readonly isIdle: boolean
  /** userId that this peer follows, or ''. */
  readonly following: string
  /** Cursor chat text, or ''. */
  readonly says: string
  /** Last emoji reaction with a growing number, so that the same one can be sent twice; `at`: where it rises. */
  readonly reaction: { readonly emoji: string; readonly nth: number; readonly at?: Point } | null
  /** When a hand was raised, ms since the epoch by the server's clock. Absent: it is not. */
  readonly hand?: number | null
  /** Shown up or down, and since when (ms since the epoch by the server's clock). Absent: neither. */
  readonly thumb?: Thumb | null
  /** Whoever leads has lowered all thumbs that were shown until then. */
  readonly lowered?: number
  /** What this person may do, as their page says it: for the list of people only. */
  readonly role?: string
  /** Asks everyone to come and look; a growing number makes the next call a new one. Absent: no call. */
  readonly summons?: { readonly nth: number } | null
  /** Shows frames as slides: the frame now, and the place among how many. Absent: no presentation. */
  readonly presenting?: Presenting | null
}
export interface Thumb {
  readonly isUp: boolean
  readonly at: number
}
export interface Presenting {
  readonly frame: ShapeId
  /** From 1. */
  readonly slide: number
  readonly of: number
}
export const MAX_PREVIEW_SHAPES = 100
/** Every movement of the hand tells all of it again, to everyone: what is selected and dragged may cost no more than this. */
export const MAX_SHOWN_SELECTION = 16
export const MAX_MOVING = 16
