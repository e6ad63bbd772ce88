/**
 * The bus port: carries what one process relays to the other processes that serve the same room.
 * Lossy on purpose: messages are numbered per sender, and after a gap the receiver rereads the log, which is the truth.
 */
import type { RoomId } from '../../lib/base/ids.ts'

export interface BusListener {
  /** One tick of another process: updates and presence as encoded wire messages. */
  receive(message: Uint8Array): void
  /** Something may have been missed: reread the log. */
  lost(): void
}

export interface BusRoom {
  publish(message: Uint8Array): void
  leave(): void
}

export interface Bus {
  join(room: RoomId, listener: BusListener): BusRoom
  /** Resolves when messages pass now; rejects with the reason otherwise. */
  check(): Promise<void>
  close(): Promise<void>
}
