/** The editor port: what canvas and pages see. It turns input into commands and holds everything that is only mine. */

import type { ShapeId } from '../base/ids.ts'
import type { Result } from '../base/result.ts'
import type { ReadonlySignal, Signal } from '../base/signal.ts'
import type { BoardDocument } from '../document/board-document.ts'
import type { Command, CommandError, ShapePatch } from '../document/command.ts'
import type { PeerPresence } from '../document/presence.ts'
import type { Box } from '../geometry/box.ts'
import type { BoardPoint, Point, ScreenPoint } from '../geometry/point.ts'
import type { Shape } from '../shapes/registry.ts'
import type { BoardView } from './board/board-view.ts'
import type { Camera } from './camera/camera.ts'
import type { CellRange } from './cells/marked-cells.ts'
import type { SelectionReadings } from './selection/readings.ts'
import type { EditorSettings, StyleDefaults } from './settings.ts'
import type { TextSession } from './text-session.ts'
import type { EditorRequest, Guide, Modifiers, PointerInput, PointerSample, Preview, ToolEvent } from './tools/tool.ts'
import type { ToolId } from './tools/tool-ids.ts'

/** As in `PointerInput`; 5 is the end of a pen that rubs out. */
export type PointerButton = PointerInput['button'] | 5

type HandedOn = Omit<PointerInput, 'board' | 'button'> & { readonly button: PointerButton; readonly pointerId: number }

/** A pointer event as `canvas/input` hands it on, before the editor routes it to camera or tool. */
export type PointerEventInput =
  | ({ readonly name: 'down' | 'up' | 'double-click' } & HandedOn)
  | ({ readonly name: 'move'; readonly coalesced: readonly Omit<PointerSample, 'board'>[] } & HandedOn)
  /** The press is the system's way to ask for a menu: Ctrl and a click on a Mac. */
  | ({ readonly name: 'menu' } & HandedOn)
  | { readonly name: 'cancel'; readonly pointerId: number }

export interface WheelInput {
  readonly screen: ScreenPoint
  readonly deltaX: number
  readonly deltaY: number
  readonly modifiers: Modifiers
}
export interface KeyInput {
  readonly name: 'down' | 'up'
  readonly key: string
  readonly code: string
  readonly modifiers: Modifiers
  readonly isRepeat: boolean
  readonly isComposing: boolean
  /** The character was typed with AltGr. */
  readonly altGraph?: boolean
}

export interface Editor extends SelectionReadings {
  readonly document: BoardDocument
  readonly view: BoardView
  readonly camera: Signal<Camera>
  readonly viewport: Signal<{ readonly w: number; readonly h: number }>
  readonly tool: Signal<ToolId>
  readonly selection: Signal<readonly ShapeId[]>
  readonly entered: Signal<ShapeId | null>
  readonly hovered: ReadonlySignal<ShapeId | null>
  readonly bindTarget: ReadonlySignal<ShapeId | null>
  readonly preview: ReadonlySignal<Preview>
  readonly marquee: ReadonlySignal<Box | null>
  readonly guides: ReadonlySignal<readonly Guide[]>
  readonly editing: Signal<ShapeId | null>
  /** The frame whose name is being typed, in a field over it. */
  readonly naming: Signal<ShapeId | null>
  /** The marked cells of the one selected table; of an edited table the first is the one that is open. */
  readonly cells: Signal<CellRange | null>
  /** What the field of the edited text tells and hears. */
  readonly text: Pick<TextSession, 'lines' | 'beforeChange' | 'afterOthers' | 'onLeave' | 'settle'>
  /** CSS cursor for the canvas element. */
  readonly cursor: ReadonlySignal<string>
  /** True while a pointer gesture or a multi-point line is under way. */
  readonly isBusy: ReadonlySignal<boolean>
  /** The last pointer was a finger or pen: bigger handles. */
  readonly isCoarse: ReadonlySignal<boolean>
  /** My own laser trail, newest last. */
  readonly laser: ReadonlySignal<readonly PointerSample[]>
  /** Where my pointer is on the board; null when it left. */
  readonly pointer: ReadonlySignal<BoardPoint | null>
  readonly styles: Signal<StyleDefaults>
  readonly settings: Signal<EditorSettings>
  /** What others show; set by the room page, read by view (remote previews) and overlay. */
  readonly peers: Signal<readonly PeerPresence[]>
  /** May not edit: by grant or by choice. */
  readonly isViewer: ReadonlySignal<boolean>

  pointerEvent(event: PointerEventInput): void
  wheel(event: WheelInput): void
  /** Zooms so that the board point under `at` stays there. */
  zoomAt(at: ScreenPoint, zoom: number): void
  /** Returns true when the key was used (the caller then prevents the browser's default). */
  keyEvent(event: KeyInput): boolean
  /** Held keys count as let go: the window or the board lost the keyboard and will not hear of their release. */
  releaseKeys(): void
  pointerLeft(): void
  /** Sends an event to the current tool, as the board driver of the tests does. */
  toolEvent(event: ToolEvent): void

  dispatch(command: Command): Result<null, CommandError>
  /** Runs an entry of the action table by id, e.g. `edit.duplicate`; false when it is disabled now. */
  run(action: string): boolean
  isEnabled(action: string): boolean
  /** Whether a switch (a kind of action) is on; null: it is none. */
  switched(action: string): boolean | null
  /**
   * The page performs `action` (an entry of the table without `run`, or in place of it), and tells of a switch whether it
   * is on; returns the removal.
   */
  onAction(action: string, handler: () => void, isOn?: () => boolean): () => void
  /** Restyles the selection (one undo step) and remembers the values for the next shape. */
  applyStyle(patch: ShapePatch): void
  /**
   * What `act` writes joins what the gesture `name` wrote before, as one undo step, until `endGesture` or until anything
   * else is done: a slider or a colour that is dragged, a key that is held.
   */
  gesture(name: string, act: () => void): void
  endGesture(): void
  /** Adds shapes as one step, with new ids; `at` is where their centre goes. Selects them. */
  insert(shapes: readonly Shape[], at?: BoardPoint): void
  newId(): ShapeId
  /** In whose name notes are made; '' for nobody's. */
  author(): string
  /** Creates `shape` and edits its text; both are one undo step, and none when a free text stays empty. */
  beginEdit(shape: Shape): void
  /** Chooses a tool as its key does: hand and eraser again go back, arrow again takes the next route. */
  chooseTool(tool: ToolId): void
  /** Moves the selection; a burst of calls is one undo step. */
  nudge(by: Point): void
  /** Copies the selection beside itself; again right after it repeats the offset that the copies were given since. */
  duplicate(): void
  /** Styles put aside by `style.copy`. */
  readonly copiedStyle: Signal<StyleDefaults | null>
  /** Creates a shape of default size around `at`, as a tool dropped from the toolbar does. */
  createAt(tool: ToolId, at: BoardPoint): void
  /** Shows what `createAt` would make there, faintly, while a tool is dragged off its bar; null: nothing any more. */
  carry(tool: ToolId, at: BoardPoint | null): void
  /** Where the camera glides to, or is: quick presses of a zoom key add up. */
  cameraGoal(): Camera
  /** Glides there in at most 320 ms, at once with reduced motion; any other camera change stops it. */
  animateCamera(to: Camera): void
  /** Called when the user does something that only the page can do. */
  onRequest(listener: (request: EditorRequest) => void): () => void
  /** Asks the page for what the editor cannot do itself. */
  request(what: EditorRequest): void
  close(): void
}
