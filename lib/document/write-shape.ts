/** Shape -> Y.Map: sparse, repaired on the way in, and only what really changes. */
import * as Y from 'yjs'
import type { Entries, Field } from '../base/fields.ts'
import type { Shape } from '../shapes/registry.ts'
import { cleanRuns, type RichText, richTextField } from '../shapes/rich-text.ts'
import { tableOf, unknownTable } from './field-tables.ts'
import { TYPE_KEY, VERSION_KEY } from './layout.ts'
import { sameValue } from './same-value.ts'
import { replaceText } from './write-text.ts'

/** A new map for `shape`. Fields with their initial value are left out; a text or a map is made even when empty, so that
 * two people who start writing into it at once share it. */
export function shapeMap(shape: Shape): Y.Map<unknown> {
  const table = tableOf(shape.type) ?? unknownTable
  const entries: [string, unknown][] = [[TYPE_KEY, table.type]]
  if (table.version > 1) entries.push([VERSION_KEY, table.version])
  for (const [name, field] of Object.entries(table.fields)) {
    const value = field.repair((shape as unknown as Record<string, unknown>)[name])
    if (field.storage === 'text') entries.push([name, newText(value as RichText)])
    else if (field.storage === 'map') entries.push([name, newEntries(field, value as Entries<unknown>)])
    else if (!sameValue(value, field.initial)) entries.push([name, value])
  }
  return new Y.Map(entries)
}

function newText(text: RichText): Y.Text {
  const shared = new Y.Text()
  const clean = cleanRuns(text)
  if (clean.length > 0) shared.applyDelta([...clean], { sanitize: false })
  return shared
}

/** Writes the fields of `patch` that the kind has and that differ from what `shape` shows. */
export function patchShape(stored: Y.Map<unknown>, shape: Shape, patch: Readonly<Record<string, unknown>>): void {
  const table = tableOf(shape.type) ?? unknownTable
  const shown = shape as unknown as Record<string, unknown>
  for (const [name, value] of Object.entries(patch)) {
    const isForeign = !Object.hasOwn(table.fields, name) || (table === unknownTable && name === 'originalType')
    if (isForeign || value === undefined) continue
    const field = table.fields[name]
    if (!field) continue
    if (field.storage === 'map') {
      patchEntries(stored, name, field, value)
      continue
    }
    const repaired = field.repair(value)
    if (field.storage === 'text') writeText(stored, name, repaired as RichText)
    else if (!sameValue(repaired, shown[name])) stored.set(name, repaired)
  }
}

const entryOf = (entry: Field<unknown>, value: unknown): unknown =>
  entry.storage === 'text' ? newText(entry.repair(value) as RichText) : entry.repair(value)

const newEntries = (field: Field<unknown>, values: Entries<unknown>): Y.Map<unknown> =>
  new Y.Map(Object.entries(values).map(([name, value]) => [name, entryOf(field.entry as Field<unknown>, value)]))

/** Writes the entries that `patch` names; null takes one out, and the others stay. */
function patchEntries(stored: Y.Map<unknown>, name: string, field: Field<unknown>, patch: unknown): void {
  const entry = field.entry as Field<unknown>
  const asked = (typeof patch === 'object' && patch !== null ? patch : {}) as Readonly<Record<string, unknown>>
  const valid = field.repair(asked) as Entries<unknown>
  const lying = stored.get(name)
  const map: Y.Map<unknown> = lying instanceof Y.Map ? lying : new Y.Map()
  if (map !== lying) stored.set(name, map)
  for (const key of Object.keys(valid)) {
    if (asked[key] === null) map.delete(key)
    else if (entry.storage === 'text') writeText(map, key, valid[key] as RichText)
    else if (!sameValue(map.get(key), valid[key])) map.set(key, valid[key])
  }
}

/** Makes the shared text read as `text`, touching only the part that differs. */
export function writeText(stored: Y.Map<unknown>, name: string, text: RichText): void {
  const shared = stored.get(name)
  const wanted = cleanRuns(richTextField.repair(text))
  if (shared instanceof Y.Text) replaceText(shared, wanted)
  else stored.set(name, newText(wanted))
}
