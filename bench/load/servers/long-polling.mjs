/**
 * A control, not a product: the least that long polling needs. It numbers the messages of a room, answers
 * `GET /poll/room?after=n` once there is one after n, and takes `POST /send/room`. No CRDT, no storage, no limits.
 */
import { createServer } from 'node:http'

const rooms = new Map()
const roomOf = (name) => {
  const room = rooms.get(name) ?? { messages: [], waiting: [] }
  rooms.set(name, room)
  return room
}

/** The body is each message after its length; where to go on from is told in a header. */
function answer(room, { response, after }) {
  const pieces = []
  for (const message of room.messages.slice(after)) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(message.length)
    pieces.push(length, message)
  }
  const body = Buffer.concat(pieces)
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'cache-control': 'no-store',
    'content-length': body.length,
    'x-next': String(room.messages.length),
  })
  response.end(body)
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://host')
  const [, action, name] = url.pathname.split('/')
  if (action !== 'poll' && action !== 'send') return response.end('ok')
  const room = roomOf(name)
  if (action === 'poll') {
    const poll = { response, after: Number(url.searchParams.get('after')) }
    if (poll.after < room.messages.length) answer(room, poll)
    else room.waiting.push(poll)
    return
  }
  const pieces = []
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', () => {
    room.messages.push(Buffer.concat(pieces))
    response.writeHead(204).end()
    const { waiting } = room
    room.waiting = []
    for (const poll of waiting) answer(room, poll)
  })
}).listen(Number(process.env.PORT), '127.0.0.1')
