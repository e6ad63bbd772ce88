import { expect, test } from 'vitest'
import { namedAmong } from '../../../lib/canvas/overlay-peers.ts'
import { parsePresence } from '../../../lib/document/parse-presence.ts'
import type { PeerPresence } from '../../../lib/document/presence.ts'

const peer = (n: number, says = ''): PeerPresence =>
  parsePresence(n, { userId: `u${n}`, name: `Person ${n}`, cursor: { x: n, y: n }, says }) as PeerPresence

test('PR19 of a crowd in sight some are named, all who speak among them, and the others are dots', () => {
  const few = Array.from({ length: 40 }, (_, n) => peer(n))
  expect(namedAmong(few)).toEqual({ named: few, dots: [] })
  const crowd = Array.from({ length: 1000 }, (_, n) => peer(n, n === 900 ? 'here' : ''))
  const { named, dots } = namedAmong(crowd)
  expect(named.length).toBe(40)
  expect(named).toContain(crowd[900])
  expect(dots.length).toBe(400)
  expect(dots.some((each) => named.includes(each))).toBe(false)
  // The same ones again: names do not jump from one to another.
  expect(namedAmong(crowd.map((each) => ({ ...each }))).named.map(({ clientId }) => clientId)).toEqual(
    named.map(({ clientId }) => clientId),
  )
})
