/** WebSocket framing of server messages (RFC 6455, 5.2): binary, final, unmasked. Done once for all recipients. */

const FINAL_BINARY = 0x82
const FINAL_PING = 0x89
const LENGTH_16 = 126
const LENGTH_64 = 127
const MAX_LENGTH_16 = 0xffff
/** Above this, header and payload stay apart: copying a board costs more than writing two pieces. */
const MAX_JOINED_BYTES = 64 * 1024

/** What goes to the socket, piece by piece. */
export type Frame = readonly Buffer[]

export const PING_FRAME: Frame = [Buffer.from([FINAL_PING, 0])]

export function frameMessage(message: Uint8Array): Frame {
  const header = frameHeader(message.length)
  if (message.length <= MAX_JOINED_BYTES) return [Buffer.concat([header, message])]
  return [header, Buffer.from(message.buffer, message.byteOffset, message.byteLength)]
}

function frameHeader(length: number): Buffer {
  if (length < LENGTH_16) return Buffer.from([FINAL_BINARY, length])
  if (length <= MAX_LENGTH_16) return Buffer.from([FINAL_BINARY, LENGTH_16, length >> 8, length & 0xff])
  const header = Buffer.alloc(10)
  header[0] = FINAL_BINARY
  header[1] = LENGTH_64
  header.writeBigUInt64BE(BigInt(length), 2)
  return header
}

/** Frames each message once as long as recipients follow one another, which they do in a fan-out. */
export function createFramer(): (message: Uint8Array) => Frame {
  let lastMessage: Uint8Array | null = null
  let lastFrame: Frame = []
  return (message) => {
    if (message !== lastMessage) {
      lastMessage = message
      lastFrame = frameMessage(message)
    }
    return lastFrame
  }
}
