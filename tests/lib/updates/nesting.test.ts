import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { finish } from '../../../lib/base/steps.ts'
import { Coverage } from '../../../lib/updates/coverage.ts'
import { validateUpdate } from '../../../lib/updates/header.ts'
import { MAX_CLOCK, type UpdateLimits, updateLimits } from '../../../lib/updates/limits.ts'
import { Nesting, NestingDraft } from '../../../lib/updates/nesting.ts'
import { createRandom, pick, type Random } from './random-doc.ts'

const MAX = updateLimits.maxTypeDepth
const unlimited: UpdateLimits = { ...updateLimits, maxTypeDepth: MAX_CLOCK }

/** What each of several people does to one board, nesting freely; updates in the order in which they were made. */
function nestedSession(seed: number, edits: number): { readonly updates: Uint8Array[]; readonly doc: Y.Doc } {
  const random = createRandom(seed)
  const docs = Array.from({ length: 4 }, () => new Y.Doc({ gc: false }))
  const updates: Uint8Array[] = []
  for (const doc of docs) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'others') return
      updates.push(update)
      for (const other of docs) if (other !== doc && random() < 0.9) Y.applyUpdate(other, update, 'others')
    })
  }
  for (let i = 0; i < edits; i++) {
    const doc = pick(random, docs)
    doc.transact(() => nestSomewhere(doc.getMap('shapes'), random))
    if (random() < 0.1) for (const other of docs) Y.applyUpdate(other, Y.mergeUpdates(updates), 'others')
  }
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, Y.mergeUpdates(updates))
  return { updates, doc }
}

type Shared = Y.Map<unknown> | Y.Array<unknown>
const isShared = (value: unknown): value is Shared => value instanceof Y.Map || value instanceof Y.Array

function nestSomewhere(root: Y.Map<unknown>, random: Random): void {
  let at: Shared = root
  for (;;) {
    const inside: Shared[] = (at instanceof Y.Map ? [...at.values()] : at.toArray()).filter(isShared)
    if (inside.length === 0 || random() < 0.2) break
    at = pick(random, inside)
  }
  const value = pick(random, [() => new Y.Map(), () => new Y.Array(), () => 'x', () => new Uint8Array(3)])()
  if (at instanceof Y.Map) at.set(pick(random, ['a', 'b', 'c']), value)
  else at.insert(Math.floor(random() * (at.length + 1)), [value])
  if (at instanceof Y.Array && at.length > 3 && random() < 0.2) at.delete(0, 1)
}

/** Every struct with its depth as Yjs has it. */
function trueDepths(doc: Y.Doc): { client: number; clock: number; depth: number }[] {
  const depths: { client: number; clock: number; depth: number }[] = []
  for (const [client, structs] of doc.store.clients) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue
      let depth = 1
      for (let type = struct.parent as Y.AbstractType<unknown>; type._item; depth++) {
        type = type._item.parent as Y.AbstractType<unknown>
      }
      for (let i = 0; i < struct.length; i++) depths.push({ client, clock: struct.id.clock + i, depth })
    }
  }
  return depths
}

function take(nesting: Nesting, bytes: Uint8Array, limits = unlimited): boolean {
  const draft = new NestingDraft(nesting, limits.maxTypeDepth)
  const { ok } = validateUpdate(bytes, limits, draft)
  if (ok) finish(draft.commit())
  return ok
}

describe('how deep things lie', () => {
  it.each([1, 2, 3, 4, 5])('PR10 is known exactly, by update or from a whole board (seed %i)', (seed) => {
    const { updates, doc } = nestedSession(seed, 250)
    const [byUpdate, whole] = [new Nesting(), new Nesting()]
    for (const update of updates) expect(take(byUpdate, update)).toBe(true)
    take(whole, Y.encodeStateAsUpdate(doc))
    const wanted = trueDepths(doc)
    expect(Math.max(...wanted.map(({ depth }) => depth))).toBeGreaterThan(4)
    for (const nesting of [byUpdate, whole]) {
      expect(wanted.filter(({ client, clock, depth }) => nesting.at(client, clock) !== depth)).toEqual([])
    }
  })

  it.each([1, 2, 3])('PR10 is never thought less than it is, in whatever order updates come (seed %i)', (seed) => {
    const { updates, doc } = nestedSession(seed, 250)
    const random = createRandom(seed)
    const nesting = new Nesting()
    const shuffled = updates.map((update) => ({ update, at: random() })).sort((a, b) => a.at - b.at)
    for (const { update } of shuffled) take(nesting, update)
    const wanted = trueDepths(doc)
    expect(wanted.filter(({ client, clock, depth }) => nesting.at(client, clock) < depth)).toEqual([])
  })
})

function inList(inner: Y.Map<unknown>): Y.Array<unknown> {
  const list = new Y.Array<unknown>()
  list.push(['before', inner])
  return list
}

/** One map in the other, `levels` of them; one update for each. */
function chain(levels: number, into: 'key' | 'list'): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  let map = doc.getMap<unknown>('shapes')
  for (let i = 0; i < levels; i++) {
    doc.transact(() => {
      const inner = new Y.Map<unknown>()
      // In a list, the second one names no parent: only its neighbour tells where it lies.
      if (into === 'key') map.set('x', inner)
      else map.set('x', inList(inner))
      map = inner
    })
  }
  return updates
}

/** What a room takes of them, and how many it takes before it refuses one, which closes whoever sent it. */
function offer(coverage: Coverage, updates: readonly Uint8Array[]) {
  const taken = updates.filter((update) => {
    const parsed = coverage.parse(update, updateLimits)
    if (parsed.ok) coverage.add(parsed.value.header)
    return parsed.ok
  })
  const atOnce = updates.findIndex((update) => !taken.includes(update))
  const doc = new Y.Doc({ gc: false })
  for (const update of taken) Y.applyUpdate(doc, update)
  return { taken, atOnce, deepest: Math.max(...trueDepths(doc).map(({ depth }) => depth)) }
}

describe('a chain of types that grows too deep', () => {
  it('PR10 is refused at the limit when it grows update by update', () => {
    expect(offer(new Coverage(), chain(200, 'key'))).toMatchObject({ atOnce: MAX, deepest: MAX })
    expect(offer(new Coverage(), chain(200, 'list'))).toMatchObject({ atOnce: MAX / 2, deepest: MAX })
  })

  it('PR10 is refused in one update, also when only neighbours tell where things lie', () => {
    for (const into of ['key', 'list'] as const) {
      expect(validateUpdate(Y.mergeUpdates(chain(200, into)), updateLimits).ok).toBe(false)
      expect(validateUpdate(Y.mergeUpdates(chain(20, into)), updateLimits).ok).toBe(true)
    }
  })

  it('PR10 is refused in one update that goes to and fro between two authors', () => {
    const docs = [new Y.Doc(), new Y.Doc()]
    const updates: Uint8Array[] = []
    let key = 'x'
    for (let i = 0; i < 200; i++) {
      const [doc, other] = i % 2 ? docs : [docs[1], docs[0]]
      let map = doc.getMap<unknown>('shapes')
      for (let next = map.get('x'); next instanceof Y.Map; next = map.get('x')) map = next
      key = 'x'
      map.set(key, new Y.Map())
      const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other))
      updates.push(update)
      Y.applyUpdate(other, update)
    }
    expect(validateUpdate(Y.encodeStateAsUpdate(docs[0]), updateLimits).ok).toBe(false)
    expect(offer(new Coverage(), updates)).toMatchObject({ atOnce: MAX, deepest: MAX })
  })

  it('PR10 is refused from the inside outwards too, where each waits for the one around it', () => {
    const backwards = chain(200, 'key').reverse()
    const { taken, deepest } = offer(new Coverage(), backwards)
    expect(deepest).toBeLessThanOrEqual(MAX)
    // A pair that came in the wrong order is let in.
    expect(offer(new Coverage(), chain(2, 'key').reverse()).deepest).toBe(2)
    expect(taken.length).toBeLessThan(backwards.length)
  })

  it('PR10 does not get through by saying two things about one place', () => {
    const coverage = new Coverage()
    const deep = chain(MAX, 'key')
    expect(offer(coverage, deep.slice(0, 40)).taken.length).toBe(40)
    const author = 2 ** 20
    const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)])
    // A map at clock 1 of an author whose clock 0 is missing: in a root, it says first, then deep inside.
    const flat = [1, 1, ...varint(author), 1, 0x27, 1, 1, 114, 1, 120, 1, 0]
    const { client, clock } = Y.decodeUpdate(deep[39]).structs[0].id
    const nested = [1, 1, ...varint(author), 1, 0x27, 0, ...varint(client), ...varint(clock), 1, 120, 1, 0]
    const says = (bytes: readonly number[]) => coverage.parse(Uint8Array.from(bytes), updateLimits)
    const first = says(flat)
    if (!first.ok) throw new Error(first.error.message)
    coverage.add(first.value.header)
    expect(says(nested).ok).toBe(false)
    expect(says(flat).ok).toBe(true)
  })

  it('PR10 a bomb of references costs no more than its bytes', () => {
    // 400,000 structs, each of which names a place that is not there.
    const one = [0x84, 1, 9, 1, 97]
    const body = new Uint8Array(400_000 * one.length)
    for (let i = 0; i < body.length; i += one.length) body.set(one, i)
    const bytes = Uint8Array.from([1, 0x80, 0xb5, 0x18, 5, 0, ...body, 0])
    const startedAt = performance.now()
    expect(validateUpdate(bytes, updateLimits).ok).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(4000)
  })
})
