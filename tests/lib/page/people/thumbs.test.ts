import { expect, test } from 'vitest'
import { signal } from '../../../../lib/base/signal.ts'
import { parsePresence } from '../../../../lib/document/parse-presence.ts'
import type { PeerPresence, Thumb } from '../../../../lib/document/presence.ts'
import { rosterOf, thumbsOf } from '../../../../lib/page/people/roster.ts'
import { THUMB_GAP_MS, THUMB_MS, wireThumb } from '../../../../lib/page/people/thumb-wiring.ts'
import type { RoomModel } from '../../../../lib/page/room-model.ts'
import type { RoomFacts, Session } from '../../../../lib/session/session.ts'
import { createFakeClock } from '../../../support/server/fake-clock.ts'

const peer = (clientId: number, state: object): PeerPresence =>
  parsePresence(clientId, { userId: `user-${clientId}`, name: `P${clientId}`, ...state }) as PeerPresence

/** A page of one person, and what it shows of thumbs. */
function page(role: RoomFacts['role'] = 'editor') {
  const clock = createFakeClock()
  const shown: unknown[] = []
  const people = signal<readonly PeerPresence[]>([])
  const model = { page: { thumb: signal<Thumb | null>(null), thumbsLowered: signal(0) } }
  const session = {
    people,
    facts: signal<RoomFacts>({ role, title: '', access: 'edit' }),
    showPresence: (patch: object) => shown.push(patch),
  } as unknown as Session
  const stop = wireThumb(session, model as unknown as Pick<RoomModel, 'page'>, clock)
  return { clock, shown, people, ...model.page, stop }
}

test('RM21 a thumb is told at once, changes of mind once a second, and it passes by itself', () => {
  const { clock, shown, thumb, stop } = page()
  thumb.value = { isUp: true, at: 1 }
  thumb.value = { isUp: false, at: 2 }
  thumb.value = { isUp: true, at: 3 }
  expect(shown).toEqual([{ thumb: { isUp: true, at: 1 } }])
  clock.pass(THUMB_GAP_MS)
  expect(shown.slice(1)).toEqual([{ thumb: { isUp: true, at: 3 } }])
  clock.pass(THUMB_MS)
  expect(shown.slice(2)).toEqual([{ thumb: null }])
  stop()
})

test('RM21 whoever leads lowers those shown until then; others only when nobody leads', () => {
  const { people, thumb, stop } = page()
  const show = (at: number) => {
    thumb.value = { isUp: true, at }
  }
  show(100)
  people.value = [peer(1, { role: 'facilitator', lowered: 99 })]
  expect(thumb.value).not.toBeNull()
  people.value = [peer(1, { role: 'facilitator', lowered: 99 }), peer(2, { role: 'editor', lowered: 200 })]
  expect(thumb.value).not.toBeNull()
  people.value = [peer(1, { role: 'facilitator', lowered: 100 })]
  expect(thumb.value).toBeNull()
  show(300)
  expect(thumb.value).not.toBeNull()
  people.value = [peer(2, { role: 'editor', lowered: 300 })]
  expect(thumb.value).toBeNull()
  stop()
  const teacher = page('facilitator')
  teacher.thumb.value = { isUp: true, at: 1 }
  teacher.people.value = [peer(2, { role: 'editor', lowered: 300 })]
  expect(teacher.thumb.value).not.toBeNull()
  teacher.thumbsLowered.value = 400
  expect(teacher.thumb.value).toBeNull()
  expect(teacher.shown).toContainEqual({ lowered: 400 })
  teacher.stop()
})

test('RM21 each person counts once, whatever they send', () => {
  const roster = rosterOf([
    peer(1, { userId: 'ada', thumb: { isUp: true, at: 5 } }),
    peer(2, { userId: 'ada', thumb: { isUp: true, at: 5 } }),
    peer(3, { thumb: { isUp: false, at: 5 } }),
    peer(4, { thumb: { isUp: 'yes', at: 5 } }),
    peer(5, { thumb: 'up', lowered: 'now' }),
  ])
  expect(thumbsOf(roster, { isUp: true, at: 1 })).toEqual({ up: 2, down: 1 })
})
