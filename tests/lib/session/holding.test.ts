/** Work that is held: nothing of it leaves the browser until it is shown, and then all of it does. */
import { afterEach, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { parseRoomId, type RoomId, type ShapeId, systemRandom } from '../../../lib/base/ids.ts'
import { signal } from '../../../lib/base/signal.ts'
import { createWorkshop } from '../../../lib/document/workshop.ts'
import { wireAlone } from '../../../lib/page/people/alone-wiring.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { RoomFacts } from '../../../lib/session/session.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { startRoomServer } from './room-server.ts'
import { until } from './until.ts'

const room = parseRoomId('room') as RoomId
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close()
})

function join(url: string, isHeld = signal(false), doc = new Y.Doc()) {
  const session = createSession({
    room,
    doc,
    url,
    token: null,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: NodeWebSocket,
    isHeld,
  })
  opened.push(session)
  return Object.assign(session, { doc, isHeld, shapes: doc.getMap('shapes') })
}

test('DC47 while I work alone nothing of mine leaves, not with a new connection either; shown, all of it is there', async () => {
  const server = await startRoomServer()
  opened.push(server)
  const me = join(server.url)
  await until(me.saveState, ({ name }) => name === 'saved')
  me.isHeld.value = true
  me.shapes.set('mine', 1)
  expect(me.saveState.value).toEqual({ name: 'held', unsaved: 1 })
  server.dropAll(1012)
  await until(me.connection, ({ name }) => name === 'reconnecting')
  await until(me.connection, ({ name }) => name === 'live')
  me.shapes.set('more', 2)
  // What others do arrives, and came after all that could have left.
  server.doc.getMap('shapes').set('theirs', 3)
  await new Promise((resolve) => me.doc.on('update', () => me.shapes.has('theirs') && resolve(null)))
  expect([...server.doc.getMap('shapes').keys()]).toEqual(['theirs'])
  me.isHeld.value = false
  await until(me.saveState, ({ name }) => name === 'saved')
  expect(server.doc.getMap('shapes').toJSON()).toEqual({ mine: 1, more: 2, theirs: 3 })
})

test('DC47 what is under way is told to nobody meanwhile, and a pointer is', async () => {
  const server = await startRoomServer()
  opened.push(server)
  const [me, other] = [join(server.url), join(server.url)]
  const drawing = [makeShape('geo', 'box' as ShapeId, {})]
  me.showPresence({ userId: 'ada', name: 'Ada', color: '#336699', cursor: { x: 1, y: 1 }, drawing })
  await until(other.people, ([peer]) => peer?.drawing.length === 1)
  me.isHeld.value = true
  await until(other.people, ([peer]) => peer?.drawing.length === 0)
  me.showPresence({ cursor: { x: 2, y: 2 }, drawing, editing: 'box' as ShapeId })
  await until(other.peers, ([peer]) => peer?.cursor?.x === 2)
  expect(other.peers.value[0]).toMatchObject({ drawing: [], editing: null })
})

test('DC47 everyone works alone but who began it and facilitators, until it ends or I show mine', () => {
  const workshop = createWorkshop(new Y.Doc())
  const facts = signal<RoomFacts>({ role: 'editor', access: 'edit', title: '' })
  const me = signal({ userId: 'bob', name: 'Bob', color: '#336699' })
  const page = { isAlone: signal(false), shownAlone: signal('') }
  const stop = wireAlone({ id: room, workshop, me, page, session: { facts } })
  const seen: boolean[] = []
  const look = () => seen.push(page.isAlone.value)
  look()
  workshop.startAlone({ id: 'a1', by: 'ada' })
  look()
  facts.value = { ...facts.value, role: 'facilitator' }
  look()
  facts.value = { ...facts.value, role: 'editor' }
  page.shownAlone.value = 'a1'
  look()
  workshop.startAlone({ id: 'a2', by: 'ada' })
  look()
  workshop.endAlone()
  look()
  workshop.startAlone({ id: 'a3', by: 'bob' })
  look()
  expect(seen).toEqual([false, true, false, false, true, false, false])
  stop()
  workshop.close()
})
