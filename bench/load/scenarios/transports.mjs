/**
 * The same edits by WebSocket, by the product's fallback (server-sent events and POST) and by long polling, which is a
 * control of its own as the product has none. Bytes are those on the wire, headers included, both ways, all people.
 */
import { Agent, request } from 'node:http'
import { frame, openSocket } from '../raw-socket.mjs'
import { createStopwatch, pause } from '../stopwatch.mjs'
import { edits, syncStep1, TOKEN } from '../wire.mjs'

const ROOM = 'transports'
const PEOPLE = 20
const PER_SECOND_EACH = 5
const SECONDS = 6
const EDITS_EACH = PER_SECOND_EACH * SECONDS

const round = (value, digits = 1) => Number(value.toFixed(digits))

/** What a browser sends with every request of its own accord, so that the bytes are those of a browser. */
const BROWSER_HEADERS = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  accept: '*/*',
  'accept-language': 'en-GB,en;q=0.9',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
}

/** Requests over connections that stay open, and the bytes of all of them. */
function createHttp(port) {
  const agent = new Agent({ keepAlive: true, noDelay: true })
  const sockets = new Set()
  return {
    bytes: () => [...sockets].reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0),
    close: () => agent.destroy(),
    ask: (method, path, { body, onData, headers = {} } = {}) =>
      new Promise((resolve, reject) => {
        const asked = request({
          port,
          host: '127.0.0.1',
          agent,
          method,
          path,
          headers: { ...BROWSER_HEADERS, ...headers },
        })
        asked.on('socket', (socket) => sockets.add(socket))
        asked.on('error', reject)
        asked.on('response', (response) => {
          const pieces = []
          response.on('data', (piece) => (onData ? onData(piece) : pieces.push(piece)))
          response.on('error', () => {})
          response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(pieces) }))
        })
        asked.end(body)
      }),
  }
}

/** One request at a time keeps the order; what gathers meanwhile goes with the next, where that can be said. */
function createPoster(post) {
  let waiting = []
  let isPosting = false
  return async (message) => {
    waiting.push(message)
    if (isPosting) return
    isPosting = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await post(batch).catch(() => {})
    }
    isPosting = false
  }
}

const varint = (number) => {
  const bytes = []
  for (; number > 127; number = Math.floor(number / 128)) bytes.push(128 | (number & 127))
  return Buffer.from([...bytes, number])
}

/** Each transport joins one person: `{ send, bytes, close }`. */
const transports = {
  async websocket({ port, path }, { onMessage }) {
    const socket = await openSocket({ port, path: path(ROOM), onMessage })
    socket.send(frame(syncStep1('yjs', ROOM)))
    return {
      send: (payload) => socket.send(frame(payload)),
      bytes: () => socket.tcp.bytesRead + socket.tcp.bytesWritten,
      close: socket.close,
    }
  },
  async eventStream({ port }, { onMessage }) {
    const http = createHttp(port)
    let text = ''
    let isOpen
    const opened = new Promise((resolve) => (isOpen = resolve))
    const take = (piece) => {
      text += piece.toString('latin1')
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end)
        text = text.slice(end + 2)
        const value = event.slice(event.indexOf('data: ') + 6)
        if (event.startsWith('event: open')) isOpen(JSON.parse(value).connection)
        else if (event.startsWith('data: ')) onMessage(Buffer.from(value, 'base64'))
      }
    }
    http.ask('GET', `/sync-sse/${ROOM}`, { onData: take }).catch(() => {})
    const path = `/sync-sse/${ROOM}/${await opened}`
    const headers = { 'content-type': 'application/octet-stream' }
    const send = createPoster((batch) => {
      const body = Buffer.concat(batch.flatMap((message) => [varint(message.length), message]))
      return http.ask('POST', path, { body, headers: { ...headers, 'content-length': body.length } })
    })
    send(syncStep1('yjs', ROOM))
    return { send, bytes: http.bytes, close: http.close }
  },
  async longPolling({ port }, { onMessage }) {
    const http = createHttp(port)
    let after = 0
    let isOver = false
    const poll = async () => {
      while (!isOver) {
        const answer = await http.ask('GET', `/poll/${ROOM}?after=${after}`).catch(() => null)
        if (!answer) return
        after = Number(answer.headers['x-next'])
        onMessage(answer.body)
      }
    }
    void poll()
    const headers = { 'content-type': 'application/octet-stream' }
    const send = createPoster((batch) => {
      const body = Buffer.concat(batch)
      return http.ask('POST', `/send/${ROOM}`, { body, headers: { ...headers, 'content-length': body.length } })
    })
    return {
      send,
      bytes: http.bytes,
      close() {
        isOver = true
        http.close()
      },
    }
  },
}

async function measure(server, join) {
  const stopwatch = createStopwatch()
  try {
    const people = []
    for (let n = 0; n < PEOPLE; n++) people.push(await join(server, { onMessage: n === 0 ? stopwatch.read : () => {} }))
    await pause(1000)
    const queues = people.map((_, n) => edits('yjs', ROOM, 1000 + n, EDITS_EACH))
    const bytesBefore = people.reduce((sum, person) => sum + person.bytes(), 0)
    const cpuBefore = server.cpuSeconds()
    const began = performance.now()
    const total = PEOPLE * EDITS_EACH
    for (let next = 0; next < total; ) {
      const due = Math.min(total, ((performance.now() - began) * PEOPLE * PER_SECOND_EACH) / 1000)
      for (; next < due; next++) {
        const payload = queues[next % PEOPLE][Math.floor(next / PEOPLE)]
        stopwatch.stamp(payload, payload.indexOf(TOKEN))
        people[next % PEOPLE].send(payload)
      }
      await pause(2)
    }
    await pause(500)
    const cpu = (server.cpuSeconds() - cpuBefore) / SECONDS
    const bytes = people.reduce((sum, person) => sum + person.bytes(), 0) - bytesBefore
    for (const person of people) person.close()
    return {
      p50Ms: round(stopwatch.percentile(0.5)),
      p99Ms: round(stopwatch.percentile(0.99)),
      cpuPercent: round(cpu * 100),
      kbPerEdit: round(bytes / total / 1024, 2),
      editsSeen: stopwatch.seen,
    }
  } finally {
    await server.stop()
  }
}

/** Gives one row a transport, not one a server. */
export async function transportRows(startServer) {
  return {
    'WebSocket (inkroom)': await measure(await startServer('inkroom'), transports.websocket),
    'server-sent events and POST (inkroom)': await measure(await startServer('inkroom'), transports.eventStream),
    'long polling (a control without CRDT and storage)': await measure(
      await startServer('long-polling'),
      transports.longPolling,
    ),
  }
}
