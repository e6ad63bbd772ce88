/** What the parts of the room page share: the editor, the session's facts, and the page's own state. */
import type { RoomId, ShapeId } from '../base/ids.ts'
import type { Orientation, PageKind, PaperSize } from '../base/paper.ts'
import { type ReadonlySignal, type Signal, signal } from '../base/signal.ts'
import type { Progress } from '../document/long-work.ts'
import type { Thumb } from '../document/presence.ts'
import type { Workshop } from '../document/workshop.ts'
import type { Editor } from '../editor/editor.ts'
import type { ScreenPoint } from '../geometry/point.ts'
import type { Version } from '../protocol/answers.ts'
import type { ExportFormat } from '../protocol/http.ts'
import type { Session } from '../session/session.ts'
import type { RichText } from '../shapes/rich-text.ts'
import type { DeletedBoard } from './kept/deleted-board.ts'
import type { Library } from './kept/library-store.ts'
import type { Conduct } from './people/conduct.ts'
import type { RoomApi } from './server/room-api.ts'
import type { Say, Toast } from './toast.ts'

export type DialogName =
  | 'share'
  | 'export'
  | 'preferences'
  | 'shortcuts'
  | 'palette'
  | 'link'
  | 'import'
  | 'clear'
  | 'delete'
  | 'templates'
export type PanelName = 'chat' | 'comments' | 'history' | 'values' | 'library'

export interface Me {
  readonly userId: string
  readonly name: string
  /** `#rrggbb` */
  readonly color: string
}

/** The text that is edited, as pasting sees it. */
export interface TextField {
  contains(node: Node): boolean
  /** Puts it where the caret is, in place of what is marked; tells how many letters found no room. */
  insert(text: RichText): number
}

/** A comment being written or read; `thread` null while it is new. */
export interface OpenComment {
  readonly thread: string | null
  readonly x: number
  readonly y: number
  readonly shape: string | null
}

/** A line of the chat; who came and went is told here only, and kept nowhere. */
export type ChatLine =
  | { readonly name: 'said'; readonly id: string; readonly from: string; readonly text: string; readonly at: number }
  | { readonly name: 'joined' | 'left'; readonly id: string; readonly who: string; readonly at: number }

export interface PageState {
  readonly dialog: Signal<DialogName | null>
  readonly panel: Signal<PanelName | null>
  readonly isFinding: Signal<boolean>
  readonly hasMinimap: Signal<boolean>
  readonly contextMenu: Signal<ScreenPoint | null>
  /** The chat as far as it is known, oldest first, and how many of its messages I have not seen. */
  readonly chat: Signal<readonly ChatLine[]>
  readonly unreadChat: Signal<number>
  /** Messages that pass by while the chat is closed. */
  readonly floatingChat: Signal<readonly Extract<ChatLine, { readonly name: 'said' }>[]>
  readonly toasts: Signal<readonly Toast[]>
  readonly openComment: Signal<OpenComment | null>
  /** userId of the person whose view I follow, or ''. */
  readonly following: Signal<string>
  /** What I draw stays with me until it is shown. */
  readonly isAlone: Signal<boolean>
  /** The time of working alone (its id) of which I have shown mine. */
  readonly shownAlone: Signal<string>
  /** When I raised my hand, by the server's clock; null: it is down. */
  readonly hand: Signal<number | null>
  readonly thumb: Signal<Thumb | null>
  /** When I lowered all thumbs, by the server's clock. */
  readonly thumbsLowered: Signal<number>
  readonly isPeopleOpen: Signal<boolean>
  readonly isAskingName: Signal<boolean>
  /** The first visit of this browser: its name is asked once. */
  readonly isIntroducing: Signal<boolean>
  /** The image whose window is being changed. */
  readonly cropping: Signal<ShapeId | null>
  /** The image whose alternative text is being written. */
  readonly describing: Signal<ShapeId | null>
  readonly textField: Signal<TextField | null>
  /** Typing words that others see at my pointer. */
  readonly isSaying: Signal<boolean>
  /** All versions, newest first, as far as they have been asked for. */
  readonly versions: Signal<readonly Version[]>
  /** The version that is shown in place of the live board; null: the live board. */
  readonly shownVersion: Signal<string | null>
  /** I show frames as slides; the place of the one on screen, from 0. */
  readonly slide: Signal<number | null>
  /** Others' pointers are not drawn. */
  readonly hidesPointers: Signal<boolean>
  /** Names stand on the notes. */
  readonly showsAuthors: Signal<boolean>
  readonly isWorkshopOpen: Signal<boolean>
  /** My last reaction; a growing number makes the same emoji a new one. */
  readonly reaction: Signal<{ readonly emoji: string; readonly nth: number } | null>
}

export const createPageState = (): PageState => ({
  dialog: signal<DialogName | null>(null),
  panel: signal<PanelName | null>(null),
  isFinding: signal<boolean>(false),
  hasMinimap: signal<boolean>(false),
  contextMenu: signal<ScreenPoint | null>(null),
  chat: signal<readonly ChatLine[]>([]),
  unreadChat: signal<number>(0),
  floatingChat: signal<readonly Extract<ChatLine, { readonly name: 'said' }>[]>([]),
  toasts: signal<readonly Toast[]>([]),
  openComment: signal<OpenComment | null>(null),
  following: signal<string>(''),
  isAlone: signal(false),
  shownAlone: signal(''),
  hand: signal<number | null>(null),
  thumb: signal<Thumb | null>(null),
  thumbsLowered: signal(0),
  isPeopleOpen: signal<boolean>(false),
  isAskingName: signal<boolean>(false),
  isIntroducing: signal<boolean>(false),
  cropping: signal<ShapeId | null>(null),
  describing: signal<ShapeId | null>(null),
  textField: signal<TextField | null>(null),
  isSaying: signal<boolean>(false),
  versions: signal<readonly Version[]>([]),
  shownVersion: signal<string | null>(null),
  slide: signal<number | null>(null),
  hidesPointers: signal<boolean>(false),
  showsAuthors: signal<boolean>(false),
  isWorkshopOpen: signal<boolean>(false),
  reaction: signal<{ readonly emoji: string; readonly nth: number } | null>(null),
})

/** How a PDF is laid out. */
export interface PageOptions {
  readonly kind: PageKind
  readonly paper: PaperSize
  readonly orientation: Orientation
}

export interface ExportOptions {
  readonly format: ExportFormat
  readonly onlySelection: boolean
  /** Only these frames with what lies in them, each a slide or page where there are such. */
  readonly frames?: readonly ShapeId[] | undefined
  /** Left out: one page, as large as what is on it. */
  readonly pages?: PageOptions
  readonly background: boolean
  readonly dark: boolean
  readonly scale: 1 | 2 | 3
  /** Pictures carry the board inside, so that they can be opened again. */
  readonly embed?: boolean
}

export type RoomSession = Pick<
  Session,
  | 'connection'
  | 'saveState'
  | 'copyState'
  | 'facts'
  | 'peers'
  | 'people'
  | 'isLoaded'
  | 'loading'
  | 'awareness'
  | 'showPresence'
  | 'onNotice'
  | 'reconnectNow'
>

/** A read-only board over the live one. */
export interface PreviewBoard {
  readonly editor: Editor
  /** Shows the board that an update holds, in place of what is shown; throws on bytes that are no update. */
  show(bytes: Uint8Array): void
  close(): void
}

export interface RoomModel {
  readonly id: RoomId
  readonly editor: Editor
  readonly session: RoomSession
  readonly api: RoomApi
  readonly page: PageState
  readonly me: Signal<Me>
  readonly isOwner: boolean
  /** In a frame of another page: without menus, and nothing is kept in this browser. */
  readonly isEmbedded: boolean
  /** Address that others use to come here, without any token. */
  readonly address: string
  /** For what elapses. */
  now(): number
  /** For what is written down. */
  date(): number
  /** The same on all machines in the room, as far as the server could be asked. */
  serverNow(): number
  after(delayMs: number, callback: () => void): () => void
  newId(): string
  readonly say: Say
  /** Runs an action of the table, whoever performs it. */
  run(action: string): void
  isEnabled(action: string): boolean
  chooseFile(purpose: 'image' | 'board', at?: { readonly x: number; readonly y: number }): void
  addFiles(files: readonly File[], at?: { readonly x: number; readonly y: number }): Promise<void>
  /** While a large file is read or written. */
  readonly fileWork: ReadonlySignal<Progress | null>
  /** Asks for a file that takes the place of the selected image. */
  replaceImage(): void
  /** Puts the shapes of the drawing that the selected image was in its place. */
  imageToShapes(): Promise<void>
  /** Saves the selected image as a file, whole. */
  downloadImage(): Promise<void>
  readonly library: Library
  /** Templates of one's own, kept in this browser. */
  readonly templates: Library
  /** For the case that the board was deleted and this browser still has it. */
  readonly deleted: DeletedBoard
  /** Fetches the selected images from the room that they were copied in. */
  bringImages(from: RoomId): Promise<void>
  /** Pixels for each board pixel that a picture will really have: a huge board gets fewer than asked for. */
  exportScale(options: ExportOptions): number
  exportBlob(options: ExportOptions): Promise<Blob | null>
  openPreview(container: HTMLDivElement): PreviewBoard
  /** What a facilitator does with the room. */
  readonly conduct: Conduct
  /** Timer and votes of this board. */
  readonly workshop: Workshop
}
