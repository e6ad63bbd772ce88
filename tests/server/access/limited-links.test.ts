import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import type { LinkRecord } from '../../../server/access/access.ts'
import { createAddLink } from '../../../server/access/limited-links.ts'
import { MAX_LINKS_PER_ROOM } from '../../../server/access/room-records.ts'

test('PR12 links that are asked for at once are counted one after another', async () => {
  const kept: LinkRecord[] = []
  const addLink = createAddLink({
    // As a storage that answers in another turn.
    async listLinks() {
      const listed = [...kept]
      await setImmediate()
      return listed
    },
    async createLink(_room, link) {
      const made = { ...link, id: String(kept.length), createdAt: 0 }
      kept.push(made)
      return { link: made, token: '' }
    },
  })
  const asked = { role: 'viewer' as const, label: '', expiresAt: null }
  const made = await Promise.all(Array.from({ length: MAX_LINKS_PER_ROOM + 5 }, () => addLink('room' as RoomId, asked)))
  expect(kept).toHaveLength(MAX_LINKS_PER_ROOM)
  expect(made.filter((link) => link === null)).toHaveLength(5)
})
