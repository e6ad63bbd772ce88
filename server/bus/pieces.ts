/**
 * For carriers that take no large messages: what is too large goes in pieces, and is put together where it is heard. Pieces
 * of one sender come in order; one that is missing costs the whole message, which the numbers of the bus find out.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Larger messages are not sent at all; whoever needed them rereads storage. */
export const MAX_MESSAGE_BYTES = 256 * 1024 * 1024
/** What may wait for its last piece, over all senders; what has waited longest goes first. */
const MAX_WAITING_BYTES = MAX_MESSAGE_BYTES
/** No envelope begins with it: they begin with their version. */
const PIECE = 0
/** What the head of a piece takes at most: the sender's name, and three numbers. */
const MAX_HEAD_BYTES = 64

/** The message itself when it fits; null when it is too large even for pieces. */
export function cutIntoPieces(
  message: Uint8Array,
  options: { readonly sender: string; readonly nth: number; readonly maxBytes: number },
): readonly Uint8Array[] | null {
  if (message.length <= options.maxBytes) return [message]
  const size = options.maxBytes - MAX_HEAD_BYTES
  if (message.length > MAX_MESSAGE_BYTES || size <= 0) return null
  const count = Math.ceil(message.length / size)
  return Array.from({ length: count }, (_, index) => {
    const encoder = encoding.createEncoder()
    encoding.writeUint8(encoder, PIECE)
    encoding.writeVarString(encoder, options.sender)
    encoding.writeVarUint(encoder, options.nth)
    encoding.writeVarUint(encoder, index)
    encoding.writeVarUint(encoder, count)
    encoding.writeUint8Array(encoder, message.subarray(index * size, (index + 1) * size))
    return encoding.toUint8Array(encoder)
  })
}

interface Piece {
  readonly sender: string
  readonly nth: number
  readonly index: number
  readonly count: number
  readonly bytes: Uint8Array
}

function decodePiece(bytes: Uint8Array): Piece | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    decoding.readUint8(decoder)
    const sender = decoding.readVarString(decoder)
    const [nth, index, count] = Array.from({ length: 3 }, () => decoding.readVarUint(decoder))
    return { sender, nth, index, count, bytes: bytes.subarray(decoder.pos) }
  } catch {
    return null // lib0 throws on what is cut short.
  }
}

export class Assembly {
  readonly #waiting = new Map<string, { readonly nth: number; readonly parts: Uint8Array[]; bytes: number }>()
  #bytes = 0
  readonly #onPiece: (sender: string) => void

  constructor(onPiece: (sender: string) => void = () => {}) {
    this.#onPiece = onPiece
  }

  /** The message that is whole now, or null. */
  take(channel: string, bytes: Uint8Array): Uint8Array | null {
    if (bytes[0] !== PIECE) return bytes
    const piece = decodePiece(bytes)
    if (!piece) return null
    this.#onPiece(piece.sender)
    const key = `${channel}\n${piece.sender}`
    if (piece.index === 0) this.#forget(key)
    const message = this.#waiting.get(key) ?? { nth: piece.nth, parts: [], bytes: 0 }
    if (message.nth !== piece.nth || message.parts.length !== piece.index) {
      this.#forget(key)
      return null
    }
    // A copy: the piece is a view of what came with it.
    message.parts.push(piece.bytes.slice())
    message.bytes += piece.bytes.length
    this.#bytes += piece.bytes.length
    this.#waiting.set(key, message)
    if (message.parts.length >= piece.count) {
      this.#forget(key)
      return Buffer.concat(message.parts)
    }
    for (const other of this.#waiting.keys()) {
      if (this.#bytes <= MAX_WAITING_BYTES) break
      this.#forget(other)
    }
    return null
  }

  clear(): void {
    this.#waiting.clear()
    this.#bytes = 0
  }

  #forget(key: string): void {
    this.#bytes -= this.#waiting.get(key)?.bytes ?? 0
    this.#waiting.delete(key)
  }
}
