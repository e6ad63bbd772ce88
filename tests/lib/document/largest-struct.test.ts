/** Whatever is written into a shape, each value of it fits into a message: one that does not could never be saved. */
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { tableOf } from '../../../lib/document/field-tables.ts'
import { shapeMap } from '../../../lib/document/write-shape.ts'
import { type Shape, shapeKinds } from '../../../lib/shapes/registry.ts'

/** What a server takes as one message, and half of it for what is around. */
const LARGEST_BYTES = 4 * 1024 * 1024
const HUGE = 5_000_000
const COUNT = 250_000

const point = (nth: number) => ({ x: nth * 1.37, y: nth * 2.11, pressure: 0.37 })
const monsters: Readonly<Record<string, () => unknown>> = {
  string: () => 'x'.repeat(HUGE),
  bytes: () => new Uint8Array(HUGE).fill(1),
  points: () => Array.from({ length: COUNT }, (_, nth) => point(nth)),
  strings: () => Array.from({ length: COUNT }, (_, nth) => `word number ${nth}`),
  runs: () =>
    Array.from({ length: COUNT }, (_, nth) => ({ insert: `run number ${nth} `, attributes: { bold: nth % 2 === 0 } })),
  record: () => Object.fromEntries(Array.from({ length: 2_500 }, (_, nth) => [`key ${nth}`, `${nth}`.repeat(700)])),
}

it.each(Object.keys(monsters))('PR15 no field of a shape holds more than a message: a huge %s', (name) => {
  const monster = monsters[name]()
  const large: string[] = []
  const seen = new Set<unknown>()
  for (const type of Object.keys(shapeKinds)) {
    for (const [field, reader] of Object.entries(tableOf(type)?.fields ?? {})) {
      // Most are shared by several kinds.
      if (seen.has(reader)) continue
      seen.add(reader)
      const doc = new Y.Doc()
      doc.getMap('shapes').set('s', shapeMap({ id: 's', type, [field]: monster } as unknown as Shape))
      const bytes = Y.encodeStateAsUpdate(doc).length
      if (bytes > LARGEST_BYTES) large.push(`${type}.${field}: ${bytes}`)
    }
  }
  expect(large).toEqual([])
})
