import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createBasePath } from '../../../server/http/base-path.ts'
import { pagesAt } from '../../../server/http/page-source.ts'
import { serve } from '../../support/server/http-host.ts'
import { call, startTestServer, updateOf } from '../../support/server/test-server.ts'

const BASE = '/white/board'

test.each([
  ['/white/board', '/'],
  ['/white/board/', '/'],
  ['/white/board?a=1', '/?a=1'],
  ['/white/board/?a=1', '/?a=1'],
  ['/white/board/api/rooms', '/api/rooms'],
  ['/white/board/white/board/x', '/white/board/x'],
  ['/white/boards/api', '/white/boards/api'],
  ['/api/rooms', '/api/rooms'],
  ['/', '/'],
])('PR13 %j below the base is %j to our routes', (url, stripped) => {
  expect(createBasePath(BASE).strip(url)).toBe(stripped)
  expect(createBasePath('').strip(url)).toBe(url)
})

test.each([
  ['/', BASE],
  ['/?a=1', `${BASE}?a=1`],
  ['/r/x?a=1', `${BASE}/r/x?a=1`],
])('PR13 the pages get %j as %j', (url, restored) => {
  expect(createBasePath(BASE).restore(url)).toBe(restored)
  expect(createBasePath('').restore(url)).toBe(url)
})

test.each(['', BASE])(
  'PR13 with a base path API, socket, stream, links and pages work below %j: whether or not a proxy takes it off',
  async (asked) => {
    const pagesSaw: string[] = []
    const target = await serve((message, response) => {
      pagesSaw.push(message.url ?? '')
      response.end('page')
    })
    const server = await startTestServer({ basePath: BASE, parts: { pages: pagesAt(target.url) } })
    const below = { url: server.url + asked }
    const made = await call(below, 'POST', '/api/rooms', { json: {} })
    expect(made.body.url).toBe(`${server.url}${BASE}/r/${made.body.room}`)
    await call(below, 'PUT', `/api/rooms/${made.body.room}/snapshot`, { body: updateOf('a', 1) })
    expect((await call(below, 'GET', `/api/rooms/${made.body.room}`)).body.seq).toBe(1)
    expect((await fetch(`${below.url}/healthz`)).status).toBe(200)
    const socket = new WebSocket(`${below.url.replace('http', 'ws')}/sync/${made.body.room}`)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    socket.terminate()
    const stream = new AbortController()
    expect((await fetch(`${below.url}/sync-sse/${made.body.room}`, { signal: stream.signal })).status).toBe(200)
    stream.abort()
    for (const path of ['/', '/r/x?_rsc=1', '/_next/static/x.js', '/service-worker.js']) await fetch(below.url + path)
    expect(pagesSaw).toEqual([BASE, `${BASE}/r/x?_rsc=1`, `${BASE}/_next/static/x.js`, `${BASE}/service-worker.js`])
  },
)
