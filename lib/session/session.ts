/** The session port: the browser's side of a room. It keeps the document in step with the server and tells the truth about it. */
import type { Awareness } from 'y-protocols/awareness'
import type { RoomId } from '../base/ids.ts'
import type { ReadonlySignal } from '../base/signal.ts'
import type { PeerPresence } from '../document/presence.ts'

import type { Access, Floor, Role } from '../protocol/grant.ts'

export type Connection =
  | { readonly name: 'connecting' }
  | { readonly name: 'live'; readonly transport: 'websocket' | 'sse' }
  /** Waiting for the next attempt, at `retryAt` (ms since epoch); for a place, when the room is full. */
  | { readonly name: 'reconnecting'; readonly retryAt: number; readonly isFull?: true }
  | { readonly name: 'offline' }
  /** The server said stop. `code` is a close code of the protocol; `isDeleted`: the room of this copy is no more. */
  | { readonly name: 'refused'; readonly code: number; readonly isDeleted?: true; readonly reason?: string }

/** The truth about what I drew. `saved` only when the server's disk has everything. */
export type SaveState =
  | { readonly name: 'saved' }
  /** `progress` (0 to 1) when there is so much of it that it takes a while. */
  | { readonly name: 'saving'; readonly unsaved: number; readonly progress?: number }
  | { readonly name: 'offline'; readonly unsaved: number }
  /** Nobody is to see them yet: they are in this browser only, until they are shown. */
  | { readonly name: 'held'; readonly unsaved: number }
  /** The server does not take them: they are in this browser only, until somebody lets me write again. */
  | { readonly name: 'refused'; readonly unsaved: number }

/** Whether this browser keeps what is drawn. When it does not, what is unsaved is in this tab only. */
export type CopyState = 'kept' | 'full' | 'broken'

export interface RoomFacts {
  readonly role: Role
  readonly title: string
  readonly access: Access
  /** Who writes: everybody who may, or those alone who are let. Absent: not told, and then everybody. */
  readonly floor?: Floor
  /** My role while the floor is open. */
  readonly openRole?: Role
  /** Client id of whom everyone's view follows; null: nobody leads. */
  readonly lead?: number | null
  /** Days after which the room is deleted when nobody opens it; absent: never. */
  readonly expiryDays?: number
}

export type Notice =
  | { readonly name: 'joined' | 'left'; readonly who: string }
  | { readonly name: 'chat'; readonly id: string; readonly from: string; readonly text: string; readonly at: number }
  | { readonly name: 'shutting-down' }
  /** I am let write, and come by this token from now on; null: no longer. */
  | { readonly name: 'pass'; readonly token: string | null }
  /** A facilitator has seen my hand. */
  | { readonly name: 'lower-hand' }
  | { readonly name: 'limit'; readonly code: string }

export interface Session {
  readonly room: RoomId
  readonly connection: ReadonlySignal<Connection>
  readonly saveState: ReadonlySignal<SaveState>
  readonly copyState: ReadonlySignal<CopyState>
  readonly facts: ReadonlySignal<RoomFacts>
  /** Others in the room, parsed, without me (and without my other tabs' cursors). */
  readonly peers: ReadonlySignal<readonly PeerPresence[]>
  /** The same, but told anew only when somebody comes, goes or does something else than move. */
  readonly people: ReadonlySignal<readonly PeerPresence[]>
  readonly awareness: Awareness
  /** True once the board's content is here, from the local copy or from the server. */
  readonly isLoaded: ReadonlySignal<boolean>
  /** How much of a long answer of the server is here, 0 to 1; null while none is on its way. */
  readonly loading: ReadonlySignal<number | null>
  /** Merges into what I show; sent at most once per animation frame. */
  showPresence(patch: Partial<Omit<PeerPresence, 'clientId'>>): void
  onNotice(listener: (notice: Notice) => void): () => void
  reconnectNow(): void
  /** The next connection is made with this token; null: with none. */
  comeBy(token: string | null): void
  /** Removes what this browser keeps of the room. What is in the document stays until the page goes. */
  forgetCopy(): Promise<void>
  /** Resolves when the local copy is closed and the socket gone. */
  close(): Promise<void>
}
