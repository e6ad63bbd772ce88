/** Requests that nobody would send: each is answered with one of our codes, and nobody waits for it. */
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import type { Log } from '../../server/observe/log.ts'
import { createRandom, pick, type Random } from '../lib/updates/random-doc.ts'
import { FUZZ_TIMEOUT_MS, inRound, seeds } from '../support/fuzz-run.ts'
import { call, startTestServer, updateOf } from '../support/server/test-server.ts'
import { MAX_STALL_MS, watchStalls } from '../support/stall-watch.ts'

const ROUNDS = 40
const REQUESTS = 12
const ANSWER_MS = 5000

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'BREW', 'get', '']
const PARTS = [
  'api',
  'rooms',
  'ROOM',
  'snapshot',
  'versions',
  'links',
  'assets',
  'chat',
  'export',
  'png',
  'import',
  'json',
  'owner-token',
  'sync',
  'sync-sse',
  'healthz',
  'readyz',
  'metrics',
  'admin',
  'r',
  '_next',
  '..',
  '.',
  '',
  '%2e%2e',
  '%00',
  '%zz',
  '%ff',
  '%2f',
  '__proto__',
  'a'.repeat(200),
  'é',
  '{}',
  '*',
]
const QUERIES = [
  '',
  '?',
  '?token=',
  '?token=a.b.c',
  '?token=%ff',
  '?birth=x',
  '?limit=1e9',
  '?limit=-1',
  '?scale=NaN',
  '?via=x',
  '?protocol=inkroom.v1',
  '?pong=NaN',
  `?${'a=b&'.repeat(500)}`,
]
const HEADERS = [
  'Host: a',
  'Host: x?',
  'Host: [::1',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 99999999999',
  'Transfer-Encoding: chunked',
  'Content-Type: application/json',
  'Content-Type: text/html',
  'Origin: null',
  'Origin: http://evil.example',
  'Authorization: Bearer x',
  'Authorization: Basic x',
  'Upgrade: websocket',
  'Connection: upgrade',
  'Connection: close',
  'Expect: 100-continue',
  'Range: bytes=0-',
  'If-None-Match: *',
  'X-Forwarded-For: ::1%x',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  `Cookie: ${'a=b;'.repeat(200)}`,
  'Bad Header: x',
  'A: \u0001',
]
const BODIES = [
  '',
  '{}',
  '[]',
  'null',
  '{"title":"\\ud83d"}',
  '{"__proto__":{"access":"closed"}}',
  '{"text":"x"}',
  '{"role":"viewer","lifetimeMs":1e308}',
  '{',
  '['.repeat(2000),
  '\u0000',
  'x'.repeat(500),
]

function randomRequest(random: Random, room: string): string {
  const path = Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
    pick(random, PARTS).replace('ROOM', room),
  ).join('/')
  const known = [
    `/api/rooms/${room}`,
    `/api/rooms/${room}/chat`,
    `/api/rooms/${room}/versions`,
    `/api/rooms/${room}/snapshot`,
    '/api/rooms',
    `/sync-sse/${room}`,
  ]
  const target = (random() < 0.4 ? pick(random, known) : `/${path}`) + pick(random, QUERIES)
  const body = pick(random, BODIES)
  const headers = Array.from({ length: Math.floor(random() * 5) }, () => pick(random, HEADERS))
  if (random() < 0.6)
    headers.push('Host: a', 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`)
  return `${pick(random, METHODS)} ${target} HTTP/1.${random() < 0.95 ? 1 : 0}\r\n${headers.join('\r\n')}\r\n\r\n${body}`
}

/** The first line of what comes back; '' when the line was only closed. */
function ask(url: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    let heard = ''
    const finish = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(heard.split('\r\n', 1)[0])
    }
    const timer = setTimeout(finish, ANSWER_MS)
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
      if (heard.includes('\r\n')) finish()
    })
    socket.on('close', finish).on('error', finish)
    socket.end(Buffer.from(text))
  })
}

it('PR3 PR10 any request is answered with a code of ours, and holds up nobody', {
  timeout: FUZZ_TIMEOUT_MS,
}, async () => {
  const failures: string[] = []
  const log: Log = {
    debug() {},
    info() {},
    warn() {},
    error: (event, facts) => void failures.push(`${event} ${facts?.error instanceof Error ? facts.error.stack : ''}`),
    with: () => log,
  }
  const server = await startTestServer({ log })
  const room = 'fuzzed'
  await call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf('a', 1) })
  const watch = watchStalls()
  const answered = new Set<string>()
  const stalls: string[] = []
  for (const seed of seeds(ROUNDS)) {
    await inRound(seed, async () => {
      const random = createRandom(seed)
      watch.take()
      const asked = Array.from({ length: REQUESTS }, () => randomRequest(random, room))
      const lines = await Promise.all(asked.map((text) => ask(server.url, text)))
      const stall = watch.take()
      if (stall > MAX_STALL_MS) stalls.push(`seed ${seed}: ${Math.round(stall)} ms`)
      for (const [nth, line] of lines.entries()) {
        answered.add(line.slice(9, 12))
        expect(line, JSON.stringify(asked[nth].slice(0, 300))).not.toMatch(/^HTTP\/1\.1 5(?!03)/)
      }
      expect(failures).toEqual([])
    })
  }
  watch.close()
  expect((await call(server, 'GET', `/api/rooms/${room}`)).status).toBeLessThan(500)
  expect(answered.size).toBeGreaterThan(4)
  // The first rounds also read the code for the first time.
  expect(stalls.filter((stall) => !/^seed (1|2|3):/.test(stall))).toEqual([])
})
