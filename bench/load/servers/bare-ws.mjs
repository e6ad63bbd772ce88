/** The control: a bare broadcaster, one send per recipient, no CRDT, no storage. */

import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const rooms = new Map()
const http = createServer((_request, response) => response.end('ok'))
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
server.on('connection', (socket, request) => {
  const peers = rooms.get(request.url) ?? new Set()
  rooms.set(request.url, peers.add(socket))
  socket.on('error', () => {})
  socket.on('close', () => peers.delete(socket))
  socket.on('message', (bytes) => {
    for (const peer of peers) if (peer !== socket && peer.readyState === 1) peer.send(bytes, { binary: true })
  })
})
http.listen(Number(process.env.PORT), '127.0.0.1')
