/** Import and export at the front door: what is refused before a worker hears of it, and what is said with a file. */
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import type { JobRequest, Workers } from '../../../server/jobs/workers.ts'
import { sendRaw } from '../../support/server/http-host.ts'
import { call, startTestServer, type TestServerOptions, updateOf } from '../../support/server/test-server.ts'

const BASE = '/white/board'

/** A server whose worker answers everything with an SVG, and writes down what it was asked. */
async function setUp(options: TestServerOptions = {}) {
  const asked: JobRequest[] = []
  const workers: Workers = {
    async run(request) {
      asked.push(request)
      const headers = { 'content-type': 'image/svg+xml' }
      return { name: 'answered', answer: { status: 200, headers, body: Buffer.from('<svg/>') } }
    },
    close() {},
  }
  const server = await startTestServer({ ...options, parts: { workers } })
  await call(server, 'PUT', '/api/rooms/room/snapshot', { body: updateOf('a', 1) })
  return { server, asked }
}

test.each(['', BASE])(
  'AC7 an exported file runs nothing and reaches nothing when it is opened by its own address, below %j',
  async (base) => {
    const { server } = await setUp({ basePath: BASE })
    for (const [method, path] of [
      ['GET', 'export/svg'],
      // Once more: kept by now.
      ['GET', 'export/svg'],
      ['GET', 'export/json'],
      ['POST', 'import/json'],
    ]) {
      const answer = await fetch(`${server.url}${base}/api/rooms/room/${path}`, {
        method,
        ...(method === 'POST' ? { body: '{}' } : {}),
      })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*; sandbox$/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    }
  },
)

test('PR10 an import without its length is refused', async () => {
  const { server, asked } = await setUp()
  const head = `POST /api/rooms/room/import/json HTTP/1.1\r\nhost: x\r\nconnection: close\r\n`
  const answer = await sendRaw(server.url, `${head}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1\.1 411 [\s\S]*"length-required"/)
  expect(asked).toEqual([])
})

test('PR10 an import over its length is refused before a worker hears of it', async () => {
  const { server, asked } = await setUp({ roomBytes: 1000 })
  const post = (bytes: number) => call(server, 'POST', '/api/rooms/room/import/json', { body: 'x'.repeat(bytes) })
  expect((await post(1001)).body.code).toBe('body-too-large')
  expect(asked).toEqual([])
  expect((await post(1000)).status).toBe(200)
  expect(asked).toHaveLength(1)
})

test('PR10 an import that comes slowly keeps no worker waiting, and one that breaks off is not begun', async () => {
  const { server, asked } = await setUp()
  const { hostname, port } = new URL(server.url)
  const line = connect(Number(port), hostname)
  line.write('POST /api/rooms/room/import/json HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{')
  expect((await call(server, 'GET', '/api/rooms/room/export/svg')).status).toBe(200)
  expect(asked.map(({ job }) => job.method)).toEqual(['GET'])
  line.destroy()
  expect((await call(server, 'GET', '/api/rooms/room/export/json')).status).toBe(200)
  expect(asked.map(({ job }) => job.method)).toEqual(['GET', 'GET'])
})
