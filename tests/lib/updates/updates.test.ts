import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { compactUpdates } from '../../../lib/updates/compact.ts'
import { Coverage } from '../../../lib/updates/coverage.ts'
import { diffUpdate, isCoveredBy } from '../../../lib/updates/diff.ts'
import { parseUpdate, validateUpdate } from '../../../lib/updates/header.ts'
import { updateLimits } from '../../../lib/updates/limits.ts'
import { mergeUpdates } from '../../../lib/updates/merge.ts'
import { restoreUpdate } from '../../../lib/updates/restore.ts'
import { decodeStateVector, encodeStateVector, isUpToDate } from '../../../lib/updates/state-vector.ts'
import { createRandom, pick } from './random-doc.ts'
import { boardOf, parsed, session } from './sessions.ts'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

describe('update headers', () => {
  it.each(SEEDS)('PR3 every update that Yjs writes is understood (seed %i)', (seed) => {
    const { docs, updates } = session(seed)
    for (const bytes of updates) expect(validateUpdate(bytes, updateLimits).ok).toBe(true)
    for (const doc of docs) expect(validateUpdate(Y.encodeStateAsUpdate(doc), updateLimits).ok).toBe(true)
    expect(validateUpdate(Y.mergeUpdates(updates.slice(20)), updateLimits).ok).toBe(true)
  })

  it.each(SEEDS)('the state vector kept from headers is the one of the document (seed %i)', (seed) => {
    const { updates } = session(seed)
    const coverage = new Coverage()
    for (const bytes of updates) coverage.add(parsed(bytes).header)
    const doc = new Y.Doc()
    for (const bytes of updates) Y.applyUpdate(doc, bytes)
    expect(new Map(coverage.stateVector)).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)))
    expect(coverage.hasHoles).toBe(false)
    // A document also deletes what lost against a concurrent write; hearing of that once is enough.
    const whole = parsed(Y.encodeStateAsUpdate(doc)).header
    coverage.add(whole)
    expect(coverage.covers(whole)).toBe(true)
  })

  it('an update that came before its turn leaves a hole until the missing one is here', () => {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (let i = 0; i < 3; i++) doc.getMap('meta').set('title', `${i}`)
    const coverage = new Coverage()
    coverage.add(parsed(updates[0]).header)
    coverage.add(parsed(updates[2]).header)
    expect([coverage.stateVector.get(doc.clientID), coverage.hasHoles]).toEqual([1, true])
    coverage.add(parsed(updates[1]).header)
    expect([coverage.stateVector.get(doc.clientID), coverage.hasHoles]).toEqual([3, false])
  })

  it('a deletion is new although the state vector does not see it', () => {
    const doc = new Y.Doc()
    doc.getArray('a').insert(0, [1, 2, 3])
    const coverage = new Coverage()
    coverage.add(parsed(Y.encodeStateAsUpdate(doc)).header)
    const before = Y.encodeStateVector(doc)
    doc.getArray('a').delete(1, 1)
    const deletion = parsed(Y.encodeStateAsUpdate(doc, before))
    expect(coverage.covers(deletion.header)).toBe(false)
    expect([coverage.add(deletion.header), coverage.add(deletion.header)]).toEqual([true, false])
    const late = new Y.Doc()
    Y.applyUpdate(late, Y.encodeStateAsUpdate(doc))
    expect(validateUpdate(coverage.encodeDeletes(), updateLimits).ok).toBe(true)
  })

  it.each(SEEDS)(
    'PR3 what validation lets through never makes Yjs throw, and validation never throws (seed %i)',
    (seed) => {
      const random = createRandom(seed)
      const { updates } = session(seed, 40)
      const whole = compactUpdates(null, updates)
      let accepted = 0
      for (let round = 0; round < 600; round++) {
        const bytes = new Uint8Array(pick(random, [whole, ...updates]))
        const cuts = 1 + Math.floor(random() * 4)
        for (let i = 0; i < cuts; i++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
        const mutant = random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes
        if (!validateUpdate(mutant, updateLimits).ok) continue
        accepted++
        const doc = new Y.Doc()
        Y.applyUpdate(doc, mutant)
        Y.applyUpdate(doc, whole)
        doc.getMap('shapes').toJSON()
      }
      expect(accepted).toBeGreaterThan(0)
    },
  )

  it('PR10 bombs are refused: deep values, deep types, impossible counts, clocks and references', () => {
    const refused = (bytes: readonly number[]) => validateUpdate(new Uint8Array(bytes), updateLimits).ok
    const deepValue = [1, 1, 5, 0, 8, 1, 1, 97, 1, ...Array(500).fill([117, 1]).flat(), 126, 0]
    expect(refused(deepValue)).toBe(false)
    expect(refused([255, 255, 255, 255, 15])).toBe(false)
    expect(refused([1, 255, 255, 255, 15, 1, 0])).toBe(false)
    expect(refused([0, 255, 255, 255, 15])).toBe(false)
    expect(refused([0, 1, 1, 1, 0, 255, 255, 255, 255, 255, 255, 127])).toBe(false)
    expect(refused([1, 1, 5, 0, 0, 255, 255, 255, 255, 255, 255, 127, 0])).toBe(false)
    // An item whose origin is itself: Yjs would look it up at once and throw.
    expect(refused([1, 1, 5, 0, 0x84, 5, 0, 1, 97, 0])).toBe(false)
    const doc = new Y.Doc()
    let map = doc.getMap<unknown>('shapes')
    for (let i = 0; i < 200; i++) {
      const inner = new Y.Map<unknown>()
      map.set('x', inner)
      map = inner
    }
    expect(validateUpdate(Y.encodeStateAsUpdate(doc), updateLimits).ok).toBe(false)
  })
})

/** `content` by one author, in the list `a` of the root. */
const struct = (client: number, content: readonly number[]) => [1, client, 0, content[0], 1, 1, 97, ...content.slice(1)]
const varText = (text: string) => {
  const bytes = [...Buffer.from(text)]
  return bytes.length < 128 ? [bytes.length, ...bytes] : [(bytes.length % 128) | 128, bytes.length >> 7, ...bytes]
}

describe('parts of an update', () => {
  it('PR3 authors that do not descend are refused, since the merge relies on it', () => {
    const deleted = (client: number) => struct(client, [1, 1])
    const isTaken = (...clients: number[]) =>
      validateUpdate(Uint8Array.from([clients.length, ...clients.flatMap(deleted), 0]), updateLimits).ok
    expect([isTaken(7, 5, 3), isTaken(3), isTaken(7, 3, 5), isTaken(3, 5), isTaken(5, 5)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('PR10 JSON of embeds and formats nests as deep as values and no deeper, short or long', () => {
    const EMBED = 5
    const FORMAT = 6
    const nested = (depth: number, more = '') => `${'['.repeat(depth)}${more}${']'.repeat(depth)}`
    const isTaken = (content: readonly number[]) =>
      validateUpdate(Uint8Array.from([1, ...struct(5, content), 0]), updateLimits).ok
    const { maxValueDepth } = updateLimits
    for (const wrap of [
      (text: string) => [EMBED, ...varText(text)],
      (text: string) => [FORMAT, 1, 98, ...varText(text)],
    ]) {
      expect(isTaken(wrap(nested(maxValueDepth)))).toBe(true)
      expect(isTaken(wrap(nested(maxValueDepth + 1)))).toBe(false)
      // Brackets in strings nest nothing.
      expect(isTaken(wrap(nested(maxValueDepth, `"${'['.repeat(99)}"`)))).toBe(true)
    }
  })
})

describe('merge and diff', () => {
  it.each(SEEDS)('RM6 merged bytes say what the updates said (seed %i)', (seed) => {
    const { updates } = session(seed)
    const random = createRandom(seed)
    const expected = boardOf(...updates)
    const merged: Uint8Array[] = []
    for (let at = 0; at < updates.length; ) {
      const size = 1 + Math.floor(random() * 20)
      const bytes = mergeUpdates(updates.slice(at, at + size).map(parsed)) as Uint8Array
      expect(validateUpdate(bytes, updateLimits).ok).toBe(true)
      merged.push(bytes)
      at += size
    }
    expect(boardOf(...merged)).toEqual(expected)
    expect(boardOf(mergeUpdates(updates.map(parsed)))).toEqual(expected)
  })

  it('updates that overlap, repeat or leave a hole merge as well', () => {
    const { updates } = session(3)
    const overlapping = [
      Y.mergeUpdates(updates.slice(0, 40)),
      Y.mergeUpdates(updates.slice(20, 60)),
      updates[5],
      ...updates.slice(60),
    ]
    expect(boardOf(mergeUpdates(overlapping.map(parsed)))).toEqual(boardOf(...updates))
    const holed = mergeUpdates([...updates.slice(0, 30), ...updates.slice(60)].map(parsed)) as Uint8Array
    expect(boardOf(mergeUpdates([parsed(holed), ...updates.slice(30, 60).map(parsed)]))).toEqual(boardOf(...updates))
  })

  it.each(SEEDS)('RM3 a rejoin gets all that it lacks, deletions included (seed %i)', (seed) => {
    const { updates } = session(seed)
    const whole = parsed(compactUpdates(null, updates))
    for (const known of [0, 1, 30, 80, updates.length]) {
      const doc = new Y.Doc()
      for (const bytes of updates.slice(0, known)) Y.applyUpdate(doc, bytes)
      const vector = Y.decodeStateVector(Y.encodeStateVector(doc))
      const diff = diffUpdate(whole, vector)
      expect(validateUpdate(diff, updateLimits).ok).toBe(true)
      expect(boardOf(Y.encodeStateAsUpdate(doc), diff)).toEqual(boardOf(...updates))
      if (known === updates.length) expect(isCoveredBy(whole, vector)).toBe(true)
    }
  })

  it('a long run is cut near the place that is missing', () => {
    const doc = new Y.Doc()
    const array = doc.getArray<number>('a')
    for (let i = 0; i < 5000; i++) array.insert(0, [i])
    const whole = parsed(Y.encodeStateAsUpdate(doc))
    const diff = diffUpdate(whole, new Map([[doc.clientID, 4990]]))
    expect(diff.length).toBeLessThan(whole.bytes.length / 40)
  })

  it('state vectors survive the wire, and bad ones are refused', () => {
    const vector = new Map([
      [7, 3],
      [2 ** 32, 9],
    ])
    const read = decodeStateVector(encodeStateVector(vector))
    expect(read.ok && new Map(read.value)).toEqual(vector)
    expect(decodeStateVector(new Uint8Array([3, 1])).ok).toBe(false)
    expect([isUpToDate(vector, vector), isUpToDate(vector, new Map([[7, 3]]))]).toEqual([true, false])
  })
})

describe('compaction and restoring', () => {
  it.each(SEEDS)('ST6 compaction changes no board and forgets deleted content (seed %i)', (seed) => {
    const { updates } = session(seed)
    const half = compactUpdates(null, updates.slice(0, 60))
    const whole = compactUpdates(half, updates.slice(60))
    expect(boardOf(whole)).toEqual(boardOf(...updates))
    expect(whole.length).toBeLessThan(Y.mergeUpdates(updates).length)
  })

  it('ST6 types nested deeper than the stack, one update at a time, are compacted all the same', () => {
    const LEVELS = 8000
    // Each update puts a map into the last one: the first has a named parent (5:0), the others an id.
    const name = [...new TextEncoder().encode('x')]
    const root = new Uint8Array([1, 1, 5, 0, 0x27, 1, 1, 114, 1, ...name, 1, 0])
    const encodeClock = (clock: number): number[] =>
      clock < 128 ? [clock] : [(clock & 127) | 128, ...encodeClock(clock >> 7)]
    const levels = Array.from({ length: LEVELS }, (_, i) => {
      const bytes = [1, 1, 5, ...encodeClock(i + 1), 0x27, 0, 5, ...encodeClock(i), 1, ...name, 1, 0]
      return new Uint8Array(bytes)
    })
    // Deleting the outermost makes Yjs go down all of them.
    const deletion = new Uint8Array([0, 1, 5, 1, 0, 1])
    const whole = compactUpdates(null, [root, ...levels, deletion])
    const unlimited = { ...updateLimits, maxTypeDepth: 2 ** 40 }
    const result = parseUpdate(whole, unlimited)
    expect(result.ok && result.value.header.blocks.at(-1)?.end).toBe(LEVELS + 1)
    expect(result.ok && result.value.header.deletes.length).toBe(1)
  })

  it.each(SEEDS)('restoring makes the live board equal the earlier one, by one ordinary update (seed %i)', (seed) => {
    const { updates } = session(seed)
    const earlier = compactUpdates(null, updates.slice(0, 50))
    const now = compactUpdates(null, updates)
    const change = restoreUpdate(now, earlier)
    expect(validateUpdate(change, updateLimits).ok).toBe(true)
    expect(boardOf(now, change)).toEqual(boardOf(earlier))
    expect(restoreUpdate(earlier, earlier)).toEqual(new Uint8Array([0, 0]))
  })

  it('lists, texts and other roots are restored in place', () => {
    const doc = new Y.Doc()
    doc.getArray('list').insert(0, [1, { a: 1 }, 3])
    doc.getText('note').insert(0, 'one', { bold: true })
    const earlier = Y.encodeStateAsUpdate(doc)
    doc.getArray('list').delete(1, 1)
    doc.getArray('list').push([9])
    doc.getText('note').insert(1, 'XX')
    doc.getMap('other').set('k', 1)
    Y.applyUpdate(doc, restoreUpdate(Y.encodeStateAsUpdate(doc), earlier))
    expect(doc.getArray('list').toJSON()).toEqual([1, { a: 1 }, 3])
    expect(doc.getText('note').toDelta()).toEqual([{ insert: 'one', attributes: { bold: true } }])
    expect(doc.getMap('other').toJSON()).toEqual({})
  })
})

describe('boards of many years', () => {
  it('PR10 210,000 separate deletions and 100,100 authors are let in, also in one update', () => {
    const coverage = new Coverage()
    const deletions = coverage.parse(Uint8Array.from([0, 1, 9, ...varint(210_000), ...pairs(210_000)]), updateLimits)
    expect(deletions.ok && coverage.add(deletions.value.header)).toBe(true)
    const authors = [...varint(100_100)]
    for (let i = 100_100; i > 0; i--) authors.push(1, ...varint(i), 0, 4, 1, 1, 116, 1, 97)
    const crowd = coverage.parse(Uint8Array.from([...authors, 0]), updateLimits)
    expect(crowd.ok && coverage.add(crowd.value.header)).toBe(true)
    expect([coverage.authors, decodeStateVector(encodeStateVector(coverage.stateVector)).ok]).toEqual([100_100, true])
    expect(coverage.parse(coverage.encodeDeletes(), updateLimits).ok).toBe(true)
  })
})

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]

/** Every second clock, the last one first. */
function* pairs(count: number): Generator<number> {
  for (let i = count - 1; i >= 0; i--) yield* [...varint(i * 2), 1]
}
