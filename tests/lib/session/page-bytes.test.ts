/** The load generator says what a page says: the same hand through the page's presence, and as the generator has it. */
import { expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { EVERY_MS, handOf, movement, placeOf, SCREEN } from '../../../bench/load/hand.ts'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { boxAround } from '../../../lib/geometry/box.ts'
import { createPresence } from '../../../lib/session/presence.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { encodeStroke, type StrokePoint } from '../../../lib/shapes/stroke-points.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

const SECONDS = 4
const FRAME_MS = 16
const hand = handOf(3, 100, 20)

/** A stroke that has come so far. */
function strokeOf(points: readonly StrokePoint[]): Shape {
  const box = boxAround(points) ?? { x: 0, y: 0, w: 0, h: 0 }
  const strokePoints = encodeStroke(points.map((point) => ({ ...point, x: point.x - box.x, y: point.y - box.y })))
  return makeShape('draw', 'stroke' as ShapeId, { strokePoints, placement: { ...box, rotation: 0 }, hasPressure: true })
}

/** What a page says while its pointer goes where the hand goes, sixty times a second; `draws`: one long stroke. */
function pageBytes({ draws = false } = {}): { readonly bytes: number; readonly states: number } {
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
  const points: StrokePoint[] = []
  if (draws) {
    points.push({ ...placeOf(hand, 0), pressure: 0.5 })
    presence.show({ drawing: [strokeOf(points)] })
  }
  clock.pass(1000)
  said.length = 0
  awareness.on('update', () => states++)
  for (let time = 0; time < SECONDS * 1000; time += FRAME_MS) {
    const cursor = placeOf(hand, time)
    points.push({ ...cursor, pressure: 0.5 })
    presence.show(draws ? { cursor, drawing: [strokeOf(points)] } : { cursor, isIdle: false })
    clock.pass(FRAME_MS)
  }
  const page = { bytes: said.reduce((sum, { length }) => sum + length, 0), states }
  presence.close()
  awareness.destroy()
  return page
}

for (const draws of [false, true]) {
  test(`PR18 the load generator costs what the page costs, within a tenth${draws ? ', with a stroke under way' : ''}`, () => {
    let bench = 0
    for (let time = 0; time < SECONDS * 1000; time += EVERY_MS) bench += movement(hand, time, draws).length
    const page = pageBytes({ draws })
    expect(page.states).toBe(0)
    expect(page.bytes / bench).toBeGreaterThan(0.9)
    expect(page.bytes / bench).toBeLessThan(1.1)
  })
}
