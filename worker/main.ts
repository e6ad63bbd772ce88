/**
 * Entry of a worker process: imports, exports and draws boards, one at a time, for the front door that started it.
 * What it is given may hang it, fill its memory or crash its native parts; then it ends, and another one starts.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { systemRandom } from '../lib/base/ids.ts'
import { exportBoard } from './export-board.ts'
import { importBoard } from './import-board.ts'
import { problem } from './problem.ts'
import { createRoomServer } from './room-server.ts'
import { watchOver } from './watch.ts'

const LOOPBACK = '127.0.0.1'
/** `/api/rooms/ROOM/import/FORMAT` */
const PATH_PARTS = 6
/** What our calls to the server repeat, so that it knows who asks. */
const INNER_HEADERS = ['x-inkroom-key', 'x-inkroom-address']

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const parts = pathname.split('/')
  const [room, direction, format] = parts.slice(3).map(decodeURIComponent)
  if (parts.length !== PATH_PARTS) return problem('unknown-format', 'There is nothing at this path.')
  const innerHeaders: Record<string, string> = {}
  for (const name of INNER_HEADERS) innerHeaders[name] = request.headers.get(name) ?? ''
  const server = createRoomServer(request, { room, serverUrl: process.env.INKROOM_SERVER_URL, fetch, innerHeaders })
  return direction === 'import'
    ? importBoard(request, format, server, systemRandom)
    : exportBoard(request, format, server)
}

async function readAll(message: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}

async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers)) if (typeof value === 'string') headers.set(name, value)
  const method = message.method ?? 'GET'
  const body = method === 'POST' ? { body: await readAll(message) } : {}
  const answered = await answer(new Request(`http://worker${message.url}`, { method, headers, ...body }))
  answered.headers.forEach((value, name) => void response.setHeader(name, value))
  response.statusCode = answered.status
  if (answered.body && answered.headers.has('content-length'))
    return pipeline(Readable.fromWeb(answered.body as WebStream), response)
  const bytes = Buffer.from(await answered.arrayBuffer())
  response.setHeader('content-length', bytes.byteLength)
  response.end(bytes)
}

// Ctrl-C reaches the whole terminal group; the front door decides when we go, and we go with it.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
watchOver()

const server = createServer((message, response) => {
  handle(message, response).catch((error: unknown) => {
    // Whatever broke, this process is not fresh any more.
    console.error(error)
    process.exit(1)
  })
})
server.requestTimeout = 0
server.listen(0, LOOPBACK, () => {
  process.send?.({ url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}` })
})
