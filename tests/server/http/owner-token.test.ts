import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { SUBPROTOCOL } from '../../../lib/protocol/messages.ts'
import { tokenIn, tokenProtocol } from '../../../lib/protocol/token-protocol.ts'
import { call, startTestServer, type TestServer } from '../../support/server/test-server.ts'

function connect(server: TestServer, room: string, protocols: string[], headers = {}, query = '') {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${room}${query}`, protocols, { headers })
  onTestFinished(() => socket.terminate())
  const closed = once(socket, 'close').then(([code]) => code as number)
  const role = new Promise<string>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const found = /"role":"(\w+)"/.exec(data.toString('latin1'))
      if (found) resolve(found[1])
    })
  })
  return { socket, closed, role: Promise.race([role, closed]) }
}

async function setUp() {
  const server = await startTestServer()
  const { room, ownerToken } = (await call(server, 'POST', '/api/rooms', { json: { access: 'closed' } })).body
  return { server, room: room as string, ownerToken: ownerToken as string, path: `/api/rooms/${room}` }
}

test('AC10 an owner takes a new token over HTTP; the old one ends at once, over sockets and streams too', async () => {
  const { server, room, ownerToken, path } = await setUp()
  const { socket, closed } = connect(server, room, [SUBPROTOCOL, tokenProtocol(ownerToken) as string])
  await once(socket, 'open')
  const stream = await fetch(`${server.url}/sync-sse/${room}`, { headers: { authorization: `Bearer ${ownerToken}` } })
  const { status, body } = await call(server, 'POST', `${path}/owner-token`, { token: ownerToken })
  expect(status).toBe(201)
  expect(await closed).toBe(4410)
  expect(await stream.text()).toContain('4410')
  expect((await call(server, 'GET', `${path}/links`, { token: ownerToken })).body.code).toBe('link-gone')
  expect((await call(server, 'GET', `${path}/links`, { token: body.ownerToken })).status).toBe(200)
})

test('AC10 nobody but the owner takes a new owner token', async () => {
  const { server, ownerToken, path } = await setUp()
  const link = await call(server, 'POST', `${path}/links`, { token: ownerToken, json: { role: 'editor' } })
  expect((await call(server, 'POST', `${path}/owner-token`, { token: link.body.token })).status).toBe(403)
  expect((await call(server, 'POST', `${path}/owner-token`)).status).toBe(403)
  expect((await call(server, 'GET', `${path}/links`, { token: ownerToken })).status).toBe(200)
})

test.each<[string, (token: string) => [string[], Record<string, string>, string]]>([
  ['a subprotocol', (token) => [[SUBPROTOCOL, tokenProtocol(token) as string], {}, '']],
  ['a header', (token) => [[SUBPROTOCOL], { authorization: `Bearer ${token}` }, '']],
  ['the query, as stock clients do', (token) => [[SUBPROTOCOL], {}, `?token=${token}`]],
])('AC10 a token comes to the socket in %s, and is echoed in none', async (_way, parts) => {
  const { server, room, ownerToken } = await setUp()
  const { socket, role } = connect(server, room, ...parts(ownerToken))
  await once(socket, 'open')
  expect(socket.protocol).toBe(SUBPROTOCOL)
  expect(await role).toBe('owner')
  const [protocols, headers, query] = parts(`${ownerToken}x`)
  expect(await connect(server, room, protocols, headers, query).closed).toBe(4401)
})

test('AC10 what is no subprotocol is not sent as one', () => {
  expect(tokenProtocol('a.b-c_d~1')).toBe('inkroom.token.a.b-c_d~1')
  for (const odd of ['', 'a b', 'a,b', 'a\r\nb', 'ü', '"']) expect(tokenProtocol(odd)).toBeNull()
  expect(tokenIn(['x', 'inkroom.token.', 'inkroom.v1'])).toBeNull()
  expect(tokenIn([])).toBeNull()
})
