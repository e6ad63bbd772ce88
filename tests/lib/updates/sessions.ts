/** People who edit at random, and what their updates say. */
import { expect } from 'vitest'
import * as Y from 'yjs'
import { type ParsedUpdate, parseUpdate } from '../../../lib/updates/header.ts'
import { updateLimits } from '../../../lib/updates/limits.ts'
import { createRandom, editAtRandom, pick } from './random-doc.ts'

export function parsed(bytes: Uint8Array): ParsedUpdate {
  const result = parseUpdate(bytes, updateLimits)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Three people who edit and now and then hear of one another; all their updates in the order they were made. */
export function session(seed: number, edits = 120): { docs: Y.Doc[]; updates: Uint8Array[] } {
  const random = createRandom(seed)
  const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
  docs.forEach((doc, i) => {
    doc.clientID = 1000 * (i + 1) + seed
  })
  const updates: Uint8Array[] = []
  for (const doc of docs) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'sync') updates.push(update)
    })
  }
  for (let i = 0; i < edits; i++) {
    editAtRandom(pick(random, docs), random)
    if (random() < 0.2) Y.applyUpdate(pick(random, docs), Y.encodeStateAsUpdate(pick(random, docs)), 'sync')
  }
  return { docs, updates }
}

export function boardOf(...updates: readonly (Uint8Array | null)[]): unknown {
  const doc = new Y.Doc()
  for (const update of updates) if (update) Y.applyUpdate(doc, update)
  expect(doc.store.pendingStructs).toBe(null)
  return { shapes: doc.getMap('shapes').toJSON(), meta: doc.getMap('meta').toJSON() }
}
