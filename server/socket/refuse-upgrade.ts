/** The answer to an upgrade that is refused. */
import type { Duplex } from 'node:stream'

/** Says no and is done with the socket, also when the other side never closes its own: half-open ones would pile up. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  if (!socket.writable) {
    socket.destroy()
    return
  }
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
