/** Every limit of a connection and a room: going over it has a code that says what to do, and is counted. */
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodePresenceMessage, encodeStep1 } from '../../../lib/protocol/codec.ts'
import { messageLimits } from '../../../lib/protocol/limits.ts'
import { updateLimits } from '../../../lib/updates/limits.ts'
import { roomLimits } from '../../../server/room/limits.ts'
import { socketLimits } from '../../../server/socket/limits.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'
import { connect, type RawClient } from '../../support/server/raw-client.ts'
import { type SyncServer, type SyncServerOptions, startSyncServer, until } from '../../support/server/sync-server.ts'

let server: SyncServer
afterEach(() => server.close())

const join = (options: Parameters<typeof connect>[1] = {}) => connect(`${server.url}/board`, options)
const metric = async (line: string): Promise<number> => {
  const { body } = await server.metrics.text()
  const found = body.split('\n').find((text) => text.startsWith(`inkroom_${line} `))
  return Number(found?.split(' ').at(-1) ?? 0)
}
const refused = (reason: string): Promise<number> => metric(`refusals_total{reason="${reason}"}`)

/** A board with one value of so many bytes. */
function update(bytes: number): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('shapes').set('k', new Uint8Array(bytes))
  return Y.encodeStateAsUpdate(doc)
}
const entry = (clientId: number, bytes = 2) => ({
  clientId,
  clock: 1,
  state: Buffer.from(`"${'x'.repeat(bytes - 2)}"`),
})
const many = (count: number, act: () => void) => Array.from({ length: count }, act)

interface Row {
  readonly limit: string
  readonly options: SyncServerOptions
  readonly code: number
  readonly reason: string
  readonly act: (client: RawClient) => unknown
}
const messages = (some: Partial<typeof messageLimits>) => ({
  socketLimits: { messages: { ...messageLimits, ...some } },
})
const updates = (some: Partial<typeof updateLimits>) => ({ roomLimits: { updates: { ...updateLimits, ...some } } })
const rows: readonly Row[] = [
  {
    limit: 'maxMessageBytes',
    options: { socketLimits: { maxMessageBytes: 1000 } },
    code: 1009,
    reason: 'message-too-big',
    act: (client) => client.say(new Uint8Array(1001)),
  },
  {
    limit: 'maxMessagesPerSecond',
    options: { socketLimits: { maxMessagesPerSecond: 20, burstSeconds: 1 } },
    code: 4429,
    reason: 'too-fast',
    act: (client) => many(500, () => client.say(Uint8Array.of(3))),
  },
  {
    limit: 'maxBytesPerSecond',
    options: { socketLimits: { maxBytesPerSecond: 10_000, burstSeconds: 1 } },
    code: 4429,
    reason: 'too-fast',
    act: (client) => client.sayUpdate(update(20_000)),
  },
  {
    limit: 'maxStateVectorBytes',
    options: messages({ maxStateVectorBytes: 10 }),
    code: 4400,
    reason: 'malformed-message',
    act: (client) => client.say(encodeStep1(new Uint8Array(11))),
  },
  {
    limit: 'maxPresenceEntries',
    options: messages({ maxPresenceEntries: 2 }),
    code: 4400,
    reason: 'malformed-message',
    act: (client) => client.say(encodePresenceMessage([entry(1), entry(2), entry(3)])),
  },
  {
    limit: 'maxPresenceEntryBytes',
    options: messages({ maxPresenceEntryBytes: 100 }),
    code: 4400,
    reason: 'malformed-message',
    act: (client) => client.say(encodePresenceMessage([entry(1, 101)])),
  },
  {
    limit: 'maxBytes of an update',
    options: updates({ maxBytes: 100 }),
    code: 4400,
    reason: 'close-4400',
    act: (client) => client.sayUpdate(update(101)),
  },
  {
    limit: 'maxBytes of a room',
    options: { roomLimits: { maxBytes: 1000 } },
    code: 4413,
    reason: 'room-too-large',
    act: (client) => client.sayUpdate(update(1001)),
  },
]

it.each(rows)('PR10 over $limit: closed with $code and counted as $reason', async ({ options, code, reason, act }) => {
  server = await startSyncServer(options)
  const client = await join()
  await until(() => client.heard.length > 0)
  act(client)
  expect((await client.closed).code).toBe(code)
  expect(await refused(reason)).toBeGreaterThan(0)
  expect(await metric(`closes_total{code="${code}"}`)).toBe(1)
})

it('PR10 over maxPeers and maxConnectionsPerAddress: refused to come back, and counted', async () => {
  server = await startSyncServer({ roomLimits: { maxPeers: 1 }, socketLimits: { maxConnectionsPerAddress: 2 } })
  await join()
  const second = await join()
  await expect(join()).rejects.toThrow('429')
  expect((await second.closed).code).toBe(4503)
  expect([await refused('room-full'), await refused('connections-per-address')]).toEqual([1, 1])
})

it('PR10 over joinWithinMs: let go with 4503, and counted', async () => {
  const clock = new FakeClock()
  server = await startSyncServer({ clock, heartbeatMs: 60_000, socketLimits: { joinWithinMs: 5000 } })
  const silent = await join({ silent: true })
  await until(() => silent.heard.length > 0)
  clock.advance(5000)
  expect((await silent.closed).code).toBe(4503)
  expect(await refused('joining-took-too-long')).toBe(1)
})

it('PR10 over maxPresenceIdsPerPeer: ignored, and counted', async () => {
  server = await startSyncServer({ roomLimits: { maxPresenceIdsPerPeer: 2 } })
  const [speaker, other] = [await join(), await join()]
  speaker.say(encodePresenceMessage([entry(1), entry(2), entry(3)]))
  await until(() => other.others.has(2))
  expect([other.others.has(3), await refused('presence')]).toEqual([false, 1])
})

it('PR10 over maxMorePresenceIdsPerRoom: one id of each is shown, and no more', async () => {
  server = await startSyncServer({ roomLimits: { maxMorePresenceIdsPerRoom: 1 } })
  const [greedy, modest, other] = [await join(), await join(), await join()]
  greedy.say(encodePresenceMessage([entry(1), entry(2), entry(3), entry(4), entry(5), entry(6)]))
  await until(() => other.others.has(4))
  modest.say(encodePresenceMessage([entry(9)]))
  await until(() => other.others.has(9))
  expect([other.others.has(5), await refused('presence')]).toEqual([false, 2])
})

it('PR10 over maxPresenceBytesPerSecond: large presence of an address is let go unread, a cursor never', async () => {
  const clock = new FakeClock()
  server = await startSyncServer({ clock, socketLimits: { maxPresenceBytesPerSecond: 2000, burstSeconds: 2 } })
  const [speaker, other] = [await join(), await join()]
  const large = (clientId: number) => encodePresenceMessage([entry(clientId, 3000)])
  speaker.say(large(1))
  speaker.say(large(2))
  speaker.say(encodePresenceMessage([entry(3)]))
  await until(() => other.others.has(3), 'the cursor', clock)
  expect([other.others.has(1), other.others.has(2), await refused('presence')]).toEqual([true, false, 1])
  clock.advance(2000)
  speaker.say(large(2))
  await until(() => other.others.has(2), 'the second', clock)
})

it('PR10 what is kept of presence is measured, in all and of the room that has most', async () => {
  server = await startSyncServer()
  const [one, two] = [await join(), await join()]
  one.say(encodePresenceMessage([entry(1)]))
  await until(() => two.others.has(1))
  const kept = entry(1).state?.length ?? 0
  expect([await metric('presence_bytes'), await metric('presence_largest_room_bytes')]).toEqual([kept, kept])
})

it('PR10 over presencePauseBytes: a slow reader first gets no more presence, which is counted, and all of it later', async () => {
  const time = new FakeClock()
  server = await startSyncServer({
    clock: time,
    heartbeatMs: 1e9,
    socketLimits: { maxMessagesPerSecond: 1e6, maxBytesPerSecond: 1e12 },
  })
  const [speaker, slow, quick] = [await join(), await join(), await join()]
  await until(() => slow.heard.length > 0, 'the board is there', time)
  slow.socket.pause()
  let clock = 0
  const speak = async () => {
    clock++
    speaker.sayPresence(7, clock, { clock, stroke: 'x'.repeat(50_000) })
    // What a recipient is told in a second is less than three of them: each has a second of its own.
    const isHeard = () => JSON.stringify(quick.others.get(7) ?? null).startsWith(`{"clock":${clock},`)
    await until(isHeard, 'presence is heard', time)
    time.advance(1000)
  }
  while ((await metric('presence_dropped_total')) === 0) await speak()
  // Updates still go to it, behind what it has not read.
  const heard = slow.heard.length
  speaker.sayUpdate(update(10))
  await until(() => quick.doc.getMap('shapes').has('k'), 'the change is there', time)
  await speak()
  expect(slow.heard.length).toBe(heard)
  slow.socket.resume()
  await until(() => slow.doc.getMap('shapes').has('k'), 'it has read on', time)
  await until(() => JSON.stringify(slow.others.get(7)).startsWith(`{"clock":${clock},`), 'and has all of it', time)
  expect(slow.heard.filter(({ type }) => type === 'presence').length).toBeLessThan(clock)
})

it('PR10 there is no limit of connections or rooms that is not looked at here or named with its own test', () => {
  const here = rows.map(({ limit }) => limit.split(' ')[0])
  here.push('maxPeers', 'maxConnectionsPerAddress', 'joinWithinMs', 'maxPresenceIdsPerPeer', 'presencePauseBytes')
  here.push('maxMorePresenceIdsPerRoom', 'maxPresenceBytesPerSecond')
  const elsewhere = [
    // pressure.test.ts: who does not read, and never reads on.
    ...['dataPauseBytes', 'maxStallMs'],
    // liveness.test.ts
    ...['minBytesPerSecond', 'maxLongMessageMs'],
    // updates/, bombs.test.ts; fan-out.test.ts.
    ...['updates', 'messages', 'maxGoneIds', 'maxAuthors', 'maxPresenceBytes'],
    ...['maxPresenceBytesPerPeer', 'maxPresenceBytesPerRoom', 'maxPresenceBytesPerServer'],
    // motion.test.ts; waiting-bytes.test.ts
    ...['recipientBytesPerSecond', 'maxWaitingBytesPerAddress', 'maxWaitingBytes'],
    // Times and measures that nobody can go over.
    ...['burstSeconds', 'closeGraceMs', 'drainMs', 'tickMs', 'maxTickMs', 'commitEveryMs'],
    ...[
      'compactAfterUpdates',
      'compactAfterBytes',
      'compactOnUnload',
      'unloadAfterMs',
      'retryAppendMs',
      'trustOthersMs',
      'renewAfterMs',
      'renewAfterMsPerPeer',
    ],
  ]
  const all = [...Object.keys(socketLimits), ...Object.keys(roomLimits), ...Object.keys(messageLimits)]
  expect(all.filter((limit) => !here.includes(limit) && !elsewhere.includes(limit))).toEqual([])
})
