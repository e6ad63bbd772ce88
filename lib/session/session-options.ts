/** What a session is made of: where it joins, and what of the browser it may use. */
import type * as Y from 'yjs'
import type { Clock } from '../base/clock.ts'
import type { RandomBytes, RoomId } from '../base/ids.ts'
import type { ReadonlySignal } from '../base/signal.ts'
import type { LocalCopyFactory } from './local-copy.ts'
import type { Network } from './network.ts'
import type { FrameScheduler } from './presence.ts'
import type { RoomFacts } from './session.ts'
import type { TabChannel } from './stream-sharing.ts'
import type { WebSocketClass } from './web-socket-channel.ts'

export interface SessionOptions {
  readonly room: RoomId
  readonly doc: Y.Doc
  /** Where the sockets are, without the room: `ws://host:3000/sync`. */
  readonly url: string
  /** The grant of a link; null joins by what the room's access allows. */
  readonly token: string | null
  /** Asked of the server, best first; the newest when left out. */
  readonly protocols?: readonly string[]
  /**
   * What is believed until the server has spoken, so that the first strokes need not wait for it. The server decides all the
   * same. Without it nobody may write in a room that they do not know.
   */
  readonly firstFacts?: RoomFacts | null
  readonly clock: Clock
  readonly random: RandomBytes
  /** Without one nothing is kept in the browser. */
  readonly localCopy?: LocalCopyFactory
  /** The global one when left out; `ws` in Node. */
  readonly WebSocketImpl?: WebSocketClass
  readonly network?: Network
  /** A channel to the other tabs of the browser: over it they share one stream where WebSockets are blocked. */
  readonly openTabChannel?: (name: string) => TabChannel | null
  /** What is unsaved besides the document: pictures on their way. */
  readonly alsoUnsaved?: ReadonlySignal<number>
  /** What I change stays in this browser, and nobody sees it, for as long. */
  readonly isHeld?: ReadonlySignal<boolean>
  /** Something else fills the line, as the upload of a picture does. */
  readonly isLineBusy?: () => boolean
  /** `requestAnimationFrame` in a page; a short delay by the clock otherwise. */
  readonly onFrame?: FrameScheduler
}
