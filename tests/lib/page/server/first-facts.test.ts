import { expect, test } from 'vitest'
import { parseRoomId, type RoomId } from '../../../../lib/base/ids.ts'
import { readFirstFacts } from '../../../../lib/page/server/first-facts.ts'

const room = parseRoomId('room') as RoomId
const facts = (answer: () => Promise<Response>) =>
  readFirstFacts(room, { serverUrl: 'http://127.0.0.1:3000', fetch: answer })

test('AC1 the page knows what a visitor may do before the socket is open', async () => {
  const told = { id: 'room', title: 'Plan', access: 'view', role: 'viewer', peers: 3 }
  expect(await facts(async () => Response.json(told))).toEqual({ role: 'viewer', title: 'Plan', access: 'view' })
})

test('AC1 a room that does not exist yet may be begun', async () => {
  const answer = await facts(async () => Response.json({ code: 'room-not-found' }, { status: 404 }))
  expect(answer).toEqual({ role: 'editor', title: '', access: 'edit' })
})

test('AC1 a closed room, a strange answer, or none, promise nothing', async () => {
  expect(await facts(async () => Response.json({ code: 'not-allowed' }, { status: 403 }))).toBeNull()
  expect(await facts(async () => Response.json({ role: 'emperor' }))).toBeNull()
  expect(await facts(async () => new Response('<html>'))).toBeNull()
  expect(await facts(() => Promise.reject(new Error('refused')))).toBeNull()
})
