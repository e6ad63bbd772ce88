/** The log of a server on which everything goes wrong that can, at its most talkative. */
import { expect, test } from 'vitest'
import { createLog } from '../../../server/observe/log.ts'
import { openStream } from '../../support/server/event-stream-client.ts'
import { connect } from '../../support/server/raw-client.ts'
import { until } from '../../support/server/sync-server.ts'
import { call, startTestServer, updateOf } from '../../support/server/test-server.ts'

const ADMIN = 'an-admin-token-of-some-length'
const CONTENT = ['a-title-of-a-board', 'what-was-said-in-chat', 'text-on-the-board', 'name-of-a-person']

test('AC4 no token and no content is in the log, whatever fails', async () => {
  let text = ''
  const log = createLog({
    level: 'debug',
    destination: {
      write: (line: string) => {
        text += line
      },
    },
  })
  const server = await startTestServer({ log, adminToken: ADMIN, messageBytes: 5000 })
  const [title, said, drawn, person] = CONTENT
  const { room, ownerToken } = (await call(server, 'POST', '/api/rooms', { json: { title, access: 'edit' } })).body
  const links = `/api/rooms/${room}/links`
  const { token, id } = (await call(server, 'POST', links, { token: ownerToken, json: { role: 'editor' } })).body
  const tokens = [ownerToken, token, ADMIN]
  const sync = `${server.url.replace('http', 'ws')}/sync/${room}`

  const guest = await connect(`${sync}?token=${token}`, { inkroom: true })
  guest.sayUpdate(updateOf(drawn, drawn))
  guest.sayPresence(7, 1, { name: person })
  await until(() => guest.stored === 1)
  await call(server, 'POST', `/api/rooms/${room}/chat`, { token, json: { from: person, text: said } })
  await call(server, 'GET', '/api/admin/rooms', { token: ADMIN })
  await call(server, 'GET', `/api/rooms/${room}?token=${ownerToken}&${drawn}`)

  // Storage breaks: reads and writes throw errors of their own, at every boundary.
  const { records } = server.storage
  const broken = { get: records.get, list: records.list, write: records.write }
  for (const name of Object.keys(broken) as (keyof typeof broken)[]) {
    Object.assign(records, { [name]: () => Promise.reject(new Error('the disk is gone')) })
  }
  await call(server, 'PATCH', `/api/rooms/${room}?token=${ownerToken}`, { json: { title } })
  await call(server, 'POST', `/api/rooms/${room}/chat`, { token, json: { from: person, text: said } })
  await (await connect(`${sync}?token=${token}`)).closed
  await (await openStream(server.url, room, `?token=${token}`)).ended
  Object.assign(records, broken)

  guest.say(new Uint8Array(5001))
  await guest.closed
  const rude = await connect(`${sync}?token=${ownerToken}`)
  rude.say(new TextEncoder().encode(drawn))
  await rude.closed
  await call(server, 'DELETE', `${links}/${id}`, { token: ownerToken })
  await (await connect(`${sync}?token=${token}`)).closed

  // It did speak of the failures, so its silence about the rest means something.
  expect(text).toContain('request-failed')
  expect(text).toContain('connection-failed')
  for (const secret of [...tokens, ...tokens.flatMap((whole) => whole.split('.')[2] ?? []), ...CONTENT]) {
    expect(text).not.toContain(secret)
  }
})
