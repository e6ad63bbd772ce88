import { afterEach, expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createPresence, type Presence } from '../../../lib/session/presence.ts'

const opened: { destroy(): void }[] = []
afterEach(() => {
  for (const part of opened.splice(0)) part.destroy()
})

/** Two presences whose awareness updates reach one another, and a hand on the frames. */
function pair(): { me: Presence; other: Presence; frame(): void; tell(clientId: number, state: unknown): void } {
  const frames: (() => void)[] = []
  const onFrame = (callback: () => void) => {
    frames.push(callback)
    return () => {}
  }
  const [mine, others] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())]
  opened.push(mine, others)
  const link = (from: Awareness, to: Awareness) =>
    from.on('update', (change: { added: number[]; updated: number[]; removed: number[] }, origin: unknown) => {
      const ids = [...change.added, ...change.updated, ...change.removed]
      if (origin !== 'link') applyAwarenessUpdate(to, encodeAwarenessUpdate(from, ids), 'link')
    })
  link(mine, others)
  link(others, mine)
  return {
    me: createPresence(mine, onFrame),
    other: createPresence(others, onFrame),
    frame() {
      for (const callback of frames.splice(0)) callback()
    },
    tell(clientId, state) {
      const stranger = new Awareness(new Y.Doc())
      opened.push(stranger)
      stranger.clientID = clientId
      // Clock 0 reads as "never heard of", so the state is told as clock 1.
      stranger.setLocalState({})
      stranger.setLocalState(state as Record<string, unknown>)
      applyAwarenessUpdate(mine, encodeAwarenessUpdate(stranger, [clientId]), 'link')
    },
  }
}

test('PR9 nothing leaves before the frame, and a frame carries the latest', () => {
  const { me, other, frame } = pair()
  me.show({ userId: 'ada', name: 'Ada', color: '#336699' })
  me.show({ cursor: { x: 1, y: 1 } })
  me.show({ cursor: { x: 2, y: 2 } })
  expect(other.peers.value).toEqual([])
  frame()
  frame()
  expect(other.peers.value).toMatchObject([{ userId: 'ada', name: 'Ada', cursor: { x: 2, y: 2 } }])
})

test('PR9 who leaves is gone without waiting for a frame', () => {
  const { me, other, frame } = pair()
  me.show({ userId: 'ada' })
  frame()
  frame()
  expect(other.peers.value).toHaveLength(1)
  opened[0].destroy()
  expect(other.peers.value).toEqual([])
})

test('PR3 any state of a stranger is a presence or nobody, never a throw', () => {
  const { me, frame, tell } = pair()
  const states = [{}, { userId: 5 }, { userId: 'x', cursor: 'here', drawing: [null, 1, {}], viewport: { w: -1 } }]
  states.forEach((state, nth) => {
    tell(100 + nth, state)
  })
  frame()
  expect(me.peers.value.map(({ userId, cursor, drawing }) => ({ userId, cursor, drawing }))).toEqual([
    { userId: 'x', cursor: null, drawing: [] },
  ])
})
