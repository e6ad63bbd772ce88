import * as encoding from 'lib0/encoding'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readingUpdate, validateUpdate } from '../../../lib/updates/header.ts'
import { updateLimits } from '../../../lib/updates/limits.ts'

it('PR10 an update names so many authors, and deletes of so many, as the limit says and no more', () => {
  const whole = new Y.Doc()
  for (const nth of [1, 2, 3, 4]) {
    const doc = new Y.Doc()
    doc.clientID = nth
    doc.getMap('shapes').set(`k${nth}`, 1)
    doc.getMap('shapes').set(`gone${nth}`, 1)
    Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
  }
  const all = Y.encodeStateAsUpdate(whole)
  const before = Y.encodeStateVector(whole)
  whole.transact(() => {
    for (const nth of [1, 2, 3, 4]) whole.getMap('shapes').delete(`gone${nth}`)
  })
  const deletes = Y.encodeStateAsUpdate(whole, before)
  for (const bytes of [all, deletes]) {
    expect(validateUpdate(bytes, { ...updateLimits, maxClients: 4 }).ok).toBe(true)
    expect(validateUpdate(bytes, { ...updateLimits, maxClients: 3 }).ok).toBe(false)
  }
})

it('PR10 very many deletions of one author are read in steps into one array that never grows', () => {
  const count = 300_000
  const encoder = encoding.createEncoder()
  for (const number of [0, 1, 5, count]) encoding.writeVarUint(encoder, number)
  for (let nth = count; nth > 0; nth--) for (const number of [nth * 2, 1]) encoding.writeVarUint(encoder, number)
  const reading = readingUpdate(encoding.toUint8Array(encoder), updateLimits)
  let steps = 0
  let step = reading.next()
  for (; !step.done; step = reading.next()) steps++
  const [{ client, ranges }] = step.value.ok ? step.value.value.deletes : [{ client: 0, ranges: [] }]
  expect([client, ranges.length, ...ranges.slice(0, 4), ...ranges.slice(-2)]).toEqual([
    ...[5, 2 * count, 600_000, 600_001, 599_998, 599_999, 2, 3],
  ])
  expect([steps > 100, ranges instanceof Float64Array]).toEqual([true, true])
})
