/** What one process knows of a log that others write too. */
import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import type { RoomId } from '../../../lib/base/ids.ts'
import { finish } from '../../../lib/base/steps.ts'
import type { PresenceEntry } from '../../../lib/protocol/presence-entries.ts'
import { type ParsedUpdate, parseUpdate } from '../../../lib/updates/header.ts'
import { updateLimits } from '../../../lib/updates/limits.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { type BusPart, decodeBusMessage, encodeBusMessage } from '../../../server/room/bus-messages.ts'
import { inlineCompactor } from '../../../server/room/compaction.ts'
import { GroupCommit } from '../../../server/room/group-commit.ts'
import { KnownSeqs } from '../../../server/room/known-seqs.ts'
import { roomLimits } from '../../../server/room/limits.ts'
import { LoadedLog } from '../../../server/room/loaded-log.ts'
import { PresenceBoard } from '../../../server/room/presence-board.ts'
import { Turns } from '../../../server/room/turns.ts'
import { WaitingBytes } from '../../../server/room/waiting-bytes.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import { createRandom } from '../../lib/updates/random-doc.ts'
import { readStoredDoc } from '../../support/server/many-rooms.ts'
import { updateOf } from '../../support/server/test-server.ts'

const room = 'room' as RoomId

function parsed(key: string): ParsedUpdate {
  const update = parseUpdate(updateOf(key, 1), updateLimits)
  if (!update.ok) throw new Error(update.error.message)
  return update.value
}

function openLog() {
  const storage = createMemoryStorage()
  const durable: number[] = []
  const found: ParsedUpdate[] = []
  const limits = { ...roomLimits, commitEveryMs: 0 }
  const log = new LoadedLog(
    {
      room,
      limits,
      storage: storage.log,
      isShared: true,
      compactor: inlineCompactor,
      waiting: new WaitingBytes(roomLimits),
      commit: new GroupCommit(systemClock, limits),
      turns: new Turns(systemClock),
      clock: systemClock,
      observe: createSilentObserve(),
    },
    {
      durable: (position) => void durable.push(position),
      stored() {},
      failed() {},
      vanished() {},
      found: (update) => void found.push(update),
    },
  )
  return {
    log,
    storage,
    durable,
    found,
    accept: (update: ParsedUpdate) => finish(log.accepting(update, '')),
    hear: (update: ParsedUpdate, from: string, theirs: number) => finish(log.hearing(update, from, theirs)),
  }
}
const keysOf = (doc: Y.Doc) => [...doc.getMap('shapes').keys()].sort()

describe('a log that others write too', () => {
  it('ST1 ST6 a compaction keeps what was heard, stored by another, and not confirmed yet', async () => {
    const { log, storage, accept, hear } = openLog()
    const theirs = parsed('theirs')
    hear(theirs, 'other', 1)
    await storage.log.append(room, [theirs.bytes])
    await log.reread()
    accept(parsed('ours'))
    await log.settle()
    expect(log.seq).toBe(2)
    await log.compact()
    expect((await storage.log.load(room))?.updates).toEqual([])
    expect(keysOf(await readStoredDoc(storage, room))).toEqual(['ours', 'theirs'])
    await log.close()
  })

  it('ST1 a compaction reaches no further than what is known', async () => {
    const { log, storage, found, accept } = openLog()
    await storage.log.append(room, [parsed('unheard').bytes])
    accept(parsed('ours'))
    await log.settle()
    // Number 2 is ours, number 1 nobody told about.
    expect(log.seq).toBe(0)
    await log.compact()
    expect(keysOf(await readStoredDoc(storage, room))).toEqual(['ours', 'unheard'])
    await log.reread()
    expect([log.seq, found.length]).toEqual([2, 1])
    await log.compact()
    expect((await storage.log.load(room))?.updates).toEqual([])
    expect(keysOf(await readStoredDoc(storage, room))).toEqual(['ours', 'unheard'])
    await log.close()
  })

  it('ST2 what others relayed is durable when they say so, or when it was stored in their place', async () => {
    const { log, durable, storage, accept, hear } = openLog()
    hear(parsed('a'), 'one', 5)
    hear(parsed('b'), 'two', 1)
    accept(parsed('c'))
    await log.settle()
    expect([durable.at(-1), log.isDurable]).toEqual([0, false])
    log.confirm('one', 4)
    expect(log.isDurable).toBe(false)
    log.confirm('one', 5)
    expect(durable.at(-1)).toBe(1)
    log.adoptFrom('two')
    await log.settle()
    expect([durable.at(-1), log.isDurable]).toEqual([3, true])
    expect(keysOf(await readStoredDoc(storage, room))).toEqual(['b', 'c'])
    await log.close()
  })
})

it('numbers are known without holes, in whatever order they are told', () => {
  const known = new KnownSeqs(3)
  known.add(7, 9)
  known.add(5, 5)
  expect([known.upTo, known.hasHoles]).toEqual([3, true])
  known.add(4, 4)
  expect(known.upTo).toBe(5)
  known.add(6, 6)
  expect([known.upTo, known.hasHoles]).toEqual([9, false])
  known.addAllTo(8)
  expect(known.upTo).toBe(9)
})

describe('presence of other processes', () => {
  const entry = (clientId: number, clock: number, name: string | null): PresenceEntry => ({
    clientId,
    clock,
    state: name === null ? null : new TextEncoder().encode(JSON.stringify(name)),
  })
  const open = () => new PresenceBoard({ ...roomLimits, maxPresenceIdsPerPeer: 4, maxGoneIds: 100 })
  const shown = (board: PresenceBoard) =>
    Object.fromEntries(
      board.all().map(({ clientId, state }) => [clientId, new TextDecoder().decode(state ?? undefined)]),
    )

  it('RM4 who moves from a process that died to this one is seen here when the other is forgotten', () => {
    const board = open()
    const [dead, here] = [board.joinRemote(), board.join()]
    board.hear(dead, { isWhole: true, entries: [entry(7, 10, 'there'), entry(8, 1, 'stays dead')] })
    board.say(here, [entry(7, 12, 'here')])
    expect(shown(board)).toEqual({ 7: '"there"', 8: '"stays dead"' })
    expect(board.ownOf(board.all())).toEqual([])
    board.leaveRemote(dead)
    expect(shown(board)).toEqual({ 7: '"here"' })
    expect(board.ownOf(board.all()).map(({ clientId }) => clientId)).toEqual([7])
  })

  it('RM4 who moves between two other processes is seen all the while', () => {
    const board = open()
    const [old, young] = [board.joinRemote(), board.joinRemote()]
    board.hear(old, { isWhole: false, entries: [entry(7, 10, 'old')] })
    board.hear(young, { isWhole: false, entries: [entry(7, 11, 'young')] })
    board.hear(old, { isWhole: false, entries: [entry(7, 10, null)] })
    expect(shown(board)).toEqual({ 7: '"young"' })
    board.hear(young, { isWhole: true, entries: [] })
    expect(shown(board)).toEqual({})
  })

  it('RM4 who was forgotten while the bus was down is seen again, though nothing of it changed', () => {
    const board = open()
    const remote = board.joinRemote()
    board.hear(remote, { isWhole: true, entries: [entry(7, 10, 'quiet')] })
    board.leaveRemote(remote)
    board.takeChanges()
    board.hear(board.joinRemote(), { isWhole: true, entries: [entry(7, 10, 'quiet')] })
    // Newer than the clock that those who watch saw going.
    expect(board.takeChanges().map(({ clientId, clock }) => [clientId, clock])).toEqual([[7, 11]])
  })

  const raisedIn = (board: PresenceBoard) => board.takeRaised().map(({ clientId, clock }) => [clientId, clock])

  it('RM4 who only repeats another is never the heir of that one', () => {
    const board = open()
    const [dead, ada, bob] = [board.joinRemote(), board.join(), board.join()]
    board.hear(dead, {
      isWhole: true,
      entries: [entry(7, 10, 'Ada'), entry(8, 4, 'Bob'), entry(9, 2, 'gone for good')],
    })
    // Both come back, and repeat what they are told of one another and of the third.
    board.say(ada, [entry(7, 10, 'Ada')])
    board.say(bob, [entry(8, 4, 'Bob')])
    board.say(bob, [entry(7, 10, 'Ada'), entry(9, 2, 'gone for good')])
    board.say(ada, [entry(8, 4, 'Bob'), entry(9, 2, 'gone for good')])
    board.leaveRemote(dead)
    expect(shown(board)).toEqual({ 7: '"Ada"', 8: '"Bob"' })
    board.leave(ada)
    expect(shown(board)).toEqual({ 8: '"Bob"' })
  })

  it('RM4 an end has a clock that is believed wherever the id was told with a higher one', () => {
    const board = open()
    const [dead, other] = [board.joinRemote(), board.joinRemote()]
    board.hear(dead, { isWhole: true, entries: [entry(7, 50, 'before')] })
    board.leaveRemote(dead)
    board.hear(other, { isWhole: true, entries: [entry(7, 31, 'again')] })
    expect(board.all()).toEqual([entry(7, 51, 'again')])
    // What it says next counts, though its clock is not there yet; and its owner is asked to pass it.
    board.hear(other, { isWhole: false, entries: [entry(7, 32, 'moved')] })
    expect(board.all()).toEqual([entry(7, 52, 'moved')])
    expect(raisedIn(board)).toEqual([[7, 52]])
    board.hear(other, { isWhole: false, entries: [entry(7, 53, 'asked')] })
    expect(raisedIn(board)).toEqual([])
    board.takeChanges()
    board.hear(other, { isWhole: false, entries: [entry(7, 33, null)] })
    expect(board.takeChanges()).toEqual([entry(7, 53, null)])
  })

  it('RM4 a process that stood still is not the heir of those who have moved on and leave later', () => {
    const [slow, live] = [open(), open()]
    const [old, slowThere] = [slow.join(), live.joinRemote()]
    slow.say(old, [entry(7, 10, 'before')])
    const moved = live.join()
    live.say(moved, [entry(7, 10, 'here')])
    // It wakes up and says who it believes is there; then it finds the line dead, and hears where Ada is.
    live.hear(slowThere, { isWhole: true, entries: slow.ownOf(slow.all()) })
    const liveThere = slow.joinRemote()
    slow.hear(liveThere, { isWhole: true, entries: live.ownOf(live.all()) })
    slow.takeChanges()
    slow.leave(old)
    live.hear(slowThere, { isWhole: false, entries: slow.ownOf(slow.takeChanges()) })
    live.leave(moved)
    expect(shown(live)).toEqual({})
  })

  it('RM4 of several that wait for an id, one that is dead as well hands it on', () => {
    const board = open()
    const [a, b, c] = [board.joinRemote(), board.joinRemote(), board.joinRemote()]
    board.hear(a, { isWhole: true, entries: [entry(7, 10, 'at a')] })
    board.hear(c, { isWhole: true, entries: [entry(7, 12, 'at c')] })
    board.hear(b, { isWhole: true, entries: [entry(7, 11, 'at b')] })
    board.leaveRemote(a)
    board.leaveRemote(b)
    expect(shown(board)).toEqual({ 7: '"at c"' })
  })

  it('PR10 nobody here speaks for those who are elsewhere', () => {
    const board = open()
    board.hear(board.joinRemote(), { isWhole: true, entries: [entry(7, 10, 'real')] })
    const spoofer = board.join()
    expect(board.say(spoofer, [entry(9, 1, 'own'), entry(7, 99, 'spoofed'), entry(7, 99, null)])).toBe(2)
    expect(shown(board)).toEqual({ 7: '"real"', 9: '"own"' })
  })
})

describe('PR3 what processes say to one another', () => {
  const parts: readonly BusPart[] = [
    { name: 'hello' },
    { name: 'update', after: 3, upTo: 9, bytes: updateOf('a', 1) },
    {
      name: 'presence',
      isWhole: true,
      entries: [{ clientId: 7, clock: 1, state: new TextEncoder().encode('{"a":1}') }],
    },
    { name: 'stored', after: null, upTo: 9, first: 4, last: 5 },
    { name: 'arrival', arrival: 'joined', who: 'peer' },
    { name: 'peers', count: 3 },
    { name: 'renew', everyone: false, clocks: [[7, 51]] },
    { name: 'notice', notice: { name: 'chat', text: 'hello' } },
    { name: 'regrant' },
    { name: 'deleted' },
  ]

  it('is read as it was said', () => {
    expect(decodeBusMessage(encodeBusMessage(parts))).toEqual(parts)
  })

  it.each([1, 2, 3])('any bytes give parts or nothing, never a throw (seed %i)', (seed) => {
    const random = createRandom(seed)
    const whole = encodeBusMessage(parts)
    for (let i = 0; i < 3000; i++) {
      const changed = whole.slice(0, 1 + Math.floor(random() * whole.length))
      for (let hits = Math.floor(random() * 4); hits > 0; hits--) {
        changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256)
      }
      expect([null, true]).toContain(decodeBusMessage(changed) && true)
    }
  })
})
