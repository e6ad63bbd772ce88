/** Servers as an operator starts them, several on one PostgreSQL and one Redis, and what is lost when one of these dies. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodeStep1, encodeUpdate } from '../../../lib/protocol/codec.ts'
import { messageTypes, SUBPROTOCOL, syncSteps } from '../../../lib/protocol/messages.ts'
import { POSTGRES_FORMAT } from '../../../server/storage/postgres-schema.ts'
import { openStream } from '../../support/server/event-stream-client.ts'
import { hasPostgres, type PrivatePostgres, startPostgres } from '../../support/server/private-postgres.ts'
import { hasRedis, type PrivateRedis, startRedis } from '../../support/server/private-redis.ts'
import { connect, type Heard, type RawClient } from '../../support/server/raw-client.ts'
import { type ServerProcess, startServerProcess } from '../../support/server/server-process.ts'
import { until } from '../../support/server/sync-server.ts'
import { updateOf } from '../../support/server/test-server.ts'

const HEARTBEAT_MS = 2000
const PATIENCE_MS = 60_000
const needs = [...(hasPostgres ? [] : ['postgres']), ...(hasRedis ? [] : ['redis'])].join(' and ')

interface Server extends ServerProcess {
  readonly url: string
  readonly sync: string
}

const isBoard = (message: Heard) => message.type === 'sync' && message.step === syncSteps.step2

/** A client that says what it draws. */
interface Person extends RawClient {
  draw(key: string, value?: unknown): void
}

describe.skipIf(needs !== '')(`several servers${needs === '' ? '' : ` (needs ${needs})`}`, () => {
  let postgres: PrivatePostgres
  let redis: PrivateRedis
  beforeAll(async () => {
    ;[postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  }, PATIENCE_MS)
  afterAll(() => Promise.all([postgres?.remove(), redis?.stop()]))

  async function startServers(count: number): Promise<Server[]> {
    const env = {
      STORAGE_URL: await postgres.newDatabase(),
      BUS_URL: redis.url,
      HEARTBEAT_MS: String(HEARTBEAT_MS),
    }
    // All at once: also the tables and the secret are made by whoever is first.
    const servers = Array.from({ length: count }, () => startServerProcess(env))
    return Promise.all(
      servers.map(async (server) => {
        const port = await server.port
        return { ...server, url: `http://127.0.0.1:${port}`, sync: `ws://127.0.0.1:${port}/sync` }
      }),
    )
  }

  async function enter(server: Server, room: string, token?: string): Promise<Person> {
    const query = token === undefined ? '' : `?token=${token}`
    const client = await connect(`${server.sync}/${room}${query}`, { inkroom: true })
    const { doc } = client
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === client) client.sayUpdate(update)
    })
    return Object.assign(client, {
      draw: (key: string, value: unknown = 1) => void doc.transact(() => doc.getMap('shapes').set(key, value), client),
    })
  }

  const call = async (server: Server, method: string, path: string, token?: string, json?: unknown) => {
    const answer = await fetch(server.url + path, {
      method,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      headers: {
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    })
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() }
  }
  const has = (person: Person, ...keys: string[]) => keys.every((key) => person.doc.getMap('shapes').has(key))
  const soon = (claim: () => unknown, what?: string) => until(claim, what, null, 20_000)

  it(
    'RM6 ST1 RM4 edits and cursors cross; kill -9 of one loses nothing that it acknowledged, and its cursors go',
    async () => {
      const [a, b, c] = await startServers(3)
      const [ada, bob, cleo] = await Promise.all([enter(a, 'board'), enter(b, 'board'), enter(c, 'board')])
      ada.draw('by ada')
      bob.draw('by bob')
      ada.sayPresence(7, 1, { name: 'Ada' })
      bob.sayPresence(8, 1, { name: 'Bob' })
      await soon(() => [ada, bob, cleo].every((person) => has(person, 'by ada', 'by bob')))
      await soon(() => ada.others.has(8) && bob.others.has(7) && cleo.others.has(7) && cleo.others.has(8))
      for (let i = 0; i < 300; i++) ada.draw(`burst ${i}`)
      await soon(() => ada.stored > 100)
      a.child.kill('SIGKILL')
      const acknowledged = Array.from({ length: ada.stored - 2 }, (_, i) => `burst ${i}`)
      const late = await enter(b, 'board')
      await soon(() => has(late, 'by ada', ...acknowledged), 'nothing acknowledged is lost')
      // Those who were there have the same, wherever they are.
      const keys = (person: Person) => [...person.doc.getMap('shapes').keys()].sort().join()
      await soon(() => keys(bob) === keys(late) && keys(cleo) === keys(late))
      await soon(() => !bob.others.has(7) && !cleo.others.has(7), 'the cursors of the dead process go')
      expect([bob.others.has(8), cleo.others.has(8)]).toEqual([true, true])
      bob.draw('after')
      await soon(() => has(cleo, 'after') && bob.stored === 2)
    },
    PATIENCE_MS,
  )

  it(
    'RM5 AC3 what an owner changes at one server reaches the peers of the other: links, access, title, chat, deletion',
    async () => {
      const [a, b] = await startServers(2)
      const { room, ownerToken } = (await call(a, 'POST', '/api/rooms')).body
      const link = (await call(a, 'POST', `/api/rooms/${room}/links`, ownerToken, { role: 'editor' })).body
      const [guest, visitor, owner] = await Promise.all([
        enter(b, room, link.token),
        enter(b, room),
        enter(b, room, ownerToken),
      ])
      const roles = (person: Person) =>
        person.heard.flatMap((message) => (message.type === 'role' ? [message.body] : []))
      const notices = (person: Person) =>
        person.heard.flatMap((message) => (message.type === 'notice' ? [message.body] : []))
      // Joined for good: whoever is let in is looked at once more.
      await soon(() => [guest, visitor, owner].every(({ heard }) => heard.some(isBoard)))

      await call(a, 'DELETE', `/api/rooms/${room}/links/${link.id}`, ownerToken)
      expect((await guest.closed).code).toBe(4410)
      await call(a, 'PATCH', `/api/rooms/${room}`, ownerToken, { access: 'view', title: 'Plans' })
      await soon(() => (roles(visitor).at(-1) as { role: string }).role === 'viewer')
      await soon(() => (roles(owner).at(-1) as { title: string }).title === 'Plans')
      expect(roles(owner).at(-1)).toMatchObject({ role: 'owner', title: 'Plans', access: 'view' })
      visitor.draw('forbidden')
      await soon(() => visitor.heard.some(({ type }) => type === 'denied'))
      await call(a, 'POST', `/api/rooms/${room}/chat`, ownerToken, { from: 'Ada', text: 'hello' })
      await soon(() => notices(owner).some((notice) => (notice as { text?: string }).text === 'hello'))
      await call(a, 'PATCH', `/api/rooms/${room}`, ownerToken, { access: 'closed' })
      expect((await visitor.closed).code).toBe(4403)

      // A version that is made at one is restored at the other, for everyone.
      owner.draw('kept')
      await soon(() => owner.stored === 1)
      const version = (await call(b, 'POST', `/api/rooms/${room}/versions`, ownerToken, {})).body
      owner.draw('dropped')
      await soon(() => owner.stored === 2)
      expect((await call(a, 'POST', `/api/rooms/${room}/versions/${version.id}/restore`, ownerToken)).status).toBe(200)
      await soon(() => has(owner, 'kept') && !has(owner, 'dropped'))

      await call(a, 'DELETE', `/api/rooms/${room}`, ownerToken)
      expect((await owner.closed).code).toBe(4410)
      expect((await call(b, 'GET', `/api/rooms/${room}`)).status).toBe(404)
    },
    PATIENCE_MS,
  )

  it(
    'RM9 RM10 without Redis a deletion is final at all servers, also for those who were there, and after it is back',
    async () => {
      const servers = await startServers(3)
      const [a, b, c] = servers
      const { room, ownerToken } = (await call(a, 'POST', '/api/rooms')).body
      const people = await Promise.all(servers.map((server) => enter(server, room)))
      for (const [i, person] of people.entries()) person.draw(`secret${i}`)
      await soon(() => people.every((person) => has(person, 'secret0') && has(person, 'secret2')))
      await soon(() => people.every(({ stored }) => stored === 1))
      const births = people.map(({ heard }) =>
        heard.flatMap((said) => (said.type === 'role' ? [said.body] : [])).at(-1),
      )
      expect(births[0]).toMatchObject({ birth: expect.stringMatching(/^[\w-]{16}$/) })
      expect([births[1], births[2]]).toEqual([births[0], births[0]])

      await redis.stop()
      expect((await call(a, 'DELETE', `/api/rooms/${room}`, ownerToken)).status).toBe(204)
      // The one writes on, the other only looks.
      people[1].draw('after')
      const ends = await Promise.all(people.map(({ closed }) => closed))
      expect(ends.map(({ code }) => code)).toEqual([4410, 4410, 4410])
      expect(people[1].stored).toBe(1)
      for (const server of [b, c]) {
        const again = await connect(`${server.sync}/${room}`, { inkroom: true })
        again.sayUpdate(updateOf('secret0', 1))
        expect((await again.closed).code).toBe(4410)
        expect((await call(server, 'GET', `/api/rooms/${room}`)).status).toBe(404)
      }
      await redis.start()
      for (const server of servers) {
        expect((await (await connect(`${server.sync}/${room}`)).closed).code).toBe(4410)
        expect((await call(server, 'GET', `/api/rooms/${room}`)).status).toBe(404)
      }
    },
    PATIENCE_MS,
  )

  it(
    'PR11 the fallback asks for no sticky balancer either: the stream comes from one, and another takes what is posted',
    async () => {
      const [a, b] = await startServers(2)
      const bob = await enter(b, 'board')
      const stream = await openStream(a.url, 'board', `?protocol=${SUBPROTOCOL}`, {}, b.url)
      expect(await stream.send([encodeStep1(Uint8Array.of(0)), encodeUpdate(updateOf('posted', 1))])).toBe(204)
      await soon(() => has(bob, 'posted'))
      await stream.expectMessage(([type]) => type === messageTypes.stored)
      await stream.sendRaw(new Uint8Array([200, 1]))
      expect(JSON.parse((await stream.expect(({ event }) => event === 'close')).data).code).toBe(4400)
      expect((await fetch(`${b.url}/sync-sse/board/nobody-has-this-one`, { method: 'POST' })).status).toBe(410)
    },
    PATIENCE_MS,
  )

  it(
    'PR11 ST1 without Redis all work on and read one another from storage; without PostgreSQL authors are sent to come back',
    async () => {
      const [a, b] = await startServers(2)
      const [ada, bob] = await Promise.all([enter(a, 'board'), enter(b, 'board')])
      const ready = async (server: Server) => {
        const { body } = await call(server, 'GET', '/readyz')
        return body.detail ?? body.status
      }
      expect([await ready(a), await ready(b)]).toEqual(['ready', 'ready'])

      await redis.stop()
      ada.draw('without redis, by ada')
      bob.draw('without redis, by bob')
      await soon(() => ada.stored === 1 && bob.stored === 1)
      await soon(() => has(ada, 'without redis, by bob') && has(bob, 'without redis, by ada'))
      expect(await ready(a)).toBe('Not ready: bus.')
      await redis.start()
      ada.draw('with redis again')
      ada.sayPresence(7, 1, { name: 'Ada' })
      await soon(() => has(bob, 'with redis again') && bob.others.has(7))
      await soon(() => ada.stored === 2)
      expect(await ready(a)).toBe('ready')

      await postgres.stop()
      ada.draw('without postgres')
      expect((await ada.closed).code).toBe(4500)
      expect(await ready(b)).toBe('Not ready: storage.')
      await postgres.start()
      const again = await enter(b, 'board')
      await soon(() => has(again, 'without postgres'), 'what was relayed is stored once it can be')
      await expect.poll(() => ready(b), { timeout: 20_000 }).toBe('ready')
      expect([a.child.exitCode, b.child.exitCode]).toEqual([null, null])
    },
    PATIENCE_MS,
  )

  it(
    'ST16 ST1 servers of an older version store nothing more once a newer one has the tables: authors come back and lose nothing',
    async () => {
      const [a, b] = await startServers(2)
      const ada = await enter(a, 'board')
      ada.draw('before')
      await soon(() => ada.stored === 1)
      const [{ name }] = await postgres.query(
        'SELECT max(datname) AS name FROM pg_stat_activity WHERE datname LIKE $$inkroom_%$$',
      )
      // What the first server of the next version does to the tables.
      const setFormat = (format: number) => postgres.query(`UPDATE inkroom_meta SET format = ${format}`, String(name))
      await setFormat(POSTGRES_FORMAT + 1)
      ada.draw('meanwhile')
      expect((await ada.closed).code).toBe(4500)
      for (const server of [a, b]) {
        await expect.poll(async () => (await call(server, 'GET', '/readyz')).status, { timeout: 20_000 }).toBe(503)
        expect((await call(server, 'POST', '/api/rooms')).status).toBe(503)
      }
      expect(await postgres.query('SELECT seq FROM inkroom_updates', String(name))).toHaveLength(1)
      await setFormat(POSTGRES_FORMAT)
      const next = startServerProcess({ STORAGE_URL: postgres.addressOf(String(name)), BUS_URL: redis.url })
      const port = await next.port
      const again = await connect(`ws://127.0.0.1:${port}/sync/board`, { inkroom: true })
      again.sayUpdate(Y.encodeStateAsUpdate(ada.doc))
      await soon(() => again.stored === 1)
      expect(await postgres.query('SELECT seq FROM inkroom_updates', String(name))).toHaveLength(2)
    },
    PATIENCE_MS,
  )
})
