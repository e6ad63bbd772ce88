/**
 * The TCP socket under a `ws` connection, for writing messages that are framed already. It leans on internals of `ws`
 * (`_socket`, `_sender`) and of Node (`_handle`). A contract test holds them; where they look different, `send` is used instead.
 */
import { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

interface Internals {
  readonly _socket?: unknown
  readonly _sender?: { readonly _state?: unknown; readonly _queue?: unknown }
}

interface Handle {
  readonly _handle?: { readonly writeQueueSize?: unknown } | null
}

/**
 * What libuv has not handed to the kernel yet. A long message counts as waiting until its last byte is gone; this falls with
 * each. 0 where Node does not tell it, and then long messages look still until they are through.
 */
export function queuedBytesOf(transport: Duplex): number {
  const size = (transport as unknown as Handle)._handle?.writeQueueSize
  return typeof size === 'number' ? size : 0
}

/** Bytes that ever came over it, also those of a message that is still on its way; 0 where nothing tells. */
export const readBytesOf = (transport: Duplex): number =>
  'bytesRead' in transport && typeof transport.bytesRead === 'number' ? transport.bytesRead : 0

/** `ws` queues only while it compresses or reads a Blob; idle, its state is 0. */
const SENDER_IDLE = 0

/** The socket, or null when it must not be written to directly. */
export function rawSocketOf(connection: WebSocket): Duplex | null {
  const { _socket: socket, _sender: sender } = connection as unknown as Internals
  if (connection.extensions !== '' || !(socket instanceof Duplex)) return null
  return sender?._state === SENDER_IDLE && Array.isArray(sender._queue) ? socket : null
}
