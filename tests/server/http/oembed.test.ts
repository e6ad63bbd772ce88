import { expect, test } from 'vitest'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

const make = async (server: TestServer, access: string, title = 'Plan') =>
  (await call(server, 'POST', '/api/rooms', { json: { title, access } })).body
const ask = (server: TestServer, url: string, more = '') =>
  call(server, 'GET', `/oembed?url=${encodeURIComponent(url)}${more}`)

test('AC17 a board that the bare link may see is told with its title and a frame of the wanted size', async () => {
  const server = await startTestServer({ frameAncestors: '*' })
  const { url } = await make(server, 'view', '<b>"Plan" & more')
  const { status, body } = await ask(server, `${url}?embed=1#token=x`, '&format=json&maxwidth=400')
  expect([status, body]).toEqual([
    200,
    {
      type: 'rich',
      version: '1.0',
      title: '<b>"Plan" & more',
      provider_name: 'Inkroom',
      provider_url: new URL(url).origin,
      width: 400,
      height: 600,
      html: `<iframe src="${url}?embed=1" width="400" height="600" style="border:0" title="&lt;b&gt;&quot;Plan&quot; &amp; more" allow="clipboard-write; fullscreen"></iframe>`,
    },
  ])
})

test('AC17 where no other page may frame a board it is told as a link', async () => {
  const server = await startTestServer()
  const { url } = await make(server, 'edit')
  const { body } = await ask(server, url)
  expect([body.type, body.title, body.html]).toEqual(['link', 'Plan', undefined])
})

test('AC17 a room that is closed, deleted, not there or elsewhere gives one and the same answer', async () => {
  const server = await startTestServer({ frameAncestors: '*' })
  const closed = await make(server, 'closed')
  const gone = await make(server, 'edit')
  await call(server, 'DELETE', `/api/rooms/${gone.room}`, { token: gone.ownerToken })
  await call(server, 'PUT', '/api/rooms/known/snapshot', { body: updateOf('a', 1) })
  const { origin } = new URL(closed.url)
  const known = await ask(server, `${origin}/r/known`)
  expect([known.status, known.body.title]).toEqual([200, 'Board'])
  const answers = await Promise.all(
    [
      closed.url,
      `${closed.url}#token=${closed.ownerToken}`,
      gone.url,
      `${origin}/r/nobody`,
      `${origin}/r/two%20words`,
      `${origin}/api/rooms/known`,
      'https://elsewhere.org/r/known',
      'nonsense',
    ].map((url) => ask(server, url)),
  )
  const told = answers.map(({ status, body }) => JSON.stringify([status, body]))
  expect(new Set(told).size).toBe(1)
  expect(answers[0].body.code).toBe('room-not-found')
  // Neither does a token that is sent along open it.
  const asOwner = await call(server, 'GET', `/oembed?url=${encodeURIComponent(closed.url)}`, {
    token: closed.ownerToken,
  })
  expect(asOwner.status).toBe(404)
})

test('AC17 another format and a size that is none are refused', async () => {
  const server = await startTestServer()
  const { url } = await make(server, 'edit')
  expect((await ask(server, url, '&format=xml')).body.code).toBe('unknown-format')
  expect((await ask(server, url, '&maxwidth=wide')).body.code).toBe('invalid-query')
})
