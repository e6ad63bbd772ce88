/** The load generator says what a page says: the same hand through the page's presence, and as the generator has it. */
import { expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { EVERY_MS, handOf, movement, placeOf, SCREEN } from '../../../bench/load/hand.ts'
import { createPresence } from '../../../lib/session/presence.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

const SECONDS = 4
const FRAME_MS = 16
const hand = handOf(3, 100, 20)

/** What a page says while its pointer goes where the hand goes, sixty times a second. */
function pageBytes(): { readonly bytes: number; readonly states: number } {
  const clock = createFakeClock()
  const awareness = new Awareness(new Y.Doc())
  awareness.clientID = hand.clientId
  const said: Uint8Array[] = []
  let states = 0
  const line = { send: (message: Uint8Array) => void said.push(message) }
  const presence = createPresence(awareness, (callback) => clock.after(FRAME_MS, callback), clock, line)
  presence.hearAudience(false)
  const viewport = { x: 0, y: 0, ...SCREEN }
  presence.show({ userId: 'ada', name: 'Ada', color: '#336699', cursor: null, viewport, isIdle: false })
  clock.pass(1000)
  said.length = 0
  awareness.on('update', () => states++)
  for (let time = 0; time < SECONDS * 1000; time += FRAME_MS) {
    presence.show({ cursor: placeOf(hand, time), isIdle: false })
    clock.pass(FRAME_MS)
  }
  const page = { bytes: said.reduce((sum, { length }) => sum + length, 0), states }
  presence.close()
  awareness.destroy()
  return page
}

test('PR18 the load generator costs what the page costs, within a tenth', () => {
  let bench = 0
  for (let time = 0; time < SECONDS * 1000; time += EVERY_MS) bench += movement(hand, time).length
  const page = pageBytes()
  expect(page.states).toBe(0)
  expect(page.bytes / bench).toBeGreaterThan(0.9)
  expect(page.bytes / bench).toBeLessThan(1.1)
})
