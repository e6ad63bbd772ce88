/** Updates that are small to send and large to bear: whoever sends one is out, and nobody else notices. */
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { connect, type RawClient } from '../../support/server/raw-client.ts'
import { type SyncServer, startSyncServer, until } from '../../support/server/sync-server.ts'

const board = 'board' as RoomId
/** A stall that a person would see; a loaded machine adds its own. */
const MAX_STALL_MS = 1000

let server: SyncServer
const join = (): Promise<RawClient> => connect(`${server.url}/${board}`, { inkroom: true })
afterEach(() => server.close())

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]
const times = (count: number, part: (nth: number) => readonly number[]): number[] =>
  Array.from({ length: count }, (_, nth) => part(nth)).flat()
/** A map under the key `x` of the root `r`, by `client`. */
const mapInRoot = (client: number) => [1, ...varint(client), 0, 0x27, 1, 1, 114, 1, 120, 1]

const bombs: readonly [string, () => number[]][] = [
  ['more authors than an update may have', () => [...varint(500_001), ...new Uint8Array(500_001).fill(1)]],
  ['authors that it claims and does not hold', () => [...varint(2 ** 31), ...mapInRoot(1), 0]],
  ['deletions from more authors than there are', () => [0, ...varint(500_001), ...new Uint8Array(500_001).fill(1)]],
  [
    'more deleted ranges than an update may have',
    () => [0, 1, 1, ...varint(4_000_001), ...new Uint8Array(8_000_002).fill(1)],
  ],
  ['a deletion of everything there could ever be', () => [0, 1, 1, 1, 0, ...varint(2 ** 52)]],
  ['values inside one another', () => [1, 1, 5, 0, 8, 1, 1, 97, 1, ...times(100_000, () => [117, 1]), 126, 0]],
  ['objects inside one another', () => [1, 1, 5, 0, 8, 1, 1, 97, 1, ...times(50_000, () => [118, 1, 1, 97]), 126, 0]],
  ['a run that is longer than time', () => [1, 1, 5, 0, 0, ...varint(2 ** 52), 0]],
  [
    'a value that would change every object',
    () => [1, 1, 5, 0, 8, 1, 1, 97, 1, 118, 1, 9, ...Buffer.from('__proto__'), 126, 0],
  ],
]

describe('one update', () => {
  it.each(bombs)('PR10 %s: refused with 4400 and not stored, and nobody waits for it', async (_what, bytes) => {
    server = await startSyncServer()
    const [eve, ada, bob] = [await join(), await join(), await join()]
    eve.sayUpdate(Uint8Array.from(bytes()))
    const startedAt = performance.now()
    const doc = new Y.Doc()
    doc.getMap('shapes').set('drawn', 1)
    ada.sayUpdate(Y.encodeStateAsUpdate(doc))
    await until(() => bob.doc.getMap('shapes').has('drawn'))
    expect(performance.now() - startedAt).toBeLessThan(MAX_STALL_MS)
    expect((await eve.closed).code).toBe(4400)
    await until(() => ada.stored === 1)
    expect((await server.storage.log.load(board))?.updates.length).toBe(1)
  })
})

describe('a room', () => {
  it('RM7 a room has so many authors, old ones draw on, and a new one is told that it is full', async () => {
    server = await startSyncServer({ roomLimits: { maxAuthors: 3 } })
    const [ada, eve, mal] = [await join(), await join(), await join()]
    const docs = Array.from({ length: 4 }, () => new Y.Doc())
    const draw = (peer: RawClient, doc: Y.Doc, key: string) => {
      const before = Y.encodeStateVector(doc)
      doc.getMap('shapes').set(key, 1)
      peer.sayUpdate(Y.encodeStateAsUpdate(doc, before))
    }
    for (const [nth, doc] of docs.slice(0, 3).entries()) draw(ada, doc, `k${nth}`)
    await until(() => ada.stored === 3)
    draw(eve, docs[3], 'new')
    expect((await eve.closed).code).toBe(4413)
    draw(ada, docs[0], 'old')
    await until(() => ada.stored === 4)
    await until(() => mal.doc.getMap('shapes').has('old'))
    expect(mal.doc.getMap('shapes').has('new')).toBe(false)
  })
})

describe('types inside one another, update by update', () => {
  it('PR10 ST6 the chain ends at the limit, and the board compacts, restores and opens as ever', async () => {
    server = await startSyncServer({ roomLimits: { compactAfterUpdates: 20 } })
    const [eve, ada] = [await join(), await join()]
    const doc = new Y.Doc()
    let sent = 0
    doc.on('update', (update: Uint8Array) => {
      sent++
      eve.sayUpdate(update)
    })
    doc.getMap('shapes').set('kept', 1)
    await until(() => eve.stored === 1)
    const version = await server.rooms.withRoom(board, (room) => room.snapshot())
    let map = doc.getMap<unknown>('shapes')
    while (eve.socket.readyState === eve.socket.OPEN && sent < 500) {
      const inner = new Y.Map<unknown>()
      map.set('x', inner)
      map = inner
      await until(() => eve.stored === sent || eve.socket.readyState !== eve.socket.OPEN)
    }
    expect((await eve.closed).code).toBe(4400)
    // One more for the shape that was drawn before the chain.
    expect(eve.stored).toBe(64 + 1)

    // Deleting the outermost goes down all of them, at everyone, and once more when the log is compacted.
    await until(() => ada.doc.getMap('shapes').has('x'))
    const before = Y.encodeStateVector(ada.doc)
    ada.doc.getMap('shapes').delete('x')
    ada.sayUpdate(Y.encodeStateAsUpdate(ada.doc, before))
    await until(() => ada.stored === 1)
    if (!version.ok) throw new Error('no room')
    const restored = await server.rooms.withRoom(board, (room) => room.restore(version.value.bytes))
    expect(restored).toMatchObject({ ok: true, value: { ok: true } })
    const late = await join()
    await until(() => late.doc.getMap('shapes').has('kept'))
    expect(late.doc.getMap('shapes').toJSON()).toEqual({ kept: 1 })
  })
})
