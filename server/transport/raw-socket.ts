/**
 * The TCP socket under a `ws` connection, for writing messages that are framed already, and its receiver, for taking in long
 * ones beside it. It leans on internals of `ws` (`_socket`, `_sender`, `_receiver`) and of Node (`_handle`). A contract test
 * holds them; where they look different, `send` is used instead, and `ws` takes in all.
 */
import { Duplex, Writable } from 'node:stream'
import type { WebSocket } from 'ws'

/** `ws` queues only while it compresses or reads a Blob; idle, its state is 0. */
const SENDER_IDLE = 0

/** A member that the types do not tell of, and that may not be there. */
const inner = (of: object, name: string): unknown => Reflect.get(of, name)
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/**
 * What libuv has not handed to the kernel yet. A long message counts as waiting until its last byte is gone; this falls with
 * each. 0 where Node does not tell it, and then long messages look still until they are through.
 */
export function queuedBytesOf(transport: Duplex): number {
  const handle = inner(transport, '_handle')
  const size = isObject(handle) ? inner(handle, 'writeQueueSize') : 0
  return typeof size === 'number' ? size : 0
}

/** Bytes that ever came over it, also those of a message that is still on its way; 0 where nothing tells. */
export const readBytesOf = (transport: Duplex): number =>
  'bytesRead' in transport && typeof transport.bytesRead === 'number' ? transport.bytesRead : 0

/** The socket, or null when it must not be written to directly. */
export function rawSocketOf(connection: WebSocket): Duplex | null {
  const socket = inner(connection, '_socket')
  const sender = inner(connection, '_sender')
  if (connection.extensions !== '' || !(socket instanceof Duplex) || !isObject(sender)) return null
  return inner(sender, '_state') === SENDER_IDLE && Array.isArray(inner(sender, '_queue')) ? socket : null
}

/** Puts `through` before the receiver of `ws`, which gets what `through` passes on; false when that cannot be. */
export function readThrough(
  connection: WebSocket,
  through: (pass: (piece: Buffer) => boolean) => (chunk: Buffer) => boolean,
): boolean {
  const receiver = inner(connection, '_receiver')
  if (connection.extensions !== '' || !(receiver instanceof Writable)) return false
  const pass = receiver.write.bind(receiver)
  return Reflect.set(receiver, 'write', through(pass))
}
