/** Large updates travel in pieces: together they say the same, and none waits for a later one. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { cutUpdate } from '../../../lib/updates/cut.ts'
import { createRandom } from './random-doc.ts'
import { boardOf, parsed, session } from './sessions.ts'

const SEEDS = [1, 2, 3, 4]
const cut = (bytes: Uint8Array, maxBytes: number): Uint8Array[] => [...cutUpdate(parsed(bytes), { maxBytes })]

/** Applies one after another and looks at what waits after each. */
function applied(pieces: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const piece of pieces) {
    Y.applyUpdate(doc, piece)
    expect(doc.store.pendingStructs).toBe(null)
    expect(doc.store.pendingDs).toBe(null)
  }
  return doc
}

describe('an update in pieces', () => {
  it.each(SEEDS)('PR15 says the same, with nothing waiting after any piece (seed %i)', (seed) => {
    const random = createRandom(seed)
    const { updates } = session(seed, 250)
    const whole = Y.mergeUpdates(updates)
    for (let round = 0; round < 2; round++) {
      const maxBytes = 500 + Math.floor(random() * 4000)
      const pieces = cut(whole, maxBytes)
      const doc = applied(pieces)
      expect(boardOf(Y.encodeStateAsUpdate(doc))).toEqual(boardOf(whole))
      expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVectorFromUpdate(whole))
      expect(boardOf(Y.mergeUpdates(pieces))).toEqual(boardOf(whole))
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(maxBytes + 600)
    }
  })

  it.each(SEEDS)('PR15 keeps the holes of an update that has some (seed %i)', (seed) => {
    const random = createRandom(seed)
    const whole = Y.mergeUpdates(session(seed, 200).updates.filter(() => random() > 0.1))
    const [direct, inPieces] = [new Y.Doc(), new Y.Doc()]
    Y.applyUpdate(direct, whole)
    for (const piece of cut(whole, 500)) Y.applyUpdate(inPieces, piece)
    const rest = Y.mergeUpdates(session(seed, 200).updates)
    for (const doc of [direct, inPieces]) Y.applyUpdate(doc, rest)
    expect(inPieces.toJSON()).toEqual(direct.toJSON())
  })

  it.each(SEEDS)('PR15 brings up to date whoever knows a part, with nothing waiting (seed %i)', (seed) => {
    const { updates } = session(seed, 250)
    const whole = Y.mergeUpdates(updates)
    const knowing = new Y.Doc()
    for (const update of updates.slice(0, 120)) Y.applyUpdate(knowing, update)
    const theirs = Y.decodeStateVector(Y.encodeStateVector(knowing))
    for (const piece of cutUpdate(parsed(whole), { maxBytes: 700, theirs })) Y.applyUpdate(knowing, piece)
    expect(knowing.store.pendingStructs).toBe(null)
    expect(boardOf(Y.encodeStateAsUpdate(knowing))).toEqual(boardOf(whole))
  })

  it('PR15 cuts deletions that are many, and leaves what is small as it is', () => {
    const doc = new Y.Doc()
    const text = doc.getText('t')
    for (let i = 0; i < 4000; i++) text.insert(0, 'ab')
    for (let i = 0; i < 3000; i++) text.delete(i, 1)
    const whole = Y.encodeStateAsUpdate(doc)
    const pieces = cut(whole, 1000)
    expect(pieces.length).toBeGreaterThan(10)
    expect(applied(pieces).getText('t').toString()).toBe(text.toString())
    expect(cut(whole, whole.length)).toEqual([whole])
  })
})
