/** What Yjs cannot take: refused today, and harmless where it was stored before. */
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { compactUpdates } from '../../../lib/updates/compact.ts'
import { validateUpdate } from '../../../lib/updates/header.ts'
import { updateLimits } from '../../../lib/updates/limits.ts'
import { connect } from '../../support/server/raw-client.ts'
import { type SyncServer, startSyncServer, until } from '../../support/server/sync-server.ts'

const board = 'board' as RoomId
const text = (words: string): number[] => [words.length, ...Buffer.from(words)]
/** A document `z` within the map `shapes`, with such options. */
const documentWith = (options: readonly number[]): Uint8Array =>
  Uint8Array.from([1, 1, 5, 0, 0x29, 1, ...text('shapes'), ...text('z'), ...text('g'), 118, ...options, 0])
const poison = documentWith([1, ...text('guid'), 126])

const isRefused = (update: Uint8Array): boolean => !validateUpdate(update, updateLimits).ok

describe('a document within a document', () => {
  it.each<[string, number[]]>([
    ['an id of null', [1, ...text('guid'), 126]],
    ['an id that is a number', [1, ...text('guid'), 125, 1]],
    ['a filter', [1, ...text('gcFilter'), 126]],
    ['a switch that is none', [1, ...text('gc'), 126]],
    ['what nobody knows', [2, ...text('meta'), 126, ...text('x'), 126]],
  ])('PR3 with %s is refused', (_what, options) => {
    expect(isRefused(documentWith(options))).toBe(true)
  })

  it('PR3 is let in as Yjs writes it', () => {
    const doc = new Y.Doc()
    doc.getMap('shapes').set('a', new Y.Doc({ autoLoad: true, gc: false, meta: { a: [1] } }))
    doc.getMap('shapes').set('b', new Y.Doc())
    expect(isRefused(Y.encodeStateAsUpdate(doc))).toBe(false)
  })
})

describe('a board that was poisoned', () => {
  let server: SyncServer
  afterEach(() => server.close())

  it('ST6 opens, compacts and goes back to a version, though what is stored makes Yjs throw', async () => {
    const doc = new Y.Doc()
    doc.getMap('shapes').set('kept', 1)
    server = await startSyncServer({ roomLimits: { compactAfterUpdates: 3 } })
    expect(() => {
      const client = new Y.Doc()
      Y.applyUpdate(client, poison)
      Y.encodeStateAsUpdate(client)
    }).toThrow()
    await server.storage.log.append(board, [Y.encodeStateAsUpdate(doc), poison])
    const ada = await connect(`${server.url}/${board}`, { inkroom: true })
    await until(() => ada.doc.getMap('shapes').get('kept') === 1)
    for (const nth of [2, 3]) {
      const before = Y.encodeStateVector(ada.doc)
      ada.doc.getMap('shapes').set('kept', nth)
      ada.sayUpdate(Y.encodeStateAsUpdate(ada.doc, before))
      await until(() => ada.stored === nth - 1)
    }
    const restored = await server.rooms.withRoom(board, (room) => room.restore(Y.encodeStateAsUpdate(doc)))
    expect(restored).toMatchObject({ ok: true, value: { ok: true } })
    await until(() => ada.doc.getMap('shapes').get('kept') === 1)
    const whole = await server.rooms.withRoom(board, (room) => room.snapshot())
    if (!whole.ok) throw new Error(whole.error.code)
    const late = new Y.Doc()
    Y.applyUpdate(late, whole.value.bytes)
    expect([late.getMap('shapes').toJSON(), Y.encodeStateAsUpdate(late).length > 0]).toEqual([{ kept: 1 }, true])
  })

  it('ST6 leaves out what contradicts the rest, keeps all else, and says how often', async () => {
    server = await startSyncServer()
    const doc = new Y.Doc()
    doc.getMap('shapes').set('kept', 1)
    // One author says two things of the same clocks: an item that begins within what is gone.
    const later = Uint8Array.from([1, 1, 2, 1, 0x22, 1, 1, 114, 1, 97, 2, ...text('1'), ...text('2'), 0])
    const gone = Uint8Array.from([1, 1, 2, 0, 0, 2, 0])
    let skipped = 0
    const bytes = compactUpdates(null, [Y.encodeStateAsUpdate(doc), later, gone], () => skipped++)
    const read = new Y.Doc()
    Y.applyUpdate(read, bytes)
    expect([read.getMap('shapes').toJSON(), skipped]).toEqual([{ kept: 1 }, 1])
  })
})
