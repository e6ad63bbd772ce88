/**
 * The bus port: carries what one process relays to the other processes that serve the same room.
 * Lossy on purpose: whoever may have missed something is told so and rereads the log, which is the truth.
 * Every adapter passes `tests/server/bus/bus-contract.ts`.
 */
import type { RoomId } from '../../lib/base/ids.ts'

export interface BusListener {
  /** What another process said; `from` names its place in this room. One sender's messages come in order. */
  receive(message: Uint8Array, from: string): void
  /** Something may have been missed, or is heard only from now on: reread the log. */
  lost(): void
  /** Nothing more comes from there: the process has left the room, or has vanished. */
  gone(from: string): void
}

export interface BusRoom {
  publish(message: Uint8Array): void
  leave(): void
}

export interface Bus {
  /** False when there is nobody else, so that nobody has to say anything. */
  readonly isShared: boolean
  join(room: RoomId, listener: BusListener): BusRoom
  /** Says something to whoever serves the room, which this process may not do itself. */
  tell(room: RoomId, message: Uint8Array): void
  /** Resolves when messages pass now; rejects with the reason otherwise. */
  check(): Promise<void>
  close(): Promise<void>
}
