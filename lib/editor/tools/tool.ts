/** A tool is a pure step over a state union: event in, next state and effects out. No DOM, canvas or network. */
import type { ShapeId } from '../../base/ids.ts'
import type { Command } from '../../document/command.ts'
import type { Box } from '../../geometry/box.ts'
import type { BoardPoint, Point, ScreenPoint } from '../../geometry/point.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import type { Camera } from '../camera/camera.ts'
import type { CellRange } from '../cells/marked-cells.ts'
import type { EditorSettings, StyleDefaults } from '../settings.ts'
import type { ToolId } from './tool-ids.ts'

export interface Modifiers {
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl, or Command on a Mac. */
  readonly ctrl: boolean
  /** Space held. */
  readonly space: boolean
}
export type PointerKind = 'mouse' | 'touch' | 'pen'

export interface PointerSample {
  readonly screen: ScreenPoint
  readonly board: BoardPoint
  /** 0..1; 0.5 where the device has none. */
  readonly pressure: number
  /** Milliseconds, from the event. */
  readonly at: number
}
export type ToolEvent =
  | ({ readonly name: 'down' | 'up' } & PointerInput)
  /** `samples` holds the coalesced events since the last one, oldest first, the last being the pointer now. */
  | ({ readonly name: 'move'; readonly samples: readonly PointerSample[] } & PointerInput)
  | ({ readonly name: 'double-click' } & PointerInput)
  | { readonly name: 'key'; readonly key: 'Escape' | 'Enter' | 'Backspace' | 'Tab'; readonly modifiers: Modifiers }
  | { readonly name: 'modifiers'; readonly modifiers: Modifiers }
  /** A held pointer did not move for a while, or the view auto-scrolled under it. */
  | { readonly name: 'tick'; readonly at: number }
  /** The pointer was cancelled or the tool is being left. */
  | { readonly name: 'cancel' }

export interface PointerInput extends PointerSample {
  readonly pointer: PointerKind
  /** 0 main, 1 middle, 2 secondary. */
  readonly button: 0 | 1 | 2
  readonly modifiers: Modifiers
}

/** What is shown but not yet written: the result of a gesture is one command at its end. */
export interface Preview {
  /** Records shown instead of the stored ones (dragged, resized, rotated, re-routed). */
  readonly replaced: ReadonlyMap<ShapeId, Shape>
  /** Shapes being created, on top of everything. */
  readonly created: readonly Shape[]
  /** Shapes about to be erased, faded to 20 %. */
  readonly fading: ReadonlySet<ShapeId>
}
export const emptyPreview: Preview = { replaced: new Map(), created: [], fading: new Set() }

/** Drawn on the active layer by the overlay, in board coordinates. */
export type Guide =
  | { readonly name: 'line'; readonly from: Point; readonly to: Point }
  | { readonly name: 'gap'; readonly from: Point; readonly to: Point }

/** What a step asks for; fields left out mean "unchanged". The editor applies them in this order. */
export interface Effects {
  readonly command?: Command
  /** Written right after `command`, as an undo step of its own. */
  readonly followUp?: Command
  readonly preview?: Preview
  readonly selection?: readonly ShapeId[]
  readonly marquee?: Box | null
  readonly guides?: readonly Guide[]
  readonly hovered?: ShapeId | null
  /** Shape that an arrow end would bind to, highlighted. */
  readonly bindTarget?: ShapeId | null
  readonly camera?: Camera
  readonly edit?: ShapeId | null
  /** The marked cells of the one selected table. */
  readonly cells?: CellRange | null
  /** The group that is entered, so that its members can be selected. */
  readonly entered?: ShapeId | null
  readonly tool?: ToolId
  readonly cursor?: string
  readonly laser?: readonly PointerSample[]
  /** The selected copies were dropped this far from their originals: Ctrl+D repeats it. */
  readonly copiedBy?: Point
  /** Something that the page does: open a menu, choose a file. */
  readonly request?: EditorRequest
}
export type EditorRequest =
  | { readonly name: 'context-menu'; readonly screen: ScreenPoint }
  | { readonly name: 'choose-image'; readonly at: BoardPoint }
  | { readonly name: 'place-comment'; readonly at: BoardPoint; readonly shape: ShapeId | null }
  | { readonly name: 'open-link'; readonly url: string }
  | { readonly name: 'crop-image'; readonly shape: ShapeId }
  | { readonly name: 'rename-frame'; readonly shape: ShapeId }
  /** A change was refused, and whoever made it should know why. */
  | { readonly name: 'tell-refused'; readonly why: 'too-far' | 'too-large' }

/** What a tool may look at. */
export interface ToolContext {
  readonly view: BoardView
  readonly camera: Camera
  readonly selection: readonly ShapeId[]
  readonly cells: CellRange | null
  readonly entered: ShapeId | null
  readonly styles: StyleDefaults
  readonly settings: EditorSettings
  readonly isViewer: boolean
  /** Size of the canvas in CSS pixels. */
  readonly viewport: { readonly w: number; readonly h: number }
  newId(): ShapeId
  newSeed(): number
}

export interface Tool<State extends { readonly name: string } = { readonly name: string }> {
  readonly id: string
  readonly initial: State
  readonly cursor: string
  step(state: State, event: ToolEvent, context: ToolContext): { readonly state: State; readonly effects: Effects }
  /** What it makes at a place by itself: dropped from the toolbar, or by Enter. Left out by what needs a hand. */
  drop?(at: BoardPoint, context: ToolContext): Effects
}
