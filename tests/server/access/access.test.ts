import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { WallClock } from '../../../lib/base/clock.ts'
import type { RoomId } from '../../../lib/base/ids.ts'
import { ok } from '../../../lib/base/result.ts'
import { createAccess, followRules } from '../../../server/access/create-access.ts'
import { guardJoin } from '../../../server/access/guarded-join.ts'
import { listRoomIds } from '../../../server/access/room-records.ts'
import { loadSecret } from '../../../server/access/secret.ts'
import type { Grant } from '../../../server/room/room.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'

const SECRET = 'a secret of at least thirty-two characters'
const START = 1_700_000_000_000
const DAY = 86_400_000

function setUp({ adHocRooms = true, secret = SECRET } = {}) {
  const { records, log } = createMemoryStorage()
  const born: RoomId[] = []
  let now = START
  let seed = 0
  const clock: WallClock = { now: () => now, date: () => now, after: () => () => {}, every: () => () => {} }
  const random = (size: number) =>
    Uint8Array.from({ length: size }, () => {
      seed = (seed * 75 + 74) % 65_537
      return seed & 255
    })
  return {
    records,
    log,
    born,
    access: createAccess({
      records,
      secret,
      clock,
      random,
      adHocRooms,
      isDeleted: log.isDeleted,
      onBorn: (room) => void born.push(room),
    }),
    pass: (ms: number) => {
      now += ms
    },
  }
}
const unknown = 'never-seen' as RoomId
const viewerLink = { role: 'viewer', label: 'class', expiresAt: null } as const

test('AC1 without a token a room gives what its access allows', async () => {
  const { access } = setUp()
  const roles: unknown[] = []
  for (const mode of ['edit', 'view', 'closed'] as const) {
    const { room } = await access.createRoom({ title: '', access: mode })
    const answer = await access.authorise(room, null)
    roles.push(answer.ok ? answer.value.role : answer.error.code)
  }
  expect(roles).toEqual(['editor', 'viewer', 'not-allowed'])
})

test('AC1 an unknown room is open to edit, unless ad-hoc rooms are off', async () => {
  expect(await setUp().access.authorise(unknown, null)).toMatchObject({ ok: true, value: { role: 'editor' } })
  const closed = await setUp({ adHocRooms: false }).access.authorise(unknown, null)
  expect(closed).toMatchObject({ ok: false, error: { code: 'room-not-found' } })
})

test("the owner's token gives owner, also of a closed room", async () => {
  const { access } = setUp()
  const { room, ownerToken } = await access.createRoom({ title: 'Plan', access: 'closed' })
  expect(await access.authorise(room, ownerToken)).toEqual({
    ok: true,
    value: { room, role: 'owner', linkId: null, expiresAt: null, byToken: true },
  })
})

test('AC2 a token opens only its own room', async () => {
  const { access } = setUp()
  const one = await access.createRoom({ title: '', access: 'edit' })
  const two = await access.createRoom({ title: '', access: 'edit' })
  expect(await access.authorise(two.room, one.ownerToken)).toMatchObject({ ok: false, error: { code: 'bad-token' } })
})

test('AC2 a token of another server is refused', async () => {
  const mine = setUp()
  const other = setUp({ secret: 'another secret that is also long enough' })
  const { ownerToken, room } = await other.access.createRoom({ title: '', access: 'edit' })
  await mine.access.ensureRoom(room)
  expect(await mine.access.authorise(room, ownerToken)).toMatchObject({ ok: false, error: { code: 'bad-token' } })
})

test('AC2 forged tokens are refused: other role, no algorithm, other algorithm, other audience, junk', async () => {
  const { access } = setUp()
  const { room } = await access.createRoom({ title: '', access: 'edit' })
  const { token } = await access.createLink(room, viewerLink)
  const [header, payload, signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = (head: unknown, body: unknown, hash: string) => {
    const text = `${part(head)}.${part(body)}`
    return `${text}.${createHmac(hash, SECRET).update(text).digest('base64url')}`
  }
  const forged = [
    `${header}.${part({ ...claims, role: 'owner' })}.${signature}`,
    `${part({ alg: 'none' })}.${payload}.`,
    signed({ alg: 'HS512' }, claims, 'sha512'),
    signed({ alg: 'HS256' }, { ...claims, aud: 'else' }, 'sha256'),
    signed({ alg: 'HS256' }, { ...claims, role: 'god' }, 'sha256'),
    `${token}x`,
    token.slice(0, -1),
    'junk',
    '',
    'x'.repeat(100_000),
  ]
  for (const bad of forged) {
    expect(await access.authorise(room, bad)).toMatchObject({ ok: false, error: { code: 'bad-token' } })
  }
})

test('AC2 a link opens only until it expires, to the millisecond', async () => {
  const { access, pass } = setUp()
  const { room } = await access.createRoom({ title: '', access: 'closed' })
  const { token } = await access.createLink(room, { role: 'editor', label: '', expiresAt: START + DAY + 1 })
  pass(DAY)
  expect(await access.authorise(room, token)).toMatchObject({ ok: true, value: { role: 'editor', byToken: true } })
  pass(1)
  expect(await access.authorise(room, token)).toMatchObject({ ok: false, error: { code: 'bad-token' } })
})

test('AC3 a revoked link lets nobody in again, others stay', async () => {
  const { access } = setUp()
  const { room } = await access.createRoom({ title: '', access: 'closed' })
  const gone = await access.createLink(room, viewerLink)
  const kept = await access.createLink(room, viewerLink)
  expect(await access.revokeLink(room, gone.link.id)).toBe(true)
  expect(await access.revokeLink(room, gone.link.id)).toBe(false)
  expect(await access.authorise(room, gone.token)).toMatchObject({ ok: false, error: { code: 'link-gone' } })
  expect(await access.authorise(room, kept.token)).toMatchObject({ ok: true, value: { linkId: kept.link.id } })
  expect(await access.listLinks(room)).toEqual([kept.link])
})

test('RM9 a deleted room stays deleted: no token opens it, none is needed to be told, and it is not born again', async () => {
  const { access, log } = setUp()
  const { room, ownerToken } = await access.createRoom({ title: '', access: 'edit' })
  const { token } = await access.createLink(room, viewerLink)
  const bare = await access.authorise(room, null)
  await log.delete(room)
  for (const way of [ownerToken, token, null]) {
    expect(await access.authorise(room, way)).toMatchObject({ ok: false, error: { code: 'room-deleted' } })
  }
  expect(await access.authorise(room, 'forged')).toMatchObject({ ok: false, error: { code: 'bad-token' } })
  await expect(access.ensureRoom(room)).rejects.toThrow('deleted')
  await expect(access.touch(room)).rejects.toThrow('deleted')
  await expect(access.createLink(room, viewerLink)).rejects.toThrow()
  expect(await access.updateMeta(room, { title: 'again' })).toBe(null)
  expect(await access.recheck(bare.ok ? bare.value : ({} as Grant))).toBe('deleted')
})

test('RM10 a copy opens the room of its birth and no other', async () => {
  const { access } = setUp()
  const { room, ownerToken, meta } = await access.createRoom({ title: '', access: 'edit' })
  for (const way of [ownerToken, null]) {
    expect(await access.authorise(room, way, meta.birth)).toMatchObject({ ok: true })
    expect(await access.authorise(room, way, 'another')).toMatchObject({ ok: false, error: { code: 'other-birth' } })
  }
})

test('RM10 a room that is born from a copy takes its birth, so that all copies of a lost room meet again', async () => {
  const { access, born } = setUp()
  expect(await access.authorise(unknown, null, 'their-birth')).toMatchObject({ ok: true })
  expect(await access.readMeta(unknown)).toBe(null)
  await access.ensureRoom(unknown)
  await access.ensureRoom(unknown)
  expect([(await access.readMeta(unknown))?.birth, born]).toEqual(['their-birth', [unknown]])
  const odd = 'odd' as RoomId
  await access.authorise(odd, null, 'no <birth>')
  await access.ensureRoom(odd)
  expect((await access.readMeta(odd))?.birth).toMatch(/^[\w-]{16}$/)
})

test('RM10 a room from before births were kept has one all the same, the same at every process', async () => {
  const { access, records } = setUp()
  const old = JSON.stringify({ title: 'Old', access: 'edit', createdAt: 1, updatedAt: 1, mark: 'a-secret-mark' })
  await records.write([{ key: ['room', unknown, 'meta'], value: new TextEncoder().encode(old) }])
  const [one, two] = [await access.readMeta(unknown), await access.readMeta(unknown)]
  expect(one?.birth).toMatch(/^[\w-]{16}$/)
  expect(two?.birth).toBe(one?.birth)
  expect(one?.birth).not.toContain('mark')
})

test('AC2 tokens of a room whose facts were lost do not open a later room of the same id', async () => {
  const { access, records } = setUp()
  const { room, ownerToken } = await access.createRoom({ title: '', access: 'edit' })
  const { token } = await access.createLink(room, viewerLink)
  await records.remove(['room', room])
  expect(await access.authorise(room, ownerToken)).toMatchObject({ ok: false, error: { code: 'room-not-found' } })
  await access.ensureRoom(room)
  for (const old of [ownerToken, token]) {
    expect(await access.authorise(room, old)).toMatchObject({ ok: false, error: { code: 'link-gone' } })
  }
})

test('a change of access and a note of an edit do not undo one another', async () => {
  const { access, pass } = setUp()
  const { room } = await access.createRoom({ title: 'A', access: 'edit' })
  pass(5)
  await Promise.all([
    access.updateMeta(room, { access: 'closed' }),
    access.touch(room),
    access.updateMeta(room, { title: 'B' }),
    access.ensureRoom(room),
  ])
  expect(await access.readMeta(room)).toMatchObject({
    title: 'B',
    access: 'closed',
    createdAt: START,
    updatedAt: START + 5,
  })
})

test('RM5 grants by token do not follow the access of the room, bare ones do', () => {
  const bare: Grant = { room: unknown, role: 'editor', linkId: null, expiresAt: null, byToken: false }
  const byToken: Grant = { ...bare, byToken: true }
  expect(followRules({ access: 'view', floor: 'open' })(bare)).toEqual({ ...bare, role: 'viewer' })
  expect(followRules({ access: 'closed', floor: 'open' })(bare)).toBeNull()
  expect(followRules({ access: 'closed', floor: 'open' })(byToken)).toEqual(byToken)
})

test('AC3 a grant that was taken back while its room was loading does not get in', async () => {
  const { access } = setUp()
  const { room } = await access.createRoom({ title: '', access: 'edit' })
  const { link, token } = await access.createLink(room, viewerLink)
  const answer = await access.authorise(room, token)
  const grant = (answer as { value: Grant }).value
  let left = 0
  const join = guardJoin(async () => ok({ leave: () => void left++ }), access.recheck)
  const peer = { id: '1', address: '', grant, isInkroom: true, send() {}, close() {} }
  expect(await join(room, peer)).toMatchObject({ ok: true })
  await access.revokeLink(room, link.id)
  expect(await join(room, peer)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
  const bare = { ...peer, grant: { ...grant, role: 'editor', linkId: null, byToken: false } as const }
  expect(await join(room, bare)).toMatchObject({ ok: true })
  await access.updateMeta(room, { access: 'view' })
  expect(await join(room, bare)).toMatchObject({ ok: false })
  expect(left).toBe(2)
})

test('the secret is made once and kept with the data', async () => {
  const records = createMemoryStorage().records
  const random = (fill: number) => (size: number) => new Uint8Array(size).fill(fill)
  const first = await loadSecret(records, random(1))
  expect(first).toHaveLength(43)
  expect(await loadSecret(records, random(2))).toBe(first)
})

test('rooms are listed page by page', async () => {
  const { access, records } = setUp()
  for (const id of ['c', 'a', 'b']) await access.ensureRoom(id as RoomId)
  expect(await listRoomIds(records, { limit: 2, after: null })).toEqual(['a', 'b'])
  expect(await listRoomIds(records, { limit: 2, after: 'b' as RoomId })).toEqual(['c'])
})

test('a damaged record locks the room', async () => {
  const { access, records } = setUp()
  await records.write([{ key: ['room', unknown, 'meta'], value: new TextEncoder().encode('{broken') }])
  expect(await access.authorise(unknown, null)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
})

test('AC10 a new owner token ends all earlier ones, also for those who are in, and leaves links alone', async () => {
  const { access } = setUp()
  const { room, ownerToken } = await access.createRoom({ title: '', access: 'edit' })
  const { token } = await access.createLink(room, viewerLink)
  const grantOf = async (given: string) => {
    const granted = await access.authorise(room, given)
    return granted.ok ? granted.value : null
  }
  const [first, link] = [await grantOf(ownerToken), await grantOf(token)]
  const second = (await access.renewOwnerToken(room)) as string
  const third = (await access.renewOwnerToken(room)) as string
  for (const old of [ownerToken, second]) {
    expect(await access.authorise(room, old)).toMatchObject({ ok: false, error: { code: 'link-gone' } })
  }
  expect(await grantOf(third)).toMatchObject({ role: 'owner' })
  expect(await access.recheck(first as Grant)).toBeNull()
  expect(await access.recheck((await grantOf(third)) as Grant)).toMatchObject({ role: 'owner' })
  expect(await access.recheck(link as Grant)).toEqual(link)
  expect(await access.renewOwnerToken(unknown)).toBeNull()
})
