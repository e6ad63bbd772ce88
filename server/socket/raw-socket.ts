/**
 * The TCP socket under a `ws` connection, for writing messages that are framed already. It leans on `ws` internals:
 * `_socket` and `_sender`. A contract test holds them; where they look different, `send` is used instead.
 */
import { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

interface Internals {
  readonly _socket?: unknown
  readonly _sender?: { readonly _state?: unknown; readonly _queue?: unknown }
}

/** `ws` queues only while it compresses or reads a Blob; idle, its state is 0. */
const SENDER_IDLE = 0

/** The socket, or null when it must not be written to directly. */
export function rawSocketOf(connection: WebSocket): Duplex | null {
  const { _socket: socket, _sender: sender } = connection as unknown as Internals
  if (connection.extensions !== '' || !(socket instanceof Duplex)) return null
  return sender?._state === SENDER_IDLE && Array.isArray(sender._queue) ? socket : null
}
