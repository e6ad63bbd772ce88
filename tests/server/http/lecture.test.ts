/** Lecture mode as the server enforces it: who writes, who is let, who must go, and who may say so. */
import { expect, test } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { MAX_LINKS_PER_ROOM } from '../../../server/access/room-records.ts'
import { REMOVED_MS } from '../../../server/room/peer-orders.ts'
import { connect, type RawClient } from '../../support/server/raw-client.ts'
import { until } from '../../support/server/sync-server.ts'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

interface Person extends RawClient {
  readonly clientId: number
}
let lastClient = 0
const by = (token: string | null) => (token === null ? {} : { token })

async function setUp() {
  const server = await startTestServer({ heartbeatMs: 600_000 })
  const { room, ownerToken } = await server.access.createRoom({ title: 'Lecture', access: 'edit' })
  const path = `/api/rooms/${room}`
  const link = async (role: string): Promise<string> =>
    (await call(server, 'POST', `${path}/links`, { token: ownerToken, json: { role } })).body.token
  return {
    server,
    room: room as RoomId,
    ownerToken,
    link,
    enter: (token: string | null, userId?: string) => enter(server, room as RoomId, token, userId),
    conduct: (token: string | null, json: object) => call(server, 'PUT', `${path}/conduct`, { ...by(token), json }),
    order: (token: string | null, { clientId }: Pick<Person, 'clientId'>, order: string) =>
      call(server, 'POST', `${path}/peers/${clientId}`, { ...by(token), json: { order } }),
  }
}

async function enter(server: TestServer, room: RoomId, token: string | null, userId?: string): Promise<Person> {
  const query = token === null ? '' : `?token=${token}`
  const client = await connect(`${server.url.replace('http', 'ws')}/sync/${room}${query}`, { inkroom: true })
  const clientId = ++lastClient
  client.sayPresence(clientId, 1, { userId: userId ?? `user-${clientId}`, name: 'Somebody' })
  await until(() => roleOf(client) !== undefined && client.others.has(clientId))
  return Object.assign(client, { clientId })
}

const bodies = (person: RawClient, type: 'role' | 'notice') =>
  person.heard.flatMap((message) => (message.type === type ? [message.body as Record<string, unknown>] : []))
const roleOf = (person: RawClient) => bodies(person, 'role').at(-1)?.role
const passOf = (person: RawClient) => bodies(person, 'notice').findLast(({ name }) => name === 'pass')?.token

/** True when what it writes is taken, false when it is refused. */
async function writes(person: Person): Promise<boolean> {
  const denied = () => person.heard.filter(({ type }) => type === 'denied').length
  const before = { denied: denied(), stored: person.stored }
  person.sayUpdate(updateOf(`key-${Math.random()}`, 1))
  await until(() => denied() > before.denied || person.stored > before.stored)
  return denied() === before.denied
}

test('AC13 while the floor is held editors watch, whatever they came by, and owner and facilitators write', async () => {
  const { server, room, ownerToken, link, enter, conduct } = await setUp()
  const facilitatorToken = await link('facilitator')
  const editorToken = await link('editor')
  const owner = await enter(ownerToken)
  const facilitator = await enter(facilitatorToken)
  const [guest, linked] = [await enter(null), await enter(editorToken)]
  expect([await writes(guest), await writes(linked)]).toEqual([true, true])
  expect((await conduct(facilitatorToken, { floor: 'held' })).status).toBe(200)
  await until(() => roleOf(guest) === 'viewer' && roleOf(linked) === 'viewer')
  expect(bodies(guest, 'role').at(-1)).toMatchObject({ floor: 'held', openRole: 'editor', access: 'edit' })
  expect(await Promise.all([guest, linked, facilitator, owner].map(writes))).toEqual([false, false, true, true])
  // Whoever comes meanwhile, and whoever writes beside the socket.
  expect(await writes(await enter(editorToken))).toBe(false)
  const title = await call(server, 'PUT', `/api/rooms/${room}/title`, { token: editorToken, json: { title: 'Mine' } })
  expect(title.status).toBe(403)
  await conduct(facilitatorToken, { floor: 'open' })
  await until(() => roleOf(guest) === 'editor' && roleOf(linked) === 'editor')
  expect([await writes(guest), await writes(linked)]).toEqual([true, true])
})

test('AC14 one who is let write does so alone, comes back with it, and watches again when it is taken back', async () => {
  const { ownerToken, link, enter, conduct, order } = await setUp()
  const facilitator = await link('facilitator')
  const [ada, bob] = [await enter(null), await enter(null)]
  await conduct(facilitator, { floor: 'held' })
  await until(() => roleOf(ada) === 'viewer' && roleOf(bob) === 'viewer')
  expect((await order(facilitator, ada, 'write')).status).toBe(204)
  await until(() => roleOf(ada) === 'editor')
  expect([await writes(ada), await writes(bob)]).toEqual([true, false])
  expect([typeof passOf(ada), passOf(bob)]).toEqual(['string', undefined])
  const again = await enter(passOf(ada) as string)
  expect(await writes(again)).toBe(true)
  await order(ownerToken, ada, 'watch')
  await until(() => roleOf(ada) === 'viewer')
  expect([passOf(ada), await writes(ada)]).toEqual([null, false])
  expect((await again.closed).code).toBe(4410)
  // It had come before the floor was held, and has that again.
  await conduct(facilitator, { floor: 'open' })
  await until(() => roleOf(ada) === 'editor')
})

test('AC15 none of it is an editor’s, facilitators are named by the owner alone, and nobody removes the owner', async () => {
  const { server, room, ownerToken, link, enter, conduct, order } = await setUp()
  const [facilitator, editor] = [await link('facilitator'), await link('editor')]
  const [guest, owner] = [await enter(null), await enter(ownerToken)]
  for (const token of [null, editor]) {
    expect((await conduct(token, { floor: 'held' })).status).toBe(403)
    expect((await conduct(token, { lead: 1 })).status).toBe(403)
    for (const what of ['write', 'watch', 'remove', 'lower-hand', 'facilitate'])
      expect((await order(token, guest, what)).status).toBe(403)
  }
  const opened = await call(server, 'PATCH', `/api/rooms/${room}`, { token: facilitator, json: { access: 'closed' } })
  expect(opened.status).toBe(403)
  expect((await order(facilitator, guest, 'facilitate')).status).toBe(403)
  expect((await order(facilitator, owner, 'remove')).status).toBe(204)
  expect(await writes(owner)).toBe(true)
  expect((await order(ownerToken, guest, 'facilitate')).status).toBe(204)
  await until(() => roleOf(guest) === 'facilitator')
  expect((await conduct(passOf(guest) as string, { floor: 'held' })).status).toBe(200)
  expect(await order(facilitator, { ...guest, clientId: 999_999 }, 'write')).toMatchObject({
    status: 404,
    body: { code: 'peer-not-found' },
  })
})

test('AC16 whoever is asked to leave is out at once and kept out for a while, and nobody else is', async () => {
  const { server, room, link, enter, order } = await setUp()
  const facilitator = await link('facilitator')
  const [eve, bob] = [await enter(null, 'eve'), await enter(null)]
  await order(facilitator, eve, 'remove')
  expect(await eve.closed).toEqual({ code: 4410, reason: 'removed' })
  await until(() => !bob.others.has(eve.clientId))
  const back = await connect(`${server.url.replace('http', 'ws')}/sync/${room}`, { inkroom: true })
  back.sayPresence(777, 1, { userId: 'eve', name: 'Eve' })
  expect(await back.closed).toEqual({ code: 4410, reason: 'removed' })
  expect(bob.others.has(777)).toBe(false)
  expect(await writes(bob)).toBe(true)
  expect(REMOVED_MS).toBe(600_000)
})

test('AC13 whom the views follow is told with the rules of the room', async () => {
  const { enter, conduct, link } = await setUp()
  const guest = await enter(null)
  await conduct(await link('facilitator'), { lead: guest.clientId })
  await until(() => bodies(guest, 'role').at(-1)?.lead === guest.clientId)
})

test('AC14 a pass that another one follows, or that nobody needs, is no way in', async () => {
  const { server, room, ownerToken, enter, order } = await setUp()
  const [ada, owner] = [await enter(null), await enter(ownerToken)]
  await order(ownerToken, ada, 'write')
  await until(() => typeof passOf(ada) === 'string')
  const first = passOf(ada) as string
  await order(ownerToken, ada, 'facilitate')
  await until(() => roleOf(ada) === 'facilitator')
  await order(ownerToken, owner, 'write')
  await expect.poll(async () => (await server.access.listLinks(room)).length).toBe(1)
  expect(await server.access.authorise(room, first)).toMatchObject({ ok: false })
  expect(await server.access.authorise(room, passOf(ada) as string)).toMatchObject({ ok: true })
  expect(roleOf(owner)).toBe('owner')
})

test('PR12 links and passes are together no more than a room may have', async () => {
  const { server, room, ownerToken, enter, order } = await setUp()
  const guest = await enter(null)
  const link = { role: 'viewer' as const, label: '', expiresAt: null }
  for (let n = 0; n < MAX_LINKS_PER_ROOM - 1; n++) await server.access.createLink(room, link)
  const asked = { token: ownerToken, json: { role: 'viewer' } }
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      n % 2 === 0 ? call(server, 'POST', `/api/rooms/${room}/links`, asked) : order(ownerToken, guest, 'write'),
    ),
  )
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
  expect(answers.filter(({ body }) => body?.code === 'too-many-links')).toHaveLength(39)
})
