import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { LONG_BYTES, LongMessages } from '../../../server/transport/long-messages.ts'
import { WebSocketChannel } from '../../../server/transport/web-socket-channel.ts'
import { seeded } from '../../support/document/random.ts'
import { until } from '../../support/server/sync-server.ts'

const KIB = 1024
const MAX_BYTES = 1024 * KIB
const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 } as const

/** One frame as a client sends it. */
function frame(payload: Uint8Array, opcode: number, isFinal = true): Buffer {
  const size = payload.length
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10)
  head[0] = (isFinal ? 0x80 : 0) | opcode
  head[1] = 0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127)
  if (head.length === 4) head.writeUInt16BE(size, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(size), 2)
  const mask = [7, 200, 31, 99]
  return Buffer.concat([head, Buffer.from(mask), payload.map((byte, i) => byte ^ mask[i % 4])])
}

/** What is heard by way of the two, in order: by `ws` alone, or with long messages taken in beside it. */
async function hear(stream: Buffer, cuts: readonly number[], maxMessageBytes = MAX_BYTES) {
  const http = createServer()
  const handshakes = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: maxMessageBytes })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
  client.on('error', () => {})
  const [[serverSide, request]] = await Promise.all([
    new Promise<[WebSocket, import('node:http').IncomingMessage]>((resolve) =>
      handshakes.once('connection', (socket, request) => resolve([socket, request])),
    ),
    new Promise((resolve) => client.once('open', resolve)),
  ])
  onTestFinished(() => {
    client.terminate()
    http.close()
  })
  const heard: string[] = []
  const note = (data: Uint8Array, isBinary: boolean) =>
    heard.push(`${isBinary ? 'binary' : 'text'} ${data.length} ${Buffer.from(data).toString('base64').slice(-40)}`)
  const listener = {
    message: note,
    ping: () => void heard.push('ping'),
    pong: () => {},
    drain: () => {},
    error: (error: { readonly code?: string }) => void heard.push(error.code ?? 'error'),
    close: () => {},
  }
  new WebSocketChannel({ socket: serverSide, transport: request.socket, maxMessageBytes }).listen(listener)
  const line = Reflect.get(client, '_socket') as import('node:net').Socket
  let from = 0
  for (const to of [...cuts, stream.length]) {
    // Pieces go by themselves, as a slow line would bring them.
    await new Promise((resolve) => line.write(stream.subarray(from, to), resolve))
    from = to
  }
  line.write(frame(Buffer.from('the end'), opcodes.text))
  await until(() => heard.some((word) => word.startsWith('text 7') || word.startsWith('WS_')))
  return heard
}

const told = (payload: Uint8Array, kind = 'binary') =>
  `${kind} ${payload.length} ${Buffer.from(payload).toString('base64').slice(-40)}`
const END = told(Buffer.from('the end'), 'text')

it('PR10 messages of every length and in fragments arrive whole and in order, however the line cuts them', async () => {
  const seed = 9
  const random = seeded(seed)
  const bytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => random.below(256))
  const frames: Buffer[] = []
  const expected: string[] = []
  const sizes = [0, 5, 125, 126, 65_535, 65_536, LONG_BYTES + 1, 200_001, 3, 300_000]
  for (const size of sizes) {
    const payload = bytes(size)
    frames.push(frame(payload, opcodes.binary), frame(Buffer.from('?'), opcodes.ping))
    expected.push(told(payload), 'ping')
    const middle = random.below(size + 1)
    frames.push(
      frame(payload.subarray(0, middle), opcodes.binary, false),
      frame(new Uint8Array(0), opcodes.continuation, false),
      frame(Buffer.from('!'), opcodes.ping),
      frame(payload.subarray(middle), opcodes.continuation),
    )
    expected.push('ping', told(payload))
  }
  const stream = Buffer.concat(frames)
  const cuts = Array.from({ length: 60 }, () => random.below(stream.length)).sort((a, b) => a - b)
  expect(await hear(stream, cuts), `seed ${seed}`).toEqual([...expected, END])
})

it.each([
  [
    'one that is too long by its head',
    frame(new Uint8Array(2000), opcodes.binary),
    'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH',
  ],
  [
    'fragments that are too long together',
    Buffer.concat([
      frame(new Uint8Array(900), opcodes.binary, false),
      frame(new Uint8Array(900), opcodes.continuation, false),
    ]),
    'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH',
  ],
  [
    'a message within another',
    Buffer.concat([frame(new Uint8Array(9), opcodes.binary, false), frame(new Uint8Array(9), opcodes.binary)]),
    'WS_ERR_INVALID_OPCODE',
  ],
  ['a continuation of nothing', frame(new Uint8Array(9), opcodes.continuation), 'WS_ERR_INVALID_OPCODE'],
  ['reserved bits', Buffer.from([0xc2, 0x80]), 'WS_ERR_UNEXPECTED_RSV_1'],
  ['no mask', Buffer.from([0x82, 0x7f]), 'WS_ERR_EXPECTED_MASK'],
  ['an unknown kind', Buffer.from([0x83, 0x80]), 'WS_ERR_INVALID_OPCODE'],
])('PR10 ws refuses %s', async (_name, stream, code) => {
  const [refused] = await hear(stream, [], 1500)
  expect(refused).toBe(code)
})

it('PR10 what is taken in of a long message in one step is what has come of it', () => {
  const passed: number[] = []
  const taken: Uint8Array[] = []
  const long = new LongMessages({
    maxBytes: MAX_BYTES,
    pass: ({ length }) => passed.push(length) > 0,
    take: (message) => taken.push(message),
    tooMany: () => {},
  })
  const whole = frame(new Uint8Array(512 * KIB), opcodes.binary)
  const fragments = [false, false, false, true].map((isLast, nth) =>
    frame(new Uint8Array(100 * KIB), nth === 0 ? opcodes.binary : opcodes.continuation, isLast),
  )
  const stream = Buffer.concat([whole, ...fragments])
  for (let at = 0; at < stream.length; at += 64 * KIB) long.write(stream.subarray(at, at + 64 * KIB))
  // Nothing of them went to where it would be kept, copied and joined.
  expect([passed, taken.map(({ length }) => length)]).toEqual([[], [512 * KIB, 400 * KIB]])
  // A frame of known length lies in memory once.
  expect(taken[0].buffer.byteLength).toBe(512 * KIB)
})
