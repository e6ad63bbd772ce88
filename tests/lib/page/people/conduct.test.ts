/** The parts of a lecture that need no browser: the list of people, the queue of hands, attendance, leading, being let in. */
import { expect, test } from 'vitest'
import { signal } from '../../../../lib/base/signal.ts'
import { parsePresence } from '../../../../lib/document/parse-presence.ts'
import type { PeerPresence } from '../../../../lib/document/presence.ts'
import { createAttendance } from '../../../../lib/page/people/attendance.ts'
import { wireLead } from '../../../../lib/page/people/lead-wiring.ts'
import { wireLettingIn } from '../../../../lib/page/people/pass-wiring.ts'
import { mayEnd, queueOf, rosterOf } from '../../../../lib/page/people/roster.ts'
import type { RoomModel } from '../../../../lib/page/room-model.ts'
import type { Connection, RoomFacts } from '../../../../lib/session/session.ts'
import { createFakeClock } from '../../../support/server/fake-clock.ts'

const peer = (clientId: number, state: object): PeerPresence =>
  parsePresence(clientId, { userId: `user-${clientId}`, name: `P${clientId}`, ...state }) as PeerPresence

test('RM12 a person with several tabs is one entry, and hands wait in the order in which they were raised', () => {
  const roster = rosterOf([
    peer(1, { userId: 'ada', isIdle: true, role: 'owner' }),
    peer(2, { userId: 'ada', hand: 900 }),
    peer(3, { userId: 'bob', hand: 500 }),
    peer(4, { userId: 'cy', hand: 'up' }),
  ])
  expect(roster.map(({ userId, clientIds, isIdle }) => [userId, clientIds, isIdle])).toEqual([
    ['ada', [1, 2], false],
    ['bob', [3], false],
    ['cy', [4], false],
  ])
  expect(queueOf(roster).map(({ userId }) => userId)).toEqual(['bob', 'ada'])
})

test('RM13 the attendance list tells from when to when each was here, and no name is a formula', () => {
  const attendance = createAttendance()
  attendance.note([{ userId: 'a', name: 'Ada, "L"' }], 0)
  attendance.note(
    [
      { userId: 'a', name: 'Ada, "L"' },
      { userId: 'b', name: '=1+1' },
    ],
    60_000,
  )
  attendance.note([{ userId: 'b', name: '=1+1' }], 120_000)
  attendance.note([{ userId: 'b', name: '=1+1' }], 180_000)
  expect(attendance.toCsv({ name: 'Name', from: 'From', until: 'Until' }).split('\r\n')).toEqual([
    'Name,From,Until',
    '"Ada, ""L""",1970-01-01T00:00:00.000Z,1970-01-01T00:02:00.000Z',
    "'=1+1,1970-01-01T00:01:00.000Z,1970-01-01T00:03:00.000Z",
    '',
  ])
})

test('RM14 a view that is led follows once its leader is known, ends when they let go, and one of my own choice stays', () => {
  const facts = signal<RoomFacts>({ role: 'editor', title: '', access: 'edit', lead: null })
  const people = signal<readonly PeerPresence[]>([])
  const following = signal('')
  const model = {
    session: { facts, people, awareness: { clientID: 9 } },
    page: { following },
    me: signal({ userId: 'me', name: 'Me', color: '#000000' }),
  } as unknown as Pick<RoomModel, 'session' | 'page' | 'me'>
  const stop = wireLead(model)
  facts.value = { ...facts.value, lead: 5 }
  expect(following.value).toBe('')
  people.value = [peer(5, {})]
  expect(following.value).toBe('user-5')
  // My own move ended it: nobody is led twice by one word.
  following.value = ''
  people.value = [peer(5, {}), peer(6, {})]
  expect(following.value).toBe('')
  facts.value = { ...facts.value, lead: 6 }
  expect(following.value).toBe('user-6')
  following.value = 'user-5'
  facts.value = { ...facts.value, lead: null }
  expect(following.value).toBe('user-5')
  facts.value = { ...facts.value, lead: 6 }
  facts.value = { ...facts.value, lead: null }
  expect(following.value).toBe('')
  facts.value = { ...facts.value, lead: 9 }
  expect(following.value).toBe('')
  stop()
})

test('RM15 who was shut out comes in by themselves when the board is open to them again, and is asked for ever more seldom', async () => {
  const clock = createFakeClock()
  const connection = signal<Connection>({ name: 'refused', code: 4403 })
  let looks = 0
  let isOpen = false
  let returned = 0
  const look = async () => {
    looks++
    return isOpen
      ? { ok: true as const, value: null }
      : { ok: false as const, error: { code: 'not-allowed', message: '' } }
  }
  const stop = wireLettingIn({ connection, reconnectNow: () => void returned++ }, { look }, clock)
  for (const [waitMs, wanted] of [
    [4_900, 0],
    [200, 1],
    [10_000, 2],
    [10_000, 2],
    [10_000, 3],
  ]) {
    clock.pass(waitMs)
    await Promise.resolve().then(() => {})
    expect(looks).toBe(wanted)
  }
  isOpen = true
  clock.pass(60_000)
  await new Promise((resolve) => setImmediate(resolve))
  expect(returned).toBe(1)
  connection.value = { name: 'refused', code: 4403, reason: 'origin-not-allowed' }
  clock.pass(200_000)
  expect(looks).toBe(4)
  stop()
})

test('RM16 a vote is ended by who began it or a facilitator, and by others only when neither is here', () => {
  const here = [peer(1, { userId: 'ada', role: 'editor' }), peer(2, { userId: 'bob', role: 'editor' })]
  const withTeacher = [...here, peer(3, { userId: 'tea', role: 'facilitator' })]
  const me = { userId: 'me', role: 'editor' } as const
  expect(mayEnd('me', me, withTeacher)).toBe(true)
  expect(mayEnd('ada', me, here)).toBe(false)
  expect(mayEnd('gone', me, here)).toBe(true)
  expect(mayEnd('gone', me, withTeacher)).toBe(false)
  // The line of whoever leads may only be cut.
  expect(mayEnd('gone', me, here, { isLed: true })).toBe(false)
  expect(mayEnd('me', me, here, { isLed: true })).toBe(true)
  expect(mayEnd('ada', { ...me, role: 'facilitator' }, here)).toBe(true)
  expect(mayEnd('me', { ...me, role: 'viewer' }, here)).toBe(false)
})
