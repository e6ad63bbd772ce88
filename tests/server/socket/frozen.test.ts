/** Processes that stop in the middle of their work without going: SIGSTOP, a sleeping laptop, a paused machine. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { type BuiltChild, buildChild } from '../../support/server/child-process.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { connect } from '../../support/server/raw-client.ts'
import { startSyncServer, until } from '../../support/server/sync-server.ts'

/** Long enough that a loaded machine answers in time: nobody but the frozen may be thought gone. */
const HEARTBEAT_MS = 1500

let child: BuiltChild
beforeAll(async () => {
  child = await buildChild()
})
afterAll(() => child.remove())

/** Joins, shows a cursor, says so, and tells with which code it was closed. */
const person = `
  import { WebSocket } from 'ws'
  const socket = new WebSocket(process.argv[1])
  socket.on('open', () => {
    socket.send(Uint8Array.from([0, 0, 1, 0]))
    const state = new TextEncoder().encode('{"name":"Frozen"}')
    socket.send(Uint8Array.from([1, 4 + state.length, 1, 7, 1, state.length, ...state]))
    console.log('here')
  })
  socket.on('close', (code) => console.log('closed ' + code))
`

it('RM4 PR8 a client stopped by SIGSTOP is gone for the others within two heartbeats, and they work on', async () => {
  // Ada draws as fast as she is answered.
  const server = await startSyncServer({ heartbeatMs: HEARTBEAT_MS, socketLimits: { maxMessagesPerSecond: 1e6 } })
  onTestFinished(() => server.close())
  const [ada, bob] = [await connect(`${server.url}/board`, { inkroom: true }), await connect(`${server.url}/board`)]
  const frozen = spawn(process.execPath, ['--input-type=module', '-e', person, `${server.url}/board`])
  onTestFinished(() => void frozen.kill('SIGKILL'))
  await until(() => ada.others.has(7) && bob.others.has(7))
  // Time is counted in beats, which a loaded machine stretches like everything else.
  let beats = 0
  bob.socket.on('ping', () => beats++)
  frozen.kill('SIGSTOP')
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => ada.sayUpdate(update))
  let drawn = 0
  while (ada.others.has(7) || bob.others.has(7)) {
    doc.getMap('shapes').set(`k${drawn++}`, drawn)
    await until(() => ada.stored === drawn && bob.doc.getMap('shapes').size === drawn)
  }
  // The beat whose ping it does not answer, and the one that finds it out; a beat pings before the others hear of it.
  expect(beats).toBeLessThanOrEqual(2)
  expect(drawn).toBeGreaterThan(1)
  // When it goes on, it learns that it is out.
  frozen.kill('SIGCONT')
  let said = ''
  frozen.stdout.on('data', (text) => {
    said += text
  })
  await once(frozen, 'exit')
  expect(said).toContain('closed 1006')
}, 60_000)

it('PR8 a server that stood still throws nobody out whose answer it had no time to read', async () => {
  const clock = createFakeClock()
  const server = await startSyncServer({ clock, heartbeatMs: 5000 })
  onTestFinished(() => server.close())
  const ada = await connect(`${server.url}/board`)
  const gone = await connect(`${server.url}/board`, { deaf: true })
  let pings = 0
  ada.socket.on('ping', () => pings++)
  clock.pass(5000)
  // The pings are out; before anything is read, the machine sleeps.
  clock.sleep(60_000)
  await until(() => pings === 2)
  // What is heard of her comes after her answer to the ping.
  ada.sayPresence(5, 1, {})
  await until(() => ada.others.has(5), 'her own presence', { advance: clock.pass })
  clock.pass(5000)
  await until(() => pings === 3)
  expect(ada.socket.readyState).toBe(ada.socket.OPEN)
  // Who really answers nothing is found out all the same.
  clock.pass(5000)
  await until(() => gone.socket.readyState === gone.socket.CLOSED)
})

it('PR8 ST1 a server stopped by SIGSTOP goes on where it was: nobody is thrown out, nothing is lost', async () => {
  const server = await child.start('memory:', { heartbeatMs: HEARTBEAT_MS })
  // Also when the test fails: a stopped process would stay, and keep the runner waiting.
  onTestFinished(() => void server.process.kill('SIGKILL'))
  const [ada, bob] = [await connect(`${server.url}/board`, { inkroom: true }), await connect(`${server.url}/board`)]
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => ada.sayUpdate(update))
  // At the worst moment: the ping is out, the pong comes when nobody is there to read it.
  await once(bob.socket, 'ping')
  server.process.kill('SIGSTOP')
  doc.getMap('shapes').set('while stopped', 1)
  await new Promise((resolve) => setTimeout(resolve, 2.5 * HEARTBEAT_MS))
  server.process.kill('SIGCONT')
  await until(() => ada.stored === 1 && bob.doc.getMap('shapes').size === 1)
  // Two more beats: whoever was judged wrongly would be gone by now.
  await once(bob.socket, 'ping')
  await once(bob.socket, 'ping')
  expect([ada.socket.readyState, bob.socket.readyState]).toEqual([ada.socket.OPEN, bob.socket.OPEN])
}, 60_000)
