/** A page in a crowd: whoever reads the list of people is not told at each change. */

import { expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { watch } from '../../../lib/base/signal.ts'
import { createPresence } from '../../../lib/session/presence.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

const FRAME_MS = 16

/** A page that hears of `count` others, each of whom picks up another tool once in the second that follows. */
function seconds(count: number) {
  const clock = createFakeClock()
  const awareness = new Awareness(new Y.Doc())
  const presence = createPresence(awareness, (callback) => clock.after(FRAME_MS, callback), clock)
  const others = Array.from({ length: count }, (_, n) => {
    const other = new Awareness(new Y.Doc())
    other.setLocalState({ userId: `p${n}`, name: `Person ${n}`, color: '#336699', tool: 'select' })
    return other
  })
  const hear = (other: Awareness) =>
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'remote')
  for (const other of others) hear(other)
  clock.pass(1000)
  const seen = presence.people.value.length
  let told = 0
  watch(presence.people, () => told++)
  for (const other of others) {
    other.setLocalStateField('tool', 'draw')
    hear(other)
    clock.pass(1000 / count)
  }
  clock.pass(1000)
  const isLast = presence.people.value.every(({ tool }) => tool === 'draw')
  presence.close()
  for (const each of [awareness, ...others]) each.destroy()
  return { seen, told, isLast }
}

test('PR19 in a crowd the list of people changes a few times a second, and is right in the end', () => {
  const { seen, told, isLast } = seconds(200)
  expect(seen).toBe(200)
  expect(told).toBeGreaterThan(2)
  expect(told).toBeLessThan(8)
  expect(isLast).toBe(true)
})

test('PR19 in a class it changes with everybody', () => {
  const { told, isLast } = seconds(20)
  expect(told).toBeGreaterThanOrEqual(20)
  expect(isLast).toBe(true)
})
