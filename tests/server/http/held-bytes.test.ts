import { EventEmitter, once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../lib/base/clock.ts'
import { readBytes } from '../../../server/http/body.ts'
import { createHeldBytes } from '../../../server/http/held-bytes.ts'
import { bytes } from '../../../server/http/reply.ts'
import { PIECE_BYTES, PIECES_A_TURN, STALL_MS, writeBody } from '../../../server/http/write-body.ts'
import { sendReply } from '../../../server/http/write-reply.ts'
import { Turns } from '../../../server/room/turns.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { serve } from '../../support/server/http-host.ts'
import { until } from '../../support/server/sync-server.ts'

const KIB = 1024
const turns = new Turns(systemClock)
const MIB = 1024 * 1024

test('PR10 bodies that never end hold so much memory for each address and no more, and give it back', async () => {
  const bodies = createHeldBytes({ perAddress: 64 * KIB, total: 100 * KIB, countPerAddress: 100 })
  const outcomes: string[] = []
  const { url } = await serve(async (message, response) => {
    const address = message.headers['x-who'] as string
    const body = await readBytes({ message, address, bodies, turns }, 1024 * KIB)
    outcomes.push(`${address} ${body.ok ? 'whole' : body.error.code}`)
    response.end()
  })
  const send = (who: string, bytes: number): Socket => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    socket.write(`PUT / HTTP/1.1\r\nhost: x\r\nx-who: ${who}\r\ncontent-length: ${500 * KIB}\r\n\r\n`)
    socket.write(Buffer.alloc(bytes))
    return socket
  }
  const first = send('eve', 40 * KIB)
  await until(() => bodies.total >= 40 * KIB)
  send('eve', 40 * KIB)
  await until(() => outcomes.length === 1)
  expect(outcomes).toEqual(['eve too-fast'])
  send('ada', 40 * KIB)
  await until(() => bodies.total >= 80 * KIB)
  send('bob', 40 * KIB)
  await until(() => outcomes.length === 2)
  expect(outcomes[1]).toBe('bob too-fast')
  first.destroy()
  await until(() => outcomes.includes('eve bad-request'))
  const last = send('eve', 500 * KIB)
  await once(last, 'data')
  expect(outcomes.at(-1)).toBe('eve too-fast')
})

test('PR10 a body whose sender went while its right was looked up ends at once, and holds no place', async () => {
  const bodies = createHeldBytes({ perAddress: 64 * KIB, total: 100 * KIB, countPerAddress: 2 })
  const outcomes: string[] = []
  const { url } = await serve(async (message) => {
    await new Promise((resolve) => message.once('close', resolve))
    const body = await readBytes({ message, address: 'eve', bodies, turns }, 1024 * KIB)
    outcomes.push(body.ok ? 'whole' : body.error.code)
  })
  for (let nth = 1; nth <= 3; nth++) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write('PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc', () => socket.destroy())
    await until(() => outcomes.length === nth)
  }
  expect(outcomes).toEqual(Array(3).fill('bad-request'))
  expect(bodies.open('eve', () => {}).take(1)).toBe(true)
})

test('PR10 a body that comes byte by byte costs what it costs', async () => {
  const bodies = createHeldBytes({ perAddress: 64 * KIB, total: 100 * KIB, countPerAddress: 100 })
  let outcome = ''
  const { url } = await serve(async (message, response) => {
    const body = await readBytes({ message, address: 'eve', bodies, turns }, 1024 * KIB)
    outcome = body.ok ? 'whole' : body.error.code
    response.end()
  })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write('PUT / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n')
  socket.write('1\r\nx\r\n'.repeat(2000))
  await until(() => outcome !== '')
  expect([outcome, bodies.total]).toEqual(['too-fast', 0])
})

test('PR10 a few addresses that fill all the place give way to others, the largest first', () => {
  const held = createHeldBytes({ perAddress: 60, total: 180, countPerAddress: 100 })
  const gone: string[] = []
  const open = (address: string, name: string, size: number) => {
    const piece = held.open(address, () => gone.push(name))
    return piece.take(size) ? piece : null
  }
  open('eve1', 'small', 10)
  open('eve1', 'large', 50)
  open('eve2', 'eve2', 60)
  const third = open('eve3', 'eve3', 59)
  expect([third?.take(1), third?.take(1), held.total]).toEqual([true, false, 180])
  expect(open('ada', 'ada', 30)).not.toBeNull()
  expect([gone, held.total]).toEqual([['large'], 160])
  // Ada may have as much as those who hold the most, and no more.
  expect(open('ada', 'more', 29)).not.toBeNull()
  expect(gone).toHaveLength(2)
  expect(open('bob', 'bob', 10)).not.toBeNull()
  expect(gone).not.toContain('ada')
  expect(gone).not.toContain('small')
})

test('PR10 pieces that hold nothing yet have a number too', () => {
  const held = createHeldBytes({ perAddress: 60, total: 180, countPerAddress: 2 })
  const pieces = [1, 2, 3].map(() => held.open('eve', () => {}))
  expect(pieces.map((piece) => piece.take(1))).toEqual([false, false, false])
  pieces[0].close()
  expect(pieces[1].take(1)).toBe(true)
})

test('PR10 whoever gives way is told at once, although it has sent all it will ever send', async () => {
  const bodies = createHeldBytes({ perAddress: 64 * KIB, total: 64 * KIB, countPerAddress: 100 })
  const { url } = await serve(async (message, response) => {
    const address = message.headers['x-who'] as string
    const body = await readBytes({ message, address, bodies, turns }, 1024 * KIB)
    response.writeHead(body.ok ? 200 : 429).end()
  })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write(`PUT / HTTP/1.1\r\nhost: x\r\nx-who: eve\r\ncontent-length: ${500 * KIB}\r\n\r\n`)
  socket.write(Buffer.alloc(60 * KIB))
  await until(() => bodies.total >= 60 * KIB)
  const answered = once(socket, 'data')
  const ada = await fetch(url, { method: 'PUT', headers: { 'x-who': 'ada' }, body: Buffer.alloc(20 * KIB) })
  expect(ada.status).toBe(200)
  expect(String((await answered)[0])).toMatch(/^HTTP\/1\.1 429 /)
  expect(bodies.total).toBe(0)
})

test('PR10 an answer that nobody reads is counted for the address, and ends when nothing of it was read for long', async () => {
  const answers = createHeldBytes({ perAddress: 20 * MIB, total: 40 * MIB, countPerAddress: 100 })
  const clock = createFakeClock()
  const { url } = await serve((message, response) => {
    const address = message.headers['x-who'] as string
    const reply = bytes(new Uint8Array(15 * MIB), { 'content-type': 'application/octet-stream' })
    void sendReply(message, response, reply, { address, answers, clock })
  })
  const ask = (who: string) => fetch(url, { headers: { 'x-who': who } })
  const unread = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void unread.destroy())
  unread.pause()
  unread.write('GET / HTTP/1.1\r\nhost: x\r\nx-who: eve\r\n\r\n')
  await until(() => answers.total === 15 * MIB)
  expect((await ask('eve')).status).toBe(429)
  const read = await ask('ada')
  let readBytes = 0
  void read.arrayBuffer().then(({ byteLength }) => {
    readBytes = byteLength
  })
  await until(() => {
    clock.pass(1)
    return readBytes > 0
  })
  expect([read.status, readBytes]).toEqual([200, 15 * MIB])
  await until(() => answers.total === 15 * MIB)
  clock.pass(STALL_MS)
  await until(() => answers.total === 0)
  expect((await ask('eve')).status).toBe(200)
})

test('PR10 a reader who reads slowly, but reads, gets all of its answer', async () => {
  const answers = createHeldBytes({ perAddress: 20 * MIB, total: 40 * MIB, countPerAddress: 100 })
  const clock = createFakeClock()
  const { url } = await serve((message, response) => {
    const reply = bytes(new Uint8Array(15 * MIB), { 'content-type': 'application/octet-stream' })
    void sendReply(message, response, reply, { address: 'ada', answers, clock })
  })
  const answer = await fetch(url)
  let read = 0
  let nextPause = PIECE_BYTES
  const done = (async () => {
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      read += chunk.length
      if (read < nextPause) continue
      nextPause += PIECE_BYTES
      clock.pass(100)
    }
    return true
  })()
  await until(() => {
    clock.pass(1)
    return read === 15 * MIB
  })
  expect(await done).toBe(true)
})

test('PR10 a reader who takes all at once is sent no more than a few pieces before others have their turn', async () => {
  const clock = createFakeClock()
  const body = new Uint8Array(3 * MIB)
  const written: number[] = []
  const response = Object.assign(new EventEmitter(), {
    destroyed: false,
    write: ({ length }: Uint8Array) => written.push(length) > 0,
    end: () => response.emit('close'),
  })
  const isDone = writeBody(response as unknown as ServerResponse, body, clock)
  const sent: number[] = []
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    sent.push(written.length)
    clock.pass(1)
  }
  await isDone
  expect(sent).toEqual([3, 7, 11, 12])
  expect(PIECES_A_TURN * PIECE_BYTES).toBeLessThanOrEqual(MIB)
})

test('PR10 a large body is joined in turns with what others want', async () => {
  const clock = createFakeClock()
  const bodies = createHeldBytes({ perAddress: 20 * MIB, total: 20 * MIB, countPerAddress: 100 })
  const joining = new Turns(clock)
  const message = Object.assign(new EventEmitter(), { headers: {}, pause: () => {} }) as unknown as IncomingMessage
  let length = 0
  const reading = readBytes({ message, address: 'ada', bodies, turns: joining }, 20 * MIB)
  void reading.then((body) => {
    length = body.ok ? body.value.length : -1
  })
  for (let nth = 0; nth < 16; nth++) message.emit('data', Buffer.alloc(MIB, nth))
  message.emit('end')
  message.emit('close')
  let count = 0
  for (; length === 0 && count < 100; count++) {
    await new Promise((resolve) => setImmediate(resolve))
    clock.pass(1)
  }
  const body = await reading
  expect(body).toMatchObject({ ok: true })
  const value = body.ok ? body.value : new Uint8Array()
  expect(Array.from({ length: 16 }, (_, nth) => value[nth * MIB + 7])).toEqual([...Array(16).keys()])
  expect([length, bodies.total, count > 3]).toEqual([16 * MIB, 0, true])
})
