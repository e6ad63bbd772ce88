/** What a room accepts, Yjs takes: updates of every kind that contradict one another, against Yjs itself. */
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { RoomId } from '../../lib/base/ids.ts'
import { compactUpdates } from '../../lib/updates/compact.ts'
import { createRandom, type Random } from '../lib/updates/random-doc.ts'
import { FUZZ_TIMEOUT_MS, seeds } from '../support/fuzz-run.ts'
import { type SyncServer, startSyncServer } from '../support/server/sync-server.ts'
import { MAX_STALL_MS, watchStalls } from '../support/stall-watch.ts'

/** The seed of a failed round is told. */
const ROUNDS = 60
/** The first rounds also read the code for the first time. */
const WARM_ROUNDS = 5
const UPDATES = 8
const CLOCKS = 14

const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(value >> 7)])
const text = (words: string): number[] => [...varint(Buffer.byteLength(words)), ...Buffer.from(words)]
type Pick = <T>(from: readonly T[]) => T

/** One content of each kind; told with the clocks it takes. */
function content(ref: number, int: (below: number) => number, pick: Pick): readonly [bytes: number[], length: number] {
  const length = 1 + int(6)
  const many = <T>(make: () => T): T[] => Array.from({ length }, make)
  switch (ref) {
    case 1:
      return [[length], length]
    case 2:
      return [[length, ...many(() => text(pick(['null', '1', '"x"', '{"a":1}', 'undefined']))).flat()], length]
    case 3:
      return [[2, 1, 2], 1]
    case 4:
      return [text('abcdefgh'.slice(0, length)), length]
    case 5:
      return [text(pick(['{"image":"x"}', '1'])), 1]
    case 6:
      return [[...text(pick(['bold', 'link'])), ...text(pick(['true', 'null', '"x"']))], 1]
    case 7: {
      const kind = int(7)
      return [[kind, ...(kind === 3 || kind === 5 ? text('p') : [])], 1]
    }
    case 8:
      return [
        [length, ...many(() => pick([[126], [119, ...text('v')], [118, 1, ...text('k'), 125, 1]])).flat()],
        length,
      ]
    default:
      return [[...text('g'), 118, 0], 1]
  }
}

/** Structs of the given authors at clocks that are known, half known, next, or far ahead. */
function randomUpdate(random: Random): Uint8Array {
  const int = (below: number): number => Math.floor(random() * below)
  const pick: Pick = (from) => from[int(from.length)]
  const authors = [9, 7, 3].filter(() => random() < 0.6)
  const bytes = [authors.length]
  for (const author of authors) {
    const count = 1 + int(3)
    let clock = int(CLOCKS)
    bytes.push(count, author, clock)
    for (let i = 0; i < count; i++) {
      const dice = random()
      if (dice < 0.3 || (dice < 0.4 && i > 0)) {
        const length = 1 + int(6)
        bytes.push(dice < 0.3 ? 0 : 10, length)
        clock += length
        continue
      }
      const ref = 1 + int(9)
      const [hasLeft, hasRight] = [random() < 0.4, random() < 0.2]
      const isKeyed = !hasLeft && !hasRight && random() < 0.5
      bytes.push(ref | (hasLeft ? 128 : 0) | (hasRight ? 64 : 0) | (isKeyed ? 32 : 0))
      const id = (): number[] => {
        const other = pick([9, 7, 3])
        return [other, int(other === author ? Math.max(1, clock) : CLOCKS)]
      }
      if (hasLeft) bytes.push(...id())
      if (hasRight) bytes.push(...id())
      if (!hasLeft && !hasRight) bytes.push(...(random() < 0.8 ? [1, ...text(pick(['shapes', 'text']))] : [0, ...id()]))
      if (isKeyed) bytes.push(...text(pick(['a', 'b'])))
      const [made, length] = content(ref, int, pick)
      bytes.push(...made)
      clock += length
    }
  }
  const deleted = [9, 7, 3].filter(() => random() < 0.3)
  bytes.push(deleted.length)
  for (const author of deleted) bytes.push(author, 1, int(CLOCKS), 1 + int(4))
  return Uint8Array.from(bytes)
}

/** What a client does with what it is sent. Yjs reports some of its own throws to the console only. */
function takes(updates: readonly Uint8Array[]): string | null {
  const doc = new Y.Doc()
  try {
    for (const update of updates) Y.applyUpdate(doc, update)
    const again = new Y.Doc()
    Y.applyUpdate(again, Y.encodeStateAsUpdate(doc))
    for (const root of ['shapes', 'text']) doc.get(root)
    return null
  } catch (error) {
    return String(error)
  } finally {
    doc.destroy()
  }
}

it('PR3 what a room accepts is taken by Yjs, alone, joined and compacted', { timeout: FUZZ_TIMEOUT_MS }, async () => {
  const server: SyncServer = await startSyncServer()
  let [accepted, refused] = [0, 0]
  const bad: { seed: number; error: string; updates: string[] }[] = []
  let rounds = 0
  const watch = watchStalls()
  let longest = 0
  for (const seed of seeds(ROUNDS)) {
    if (bad.length > 4) break
    rounds++
    const random = createRandom(seed)
    const room = `fuzz-${seed}` as RoomId
    for (let i = 0; i < UPDATES; i++) {
      const merged = await server.rooms.withRoom(room, (loaded) => loaded.merge(randomUpdate(random)), { create: true })
      if (merged.ok && merged.value.ok) accepted++
      else refused++
    }
    // What Yjs does below is ours alone.
    if (rounds > WARM_ROUNDS) longest = Math.max(longest, watch.take())
    const stored = (await server.storage.log.load(room))?.updates.map(({ bytes }) => bytes) ?? []
    const whole = await server.rooms.withRoom(room, (loaded) => loaded.snapshot())
    let error = takes(stored)
    if (whole.ok) error ??= takes([whole.value.bytes])
    let skipped = 0
    if (stored.length > 0) error ??= takes([compactUpdates(null, stored, () => skipped++)])
    if (skipped > 0) error ??= 'compaction left something out'
    if (error) bad.push({ seed, error, updates: stored.map((update) => Buffer.from(update).toString('hex')) })
    await server.rooms.delete(room)
    watch.take()
  }
  watch.close()
  await server.close()
  expect(bad).toEqual([])
  expect([accepted > rounds, refused > 0]).toEqual([true, true])
  expect(longest).toBeLessThan(MAX_STALL_MS)
})

it('PR3 the second half of what was forgotten is taken as forgotten, and half of what waits is not forgotten', async () => {
  const server: SyncServer = await startSyncServer()
  const put = async (room: string, ...bytes: number[]) => {
    const merged = await server.rooms.withRoom(room as RoomId, (loaded) => loaded.merge(Uint8Array.from(bytes)), {
      create: true,
    })
    return merged.ok && merged.value.ok ? 'ok' : 'refused'
  }
  const stored = async (room: string) =>
    (await server.storage.log.load(room as RoomId))?.updates.map(({ bytes }) => bytes) ?? []
  const gone = [1, 1, 2, 0, 0, 2, 0]
  const item = (clock: number) => [1, 1, 2, clock, 2, 1, 1, 114, 2, ...text('1'), ...text('2'), 0]
  expect(takes([Uint8Array.from(gone), Uint8Array.from(item(1))])).not.toBe(null)
  expect([await put('forgotten', ...gone), await put('forgotten', ...item(1))]).toEqual(['ok', 'ok'])
  expect([(await stored('forgotten')).length, takes(await stored('forgotten'))]).toEqual([2, null])

  expect(takes([Uint8Array.from(item(1)), Uint8Array.from(gone)])).not.toBe(null)
  expect([await put('waiting', ...item(1)), await put('waiting', ...gone)]).toEqual(['ok', 'refused'])
  await server.close()
})
