import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { validateUpdate } from '../../../lib/updates/header.ts'
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
