/** The table of operations against the running server and against what the documents say. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allows, linkRoles, type Role } from '../../../lib/protocol/grant.ts'
import { type Operation, paramsOf } from '../../../lib/protocol/operation.ts'
import { type OperationName, operations } from '../../../lib/protocol/operations.ts'
import { connect } from '../../support/server/raw-client.ts'
import { until } from '../../support/server/sync-server.ts'
import { type CallOptions, call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

const ADMIN = 'an-operator'
const PICTURE = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3])
const hash = createHash('sha256').update(PICTURE).digest('hex')
const table = Object.entries(operations) as [OperationName, Operation][]

type Asked = CallOptions & { readonly params?: Readonly<Record<string, string>>; readonly query?: string }
/** What each operation is called with, in an order in which all succeed; what there is to know is noted on the way. */
const calls: readonly [OperationName, (known: Record<string, string>) => Asked][] = [
  ['alive', () => ({})],
  ['ready', () => ({})],
  ['metrics', () => ({})],
  ['openApi', () => ({})],
  ['createRoom', () => ({ json: { title: 'Plan' } })],
  ['readRoom', () => ({})],
  ['patchRoom', () => ({ json: { access: 'edit' } })],
  ['retitleRoom', () => ({ json: { title: 'Plans' } })],
  ['conductRoom', () => ({ json: { floor: 'open', lead: null } })],
  ['orderPeer', () => ({ params: { client: String(GUEST) }, json: { order: 'lower-hand' } })],
  ['mergeSnapshot', () => ({ body: updateOf('a', 1) })],
  ['readSnapshot', () => ({})],
  ['keepVersion', () => ({ json: { label: 'first' } })],
  ['listVersions', () => ({})],
  ['readVersion', ({ version }) => ({ params: { version } })],
  ['restoreVersion', ({ version }) => ({ params: { version }, json: {} })],
  ['createLink', () => ({ json: { role: 'viewer', lifetimeMs: 60_000 } })],
  ['listLinks', () => ({})],
  ['revokeLink', ({ link }) => ({ params: { link } })],
  ['putAsset', () => ({ params: { hash }, body: PICTURE })],
  ['readAsset', () => ({ params: { hash } })],
  ['say', () => ({ json: { from: 'Ada', text: 'Hello' } })],
  ['readChat', () => ({})],
  ['importFile', () => ({ params: { format: 'json' }, body: '{}' })],
  ['exportBoard', () => ({ params: { format: 'png' } })],
  ['oembed', ({ url }) => ({ query: `?url=${url}` })],
  ['listAllRooms', () => ({})],
  ['renewOwnerToken', () => ({})],
  ['deleteRoom', () => ({})],
  ['deleteAnyRoom', ({ room }) => ({ params: { room } })],
]

const fill = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replace(/:([a-z]+)/g, (_, name: string) => params[name])

/** A worker that has read a file, or drawn one. */
const worker = {
  close: () => {},
  run: async ({ job }: { job: { method: string } }) => ({
    name: 'answered' as const,
    answer: {
      status: 200,
      headers: { 'content-type': job.method === 'POST' ? 'application/json' : 'image/png' },
      body: Buffer.from(JSON.stringify({ added: 1, skipped: [{ type: 'x', reason: 'unknown-type', count: 2 }] })),
    },
  }),
}

/** Somebody who is there, to be asked for something. */
const GUEST = 7
async function enter(server: TestServer, room: string): Promise<void> {
  const guest = await connect(`${server.url.replace('http', 'ws')}/sync/${room}`, { inkroom: true })
  guest.sayPresence(GUEST, 1, { name: 'Ada' })
  await until(() => guest.others.has(GUEST))
}

async function callAll(server: TestServer) {
  const known: Record<string, string> = {}
  const heard = new Map<OperationName, { status: number; body: unknown }>()
  for (const [name, ask] of calls) {
    const operation: Operation = operations[name]
    const { params = {}, query = '', ...options } = ask(known)
    const path = fill(operation.path, { ...known, ...params }) + query
    const token = operation.grant === 'admin' ? ADMIN : known.ownerToken
    const { status, body } = await call(server, operation.method, path, {
      ...options,
      ...(token === undefined ? {} : { token }),
    })
    heard.set(name, { status, body })
    if (name === 'createRoom') Object.assign(known, body)
    if (name === 'createRoom') await enter(server, known.room)
    if (name === 'renewOwnerToken') known.ownerToken = body.ownerToken
    if (name === 'keepVersion') known.version = body.id
    if (name === 'createLink') known.link = body.id
  }
  return heard
}

const start = () => startTestServer({ adminToken: ADMIN, parts: { workers: worker } })
/** The body as its reader keeps it: without what the table does not name. */
const readBy = (answer: object, body: unknown): unknown =>
  (answer as { safeParse(value: unknown): { data?: unknown } }).safeParse(body).data

test('AR15 every operation is answered as the table says, with nothing more and nothing less', async () => {
  const heard = await callAll(await start())
  for (const [name, { status, answer }] of table) {
    const told = heard.get(name)
    // The room of an operator's last call has gone one call earlier.
    expect([name, told?.status]).toEqual([name, name === 'deleteAnyRoom' ? 404 : status])
    if (answer !== null && !('media' in answer)) expect([name, readBy(answer, told?.body)]).toEqual([name, told?.body])
  }
})

test('AR15 TL5 every operation is refused to the roles below its own', async () => {
  const server = await start()
  const { body: made } = await call(server, 'POST', '/api/rooms', { json: { access: 'closed' } })
  const tokens = new Map<Role, string>()
  for (const role of linkRoles) {
    const link = await call(server, 'POST', `/api/rooms/${made.room}/links`, { token: made.ownerToken, json: { role } })
    tokens.set(role, link.body.token)
  }
  for (const [name, operation] of table) {
    const { grant, method } = operation
    if (grant === null || grant === 'admin') continue
    const params = paramsOf(operation).map((param) => [param, param === 'format' ? 'json' : hash] as const)
    const path = fill(operation.path, { ...Object.fromEntries(params), room: made.room })
    expect([name, (await call(server, method, path)).status]).toEqual([name, 403])
    for (const [role, token] of tokens) {
      if (allows(role, grant)) continue
      const answer = await call(server, method, path, { token })
      expect([name, role, answer.status, answer.body?.code]).toEqual([name, role, 403, 'not-allowed'])
    }
  }
})

test('AR15 the OpenAPI page names every operation with its parameters, body and answer', async () => {
  const { paths, components } = (await call(await start(), 'GET', '/api/openapi.json')).body
  for (const [name, operation] of table) {
    const told = paths[operation.path.replace(/:([a-z]+)/g, '{$1}')][operation.method.toLowerCase()]
    expect(told.operationId).toBe(name)
    const named = told.parameters.map((parameter: { name: string }) => parameter.name)
    expect(named).toEqual([...paramsOf(operation), ...Object.keys(operation.query ?? {})])
    expect('requestBody' in told).toBe(operation.body !== undefined)
    expect(Object.keys(told.responses)).toEqual([String(operation.status), 'default'])
  }
  expect(paths['/api/rooms'].post.requestBody.content['application/json'].schema).toMatchObject({
    type: 'object',
    properties: { title: { type: 'string', maxLength: 200 }, access: { enum: ['edit', 'view', 'closed'] } },
    additionalProperties: false,
  })
  expect(components.schemas.Problem.properties.code).toEqual({ type: 'string' })
})

test('AR15 PROTOCOL tells every operation once, with its grant', () => {
  const words = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8')
  const rows = [...words.matchAll(/^\| `(GET|POST|PUT|PATCH|DELETE) (\/[^`?]*)[^|]*\| ([^|]+) \|/gm)].map(
    ([, method, path, grant]) => `${method} ${path.replace(/:[a-zA-Z0-9]+/g, ':')} ${grant.trim()}`,
  )
  const wanted = table.map(([, { method, path, grant }]) => {
    const who = grant === null ? '-' : grant === 'admin' ? 'admin token' : grant
    return `${method} ${path.replace(/:[a-z]+/g, ':')} ${who}`
  })
  expect(rows.sort()).toEqual(wanted.sort())
})
