import { createHash } from 'node:crypto'
import * as Y from 'yjs'

/** One word for everything that a board holds, so that boards in different processes can be compared. */
export function digestOf(doc: Y.Doc): string {
  const shapes = doc.getMap<Y.Map<unknown>>('shapes')
  const hash = createHash('sha256')
  for (const id of [...shapes.keys()].sort()) {
    const fields = shapes.get(id)
    hash.update(id)
    for (const name of [...(fields?.keys() ?? [])].sort()) {
      const value = fields?.get(name)
      hash.update(name)
      if (value instanceof Uint8Array) hash.update(value)
      else hash.update(JSON.stringify(value instanceof Y.Text ? value.toDelta() : value) ?? '')
    }
  }
  return hash.digest('hex')
}

/** The ids of all shapes of one type. */
export const idsOf = (doc: Y.Doc, type: string): readonly string[] =>
  [...doc.getMap<Y.Map<unknown>>('shapes')].flatMap(([id, fields]) => (fields.get('type') === type ? [id] : []))
