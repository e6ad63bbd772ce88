/**
 * A WebSocket client on a bare TCP socket, as cheap as it can be: the generator must not be what is measured.
 * Frames go out with an all-zero mask, so that a payload can be patched in place; received bytes are only
 * counted unless the client has a listener.
 */
import { createConnection } from 'node:net'

/** Header (with zero mask) and payload of one masked binary message. */
export function frame(payload) {
  const { length } = payload
  const header = length < 126 ? 6 : length < 65_536 ? 8 : 14
  const bytes = Buffer.alloc(header + length)
  bytes[0] = 0x82
  if (length < 126) bytes[1] = 0x80 | length
  else if (length < 65_536) {
    bytes[1] = 0x80 | 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 0x80 | 127
    bytes.writeBigUInt64BE(BigInt(length), 2)
  }
  payload.copy(bytes, header)
  return bytes
}

const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

/** So much of a message must be there before its head is handed on. */
const HEAD_BYTES = 64

/**
 * Opens a socket and resolves after the upgrade. `onMessage` gets whole payloads; `onHead` gets the beginning of each
 * and its length, and the rest is stepped over: reading fifty boards at once must not be what is measured.
 * @param {{ port: number, path: string, protocol?: string, onMessage?: (payload: Buffer) => void,
 *   onHead?: (head: Buffer, length: number) => void, onClose?: (code: number) => void }} options
 */
export function openSocket({ port, path, protocol, onMessage, onHead, onClose }) {
  return new Promise((resolve, reject) => {
    const tcp = createConnection({ port, host: '127.0.0.1', noDelay: true })
    const client = {
      tcp,
      received: 0,
      answersPings: true,
      send: (bytes) => tcp.write(bytes),
      close: () => tcp.destroy(),
    }
    let pending = Buffer.alloc(0)
    /** Chunks of a message that is not whole yet, until there are `missing` bytes more. */
    let parts = []
    let missing = 0
    let skipping = 0
    let isOpen = false
    tcp.on('error', (error) => (isOpen ? undefined : reject(error)))
    tcp.on('close', () => onClose?.(0))
    tcp.on('data', (chunk) => {
      client.received += chunk.length
      if (!isOpen) {
        pending = Buffer.concat([pending, chunk])
        const end = pending.indexOf('\r\n\r\n')
        if (end < 0) return
        const head = pending.subarray(0, end).toString('latin1')
        if (!head.startsWith('HTTP/1.1 101')) {
          tcp.destroy()
          return reject(new Error(`upgrade refused: ${head.split('\r\n')[0]}`))
        }
        isOpen = true
        chunk = pending.subarray(end + 4)
        pending = Buffer.alloc(0)
        resolve(client)
      }
      if (skipping >= chunk.length) {
        skipping -= chunk.length
        return
      }
      if (missing > chunk.length) {
        parts.push(chunk)
        missing -= chunk.length
        return
      }
      const bytes = skipping > 0 ? chunk.subarray(skipping) : chunk
      skipping = 0
      missing = 0
      pending = readFrames(parts.length > 0 ? Buffer.concat([...parts, bytes]) : bytes)
      parts = pending.length > 0 ? [pending] : []
    })
    // Walks frame headers only; payloads are handed on as views.
    function readFrames(bytes) {
      let at = 0
      while (bytes.length - at >= 2) {
        let length = bytes[at + 1] & 0x7f
        let header = 2
        if (length === 126) {
          if (bytes.length - at < 4) break
          length = bytes.readUInt16BE(at + 2)
          header = 4
        } else if (length === 127) {
          if (bytes.length - at < 10) break
          length = Number(bytes.readBigUInt64BE(at + 2))
          header = 10
        }
        const opcode = bytes[at] & 0x0f
        const here = bytes.length - at - header
        if (here < length && onHead && here >= HEAD_BYTES) {
          onHead(bytes.subarray(at + header), length)
          skipping = length - here
          return Buffer.alloc(0)
        }
        if (here < length) {
          missing = length - here
          break
        }
        const payload = bytes.subarray(at + header, at + header + length)
        if (opcode === 9 && client.answersPings) tcp.write(PONG)
        else if (opcode === 8) onClose?.(length >= 2 ? payload.readUInt16BE(0) : 1005)
        else if (opcode === 1 || opcode === 2) {
          if (onHead) onHead(payload, length)
          else onMessage?.(payload)
        }
        at += header + length
      }
      return at === 0 ? bytes : bytes.subarray(at)
    }
    tcp.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n` +
        `${protocol ? `Sec-WebSocket-Protocol: ${protocol}\r\n` : ''}\r\n`,
    )
  })
}
