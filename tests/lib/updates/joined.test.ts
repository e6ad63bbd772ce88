import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { diffUpdate } from '../../../lib/updates/diff.ts'
import { type ParsedUpdate, validateUpdate } from '../../../lib/updates/header.ts'
import { updateLimits } from '../../../lib/updates/limits.ts'
import { joinUpdates } from '../../../lib/updates/merge.ts'
import { createRandom } from './random-doc.ts'
import { boardOf, parsed, session } from './sessions.ts'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

describe('updates that were joined', () => {
  /** Joined in rounds, so that what is joined was joined before; `seen` gets every step. */
  function joinInRounds(random: () => number, updates: readonly Uint8Array[], seen = (_: ParsedUpdate) => {}) {
    let parts = updates.map(parsed)
    while (parts.length > 1) {
      const joined: ParsedUpdate[] = []
      for (let at = 0; at < parts.length; ) {
        const size = 2 + Math.floor(random() * 20)
        joined.push(joinUpdates(parts.slice(at, at + size)) as ParsedUpdate)
        seen(joined[joined.length - 1])
        at += size
      }
      parts = joined
    }
    return parts[0]
  }

  it.each(SEEDS)('RM3 a joined header is what reading the joined bytes gives (seed %i)', (seed) => {
    const random = createRandom(seed)
    // Some are left out, which leaves holes.
    const updates = session(seed, 300).updates.filter(() => random() > 0.05)
    joinInRounds(random, updates, (joined) => {
      const { header } = parsed(joined.bytes)
      const blocks = joined.header.blocks.map((block, i) => ({ ...block, marks: header.blocks[i]?.marks }))
      expect({ ...joined.header, blocks }).toEqual(header)
    })
  })

  it.each(SEEDS)('RM3 what was joined is cut as well for one who knows a part (seed %i)', (seed) => {
    const { updates } = session(seed, 300)
    const random = createRandom(seed)
    const whole = joinInRounds(random, updates)
    for (let i = 0; i < 10; i++) {
      const doc = new Y.Doc()
      for (const bytes of updates.slice(0, Math.floor(random() * updates.length))) Y.applyUpdate(doc, bytes)
      const diff = diffUpdate(whole, Y.decodeStateVector(Y.encodeStateVector(doc)))
      expect(validateUpdate(diff, updateLimits).ok).toBe(true)
      expect(boardOf(Y.encodeStateAsUpdate(doc), diff)).toEqual(boardOf(...updates))
    }
  })

  it('a run that was joined from many is cut near the place that is missing, too', () => {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (let i = 0; i < 3000; i++) doc.getMap('m').set(`k${i}`, i)
    const whole = joinUpdates(updates.map(parsed)) as ParsedUpdate
    const diff = diffUpdate(whole, new Map([[doc.clientID, 2990]]))
    expect(diff.length).toBeLessThan(whole.bytes.length / 30)
  })
})
