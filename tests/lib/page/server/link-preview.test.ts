import { expect, test } from 'vitest'
import { parseRoomId, type RoomId } from '../../../../lib/base/ids.ts'
import { factsOfKnown, readFirstFacts } from '../../../../lib/page/server/first-facts.ts'
import { linkPreview } from '../../../../lib/page/server/link-preview.ts'

const room = parseRoomId('room') as RoomId
const base = 'https://draw.org/whiteboard'
const previewOf = async (answer: Response) => {
  const facts = await readFirstFacts(room, { serverUrl: 'http://127.0.0.1:3000', fetch: async () => answer })
  return linkPreview({ room, facts: factsOfKnown(facts), base })
}

test('AC17 a link to a board that everyone may see has a preview', async () => {
  expect(await previewOf(Response.json({ title: 'Plan', access: 'view', role: 'viewer' }))).toEqual({
    title: 'Plan',
    page: `${base}/r/room`,
    picture: `${base}/api/rooms/room/export/png`,
    oembed: `${base}/oembed?url=https%3A%2F%2Fdraw.org%2Fwhiteboard%2Fr%2Froom&format=json`,
  })
})

test('AC17 a link to a closed room, one that is not there or one that was deleted has none', async () => {
  expect(await previewOf(Response.json({ code: 'not-allowed' }, { status: 403 }))).toBeNull()
  expect(await previewOf(Response.json({ code: 'room-not-found' }, { status: 404 }))).toBeNull()
  expect(await previewOf(Response.json({ code: 'room-not-found', reason: 'room-deleted' }, { status: 404 }))).toBeNull()
})
