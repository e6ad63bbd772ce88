import { afterEach, expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { MAX_END_POINTS } from '../../../lib/document/live-stroke.ts'
import { encodePresence } from '../../../lib/document/parse-presence.ts'
import type { Point } from '../../../lib/geometry/point.ts'
import { createPresence, type Presence } from '../../../lib/session/presence.ts'
import { strokeLine } from '../../../lib/shapes/draw.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { encodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

const opened: { destroy(): void }[] = []
afterEach(() => {
  for (const part of opened.splice(0)) part.destroy()
})

/** Two presences whose awareness updates reach one another, and a hand on the frames. */
function pair(): {
  me: Presence
  other: Presence
  frame(): void
  tell(clientId: number, state: unknown): void
  sizes: readonly number[]
} {
  const frames: (() => void)[] = []
  const sizes: number[] = []
  const onFrame = (callback: () => void) => {
    frames.push(callback)
    return () => {}
  }
  const [mine, others] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())]
  opened.push(mine, others)
  const link = (from: Awareness, to: Awareness) =>
    from.on('update', (change: { added: number[]; updated: number[]; removed: number[] }, origin: unknown) => {
      const ids = [...change.added, ...change.updated, ...change.removed]
      if (origin === 'link') return
      const update = encodeAwarenessUpdate(from, ids)
      sizes.push(update.length)
      applyAwarenessUpdate(to, update, 'link')
    })
  link(mine, others)
  link(others, mine)
  return {
    sizes,
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

/** A stroke of so many points along a wave. */
function wave(length: number): Shape {
  const points = Array.from({ length }, (_, i) => ({ x: i, y: 50 + 40 * Math.sin(i / 20), pressure: 0.5 }))
  const box = { x: 0, y: 10, w: length - 1, h: 80, rotation: 0 }
  const strokePoints = encodeStroke(points.map((p) => ({ ...p, y: p.y - 10 })))
  return makeShape('draw', 'stroke' as ShapeId, { strokePoints, placement: box })
}
const pointsSeen = ({ peers }: Presence): readonly Point[] =>
  peers.value.flatMap(({ drawing }) =>
    drawing.flatMap((shape) =>
      shape.type === 'draw'
        ? strokeLine(shape).map(({ x, y }) => ({ x: x + shape.placement.x, y: y + shape.placement.y }))
        : [],
    ),
  )

test('PR9 a stroke under way is seen whole however long it gets, and no movement costs more than another', () => {
  const { me, other, frame, sizes } = pair()
  me.show({ userId: 'ada' })
  for (let length = 10; length <= 2_000; length += 10) {
    me.show({ drawing: [wave(length)] })
    // Every other message is overtaken by the next one.
    if (length % 20 === 0) frame()
  }
  frame()
  const seen = pointsSeen(other)
  expect(seen).toHaveLength(2_000)
  for (const [i, { x, y }] of seen.entries()) {
    expect(Math.abs(x - i)).toBeLessThan(0.2)
    expect(Math.abs(y - (50 + 40 * Math.sin(i / 20)))).toBeLessThan(0.5)
  }
  expect(Math.max(...sizes)).toBeLessThan(2_000)
})

test('PR9 a stroke that is drawn back gets shorter for others too, and who comes late sees its end', () => {
  const { me, other, frame, tell } = pair()
  me.show({ userId: 'ada' })
  for (let length = 100; length <= 1_000; length += 100) {
    me.show({ drawing: [wave(length)] })
    frame()
  }
  me.show({ drawing: [wave(600)] })
  frame()
  frame()
  expect(pointsSeen(other)).toHaveLength(600)
  tell(77, { ...encodePresence({ userId: 'late', drawing: [wave(5_000)] }) })
  frame()
  expect(pointsSeen(me)).toHaveLength(MAX_END_POINTS)
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

test('PR9 whatever is shown, a hand that moves costs no more than 100 kB a second', () => {
  const clock = createFakeClock()
  const awareness = new Awareness(new Y.Doc())
  opened.push(awareness)
  let bytes = 0
  awareness.on('update', () => {
    bytes += encodeAwarenessUpdate(awareness, [awareness.clientID]).length
  })
  const presence = createPresence(awareness, (callback) => clock.after(16, callback), clock)
  const says = 'x'.repeat(10_000)
  for (let frame = 0; frame < 625; frame += 1) {
    presence.show({ userId: 'ada', says, cursor: { x: frame, y: frame } })
    clock.pass(16)
  }
  expect(bytes).toBeLessThan(1_100_000)
  // The last place is shown all the same.
  clock.pass(200)
  expect(awareness.getLocalState()).toMatchObject({ cursor: { x: 624, y: 624 } })
})

test('PR9 a page whose timers stand still says that it is there whenever it hears something', () => {
  const clock = createFakeClock()
  const awareness = new Awareness(new Y.Doc())
  opened.push(awareness)
  const presence = createPresence(awareness, () => () => {}, clock)
  presence.renew()
  const clocks = [7_000, 7_000, 7_000].map((ms) => {
    clock.pass(ms)
    presence.renewWhenStale()
    return awareness.meta.get(awareness.clientID)?.clock
  })
  expect(clocks).toEqual([1, 2, 2])
})
