/**
 * Requests that would rather speak another protocol, as `h2c` of Java's client and of `curl --http2`. Who does not speak it
 * answers as ever (RFC 9110 7.8), but Node stops reading at the head of every request that names an upgrade.
 */
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'

/** What is said to the next hop alone goes with the wish. */
const LEFT_OUT = new Set(['upgrade', 'connection', 'http2-settings'])

export const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket'

/** Gives the request to the server once more, without its wish; what has come of its body follows. */
export function answerWithoutUpgrade(
  server: HttpServer | HttpsServer,
  { method, url, httpVersion, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/${httpVersion}`]
  for (let nth = 0; nth < rawHeaders.length; nth += 2) {
    if (!LEFT_OUT.has(rawHeaders[nth].toLowerCase())) lines.push(`${rawHeaders[nth]}: ${rawHeaders[nth + 1]}`)
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('encrypted' in socket ? 'secureConnection' : 'connection', socket)
}
